/** How many requests may arrive within how long, and what experience says of it. */

/** At most `requests` requests in any `per` milliseconds. */
export interface Limit {
  requests: number
  per: number
  /** Answers say nothing of it: it holds beside what they say, and a refusal says for how long. */
  isUntold?: true
}

/** A request that counts against a window. */
export interface Slot {
  sent: number
  /** When it surely has left the window. */
  until: number
  isRefused: boolean
}

/** Milliseconds between a request's leaving the window and the next one: clocks count whole milliseconds, here and there. */
const MARGIN = 2
/**
 * Milliseconds for which a request may have been on its way longer than the quickest was. It may have arrived that much later, and counts
 * that much longer. A first connection, or a process that is busy, takes that long.
 */
const JITTER = 500
/** How long (ms) bulk that was late may catch up; thus how long its bursts can make an interactive request wait. */
const CATCH_UP = 200
/** Milliseconds without a refusal after which a limit that was found lower is tried a little higher, and how long that may become. */
const PROBE = 30_000
const LONGEST_PROBE = 10 * 60_000
/** How much higher. */
const RAISE = 1.2
/** A limit of one request is never taken to be slower than so many times what is documented. */
const SLOWEST = 10

/**
 * A sliding window, which is right for whatever the other side may have (fixed windows, token buckets, sliding windows): no more than
 * `requests` arrive in any stretch of `per` milliseconds.
 */
export class Window {
  /** As documented. */
  readonly limit: Limit
  /** As experience says: never more. */
  #requests: number
  #per: number
  /** The part of it that is ours: 1, or less where others send too and can't be asked. */
  #share = 1
  #slots: Slot[] = []
  #lastPassed = Number.NEGATIVE_INFINITY
  #refusedAt = Number.NEGATIVE_INFINITY
  #raisedAt = Number.NEGATIVE_INFINITY
  #probe = PROBE
  /** When the next bulk request would be sent if all were spaced evenly. */
  #even = Number.NEGATIVE_INFINITY

  constructor(limit: Limit) {
    this.limit = limit
    this.#requests = limit.requests
    this.#per = limit.per
  }

  /** What it allows now, as far as is known. */
  get now(): Limit {
    const requests = this.#requests * this.#share
    return requests < 1 ? { requests: 1, per: this.#per / requests } : { requests: Math.floor(requests), per: this.#per }
  }

  set share(share: number) {
    this.#share = share
  }

  /** The earliest time for one more request. `spaced`: it is one of many, which leave room between them. */
  readyAt(now: number, spaced = false): number {
    this.#recover(now)
    this.#slots = this.#slots.filter(({ until }) => until > now)
    const { requests } = this.now
    const over = this.#slots.length - requests
    const free = over < 0 ? now : (this.#slots.map(({ until }) => until).sort((a, b) => a - b)[over] ?? now)
    return spaced ? Math.max(free, Math.ceil(this.#even - CATCH_UP)) : free
  }

  isEmpty(now: number): boolean {
    return this.#slots.every(({ until }) => until <= now)
  }

  /** Whether at least half of it is used. */
  get isBusy(): boolean {
    return this.#slots.length * 2 >= this.now.requests
  }

  /** Counts a request that is sent now. `late`: by how much (ms) later than the quickest it may be answered; corrected by `settle`. */
  take(now: number, late: number): Slot {
    const { requests, per } = this.now
    const slot = { sent: now, until: now + per + MARGIN + Math.min(late, JITTER), isRefused: false }
    this.#slots = [...this.#slots.filter(({ until }) => until > now), slot]
    this.#even = Math.max(now, this.#even) + per / requests
    return slot
  }

  /** It was answered, so much later (ms) than the quickest was. */
  settle(slot: Slot, late: number): void {
    slot.until = slot.sent + this.now.per + MARGIN + Math.min(late, JITTER)
    this.#lastPassed = slot.sent
  }

  /** The other side refused a request for this limit, and says to come back in `ms`: it allows less than we thought. */
  refused(slot: Slot, now: number, ms: number): void {
    if (this.limit.isUntold === true) {
      // For an hour, say, one that was not done would stand in the way of others.
      this.#slots = this.#slots.filter((each) => each !== slot)
      return
    }
    const isNews = now - this.#refusedAt >= this.#per
    // Higher did not do: longer until the next try.
    if (isNews && now - this.#raisedAt < this.#probe) this.#probe = Math.min(LONGEST_PROBE, this.#probe * 2)
    this.#refusedAt = now
    if (!isNews) return
    const before = this.#slots.filter(({ isRefused, sent }) => !isRefused && sent <= slot.sent && sent > slot.sent - this.#per)
    const gap = now - this.#lastPassed + ms
    if (this.#requests > 1) this.#requests = Math.max(1, Math.min(this.#requests - 1, before.length))
    else if (Number.isFinite(gap)) this.#per = Math.min(SLOWEST * this.limit.per, Math.max(this.#per, gap))
  }

  #recover(now: number): void {
    const isWhole = this.#requests >= this.limit.requests && this.#per <= this.limit.per
    if (isWhole || now - Math.max(this.#refusedAt, this.#raisedAt) < this.#probe) return
    this.#raisedAt = now
    if (this.#per > this.limit.per) this.#per = Math.max(this.limit.per, Math.ceil(this.#per / RAISE))
    else this.#requests = Math.min(this.limit.requests, Math.ceil(this.#requests * RAISE))
  }
}
