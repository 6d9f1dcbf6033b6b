/** The port for places where issues come from. */
import { RetryLater, messageOf } from '../errors.ts'
import type { Issue } from '../issue/issue.ts'

export interface Found {
  issue: Issue
  /** The path or address that was read. */
  from: string
  /** The text may end early, as the feed cuts it: it must not replace a whole one. */
  partial?: true
  /**
   * Set where all of a path or address came and could be read: what to remember of it. Given to the next look as part of its `state`, the path is left
   * out until it changes.
   */
  remember?: readonly [key: string, what: Remembered]
}

/** What could not be read. The look goes on without it. */
export interface Unread {
  from: string
  line?: number
  why: string
}

export const unread = (from: string, error: unknown): Unread => ({
  from,
  why: error instanceof RetryLater ? `its site asks to wait ${Math.ceil(error.ms / 1000)} s` : messageOf(error),
})

/** What a source remembers of one path or address between two looks. */
export interface Remembered {
  /** Validators of a conditional request; of a file, what the file system says of its state. */
  etag?: string
  modified?: string
  /** Fingerprint of what was read last. */
  seen?: string
  /** It was read from its own page, as the feed holds no text of it, or not all. */
  page?: true
  /** Its page may still be corrected, and is requested at each look. */
  watch?: true
  /** It is still to be read: a look reads only so many, or it failed. */
  owed?: true
  /** How many requests for it have failed. */
  tries?: number
  /** When (epoch ms) it may be requested again; of a feed: when its pages may. */
  notBefore?: number
  /** How many issues it held; absent: one. */
  issues?: number
  /** The version of the code that read it: another version reads it again. */
  reader?: string
}

/** What a source remembers between two looks, by path or address. JSON. */
export type SourceState = Readonly<Record<string, Remembered>>

/** How much of a source was read: bytes of files, or items of a feed. */
export interface Progress {
  done: number
  total: number
}

/** An issue as a source lists it, whether or not it was read. */
export interface Listed {
  /** The issue's id, or one that it had under another slug. */
  id: string
  url: string
  /** YYYY-MM-DD, where a credible day is stated. */
  date?: string
}

export interface Look {
  /** Issues as they are read, among them reports of what cannot be read. */
  issues: AsyncIterable<Found | Unread>
  /** Complete once `issues` has ended. */
  state(): SourceState
  /** Absent where it cannot be known. */
  progress?(): Progress
  /** All issues that it lists now; absent where it is no list, has entries that cannot be read, or did not change since the last look. */
  listed?: readonly Listed[]
}

export interface Source {
  /** As configured, without credentials: for logs and `about`. */
  readonly name: string
  /**
   * Looks once. With `state`, what has not changed since may be left out.
   * @throws RetryLater where the source asks to wait; Error, in a plain line, when it cannot be reached or read at all
   */
  look(options: { state?: SourceState; signal?: AbortSignal | undefined }): Promise<Look>
  /** Whether an address that it listed before answers that it is gone; an outage or any other answer is `false`. */
  isGone?(url: string, signal?: AbortSignal): Promise<boolean>
}
