/** Translates grammY's errors into those of `src/errors.ts`. */
import { GrammyError, HttpError } from 'grammy'
import { Forbidden, Gone, Moved, OperatorError, Rejected, RetryLater, codeOf, isUnconnected } from '../../errors.ts'
import { type MessageKey, t } from '../../locales/index.ts'
import { limits } from './limits.ts'

/** Refusals that a chat's people can mend, and how. The texts are from the Bot API server's source, or Telegram's own that it passes on. */
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
/** Texts of a 400 which mean that the chat is gone, as a 403 usually does. */
const LOST = /chat not found|CHANNEL_PRIVATE|PEER_ID_INVALID|group chat was (?:deactivated|deleted)|user not found|USER_DEACTIVATED/i

/** No connection could be made, so nothing was sent. */
export class Unreachable extends RetryLater {
  override name = 'Unreachable'
  constructor(options: ErrorOptions) {
    super(limits.unreachable, options)
  }
}

export const NOT_MODIFIED = /message is not modified/i

/** A copy of an error without the token, which is in the URL that grammY's network errors carry. */
const redacted = (error: unknown, token: string): Error => {
  const { message, stack, cause } = error instanceof Error ? error : new Error(String(error))
  const clean = new Error(message.replaceAll(token, '…'), cause === undefined ? {} : { cause: redacted(cause, token) })
  if (stack !== undefined) clean.stack = stack.replaceAll(token, '…')
  return clean
}

/** The error to throw instead: `RetryLater`, `Gone`, `Moved`, `Forbidden`, `Rejected`, or one whose outcome is unknown. None holds the token. */
export const translate = (error: unknown, token: string): Error => {
  if (error instanceof HttpError) {
    const code = codeOf(error.error)
    const fault = new Error(`${error.message}${code === '' ? '' : ` (${code})`}`, { cause: redacted(error.error, token) })
    return isUnconnected(error.error) ? new Unreachable({ cause: fault }) : fault
  }
  if (error instanceof RetryLater) return error
  if (!(error instanceof GrammyError)) return redacted(error, token)
  const { error_code: status, description, parameters } = error
  // Message texts and the webhook's secret must not be logged.
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

/** An error of starting: one that the operator must mend, such as a wrong token or address, becomes an OperatorError. */
export const explain = (error: unknown): unknown => {
  if (isTokenError(error))
    return new OperatorError('Telegram refuses TELEGRAM_TOKEN. Take the current token from @BotFather and set it again.', { cause: error })
  return error instanceof Rejected ? new OperatorError(`Telegram refuses to start: ${error.message}`, { cause: error }) : error
}

/** Whether Telegram refuses the token; one of the wrong form gets a 404. */
export const isTokenError = (error: unknown): boolean => {
  const cause = error instanceof Error && error.cause instanceof GrammyError ? error.cause : error
  return cause instanceof GrammyError && (cause.error_code === 401 || cause.error_code === 404)
}
