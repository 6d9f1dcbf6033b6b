/** The errors that are handled differently. Any other error is a network failure or a bug. */
import type { MessageKey, Params } from './locales/index.ts'

/** A mistake that the asker can correct. Shown in the asker's language, and not logged as an error. */
export class UserError extends Error {
  override name = 'UserError'
  readonly key: MessageKey
  readonly params: Params
  constructor(key: MessageKey, params: Params = {}) {
    super(key)
    this.key = key
    this.params = params
  }
}

/** A server asks to wait (429, flood wait). The job waits `ms` milliseconds and loses no attempt. */
export class RetryLater extends Error {
  override name = 'RetryLater'
  readonly ms: number
  constructor(ms: number, options?: ErrorOptions) {
    super(`retry after ${ms} ms`, options)
    this.ms = ms
  }
}

/** The chat cannot be reached any more: blocked, kicked, deleted. Its subscriptions are paused. */
export class Gone extends Error {
  override name = 'Gone'
}

/** The chat has another id now, `to` (a Telegram group became a supergroup). */
export class Moved extends Error {
  override name = 'Moved'
  readonly to: string
  constructor(to: string, options?: ErrorOptions) {
    super(`the chat moved to ${to}`, options)
    this.to = to
  }
}

/** The platform rejected the request as invalid (400), by a mistake of this program. Not tried again. */
export class Rejected extends Error {
  override name = 'Rejected'
}

/** The bot lacks a permission that the people of the chat can grant; the message says which, and how. Tried again after a while. */
export class Forbidden extends Rejected {
  override name = 'Forbidden'
  /** The key of a message to these people that says the same. */
  readonly mend: MessageKey | undefined
  constructor(why: string, { mend, ...options }: ErrorOptions & { mend?: MessageKey } = {}) {
    super(why, options)
    this.mend = mend
  }
}

/** The message of a thrown value, which need not be an Error. */
export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

/** The code of a system's error, such as `ENOENT`; empty without one. */
export const codeOf = (error: unknown): string => {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  return typeof code === 'string' || typeof code === 'number' ? String(code) : ''
}

/** Failures before a connection was made. https://nodejs.org/api/errors.html#common-system-errors, undici's docs/api/Errors.md */
const UNCONNECTED: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENETDOWN',
  'UND_ERR_CONNECT_TIMEOUT',
])

/** Whether no connection could be made, so that nothing was sent. */
export const isUnconnected = (error: unknown): boolean => UNCONNECTED.has(codeOf(error))

/** Mistakes of the operator (configuration, arguments, files): one line for each problem, with its remedy. */
export class OperatorError extends Error {
  override name = 'OperatorError'
  readonly problems: readonly string[]
  constructor(problems: string | readonly string[], options?: ErrorOptions) {
    const lines = typeof problems === 'string' ? [problems] : problems
    super(lines.join('\n'), options)
    this.problems = lines
  }
}
