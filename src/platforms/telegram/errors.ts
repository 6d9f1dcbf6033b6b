/** What grammY throws → the errors that the house tells apart. */
import { GrammyError, HttpError } from 'grammy'
import { Forbidden, Gone, Moved, OperatorError, Rejected, RetryLater } from '../../errors.ts'
import { type MessageKey, t } from '../../locales/index.ts'
import { limits } from './limits.ts'

/** Refusals that a chat's own people can mend, and how. Texts from the Bot API server's source, and what it passes on from Telegram. */
const REFUSALS: readonly [RegExp, MessageKey][] = [
  [/TOPIC_CLOSED/i, 'mend.telegram.topic'],
  [/administrator rights|CHAT_ADMIN_REQUIRED|no write access/i, 'mend.telegram.channel'],
  [
    /not enough rights|have no rights|CHAT_WRITE_FORBIDDEN|CHAT_SEND_PLAIN_FORBIDDEN|CHAT_GUEST_SEND_FORBIDDEN|USER_BANNED_IN_CHANNEL/i,
    'mend.telegram.group',
  ],
  [/CHAT_RESTRICTED/i, 'mend.telegram.restricted'],
]

const TOPIC_LOST = /message thread not found|TOPIC_DELETED/i
/** 400 answers which mean that the chat is gone; a 403 does as a rule. */
const LOST = /chat not found|CHANNEL_PRIVATE|PEER_ID_INVALID|group chat was (?:deactivated|deleted)|user not found|USER_DEACTIVATED/i

/** Failures before there was a connection: what was to be sent cannot have arrived. https://nodejs.org/api/errors.html#common-system-errors */
const UNCONNECTED: ReadonlySet<unknown> = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'ENETDOWN'])

/** There was no connection: nothing was sent. */
export class Unreachable extends RetryLater {
  constructor(options: ErrorOptions) {
    super(limits.unreachable, options)
    this.name = 'Unreachable'
  }
}

export const NOT_MODIFIED = /message is not modified/i

/** An error which says nothing but what may be read by anybody: grammY's network errors carry the URL, and in it the token. */
const redacted = (error: unknown, token: string): Error => {
  const { message, stack, cause } = error instanceof Error ? error : new Error(String(error))
  const clean = new Error(message.replaceAll(token, '…'), cause === undefined ? {} : { cause: redacted(cause, token) })
  if (stack !== undefined) clean.stack = stack.replaceAll(token, '…')
  return clean
}

/** `RetryLater`, `Gone`, `Moved`, `Forbidden`, `Rejected`, or an error that leaves the outcome open. None holds the token; the cause goes along. */
export const translate = (error: unknown, token: string): Error => {
  if (error instanceof HttpError) {
    const { code } = Object(error.error) as { code?: unknown }
    const fault = new Error(`${error.message}${typeof code === 'string' ? ` (${code})` : ''}`, { cause: redacted(error.error, token) })
    return UNCONNECTED.has(code) ? new Unreachable({ cause: fault }) : fault
  }
  if (error instanceof RetryLater) return error
  if (!(error instanceof GrammyError)) return redacted(error, token)
  const { error_code: status, description, parameters } = error
  // What was sent is nobody's to read in a log: message texts, the webhook's secret.
  Reflect.deleteProperty(error, 'payload')
  const options = { cause: error }
  if (parameters.migrate_to_chat_id !== undefined) return new Moved(String(parameters.migrate_to_chat_id), options)
  if (status === 429) return new RetryLater((parameters.retry_after ?? 1) * 1000, options)
  if (status === 401 || status === 409 || status >= 500) return error
  const refusal = REFUSALS.find(([pattern]) => pattern.test(description))
  if (refusal !== undefined) return new Forbidden(`${description}. ${t('en', refusal[1])}`, { ...options, mend: refusal[1] })
  if (TOPIC_LOST.test(description)) return new Gone(`the forum topic was deleted: choose another one (Telegram: ${description})`, options)
  return status === 403 || LOST.test(description) ? new Gone(description, options) : new Rejected(description, options)
}

/** A wrong token or address is the operator's to mend; what else goes wrong at a start may be better at the next. */
export const explain = (error: unknown): unknown => {
  if (isTokenError(error))
    return new OperatorError('Telegram refuses TELEGRAM_TOKEN. Take the current token from @BotFather and set it again.', { cause: error })
  return error instanceof Rejected ? new OperatorError(`Telegram refuses to start: ${error.message}`, { cause: error }) : error
}

/** A token of the wrong form is answered by 404. */
export const isTokenError = (error: unknown): boolean => {
  const cause = error instanceof Error && error.cause instanceof GrammyError ? error.cause : error
  return cause instanceof GrammyError && (cause.error_code === 401 || cause.error_code === 404)
}
