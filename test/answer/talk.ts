/** People who talk with the bot about lamps, over an archive of a few days. */
import type { TestContext } from 'node:test'
import { createAnswers } from '../../src/answer/ask.ts'
import { type Page, type Reply, type Talking, createConversations } from '../../src/answer/talk/conversation.ts'
import { createMemory } from '../../src/answer/talk/memory.ts'
import { openArchive } from '../../src/archive/archive.ts'
import type { Issue } from '../../src/issue/issue.ts'
import type { Model } from '../../src/models/model.ts'
import { openSqliteStores } from '../../src/stores/sqlite.ts'
import { issue, item } from '../archive/sample.ts'
import { fakeClock } from '../fakes/clock.ts'
import { recordingLog } from '../fakes/log.ts'

/** Words that no other text has. */
const babble = (seed: number, count: number): string =>
  Array.from(
    { length: count },
    (_, at) => `${'bcdfghjklmnpqr'[seed] ?? ''}${'aeiou'[at % 5] ?? ''}${'rstvwxyz'[Math.floor(at / 5)] ?? ''}o`,
  ).join(' ')

const issues = () => [
  issue({
    date: '2026-02-10',
    sections: { twitter: { Lamps: [item('Rumours say that Acme works on Glimmer 3, a lamp for reading.', 'https://x.com/rumour/1')] } },
  }),
  issue({
    date: '2026-02-27',
    sections: {
      twitter: {
        Lamps: [
          item('Glimmer 3 is out: Acme sells the lamp for $1,299, because it wants to reach hotels.', 'https://x.com/acme/1'),
          item('The large one, Glimmer 3 70B, lights a whole street and costs $9,000.', 'https://x.com/acme/2'),
          item('Lumen released Beamo 2: its price is $15.', 'https://x.com/lumen/1'),
        ],
      },
      reddit: {
        Reviews: Array.from({ length: 14 }, (_, at) => item(`Glimmer 3 review: ${babble(at, 40)}.`, `https://reddit.com/${at}`)),
      },
    },
  }),
  issue({
    date: '2026-03-02',
    sections: { reddit: { Reviews: [item('Readers like the Beamo 2 on their desks.', 'https://reddit.com/beamo')] } },
  }),
]

/** As a reply to an answer. */
export const replyTo = (id: string, chat = 'discord/1'): Partial<Talking> => ({ repliesTo: { chat, buttons: [`rate?of=${id}&vote=up`] } })

export const texts = (page: Page): string[] => (page.kind === 'items' ? page.citations.map(({ text }) => text) : [page.kind])

export const talk = (t: TestContext, model?: Model, others: readonly Issue[] = []) => {
  const clock = fakeClock('2026-03-02T08:00:00Z')
  const log = recordingLog()
  const archive = openArchive(':memory:', { clock })
  const stores = openSqliteStores(':memory:', { clock })
  t.after(async () => {
    archive.close()
    await stores.close()
  })
  for (const each of [...issues(), ...others]) archive.put(each)
  const answers = createAnswers({ archive, clock, log, ...(model ? { model } : {}) })
  const memory = createMemory({ turns: stores.open('turns'), answered: stores.open('answered'), items: stores.open('items') })
  const open = createConversations({ archive, answers, memory })
  const person = (more: Partial<Talking> = {}) =>
    open({
      chat: 'discord/1',
      user: 'discord/ada',
      asker: { user: 'discord/ada', chat: 'discord/1' },
      private: false,
      locale: 'en',
      today: '2026-03-02',
      ...more,
    })

  /** All replies to what somebody says. */
  const all = async (question: string, who: Partial<Talking> = {}): Promise<Reply[]> => {
    const replies: Reply[] = []
    for await (const reply of person(who).say({ question })) replies.push(reply)
    return replies
  }
  /** The last one, which must be an answer. */
  const say = async (question: string, who?: Partial<Talking>) => {
    const last = (await all(question, who)).at(-1)
    if (last?.kind !== 'answer') throw new Error(`no answer to ${question}, but ${String(last?.kind)}`)
    const { answer, about, id = '', hasMore } = last
    return { question: answer.question, text: answer.answer, answered: answer.answered, citations: answer.citations, about, id, hasMore }
  }
  return { clock, log, stores, person, all, say }
}
