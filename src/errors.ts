/** The errors that are told apart. Whatever else is thrown is a network failure or a bug. */
import type { MessageKey, Params } from './locales/index.ts'

/** Something the asker can mend. Shown in the asker's language, and not logged as an error. */
export class UserError extends Error {
  readonly key: MessageKey
  readonly params: Params
  constructor(key: MessageKey, params: Params = {}) {
    super(key)
    this.name = 'UserError'
    this.key = key
    this.params = params
  }
}

/** The other side asks us to wait (429, flood wait). The job waits `ms` milliseconds and loses no attempt. */
export class RetryLater extends Error {
  readonly ms: number
  constructor(ms: number, options?: ErrorOptions) {
    super(`retry after ${ms} ms`, options)
    this.name = 'RetryLater'
    this.ms = ms
  }
}

/** The chat cannot be reached any more: blocked, kicked, deleted. Its subscriptions are paused. */
export class Gone extends Error {
  constructor(why: string, options?: ErrorOptions) {
    super(why, options)
    this.name = 'Gone'
  }
}

/** The chat lives on under another id (a Telegram group became a supergroup). */
export class Moved extends Error {
  readonly to: string
  constructor(to: string, options?: ErrorOptions) {
    super(`the chat moved to ${to}`, options)
    this.name = 'Moved'
    this.to = to
  }
}

/** The platform refused the request itself (400): our mistake. Not tried again. */
export class Rejected extends Error {
  constructor(why: string, options?: ErrorOptions) {
    super(why, options)
    this.name = 'Rejected'
  }
}

/** The bot lacks a right in the chat, which its people can grant: the message says which, and how. Tried again after a while. */
export class Forbidden extends Rejected {
  /** The same for those people, in their language. */
  readonly mend: MessageKey | undefined
  constructor(why: string, { mend, ...options }: ErrorOptions & { mend?: MessageKey } = {}) {
    super(why, options)
    this.name = 'Forbidden'
    this.mend = mend
  }
}

/** What a thrown value says; anything may be thrown. */
export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

/** What an operator did wrong (configuration, arguments, files), one plain line a problem, each with its mend. */
export class OperatorError extends Error {
  readonly problems: readonly string[]
  constructor(problems: string | readonly string[], options?: ErrorOptions) {
    const lines = typeof problems === 'string' ? [problems] : problems
    super(lines.join('\n'), options)
    this.name = 'OperatorError'
    this.problems = lines
  }
}
