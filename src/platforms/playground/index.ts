/** A platform without a token: a local web page that shows the bot's messages as Discord and Telegram would. */
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { type Server, createServer } from 'node:http'
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
import { createRooms, type Rooms, type Shown } from './rooms.ts'
import { type DigestQuery, type Said, type Upcoming, createApp } from './server.ts'
import { discordHtml, telegramHtml } from './payload-html.ts'

const NAME = 'playground'

export interface PlaygroundOptions {
  /** The port on 127.0.0.1; 0 for any free one. */
  port: number
  /** Render a doc to the request bodies of the other platforms. */
  views: { discord: (doc: Doc) => readonly Payload[]; telegram: (doc: Doc) => readonly Payload[] }
  /** The facts for `/healthz` and the page's status list, as a JSON object. */
  health: () => Promise<Record<string, unknown>>
  /** The next deliveries, soonest first. */
  upcoming: (locale: string) => Promise<readonly Upcoming[]>
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
export const createPlayground = (options: PlaygroundOptions): Platform & { readonly url: string } => new Playground(options)

const NOTHING = { discord: [], telegram: [] }

class Playground implements Platform {
  readonly name = NAME
  /** A part's id is its message's, so a repetition is always recognized. */
  readonly dedupeWindow = Number.POSITIVE_INFINITY
  url = ''
  readonly #options: PlaygroundOptions
  readonly #rooms: Rooms
  readonly #server: Server
  readonly #closing = new AbortController()
  #commands: readonly Command[]
  #on: Dispatch | undefined

  constructor(options: PlaygroundOptions) {
    const { clock, log, health, upcoming, history, commands } = options
    this.#options = options
    this.#rooms = createRooms(history, log)
    this.#commands = commands
    const app = createApp({
      clock,
      rooms: this.#rooms,
      closing: this.#closing.signal,
      commands: () => this.#commands,
      health,
      upcoming,
      say: (said) => void this.#answer(said),
      digest: (query) => this.#digest(query),
      failed: (error) => log.error('the playground failed', { error }),
    })
    this.#server = createAdaptorServer({ fetch: app.fetch, createServer }) as Server
  }

  render(doc: Doc): Payload[] {
    const { views } = this.#options
    return [{ discord: views.discord(doc), telegram: views.telegram(doc) }]
  }

  async post(target: Target, payload: Payload, part: string): Promise<MessageRef> {
    const isShown = this.#rooms.get(target.chat, part) !== undefined
    if (!isShown) this.#rooms.put(target.chat, { ...this.#note(part), from: 'bot', ...html(payload) })
    return { target, message: part }
  }

  async edit(ref: MessageRef, payload: Payload): Promise<void> {
    this.#change(ref, html(payload))
  }

  async publish(ref: MessageRef): Promise<boolean> {
    this.#change(ref, { published: true })
    return true
  }

  async menu(commands: readonly Command[]): Promise<void> {
    this.#commands = commands
  }

  async start(on: Dispatch): Promise<void> {
    this.#on = on
    await this.#rooms.load()
    const { port } = this.#options
    try {
      this.#server.listen(port, '127.0.0.1')
      await once(this.#server, 'listening')
    } catch (error) {
      throw listenError(error, port)
    }
    this.url = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  async stop(): Promise<void> {
    this.#closing.abort()
    const cancel = this.#options.clock.after(limits.grace, () => this.#server.closeAllConnections())
    await new Promise((resolve) => this.#server.close(resolve))
    cancel()
  }

  async #answer({ chat, locale, input, text }: Said): Promise<void> {
    const user = { id: chat, name: 'You' }
    const target: Target = { platform: NAME, chat }
    this.#rooms.put(chat, { ...this.#note(), from: 'user', text, ...NOTHING })
    const reply = { ...this.#note(), from: 'bot' } as const
    this.#rooms.put(chat, { ...reply, busy: true, ...NOTHING })
    let last: Doc | undefined
    try {
      const incoming: Incoming = { input, target, user, locale, private: true, followable: true, mayManage: async () => true }
      for await (const doc of this.#on?.run(incoming) ?? []) {
        last = doc
        this.#show(chat, { ...reply, busy: true }, doc)
      }
      this.#show(chat, reply, last ?? root(paragraph('…')))
    } catch (error) {
      this.#options.log.error('the playground could not show an answer', { id: reply.id, error })
      this.#rooms.put(chat, { ...reply, text: t(supported(locale), 'error.fault', { id: reply.id }), ...NOTHING })
    }
  }

  async #digest({ chat, ...query }: DigestQuery): Promise<boolean> {
    const found = await this.#options.digest(query)
    if (found !== undefined) this.#show(chat, { ...this.#note(), from: 'bot' }, found)
    return found !== undefined
  }

  #note(id: string = randomUUID()): Pick<Shown, 'id' | 'at'> {
    return { id, at: this.#options.clock.now() }
  }

  #show(chat: string, message: Omit<Shown, 'discord' | 'telegram'>, doc: Doc): void {
    for (const payload of this.render(doc)) this.#rooms.put(chat, { ...message, ...html(payload) })
  }

  #change({ target: { chat }, message }: MessageRef, to: Partial<Shown>): void {
    const before = this.#rooms.get(chat, message)
    if (before === undefined) throw new Rejected('the playground no longer has this message')
    this.#rooms.put(chat, { ...before, ...to })
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
