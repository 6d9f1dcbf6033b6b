/**
 * One scheduler for everything that a platform limits: posts, edits, growing answers, replies. Interactive requests go first; what is posted
 * in bulk takes turns, chat by chat; what can wait for that goes last. A chat that must wait holds up no other.
 *
 * Requests are sorted into lanes (a chat, or what else has a limit of its own). A lane sends one request at a time, in order; the lanes share
 * the platform's limit.
 */
import type { Clock } from '../../clock.ts'
import { RetryLater } from '../../errors.ts'
import type { Log } from '../../log.ts'
import { createLane, isNeeded, type Job, jobsOf, type Lane, readyAt, SUSPICION, windowsOf } from './lane.ts'
import { createLatency } from './latency.ts'
import { type Ask, type Pace, type Rank, TooMany } from './pace.ts'
import type { Shared } from './shared.ts'
import { type Limit, type Slot, Window } from './window.ts'

export interface PaceParts {
  /** Of the platform. */
  name: string
  /** What the platform allows in all. */
  limit: Limit
  /** How long (ms) a request may wait for its lane, or for a platform that refuses everything; beyond it the caller is told. */
  patience: number
  clock: Clock
  log: Log
  /** Where several processes send for one bot. */
  shared?: Shared | undefined
}

export const createPace = (parts: PaceParts): Pace => new Scheduler(parts)

/** How often a request that was refused for its pace is sent again before its caller is told. */
const TRIES = 3
/** So many lanes refused that had sent nothing before: it is not the lanes. */
const SUSPECTS = 3
/** A wait (ms) up to which the shortest of a lane's limits is the one that was met. */
const SHORT = 5000
/** So many interactive requests go before another, where both wait: whoever asks without end shall not keep the digests of all. */
const PREFERRED = 9
/** What a request that is turned away at the stop is told to wait (ms): until the next start. */
const STOPPED = 1000
/** What a request that is sent now or never is told to wait (ms). */
const SPARED = 1000

const RANKS = ['interactive', 'bulk', 'spare'] as const satisfies readonly Rank[]

/** What a request counts against. */
type Taken = readonly (readonly [Window, Slot])[]

class Scheduler implements Pace {
  readonly #parts: PaceParts
  readonly #all: Window
  /** Least recently used first. */
  readonly #lanes = new Map<string, Lane>()
  /** Lanes that may send as soon as the platform takes something, in turn. */
  readonly #ready: Readonly<Record<Rank, Set<Lane>>> = { interactive: new Set(), bulk: new Set(), spare: new Set() }
  readonly #latency = createLatency()
  #suspects: { lane: string; at: number }[] = []
  #passedAt = Number.NEGATIVE_INFINITY
  #blockedUntil = Number.NEGATIVE_INFINITY
  #latest = Number.NEGATIVE_INFINITY
  #setBack = 0
  /** Interactive requests since the last other one. */
  #inARow = 0
  #isPumping = false
  readonly #stopped = new Set<Rank>()
  #cancel: () => void = () => {}

  constructor(parts: PaceParts) {
    this.#parts = parts
    this.#all = new Window(parts.limit)
  }

  run<T>(ask: Ask, send: () => Promise<T>): Promise<T> {
    if (this.#stopped.has(ask.rank)) return Promise.reject(new RetryLater(STOPPED))
    const lane = this.#lane(ask)
    const old = ask.replaces === undefined ? undefined : jobsOf(lane).find((job) => job.ask.replaces === ask.replaces)
    if (old !== undefined) {
      old.send = send
      return old.outcome.promise as Promise<T>
    }
    if (ask.patience === 0 && !this.#isOpen(lane)) return Promise.reject(new RetryLater(SPARED))
    const job: Job = { ask, send, tries: 0, outcome: Promise.withResolvers<unknown>() }
    lane[ask.rank].push(job)
    this.#place(lane)
    void this.#pump()
    return job.outcome.promise as Promise<T>
  }

  learn(key: string, remaining: number, ms: number): void {
    const lane = this.#lanes.get(key)
    if (lane !== undefined) lane.told = { remaining, until: this.#now() + ms }
  }

  size(): { waiting: number; lanes: number } {
    return { waiting: [...this.#lanes.values()].flatMap(jobsOf).length, lanes: this.#lanes.size }
  }

  stop(rank?: Rank): void {
    for (const each of rank === undefined ? RANKS : [rank]) this.#stopped.add(each)
    for (const lane of this.#lanes.values()) this.#place(lane)
  }

  /** Goes on when the clock is set back: a limit that is met then would else last as long as that was. */
  #now(): number {
    const now = this.#parts.clock.now()
    this.#setBack += Math.max(0, this.#latest - now)
    this.#latest = now
    return now + this.#setBack
  }

  #lane(ask: Ask): Lane {
    const known = this.#lanes.get(ask.lane)
    if (known === undefined) this.#forget()
    const lane = known ?? createLane(ask)
    this.#lanes.delete(lane.key)
    this.#lanes.set(lane.key, lane)
    return lane
  }

  /** For each lane that comes, the two that were used least lately go, if nothing is known of them that matters. */
  #forget(): void {
    let looks = 2
    for (const lane of this.#lanes.values()) {
      if (looks-- === 0) return
      this.#lanes.delete(lane.key)
      if (isNeeded(lane, this.#now())) this.#lanes.set(lane.key, lane)
    }
  }

  /** Whether a request would be sent at once. */
  #isOpen(lane: Lane): boolean {
    const now = this.#now()
    const isTaken = lane.isBusy || RANKS.some((rank) => this.#ready[rank].size > 0)
    return !isTaken && Math.max(this.#blockedUntil, this.#all.readyAt(now, true), readyAt(lane, now)) <= now
  }

  /** Puts a lane where it belongs: among those that may send, or to sleep until it may. */
  #place(lane: Lane): void {
    lane.cancel()
    const now = this.#now()
    const at = readyAt(lane, now)
    const wait = Math.max(at, lane.isFree ? now : this.#blockedUntil) - now
    this.#turnAway(lane, wait)
    const rank = RANKS.find((each) => lane[each].length > 0)
    const isReady = !lane.isBusy && at <= now
    for (const each of RANKS) if (each !== rank || !isReady || lane.isFree) this.#ready[each].delete(lane)
    if (rank === undefined || lane.isBusy) return
    const wake = (): void => {
      this.#place(lane)
      void this.#pump()
    }
    if (!isReady) lane.cancel = this.#parts.clock.after(at - now, wake)
    else if (lane.isFree) void this.#start(lane, rank)
    else this.#ready[rank].add(lane)
  }

  /** Tells those who have not the patience for `wait` to come back then. */
  #turnAway(lane: Lane, wait: number): void {
    const isPatient = ({ ask }: Job): boolean => !this.#stopped.has(ask.rank) && (ask.patience ?? this.#parts.patience) >= wait
    for (const rank of RANKS) {
      for (const job of lane[rank])
        if (!isPatient(job)) {
          job.outcome.reject(new RetryLater(this.#stopped.has(job.ask.rank) ? STOPPED : Math.ceil(wait)))
        }
      lane[rank] = lane[rank].filter(isPatient)
    }
  }

  /** Sends what may be sent now, and sees to the next time. */
  async #pump(): Promise<void> {
    if (this.#isPumping) return
    this.#isPumping = true
    this.#cancel()
    try {
      for (;;) {
        const { interactive, bulk, spare } = this.#ready
        const isFirst = interactive.size > 0 && (bulk.size + spare.size === 0 || this.#inARow < PREFERRED)
        const rank = isFirst ? 'interactive' : bulk.size > 0 ? 'bulk' : 'spare'
        const [lane] = this.#ready[rank]
        if (lane === undefined) return
        const now = this.#now()
        let wait = Math.max(this.#blockedUntil, this.#all.readyAt(now, interactive.size === 0)) - now
        if (wait <= 0 && this.#parts.shared !== undefined) wait = await this.#askOthers(lane, this.#parts.shared)
        if (wait > 0) {
          this.#cancel = this.#parts.clock.after(wait, () => void this.#pump())
          return
        }
        if (this.#ready[rank].has(lane)) void this.#start(lane, rank)
      }
    } finally {
      this.#isPumping = false
    }
  }

  /** Whether other processes leave room. Returns how long (ms) all must wait; a lane that alone must wait is put to sleep. */
  async #askOthers(lane: Lane, shared: Shared): Promise<number> {
    const own = windowsOf(lane)
    const { wait, isAll, share } = await shared.take([
      { key: 'all', ...this.#all.now },
      ...own.map((window) => ({ key: `lane/${lane.key}/${window.limit.per}`, ...window.now })),
    ])
    for (const window of [this.#all, ...own]) window.share = share
    if (wait === 0 || isAll) return wait
    lane.blockedUntil = this.#now() + wait
    this.#place(lane)
    return 0
  }

  async #start(lane: Lane, rank: Rank): Promise<void> {
    const job = lane[rank].shift()
    if (job === undefined) return this.#place(lane)
    const sent = this.#now()
    if (!lane.isFree) this.#inARow = rank === 'interactive' ? this.#inARow + 1 : 0
    lane.isBusy = true
    this.#ready[rank].delete(lane)
    if (lane.told !== undefined) lane.told.remaining--
    const windows = lane.isFree ? lane.windows : [this.#all, ...lane.windows]
    const late = this.#latency.expect(job.ask.kind)
    const taken: Taken = windows.map((window) => [window, window.take(sent, late)])
    const settle = (): void => {
      const now = this.#now()
      const late = this.#latency.note(job.ask.kind, now - sent, now)
      for (const [window, slot] of taken) window.settle(slot, late)
      this.#passedAt = lane.passedAt = now
    }
    try {
      const result = await job.send()
      settle()
      job.outcome.resolve(result)
    } catch (error) {
      if (!(error instanceof TooMany)) settle()
      else this.#refused(lane, error, taken)
      if (error instanceof TooMany && ++job.tries < TRIES) {
        lane[rank].unshift(job)
      } else job.outcome.reject(error)
    }
    lane.isBusy = false
    this.#place(lane)
    void this.#pump()
  }

  #refused(lane: Lane, { ms, scope }: TooMany, taken: Taken): void {
    const now = this.#now()
    for (const [, slot] of taken) slot.isRefused = true
    const { name, log } = this.#parts
    if (scope === 'unknown' && now - lane.passedAt >= SUSPICION) {
      const others = this.#suspects.filter((one) => one.lane !== lane.key && now - one.at < SUSPICION)
      this.#suspects = [...others, { lane: lane.key, at: now }]
    }
    const blame = (met?: Window): void => taken.forEach(([window, slot]) => void (window === met && window.refused(slot, now, ms)))
    const isSuspicious = this.#suspects.length >= SUSPECTS
    const isAll = scope === 'all' || (isSuspicious && this.#passedAt < (this.#suspects[0]?.at ?? now))
    log.warn(isAll ? 'the platform limits our rate' : 'a chat is limited in its rate', { platform: name, lane: lane.key, ms })
    if (isAll || (isSuspicious && this.#all.isBusy)) {
      this.#suspects = []
      blame(this.#all)
    } else if (!isSuspicious) blame(lane.windows.at(ms > SHORT ? -1 : 0))
    if (isAll) {
      this.#blockedUntil = Math.max(this.#blockedUntil, now + ms)
      for (const each of this.#lanes.values()) if (!each.isFree) this.#turnAway(each, ms)
    } else lane.blockedUntil = now + ms
  }
}
