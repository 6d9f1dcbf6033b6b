/** Telegram: updates come by long polling or a webhook; messages go out over the Bot API. */
import { GrammyError } from 'grammy'
import type { Update, UserFromGetMe } from 'grammy/types'
import type { Command } from '../../bot/command.ts'
import { type Clock, sleep } from '../../clock.ts'
import { OperatorError, Rejected } from '../../errors.ts'
import type { Log } from '../../log.ts'
import type { Store } from '../../stores/store.ts'
import type { Dispatch, MessageRef, Payload, Platform, Target } from '../platform.ts'
import { type Call, createCall } from './api.ts'
import { createInbox, type Inbox } from './inbox.ts'
import { ALLOWED_UPDATES, read, type Said } from './incoming.ts'
import { limits } from './limits.ts'
import { menus } from './menu.ts'
import { edit, isAdministrator, send } from './messages.ts'
import { confirm, createTrying, poll } from './polling.ts'
import { renderTelegram, type TelegramPayload } from './render.ts'
import { reply } from './reply.ts'
import { listen, type Webhook, webhookSecret } from './webhook.ts'

export interface TelegramOptions {
  token: string
  /** Root of the Bot API server, such as https://api.telegram.org. */
  apiRoot: string
  mode: 'polling' | 'webhook'
  /** Where Telegram brings updates (a public https address), and the port on which we take them. */
  webhook?: { url: string; port: number }
  /** Ids of updates handled already; survives a restart. */
  seen: Store<true>
  clock: Clock
  log: Log
}

export const createTelegram = (options: TelegramOptions): Platform => new Telegram(options)

class Telegram implements Platform {
  readonly name = 'telegram'
  /** Telegram has nothing to tell a second request from the first. */
  readonly dedupeWindow = 0
  readonly render = renderTelegram
  readonly #options: TelegramOptions
  readonly #call: Call
  /** Aborts at the beginning of `stop`: no more updates, no more waiting. */
  readonly #stopping = new AbortController()
  /** Aborts at its end: no more requests. */
  readonly #stopped = new AbortController()
  #me: UserFromGetMe | undefined
  /** Names of our commands, once the menu was published: others in a group belong to other bots. */
  #names: ReadonlySet<string> | undefined
  #inbox: Inbox | undefined
  #webhook: Webhook | undefined
  #loop: Promise<void> | undefined
  #ending: Promise<void> | undefined

  constructor(options: TelegramOptions) {
    this.#options = options
    this.#call = createCall({ ...options, signal: this.#stopped.signal })
  }

  async post(target: Target, payload: Payload): Promise<MessageRef> {
    return { target, message: String(await send(this.#call, target, payload as TelegramPayload)) }
  }

  async edit({ target, message }: MessageRef, payload: Payload): Promise<void> {
    await edit(this.#call, target, Number(message), payload as TelegramPayload)
  }

  async menu(commands: readonly Command[]): Promise<void> {
    this.#names = new Set(commands.map(({ name }) => name))
    for (const menu of menus(commands)) await this.#call((raw) => raw.setMyCommands(menu))
  }

  async start(on: Dispatch): Promise<void> {
    const { clock, log, mode, seen, token, webhook } = this.#options
    const connection = { call: this.#call, clock, log, signal: this.#stopping.signal }
    const inbox = createInbox({
      seen,
      clock,
      log,
      arrived: (update) => this.#acknowledge(update),
      handle: (update) => this.#handle(on, update),
    })
    this.#inbox = inbox
    if (mode === 'webhook') {
      if (webhook === undefined)
        throw new OperatorError('TELEGRAM_MODE=webhook needs TELEGRAM_WEBHOOK_URL, the public https address of this bot.')
      this.#webhook = await listen(webhook.port, webhookSecret(token), inbox, log)
      log.info('the webhook of Telegram listens', { port: this.#webhook.port })
    }
    const isConnected = await this.#tryConnect()
    const trying = createTrying(connection)
    this.#loop = (async () => {
      if (!isConnected) await trying(() => this.#connect())
      if (mode === 'polling') while (!this.#stopping.signal.aborted) await trying(() => poll(inbox, connection))
    })()
  }

  stop(): Promise<void> {
    this.#ending ??= this.#end()
    return this.#ending
  }

  async #end(): Promise<void> {
    const { clock, log, mode } = this.#options
    this.#stopping.abort(new Error('Telegram was stopped'))
    await this.#loop
    if (this.#inbox?.isBusy() === true) await Promise.race([this.#inbox.allEnd(), sleep(clock, limits.grace)])
    if (mode === 'polling' && this.#inbox !== undefined) {
      const give = clock.after(100, () => this.#stopped.abort())
      await confirm(this.#inbox, this.#call).catch((error: unknown) => log.debug('updates could not be confirmed', { error }))
      give()
    }
    this.#stopped.abort(new Error('Telegram was stopped'))
    await this.#webhook?.close()
  }

  /** Says whether it worked; a network that is down may come back. @throws OperatorError for a wrong token or address */
  async #tryConnect(): Promise<boolean> {
    try {
      await this.#connect()
      return true
    } catch (error) {
      const problem = isTokenError(error)
        ? WRONG_TOKEN
        : error instanceof Rejected
          ? `Telegram refuses to start: ${error.message}`
          : undefined
      if (problem !== undefined) {
        await this.#webhook?.close()
        this.#webhook = undefined
        throw new OperatorError(problem, { cause: error })
      }
      this.#options.log.warn('Telegram cannot be reached yet; trying on', { error })
      return false
    }
  }

  async #connect(): Promise<void> {
    const { mode, token, webhook } = this.#options
    this.#me = await this.#call((raw) => raw.getMe())
    if (mode === 'polling') await this.#call((raw) => raw.deleteWebhook({}))
    else if (webhook !== undefined)
      await this.#call((raw) =>
        raw.setWebhook({ url: webhook.url, secret_token: webhookSecret(token), allowed_updates: [...ALLOWED_UPDATES] }),
      )
  }

  /** Ends the button's waiting sign, however long the answer takes. */
  #acknowledge({ callback_query: query }: Update): void {
    if (query === undefined) return
    this.#call((raw) => raw.answerCallbackQuery({ callback_query_id: query.id })).catch((error: unknown) =>
      this.#options.log.debug('a pressed button could not be acknowledged', { error }),
    )
  }

  async #handle(on: Dispatch, update: Update): Promise<void> {
    this.#stopping.signal.throwIfAborted()
    const me = this.#me
    // Brought to the webhook before we know who we are.
    if (me === undefined) throw new Error('not connected to Telegram yet')
    try {
      await this.#react(on, update, me)
    } catch (error) {
      // Cut off by the stop: it comes again. Anything else would go wrong again.
      if (this.#stopping.signal.aborted) throw error
      this.#options.log.error('an update from Telegram could not be handled', { update: update.update_id, error })
    }
  }

  async #react(on: Dispatch, update: Update, me: UserFromGetMe): Promise<void> {
    const told = read(update, me, (command) => this.#names?.has(command) ?? true)
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
        return await reply(docs, said, { call: this.#call, clock, log, on, signal: this.#stopping.signal })
      }
      default:
        told satisfies never
    }
  }

  async #mayManage({ managers, target }: Said): Promise<boolean> {
    return typeof managers === 'number' ? await isAdministrator(this.#call, target, managers) : managers === 'everyone'
  }
}

const WRONG_TOKEN = 'Telegram refuses TELEGRAM_TOKEN. Take the current token from @BotFather and set it again.'

/** A token of the wrong form is answered by 404. */
const isTokenError = (error: unknown): boolean => {
  const cause = error instanceof Error && error.cause instanceof GrammyError ? error.cause : error
  return cause instanceof GrammyError && (cause.error_code === 401 || cause.error_code === 404)
}
