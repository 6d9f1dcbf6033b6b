/** The port for places where issues come from. */
import type { Issue } from '../issue/issue.ts'

export interface Found {
  issue: Issue
  /** The path or address that was read. */
  from: string
  /** The text may end early, as a feed cuts it: no reason to replace one that came whole. */
  partial?: true
  /** What to remember of a path or address now that all of it came and could be read: given to the next look, it is left out until it changes. */
  remember?: readonly [key: string, what: Remembered]
}

/** What could not be read, and goes on without it. */
export interface Unread {
  from: string
  line?: number
  why: string
}

/** What a source remembers of one path or address between two looks. */
export interface Remembered {
  /** Validators of a conditional request, or what stands for them in a folder. */
  etag?: string
  modified?: string
  /** Fingerprint of what was read last. */
  seen?: string
  /** Read from a page of its own, as its feed holds no (whole) text of it. */
  page?: true
  /** A page that may be corrected still: asked for at each look. */
  watch?: true
  /** To be read at a later look: there was no room in this one, or it failed. */
  owed?: true
  /** How often it was asked for in vain, */
  tries?: number
  /** and when (epoch milliseconds) it may be asked for again; of a feed: its pages. */
  notBefore?: number
  /** How many issues it held; absent: one. */
  issues?: number
  /** Of what it was read with: another version reads it again. */
  reader?: string
}

/** What a source remembers between two looks, by path or address. JSON. */
export type SourceState = Readonly<Record<string, Remembered>>

/** How much of a source was read, in bytes as they lie there. */
export interface Progress {
  done: number
  total: number
}

/** An issue as a source lists it, whether or not it was read. */
export interface Listed {
  /** As the issue has it, or had it under another slug. */
  id: string
  url: string
  /** YYYY-MM-DD, where it says one that may be. */
  date?: string
}

export interface Look {
  /** Issues as they come; one that cannot be read is reported and passed over. */
  issues: AsyncIterable<Found | Unread>
  /** Complete once `issues` has ended. */
  state(): SourceState
  /** Where it can be known. */
  progress?(): Progress
  /** All that it lists now; absent where it lists nothing, cannot tell what some of it is, or did not change since the last look. */
  listed?: readonly Listed[]
}

export interface Source {
  /** As configured, without credentials: for logs and `about`. */
  readonly name: string
  /**
   * Looks once. With `state`, what has not changed since may be left out.
   * @throws RetryLater where the source asks to wait; Error, in a plain line, when it cannot be reached or read at all
   */
  look(options: { state?: SourceState; signal?: AbortSignal }): Promise<Look>
  /** Whether an address that it listed once says that there is nothing any more; an outage, or an answer of any other kind, is no such word. */
  isGone?(url: string, signal?: AbortSignal): Promise<boolean>
}
