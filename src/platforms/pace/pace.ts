/** The port for holding what a platform limits. */
import { RetryLater } from '../../errors.ts'
import type { Limit } from './window.ts'

/** The other side refused a request for its pace. `scope`: what it limits, `all` of ours, this `lane`; it may not say. */
export class TooMany extends RetryLater {
  override name = 'TooMany'
  readonly scope: 'all' | 'lane' | 'unknown'
  constructor(ms: number, scope: TooMany['scope'], options?: ErrorOptions) {
    super(ms, options)
    this.scope = scope
  }
}

export interface Ask {
  /** What has a limit of its own, such as a chat. */
  lane: string
  /** The lane's limits, as far as they are known beforehand. */
  limits?: readonly Limit[]
  rank: Rank
  /** Requests of a kind take about as long as each other. */
  kind: string
  /** Does not count against the platform's limit. */
  isFree?: boolean
  /** Takes the place of a request with the same name that still waits, whose caller gets this one's outcome: only the latest edit counts. */
  replaces?: string
  /** How long (ms) it may wait, where that is not the platform's patience. 0: now or never. */
  patience?: number
}

/** `interactive`: somebody waits for it. `spare`: takes what those in `bulk` leave. */
export type Rank = 'interactive' | 'bulk' | 'spare'

export interface Pace {
  /**
   * Calls `send` (one request) when it may be sent, and passes on its outcome. A request refused with `TooMany` was not done, and is sent
   * again where the wait is short.
   * @throws RetryLater when it would have to wait longer than its patience: it was not sent
   */
  run<T>(ask: Ask, send: () => Promise<T>): Promise<T>
  /** What an answer says of its lane: how many more requests it takes within the next `ms` milliseconds. */
  learn(lane: string, remaining: number, ms: number): void
  /** How many requests wait, and how many lanes are remembered. */
  size(): { waiting: number; lanes: number }
  /** Turns away all that waits, and whatever comes; of this rank, or of either. What is on its way goes on. */
  stop(rank?: Rank): void
}
