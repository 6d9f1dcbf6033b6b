/** A model that gets it wrong in every way: nothing of it reaches a reader. The real client talks to a scripted server. */
import assert from 'node:assert/strict'
import { setImmediate } from 'node:timers/promises'
import test, { type TestContext, after, before } from 'node:test'
import type { Answer } from '../../src/answer/answer.ts'
import { type Answers, createAnswers } from '../../src/answer/ask.ts'
import { answerDoc } from '../../src/answer/present.ts'
import { type Archive, openArchive } from '../../src/archive/archive.ts'
import type { Model } from '../../src/models/model.ts'
import { createOpenAI } from '../../src/models/openai.ts'
import { renderDiscord } from '../../src/platforms/discord/render.ts'
import { renderTelegram } from '../../src/platforms/telegram/render.ts'
import { issue, item } from '../archive/sample.ts'
import { type FakeClock, fakeClock } from '../fakes/clock.ts'
import { recordingLog } from '../fakes/log.ts'
import { type FakeOpenAI, type Reply, startFakeOpenAI } from '../fakes/openai.ts'
import { claims } from './hostile/claims.ts'
import { languages } from './hostile/languages.ts'
import { signs } from './hostile/signs.ts'
import { streams } from './hostile/streams.ts'
import { DAY, QUESTION, WORLD } from './hostile/world.ts'

let archive: Archive

const ask = async (answers: Answers, question = QUESTION, locale = 'en'): Promise<Answer[]> => {
  const seen: Answer[] = []
  for await (const answer of answers.ask({ question, locale, now: '2026-03-03', edition: 'en', limit: 10 })) seen.push(answer)
  return seen
}
const withModel = (server: FakeOpenAI, clock: FakeClock, came: () => void = () => undefined): Answers => {
  const model = createOpenAI({ baseUrl: server.url, model: 'm', clock })
  const watched: Model = {
    name: model.name,
    async *stream(request) {
      const stream = model.stream(request)
      for (;;) {
        const next = await stream.next()
        if (next.done) return next.value
        came()
        yield next.value
      }
    },
  }
  return createAnswers({ archive, clock, log: recordingLog(), model: watched })
}
const withoutModel = (): Answers => createAnswers({ archive, clock: fakeClock(), log: recordingLog() })

before(() => {
  archive = openArchive(':memory:', { clock: fakeClock() })
  const topics = Object.fromEntries(Object.entries(WORLD).map(([name, text]) => [`Fair ${name}`, [item(text)]]))
  archive.put(issue({ date: DAY, sections: { twitter: topics } }))
})
after(() => archive.close())

const serving = async (t: TestContext, reply: Reply): Promise<FakeOpenAI> => {
  const server = await startFakeOpenAI()
  t.after(server.close)
  server.next(reply)
  return server
}

const fullWidth = (n: number): string => Array.from(String(n), (digit) => String.fromCodePoint(0xff10 + Number(digit))).join('')

/** The number of each item as this question finds it. */
const numbered = async (question?: string): Promise<(text: string) => string> => {
  const [plain] = await ask(withoutModel(), question)
  /** Citation numbers, by the names of the items. */
  const numbers = new Map(plain?.citations.map(({ n, topic }) => [topic.replace('Fair ', ''), n]))
  assert.equal(numbers.size, Object.keys(WORLD).length, 'every item is found')
  return (text) =>
    text
      .replace(/F:([a-z]+)/g, (_, name: string) => fullWidth(numbers.get(name) ?? 0))
      .replace(/\[[^\]]*\]|【[^】]*】/g, (mark) => mark.replace(/[a-z]+/g, (name) => String(numbers.get(name) ?? name)))
}

const told = ({ answered, answer, citations }: Answer) => ({ answered, answer, citations })

/** What was shown, held against what may be: without a word of the code that checks sentences. */
const judge = (
  seen: readonly Answer[],
  plain: Answer | undefined,
  { shows, never, locale = 'en' }: { shows: readonly string[]; never: readonly string[]; locale?: string },
): void => {
  for (const answer of seen) {
    if (answer.model === null) assert.deepEqual(told(answer), plain && told(plain))
    else {
      const lengths = shows.map((_, at) => shows.slice(0, at + 1).join(' '))
      assert.ok(lengths.includes(answer.answer), `“${answer.answer}” was shown`)
      for (const word of never) assert.ok(!answer.answer.includes(word), `“${word}” was shown: ${answer.answer}`)
    }
    for (const [, n] of answer.answer.matchAll(/\[(\d+)\]/g)) assert.ok(answer.citations.some((citation) => citation.n === Number(n)))
    const shown = answerDoc(answer, locale)
    for (const payload of renderDiscord(shown)) {
      assert.deepEqual((payload['allowed_mentions'] as { parse: unknown } | undefined)?.parse, [])
    }
    for (const { text, entities } of renderTelegram(shown) as { text: string; entities?: { type: string }[] }[]) {
      assert.doesNotMatch(text, /(?<!\w)@\w/)
      assert.ok(!entities?.some(({ type }) => type.includes('mention')))
    }
  }
}

/** As models stream: a few characters at a time. */
const inPieces = (text: string): string[] => text.match(/[^]{1,7}/gu) ?? []

const said = [...claims, ...signs, ...languages]
for (const { what, says, shows, never, question, locale } of said)
  test(`a model says: ${what}`, async (t) => {
    const number = await numbered(question)
    const [plain] = await ask(withoutModel(), question, locale)
    const expected = shows.map(number)
    const server = await serving(t, { pieces: inPieces(number(says)) })
    const seen = await ask(withModel(server, fakeClock()), question, locale)
    judge(seen, plain, { shows: expected, never, ...(locale === undefined ? {} : { locale }) })
    const last = seen.at(-1)
    assert.equal(last?.model === null ? undefined : last?.answer, expected.length === 0 ? undefined : expected.join(' '))
  })

for (const { what, reply, shows, whole, within = 0 } of streams)
  test(`a server: ${what}`, async (t) => {
    const number = await numbered()
    const [plain] = await ask(withoutModel())
    const clock = fakeClock()
    const sent: Reply = 'pieces' in reply ? { ...reply, pieces: inPieces(number(reply.pieces.join(''))) } : reply
    const server = await serving(t, sent)
    let done = false
    const still = { pieces: 'pieces' in sent ? sent.pieces.length : 0 }
    const answering = ask(withModel(server, clock, () => (still.pieces -= 1))).finally(() => (done = true))
    if (within > 0) {
      while (server.requests.length === 0 || still.pieces > 0) await setImmediate()
      await clock.tick(within)
      assert.ok(done, 'it hangs')
    }
    const seen = await answering
    judge(seen, plain, { shows: shows.map(number), never: [] })
    assert.equal(seen.at(-1)?.model, whole ? 'm' : null)
    if (whole) assert.equal(seen.at(-1)?.answer, shows.map(number).join(' '))
    else assert.deepEqual(seen.at(-1)?.instead, { why: 'failed' })
  })

test('there are two hundred cases, each of its own', () => {
  const names = [...said, ...streams].map(({ what }) => what)
  assert.equal(new Set(names).size, names.length)
  assert.ok(names.length >= 200, String(names.length))
})
