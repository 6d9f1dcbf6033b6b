/** A playground over the real renderers, with a bot that knows three things to say. */
import type { TestContext } from 'node:test'
import { callId, type Command, command, text } from '../../../src/bot/command.ts'
import { systemClock } from '../../../src/clock.ts'
import {
  actions,
  blockquote,
  button,
  code,
  doc,
  type Doc,
  emphasis,
  heading,
  inlineCode,
  link,
  list,
  listItem,
  paragraph,
  strong,
  thematicBreak,
} from '../../../src/doc/nodes.ts'
import { renderDiscord } from '../../../src/platforms/discord/render.ts'
import { openSqliteStores } from '../../../src/stores/sqlite.ts'
import { createPlayground, type PlaygroundOptions } from '../../../src/platforms/playground/index.ts'
import type { Dispatch, Incoming } from '../../../src/platforms/platform.ts'
import { renderTelegram } from '../../../src/platforms/telegram/render.ts'
import { recordingLog } from '../../fakes/log.ts'

const bullet = (title: string, words: string, url: string) => listItem(paragraph(strong(title), ` ${words} `, link(url, 'source')))

export const digest: Doc = doc(
  heading(1, 'Small models, big week'),
  paragraph(emphasis('Monday, 3 March 2025'), ' · 7 subreddits, 373 accounts and 29 servers read for you'),
  heading(2, 'Twitter/X'),
  list([
    bullet(
      'Otter-3 is out.',
      'An open 8B model that its makers say beats last year’s 70B on maths; weights under Apache 2.0.',
      'https://example.com/otter',
    ),
    bullet(
      'Agents get budgets.',
      'A new harness stops a run when its tokens cost more than its task is worth.',
      'https://example.com/budget',
    ),
  ]),
  heading(2, 'Reddit'),
  list([
    bullet(
      'Two old cards, one new trick:',
      'a guide to 4-bit inference on second-hand hardware, with figures.',
      'https://example.com/cards',
    ),
    bullet('Is RAG over?', '212 comments later: no, but chunking is.', 'https://example.com/rag'),
  ]),
  heading(2, 'Discord'),
  list([bullet('Kernel hour:', 'how one missing fence cost 11 % of a training run.', 'https://example.com/kernel')]),
  actions(
    button('Reddit ›', { command: 'recap', options: { section: 'reddit' } }),
    button('Discord ›', { command: 'recap', options: { section: 'discord' } }),
    button('Read the whole issue', { url: 'https://example.com/issue' }),
  ),
)

/** Everything a hostile recap could try, in a tree that no parser of ours would let through. */
export const hostile: Doc = doc(
  heading(1, '<script>window.owned = 1</script>'),
  paragraph('<img src=x onerror="window.owned = 1">', link('javascript:window.owned=1', 'press me'), inlineCode('"><b>')),
  blockquote(paragraph('</div></article><style>*{display:none}</style>')),
  code('</code></pre><script>window.owned = 1</script>'),
  thematicBreak(),
  actions(button('"><script>window.owned = 1</script>', { url: 'javascript:window.owned=1' })),
)

const say = (name: string, description: Command['description'], options: Command['options'] = {}): Command =>
  command({ name, description, options, run: () => doc() })

export const commands: readonly Command[] = [
  say('recap', 'recap.description', { section: text({ description: 'recap.section' }) }),
  say('ask', 'ask.description', { question: text({ description: 'ask.question', required: true, rest: true }) }),
  { ...say('start', 'start.description'), hidden: true },
]

/** Answers by what was said; keeps what it was asked. */
export const createBot = (): Dispatch & { asked: Incoming[] } => {
  const asked: Incoming[] = []
  return {
    asked,
    async *run(incoming) {
      asked.push(incoming)
      const { input } = incoming
      if (input.kind === 'text' && input.text.startsWith('/recap')) yield input.text === '/recap hostile' ? hostile : digest
      else if (input.kind === 'action') yield doc(paragraph('You pressed ', inlineCode(input.id)))
      else {
        yield doc(paragraph('Let me look …'))
        const answer = paragraph('Otter-3 has ', strong('8B'), ' parameters. ', link('https://example.com/otter', '[1]'))
        yield doc(answer, actions(button('More', { command: 'recap', options: { section: 'twitter' } })))
      }
      await Promise.resolve()
    },
    suggest: () => Promise.resolve([]),
    gone: () => Promise.resolve(),
    followable: () => Promise.resolve(),
    moved: () => Promise.resolve(),
  }
}

export const moreId = callId({ command: 'recap', options: { section: 'twitter' } })

/** A started playground with its bot; it stops with the test. */
export const startPlayground = async (t: TestContext, changes: Partial<PlaygroundOptions> = {}) => {
  const log = recordingLog()
  const playground = createPlayground({
    port: 0,
    views: { discord: renderDiscord, telegram: renderTelegram },
    health: () => Promise.resolve({ ok: true, issues: 163, newest: '2025-03-03', model: 'none' }),
    upcoming: (locale) =>
      Promise.resolve([
        { at: Date.UTC(2025, 2, 4, 8), target: 'Discord #ai-news', what: `every Tuesday (${locale})` },
        { at: Date.UTC(2025, 2, 4, 9), target: 'Telegram 7', what: 'as it arrives', note: 'at once when it is out' },
      ]),
    digest: () => Promise.resolve(digest),
    commands,
    history: openSqliteStores(':memory:', { clock: systemClock }).open('playground'),
    clock: systemClock,
    log,
    ...changes,
  })
  const bot = createBot()
  await playground.start(bot)
  t.after(() => playground.stop())
  return { playground, bot, log, url: playground.url }
}
