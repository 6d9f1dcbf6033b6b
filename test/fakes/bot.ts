/** The whole program over a folder of its own, less its wires: for tests of what the bot says. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { TestContext } from 'node:test'
import { type App, createApp } from '../../src/app.ts'
import { type Clock, systemClock } from '../../src/clock.ts'
import { loadConfig } from '../../src/config.ts'
import type { Call, Doc } from '../../src/doc/nodes.ts'
import { callId } from '../../src/bot/command.ts'
import { plainText } from '../../src/doc/plain.ts'
import type { Log } from '../../src/log.ts'
import { recordingLog } from './log.ts'
import type { Incoming, Target } from '../../src/platforms/platform.ts'

export const SAMPLE = resolve(import.meta.dirname, '../../config/sample')

export interface Bot {
  app: App
  /** What is shown last for a line (a command or a question), as text and as a doc. */
  say(line: string, who?: Who): Promise<Said>
}

export type Who = Partial<Pick<Incoming, 'locale' | 'target' | 'server' | 'private' | 'followable' | 'mayManage' | 'user' | 'repliesTo'>>

export interface Said {
  text: string
  doc: Doc
  /** Every doc that was shown, in order. */
  shown: Doc[]
  /** Presses the button with this label; `who`: somebody else, or elsewhere. */
  press(label: string, who?: Who): Promise<Said>
  /** What makes another message a reply to this one. */
  reply: Pick<Incoming, 'repliesTo'>
}

const HERE: Target = { platform: 'discord', chat: '100' }

export interface BotOptions {
  /** Further settings. */
  env?: NodeJS.ProcessEnv
  clock?: Clock
  /** `false` leaves the archive empty. */
  issues?: boolean
  /** Default: one of its own, which goes with the test. */
  folder?: string
  log?: Log
}

export const temporaryFolder = (t: TestContext): string => {
  const folder = mkdtempSync(join(tmpdir(), 'recap-'))
  t.after(() => rmSync(folder, { recursive: true }))
  return folder
}

/** Ends with the test, or before by `app.stop()`. */
export const createBot = async (t: TestContext, options: BotOptions = {}): Promise<Bot> => {
  const { env = {}, clock = systemClock, issues = true, folder = temporaryFolder(t), log = recordingLog() } = options
  const config = loadConfig({
    env: { RECAP_DATA_DIR: folder, RECAP_PORT: '0', RECAP_ZONE: 'UTC', RECAP_SOURCES: SAMPLE, ...env },
    cwd: folder,
  })
  const app = await createApp(config, { log, clock })
  let stopped: Promise<void> | undefined
  const stop = app.stop
  app.stop = () => (stopped ??= stop())
  t.after(() => app.stop())
  if (issues) await app.refresh.look()

  const run = async (incoming: Incoming): Promise<Said> => {
    const shown: Doc[] = []
    for await (const doc of app.dispatch.run(incoming)) shown.push(doc)
    const doc = shown.at(-1)
    if (doc === undefined) throw new Error('nothing was shown')
    return {
      doc,
      shown,
      text: plainText(doc),
      reply: { repliesTo: { target: incoming.target, buttons: [...buttons(doc).values()].map(callId) } },
      press(label, who = {}) {
        const call = buttons(doc).get(label)
        if (call === undefined) throw new Error(`no button “${label}” among ${[...buttons(doc).keys()].join(', ')}`)
        return run({ ...incoming, ...who, input: { kind: 'action', id: callId(call) } })
      },
    }
  }
  return {
    app,
    say: (line, who = {}) =>
      run({
        input: { kind: 'text', text: line },
        target: HERE,
        user: { id: '1', name: 'Ada' },
        locale: 'en',
        private: false,
        mayManage: async () => true,
        ...who,
      }),
  }
}

/** The calls behind a doc's buttons, by label. */
export const buttons = (doc: Doc): Map<string, Call> =>
  new Map(
    doc.children.flatMap((block) =>
      block.type === 'actions'
        ? block.children.flatMap(({ label, action }) => ('command' in action ? [[label, action] as const] : []))
        : [],
    ),
  )
