/** Sends requests with grammY's client: at the pace that Telegram allows, with errors translated, and aborted when the platform stops. */
import { Api, type RawApi, type Transformer } from 'grammy'
import { type Ask, type Pace, type Rank, TooMany } from '../pace/pace.ts'
import { translate } from './errors.ts'
import { limits } from './limits.ts'

/** Runs one request; awaits `starts` when its turn has come. @throws what `translate` makes of a failure */
export type Call = <T>(request: (raw: RawApi) => Promise<T>, starts?: () => Promise<void>) => Promise<T>

/** Seconds after which a request fails: the long poll's 30, and as many for the network. */
const TIMEOUT = 60

export interface CallOptions {
  token: string
  apiRoot: string
  signal: AbortSignal
  pace: Pace
  rank: Rank
}

export const createCall = ({ token, apiRoot, signal: stopped, pace, rank }: CallOptions): Call => {
  const api = new Api(token, { apiRoot, timeoutSeconds: TIMEOUT })
  api.config.use((prev, method, payload, signal) => prev(method, payload, signal ?? (stopped as ShimSignal)))
  let starting: (() => Promise<void>) | undefined
  api.config.use(paced(pace, rank, () => starting))
  /** grammY calls the transformer before `request` returns, so `starting` belongs to this request. */
  const announced: Call = (request, starts) => {
    starting = starts
    try {
      return request(api.raw)
    } finally {
      starting = undefined
    }
  }
  return async (request, starts) => {
    try {
      return await announced(request, starts)
    } catch (error) {
      throw translate(error, token)
    }
  }
}

/** The type of AbortSignal in grammY's types, that of a polyfill; at run time Node's works. */
export type ShimSignal = NonNullable<Parameters<RawApi['getMe']>[0]>

const paced =
  (pace: Pace, rank: Rank, starting: () => (() => Promise<void>) | undefined): Transformer =>
  (prev, method, payload, signal) => {
    const ask = askOf(method, payload as Body, rank)
    if (ask === undefined) return prev(method, payload, signal)
    const starts = starting()
    const send = async (): Promise<Awaited<ReturnType<typeof prev>>> => {
      await starts?.()
      const answer = await prev(method, payload, signal)
      if (answer.ok || answer.error_code !== 429) return answer
      const { description, parameters } = answer
      throw new TooMany((parameters?.retry_after ?? 1) * 1000, 'unknown', { cause: new Error(`Telegram says 429: ${description}`) })
    }
    return pace.run(ask, send)
  }

/** The fields of a request that its pace depends on. */
interface Body {
  chat_id?: number | string
  message_id?: number
  callback_query_id?: string
}

/** What a request counts against: messages and edits against the limits of their chat, some methods against the bot's alone, others (undefined) none. */
const askOf = (
  method: string,
  { chat_id: chat = '', message_id: message, callback_query_id: query = '' }: Body,
  rank: Rank,
): Ask | undefined => {
  const own: Ask = { lane: `${method} ${chat}${query}`, kind: method, rank }
  const isPrivate = Number(chat) > 0
  const written: Ask = { ...own, lane: String(chat), limits: isPrivate ? [limits.chat] : [limits.chat, limits.group] }
  switch (method) {
    case 'sendMessage':
      return written
    case 'editMessageText':
      return { ...written, replaces: `${message}` }
    case 'sendChatAction':
      return { ...own, patience: 0 }
    case 'deleteMessage':
    case 'answerCallbackQuery':
    case 'getChatMember':
      return own
    default:
      return undefined
  }
}
