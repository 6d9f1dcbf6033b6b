/** Telegram: updates arrive by long polling or a webhook; messages are sent through the Bot API. */
import type { Update, UserFromGetMe } from 'grammy/types'
import { type Command, commandOf } from '../../bot/command.ts'
import { type Clock, within } from '../../clock.ts'
import { OperatorError } from '../../errors.ts'
import { type Log, type Outage, createOutage } from '../../log.ts'
import type { Store } from '../../stores/store.ts'
import type { Pace } from '../pace/pace.ts'
import { createPace } from '../pace/scheduler.ts'
import type { SharedPaces } from '../pace/shared.ts'
import type { Dispatch, MessageRef, Payload, Platform, Target } from '../platform.ts'
import { type Call, createCall } from './api.ts'
import { explain, isTokenError, Unreachable } from './errors.ts'
import { createInbox, type Inbox } from './inbox.ts'
import { ALLOWED_UPDATES, read, type Said } from './incoming.ts'
import { limits } from './limits.ts'
import { menus } from './menu.ts'
import { edit, isAdministrator, send } from './requests.ts'
import { confirm, keepPolling } from './polling.ts'
import { renderTelegram, type TelegramPayload } from './render.ts'
import { notify, reply } from './reply.ts'
import { listen, type Webhook, webhookSecret } from './webhook.ts'

export interface TelegramOptions {
  token: string
  /** Root of the Bot API server, without a slash at its end: https://api.telegram.org. */
  apiRoot: string
  mode: 'polling' | 'webhook'
  /** The public https address to which Telegram sends updates, and the port that listens for them. */
  webhook?: { url: string; port: number } | undefined
  /** The ids of handled updates; survives a restart. */
  seen: Store<true>
  /** Counts what all processes of the same bot send. */
  paces?: SharedPaces | undefined
  /** Default: the pace that Telegram allows. */
  pace?: Pace
  clock: Clock
  log: Log
}

export const createTelegram = (options: TelegramOptions): Platform => new Telegram(options)

class Telegram implements Platform {
  readonly name = 'telegram'
  /** Telegram cannot tell that a second request repeats the first. */
  readonly dedupeWindow = 0
  readonly announces = true
  readonly render = renderTelegram
  readonly #options: TelegramOptions
  readonly #call: Call
  /** For deliveries. */
  readonly #bulk: Call
  readonly #pace: Pace
  /** Aborts when `stop` begins: no more updates, no more waiting. */
  readonly #stopping = new AbortController()
  /** Aborts when `stop` ends: no more requests. */
  readonly #stopped = new AbortController()
  /** The bot's commands by name, once the menu is published: others in a group belong to other bots. */
  #commands: ReadonlyMap<string, Command> | undefined
  /** Posts and edits under way. */
  readonly #writing = new Set<Promise<unknown>>()
  readonly #outage: Outage
  #inbox: Inbox | undefined
  #webhook: Webhook | undefined
  #loop: Promise<void> | undefined
  #ending: Promise<void> | undefined

  constructor(options: TelegramOptions) {
    this.#options = options
    const { token, apiRoot, paces, clock, log } = options
    const words = { begun: 'Telegram cannot be reached; what is to be sent waits', over: 'Telegram takes messages again' }
    this.#outage = createOutage(log, words)
    const { name } = this
    const shared = paces?.of(`${name} ${botIdOf(token)}`)
    this.#pace = options.pace ?? createPace({ name, limit: limits.all, patience: limits.patience, clock, log, shared })
    const wire = { token, apiRoot, signal: this.#stopped.signal, pace: this.#pace }
    this.#call = createCall({ ...wire, rank: 'interactive' })
    this.#bulk = createCall({ ...wire, rank: 'bulk' })
  }

  async post(target: Target, payload: Payload, _part: string, starts?: () => Promise<void>): Promise<MessageRef> {
    const announced: Call = (request) => this.#bulk(request, starts)
    return { target, message: String(await this.#write(send(announced, target, payload as TelegramPayload))) }
  }

  /** The id of a private chat is that of the person, once they have written to the bot. */
  async privateChat(user: string): Promise<Target> {
    return { platform: this.name, chat: user }
  }

  async edit({ target, message }: MessageRef, payload: Payload): Promise<void> {
    await this.#write(edit(this.#bulk, target, Number(message), payload as TelegramPayload))
  }

  /** Tracks a post or edit. A refused token is an OperatorError, not a fault of the message, which can be sent once the token is right. */
  async #write<T>(request: Promise<T>): Promise<T> {
    this.#writing.add(request)
    try {
      const answer = await request
      this.#outage.end()
      return answer
    } catch (error) {
      if (error instanceof Unreachable) this.#outage.begin({ error })
      throw isTokenError(error) ? explain(error) : error
    } finally {
      this.#writing.delete(request)
    }
  }

  async menu(commands: readonly Command[]): Promise<void> {
    this.#commands = new Map(commands.map((command) => [command.name, command]))
    for (const menu of menus(commands)) await this.#call((raw) => raw.setMyCommands(menu))
  }

  async start(on: Dispatch): Promise<void> {
    const { clock, log, mode, seen } = this.#options
    try {
      const me = await this.#call((raw) => raw.getMe())
      const inbox = createInbox({
        seen,
        clock,
        log,
        arrived: (update) => this.#acknowledge(update),
        handle: (update) => this.#handle(on, update, me),
      })
      if (mode === 'webhook') await this.#listen(inbox)
      else {
        await this.#call((raw) => raw.deleteWebhook({}))
        this.#loop = keepPolling(inbox, { call: this.#call, clock, log, signal: this.#stopping.signal })
      }
      this.#inbox = inbox
    } catch (error) {
      await this.#webhook?.close()
      throw explain(error)
    }
  }

  stop(): Promise<void> {
    this.#ending ??= this.#end()
    return this.#ending
  }

  async #end(): Promise<void> {
    const { log, mode } = this.#options
    this.#stopping.abort(new Error('Telegram was stopped'))
    await this.#loop
    const inbox = this.#inbox
    // Requests under way are not cut off: nobody could tell whether they arrived.
    this.#pace.stop('bulk')
    await within(limits.grace, Promise.allSettled([inbox?.allEnd(), ...this.#writing]))
    if (inbox !== undefined && mode === 'polling') {
      const confirmed = confirm(inbox, this.#call)
      await within(
        CONFIRMING,
        confirmed.catch((error: unknown) => log.debug('updates could not be confirmed', { error })),
      )
    }
    this.#pace.stop()
    this.#stopped.abort(new Error('Telegram was stopped'))
    await this.#webhook?.close()
  }

  async #listen(inbox: Inbox): Promise<void> {
    const { log, token, webhook } = this.#options
    if (webhook === undefined)
      throw new OperatorError('TELEGRAM_MODE=webhook needs TELEGRAM_WEBHOOK_URL, the public https address of this bot.')
    const secret = webhookSecret(token)
    this.#webhook = await listen(webhook.port, secret, inbox, log)
    log.info('the webhook of Telegram listens', { port: this.#webhook.port })
    await this.#call((raw) => raw.setWebhook({ url: webhook.url, secret_token: secret, allowed_updates: [...ALLOWED_UPDATES] }))
  }

  /** Ends the button's waiting sign, however long the answer takes. */
  #acknowledge({ callback_query: query }: Update): void {
    if (query === undefined || this.#isAside(query.data ?? '')) return
    this.#call((raw) => raw.answerCallbackQuery({ callback_query_id: query.id })).catch((error: unknown) =>
      this.#options.log.debug('a pressed button could not be acknowledged', { error }),
    )
  }

  async #handle(on: Dispatch, update: Update, me: UserFromGetMe): Promise<void> {
    this.#stopping.signal.throwIfAborted()
    try {
      await this.#react(on, update, me)
    } catch (error) {
      // After a stop the update comes again. Anything else would fail again.
      if (this.#stopping.signal.aborted) throw error
      this.#options.log.error('an update from Telegram could not be handled', { update: update.update_id, error })
    }
  }

  async #react(on: Dispatch, update: Update, me: UserFromGetMe): Promise<void> {
    const told = read(update, me, { isOurs: (command) => this.#commands?.has(command) ?? true, isAside: (button) => this.#isAside(button) })
    switch (told?.kind) {
      case undefined:
        return
      case 'gone':
        return await on.gone(told.target, told.why)
      case 'moved':
        return await on.moved(told.from, told.to)
      case 'said': {
        const { said } = told
        const { clock, log } = this.#options
        if (said.restricted === true && !(await this.#mayManage(said))) return
        const docs = on.run({ ...said, mayManage: () => this.#mayManage(said) })
        const parts = { call: this.#call, clock, log, on, signal: this.#stopping.signal }
        return await (said.aside === undefined ? reply(docs, said, parts) : notify(docs, said, said.aside, parts))
      }
      default:
        told satisfies never
    }
  }

  #isAside(button: string): boolean {
    return this.#commands?.get(commandOf(button))?.aside === true
  }

  async #mayManage({ managers, target }: Said): Promise<boolean> {
    return typeof managers === 'number' ? await isAdministrator(this.#call, target, managers) : managers === 'everyone'
  }
}

/** A token begins with the bot's id. https://core.telegram.org/bots/api#authorizing-your-bot */
const botIdOf = (token: string): string => token.split(':')[0] ?? ''

/** Milliseconds, of the second that the port allows, to confirm to Telegram what was handled. */
const CONFIRMING = 100
