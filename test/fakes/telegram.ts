/**
 * A Bot API server on loopback, with the chats behind it.
 *
 * ```ts
 * const telegram = await fakeTelegram()
 * // let the bot run with telegram.token and telegram.apiRoot, then:
 * telegram.say(42, '/recap reddit')                                   // a private chat: positive ids
 * telegram.say(-100500, '/recap', { user: 7, thread: 3 })             // a group: negative ids; `chat()` makes it something else
 * const answer = await telegram.waitFor(42, (message) => message.text.includes('Reddit'))
 * telegram.press(answer, 'More ›')
 * telegram.messages(42)                                               // the bot's messages, as they look now
 * telegram.fail({ method: 'sendMessage', error: refusals.tooMany(3) }) // the next such request
 * await telegram.close()                                              // throws when any request was wrong
 * ```
 *
 * It behaves as Telegram does where that matters: long polling with offsets, one poller at a time, updates that come again until they are
 * confirmed, edits that change nothing refused, privacy mode in groups. Where the shared reference data is there, every request is checked
 * against it, and `close` fails if anything was found.
 */
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout } from 'node:timers/promises'
import type { BotCommand, Update, UserFromGetMe } from 'grammy/types'
import { type Clock, systemClock } from '../../src/clock.ts'
import { shared } from '../shared.ts'
import { enforce, enforceEach, pass, type Rate } from './rate.ts'
import { type Body, createChats, createUpdates, type FakeChat, type Shown } from './telegram/chats.ts'
import { ApiError, refusals } from './telegram/errors.ts'
import { createPeople, type Saying } from './telegram/people.ts'

export { refusals } from './telegram/errors.ts'
export type { Shown } from './telegram/chats.ts'

/** What goes wrong with the next `times` (1) requests that match. `cut`: the connection ends before or after the work is done. */
export interface Fault {
  method: string
  chat?: number
  times?: number
  error?: ApiError
  cut?: 'before' | 'after'
  /** Goes on (as usual, when nothing else is said) when this resolves. */
  hold?: Promise<void>
}

export interface Request {
  method: string
  params: Readonly<Record<string, unknown>>
}

export interface FakeTelegram {
  apiRoot: string
  token: string
  me: UserFromGetMe
  /** Every request so far, in order. */
  requests: Request[]
  /** The requests of one method. */
  sent(method: string): Request['params'][]
  /** A chat, made if need be; change it to make it a channel, or somebody its admin. */
  chat(id: number): FakeChat
  say(chat: number, text: string, how?: Saying): number
  press(message: Pick<Shown, 'chat' | 'id'>, label: string, user?: number): void
  /** The bot's messages in a chat, as they look now. */
  messages(chat: number): Shown[]
  /** Resolves with the bot's first message that the predicate holds for; rejects after 5 s with what is there instead. */
  waitFor(chat: number, predicate: (message: Shown) => boolean): Promise<Shown>
  /** Resolves when the predicate holds; rejects after 5 s. */
  until(predicate: () => boolean): Promise<void>
  /** The user blocks the bot, or the group removes it. */
  block(chat: number): void
  /** A group becomes a supergroup with another id; `quietly`: the bot is not told. */
  migrate(from: number, to: number, quietly?: boolean): void
  /** The menu for a language; none: the one for everybody. */
  commands(language?: string): BotCommand[]
  fail(fault: Fault): void
  /** An update as it is. */
  push(update: Omit<Update, 'update_id'>): Update
  /** Updates not confirmed yet. */
  pending(): Update[]
  /** Brings all updates to a webhook at this address, with the secret that the bot set (or another); says what it answered to each. */
  bring(address: string, secret?: string): Promise<number[]>
  /** Throws when any request broke the rules. */
  assertClean(): void
  close(): Promise<void>
}

type Check = (request: Request) => string[]
const contract = shared('contract', 'telegram-contract.mjs')
const check: Check = contract === undefined ? () => [] : ((await import(contract)) as { checkTelegramRequest: Check }).checkTelegramRequest

/** How long (ms) a test waits for what never comes. A process that is started beside all other tests takes seconds for its first message. */
const PATIENCE = 20_000
/** How often (ms) it looks. */
const LOOK = 3

/** What is enforced, exactly: requests in all (but those that listen), and what is written in a chat, and in a group. */
export interface Rates {
  all: Rate
  chat: Rate
  group: Rate
}

const LISTENING = new Set(['getMe', 'getUpdates', 'setWebhook', 'deleteWebhook', 'getWebhookInfo', 'setMyCommands'])
const WRITING = new Set(['sendMessage', 'editMessageText'])

/** Throws the refusal where a request is over a limit. */
const enforceRates = ({ all, chat, group }: Rates, clock: Pick<Clock, 'now'>): ((request: Request) => void) => {
  const overall = enforce(all, clock)
  const chats = enforceEach(chat, clock)
  const groups = enforceEach(group, clock)
  return ({ method, params }) => {
    if (LISTENING.has(method)) return
    const id = String(params['chat_id'])
    const inChat = WRITING.has(method) ? [chats(id), ...(Number(id) > 0 ? [] : [groups(id)])] : []
    const wait = pass([overall, ...inChat])
    if (wait > 0) throw refusals.tooMany(Math.ceil(wait / 1000))
  }
}

export const fakeTelegram = async (
  token = '110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw',
  { rates, clock = systemClock }: { rates?: Rates; clock?: Pick<Clock, 'now'> } = {},
): Promise<FakeTelegram> => {
  const me = { id: 110_201_543, is_bot: true, first_name: 'Recap', username: 'recap_test_bot', can_join_groups: true } as UserFromGetMe
  const requests: Request[] = []
  const problems: string[] = []
  const faults: (Fault & { times: number })[] = []
  const menus = new Map<string, BotCommand[]>()
  const chats = createChats(me)
  const updates = createUpdates()
  const people = createPeople(chats, me, updates.push)
  let webhook: { url: string; secret_token?: string } | undefined
  const closing = new AbortController()
  const hold = rates === undefined ? () => {} : enforceRates(rates, clock)

  const getUpdates = async ({ offset = 0, limit = 100, timeout = 0 }: { offset?: number; limit?: number; timeout?: number }) => {
    if (webhook !== undefined) throw refusals.webhookActive()
    updates.conflict()
    const found = updates.from(offset, limit)
    if (found.length > 0 || timeout === 0) return found
    const end = new AbortController()
    const tired = setTimeout(timeout * 1000, 'tired' as const, { signal: AbortSignal.any([closing.signal, end.signal]) }).catch(
      () => 'tired' as const,
    )
    const why = await Promise.race([updates.news(), tired])
    end.abort()
    if (why === 'conflict') throw refusals.conflict()
    return updates.from(offset, limit)
  }

  const methods: Readonly<Record<string, (body: never) => unknown>> = {
    getMe: () => me,
    getUpdates,
    setWebhook(body: { url: string; secret_token?: string }) {
      webhook = body
      return true
    },
    deleteWebhook() {
      webhook = undefined
      return true
    },
    getWebhookInfo: () => ({ url: webhook?.url ?? '', has_custom_certificate: false, pending_update_count: updates.from(0, 100).length }),
    setMyCommands({ commands, language_code: language = '' }: { commands: BotCommand[]; language_code?: string }) {
      menus.set(language, commands)
      return true
    },
    sendMessage: chats.send,
    editMessageText: chats.edit,
    deleteMessage(body: Body) {
      chats.remove(Number(body.chat_id), body.message_id ?? 0)
      return true
    },
    answerCallbackQuery: () => true,
    sendChatAction: (body: Body) => chats.reach(Number(body.chat_id)).id !== 0,
    getChat: (body: Body) => chats.chatObject(chats.reach(Number(body.chat_id))),
    getChatMember({ chat_id: chat, user_id: id }: { chat_id: number; user_id: number }) {
      const status = chats.reach(chat).admins.has(id) ? 'administrator' : 'member'
      return { status, user: { id, is_bot: false, first_name: `user ${id}` } }
    },
  }

  const answer = async (method: string, params: Request['params'], response: ServerResponse): Promise<unknown> => {
    const fault = faults.find(
      (one) => one.method === method && one.times > 0 && (one.chat === undefined || String(one.chat) === String(params['chat_id'])),
    )
    if (fault !== undefined) fault.times--
    await fault?.hold
    if (fault?.cut === 'before') return response.destroy()
    if (fault?.error !== undefined) throw fault.error
    const work = methods[method]
    if (work === undefined) throw new ApiError(404, 'Not Found: method not found')
    const result = await work(params as never)
    return fault?.cut === 'after' ? response.destroy() : result
  }

  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const [, given = '', method = ''] = /^\/bot([^/]*)\/(\w+)$/.exec(request.url ?? '') ?? []
    const params = await json(request)
    requests.push({ method, params })
    problems.push(...check({ method, params }).map((problem) => `${method}: ${problem}`))
    try {
      if (given !== token) throw refusals.unauthorized()
      hold({ method, params })
      const result = await answer(method, params, response)
      if (!response.destroyed) reply(response, 200, { ok: true, result })
    } catch (error) {
      const { status, message, parameters } = error instanceof ApiError ? error : new ApiError(500, String(error))
      reply(response, status, { ok: false, error_code: status, description: message, parameters })
    }
  }

  const server = createServer((request, response) => void serve(request, response))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')

  const assertClean = (): void => {
    if (problems.length > 0) throw new Error(`Telegram would object:\n${problems.join('\n')}`)
  }

  return {
    apiRoot: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    token,
    me,
    requests,
    sent: (method) => requests.filter((one) => one.method === method).map(({ params }) => params),
    chat: chats.chat,
    say: people.say,
    press: people.press,
    messages: chats.messages,
    async waitFor(chat, predicate) {
      const find = () => chats.messages(chat).find(predicate)
      await until(
        () => find() !== undefined,
        () => `no such message; there is: ${JSON.stringify(chats.messages(chat).map(({ text }) => text))}`,
      )
      return find() as Shown
    },
    until: (predicate) => until(predicate),
    block(id) {
      const chat = chats.chat(id)
      chat.lost = chat.type === 'private' ? refusals.blocked() : refusals.kicked(chat.type)
      people.join(id, 'kicked')
    },
    migrate(from, to, quietly = false) {
      chats.chat(from).lost = refusals.migrated(to)
      chats.chat(to)
      if (!quietly) people.upgrade(from, to)
    },
    commands: (language = '') => menus.get(language) ?? [],
    fail: (fault) => void faults.push({ times: 1, ...fault }),
    push: updates.push,
    pending: () => updates.from(0, 100),
    async bring(address, secret = webhook?.secret_token ?? '') {
      const statuses: number[] = []
      for (const update of updates.from(0, 100)) {
        const headers = { 'content-type': 'application/json', 'x-telegram-bot-api-secret-token': secret }
        const { status } = await fetch(address, { method: 'POST', headers, body: JSON.stringify(update) })
        if (status === 200) updates.confirm(update.update_id)
        statuses.push(status)
      }
      return statuses
    },
    assertClean,
    async close() {
      closing.abort()
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
      assertClean()
    },
  }
}

const until = async (predicate: () => boolean, otherwise = (): string => 'it never came about'): Promise<void> => {
  for (const end = Date.now() + PATIENCE; !predicate();) {
    if (Date.now() > end) throw new Error(otherwise())
    await setTimeout(LOOK)
  }
}

const json = async (request: IncomingMessage): Promise<Request['params']> => {
  const chunks: Buffer[] = []
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk)
  const text = Buffer.concat(chunks).toString()
  return text === '' ? {} : (JSON.parse(text) as Request['params'])
}

const reply = (response: ServerResponse, status: number, body: object): void => {
  if (!response.destroyed) response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}
