/** A platform without a token: a local web page that shows the bot's messages as Discord and Telegram would. */
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createAdaptorServer } from '@hono/node-server'
import type { Command } from '../../bot/command.ts'
import type { Clock } from '../../clock.ts'
import { type Doc, doc as root, paragraph } from '../../doc/nodes.ts'
import { OperatorError, Rejected, codeOf } from '../../errors.ts'
import { supported, t } from '../../locales/index.ts'
import type { Log } from '../../log.ts'
import type { Store } from '../../stores/store.ts'
import type { Dispatch, Incoming, MessageRef, Payload, Platform, Target } from '../platform.ts'
import { limits } from './limits.ts'
import { createRooms, type Shown } from './rooms.ts'
import { type Upcoming, createApp } from './server.ts'
import { discordHtml, telegramHtml } from './payload-html.ts'

const NAME = 'playground'

export interface PlaygroundOptions {
  /** The port on 127.0.0.1; 0 for any free one. */
  port: number
  /** Render a doc to the request bodies of the other platforms. */
  views: { discord: (doc: Doc) => readonly Payload[]; telegram: (doc: Doc) => readonly Payload[] }
  /** The facts for `/healthz` and the page's status list, as a JSON object. */
  health(): Promise<Record<string, unknown>>
  /** The next deliveries, soonest first. */
  upcoming(locale: string): Promise<readonly Upcoming[]>
  /** The newest digest as it would be posted; undefined while there is none. */
  digest(query: { layout?: 'compact' | 'full'; locale?: string }): Promise<Doc | undefined>
  commands: readonly Command[]
  /** Stores the chats' messages, so that they are there after a restart. */
  history: Store<Shown>
  clock: Clock
  log: Log
}

const html = ({ discord, telegram }: Payload): Pick<Shown, 'discord' | 'telegram'> => ({
  discord: (discord as readonly Payload[]).map(discordHtml),
  telegram: (telegram as readonly Payload[]).map(telegramHtml),
})

/** Creates the platform; its `url` is known once it has started. */
export const createPlayground = (options: PlaygroundOptions): Platform & { readonly url: string } => {
  const { clock, log, views } = options
  const rooms = createRooms(options.history, log)
  const closing = new AbortController()
  let commands = options.commands
  let on: Dispatch | undefined
  let url = ''

  const render = (doc: Doc): Payload[] => [{ discord: views.discord(doc), telegram: views.telegram(doc) }]

  const show = (chat: string, message: Omit<Shown, 'discord' | 'telegram'>, doc: Doc): void => {
    for (const payload of render(doc)) rooms.put(chat, { ...message, ...html(payload) })
  }
  const change = ({ target: { chat }, message }: MessageRef, to: Partial<Shown>): void => {
    const before = rooms.get(chat, message)
    if (before === undefined) throw new Rejected('the playground no longer has this message')
    rooms.put(chat, { ...before, ...to })
  }
  const note = (): Pick<Shown, 'id' | 'at'> => ({ id: randomUUID(), at: clock.now() })

  const answer = async (incoming: Incoming, said: string): Promise<void> => {
    const { chat } = incoming.target
    const none = { discord: [], telegram: [] }
    rooms.put(chat, { ...note(), from: 'user', text: said, ...none })
    const reply = { ...note(), from: 'bot' } as const
    rooms.put(chat, { ...reply, busy: true, ...none })
    let last: Doc | undefined
    try {
      for await (const doc of on?.run(incoming) ?? []) {
        last = doc
        show(chat, { ...reply, busy: true }, doc)
      }
      show(chat, reply, last ?? root(paragraph('…')))
    } catch (error) {
      log.error('the playground could not show an answer', { id: reply.id, error })
      rooms.put(chat, { ...reply, text: t(supported(incoming.locale), 'error.fault', { id: reply.id }), ...none })
    }
  }

  const app = createApp({
    clock,
    rooms,
    closing: closing.signal,
    commands: () => commands,
    health: () => options.health(),
    upcoming: (locale) => options.upcoming(locale),
    say({ chat, locale, input, text }) {
      const target: Target = { platform: NAME, chat }
      const user = { id: chat, name: 'You' }
      void answer({ input, target, user, locale, private: true, followable: true, mayManage: () => Promise.resolve(true) }, text)
    },
    async digest({ chat, ...query }) {
      const found = await options.digest(query)
      if (found !== undefined) show(chat, { ...note(), from: 'bot' }, found)
      return found !== undefined
    },
    failed: (error) => log.error('the playground failed', { error }),
  })
  const server = createAdaptorServer({ fetch: app.fetch, createServer }) as ReturnType<typeof createServer>

  return {
    name: NAME,
    // A part's id is its message's, so a repetition is always recognized.
    dedupeWindow: Number.POSITIVE_INFINITY,
    get url() {
      return url
    },
    render,
    async post(target, payload, part) {
      if (rooms.get(target.chat, part) === undefined) rooms.put(target.chat, { id: part, at: clock.now(), from: 'bot', ...html(payload) })
      return { target, message: part }
    },
    async edit(ref, payload) {
      change(ref, html(payload))
    },
    async publish(ref) {
      change(ref, { published: true })
      return true
    },
    async menu(list) {
      commands = list
    },
    async start(dispatch) {
      on = dispatch
      await rooms.load()
      try {
        server.listen(options.port, '127.0.0.1')
        await once(server, 'listening')
      } catch (error) {
        throw listenError(error, options.port)
      }
      url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    },
    async stop() {
      closing.abort()
      const cancel = clock.after(limits.grace, () => server.closeAllConnections())
      await new Promise((resolve) => server.close(resolve))
      cancel()
    },
  }
}

const listenError = (error: unknown, port: number): unknown => {
  const mend = 'Set RECAP_PORT to another port, or to 0 for any free one.'
  switch (codeOf(error)) {
    case 'EADDRINUSE':
      return new OperatorError(`Port ${port} of the playground is in use, perhaps by another Recap. ${mend}`, { cause: error })
    case 'EACCES':
      return new OperatorError(`Port ${port} of the playground needs more rights than this process has. ${mend}`, { cause: error })
    default:
      return error
  }
}
