/** Reads the pages of issues of which the feed holds no text, or not all. */
import type { Clock } from '../clock.ts'
import { RetryLater } from '../errors.ts'
import { DAY } from '../issue/day.ts'
import type { FeedItem } from './feed.ts'
import { type Fetch, type Fetched, HttpError } from './fetch.ts'
import { isLocal } from './guard.ts'
import { issueOf } from './feed-issue.ts'
import { type Found, type Remembered, type SourceState, type Unread, unread } from './source.ts'

/** New pages read in one look, and known ones checked: enough after an outage, and far less than a browser asks of a site. */
const MAX_PAGES = 20
/**
 * A page that fails is requested at each of the next looks, as the feed may be ahead of it; from the third failure on, as it may be gone for good,
 * after a wait (ms) that doubles.
 */
const WAIT = { after: 3, first: 60_000, most: DAY }
/** After so many requests without any answer no more pages are requested in a look. */
const MAX_FAILURES = 2

export interface Way {
  get: Fetch
  state: SourceState
  clock: Clock
  /** Fetches every page in this look, however many there are. */
  all: boolean
  signal: AbortSignal | undefined
}

export const validators = ({ etag, modified }: Remembered = {}): { etag?: string; modified?: string } => ({
  ...(etag === undefined ? {} : { etag }),
  ...(modified === undefined ? {} : { modified }),
})

/** The address to fetch a page from. A feed at a private address is a copy of its site (a mirror, a proxy), where the pages are read too. */
export const reached = (link: string, home: string): string => {
  const { origin, hostname } = new URL(home)
  return isLocal(hostname) ? new URL(new URL(link).pathname, origin).href : link
}

/**
 * The pages of one look: each is requested once, so many at most, and none after the site asked to wait. What the state holds stays unless `remember`,
 * `read` or `forget` changes it.
 */
export class Pages {
  readonly #home: string
  readonly #way: Way
  readonly #now: number
  readonly #after: Record<string, Remembered>
  readonly #fetched = new Map<string, Promise<Fetched>>()
  readonly #problems: Unread[] = []
  readonly #left: { read: number; check: number }
  /** When (epoch ms) the site may be asked again. */
  #openAt: number
  #failures = 0

  constructor(home: string, way: Way) {
    this.#home = home
    this.#way = way
    this.#now = way.clock.now()
    this.#after = { ...way.state }
    this.#left = { read: way.all ? Number.POSITIVE_INFINITY : MAX_PAGES, check: MAX_PAGES }
    this.#openAt = way.state[home]?.notBefore ?? 0
  }

  get state(): SourceState {
    return this.#after
  }

  /** Whether a page is still to be read and may be requested now; the feed has to be fetched for it, as only the feed describes it. */
  areOwed(): boolean {
    const isDue = ([link, { owed, notBefore = 0 }]: [string, Remembered]): boolean =>
      link !== this.#home && owed === true && notBefore <= this.#now
    return this.#isOpen() && Object.entries(this.#way.state).some(isDue)
  }

  remember(link: string, what: Remembered): void {
    this.#after[link] = what
  }

  /** Remembers the feed itself, once it was read. */
  rememberHome(what: Remembered): void {
    this.#after[this.#home] = { ...what, ...(this.#openAt > this.#now ? { notBefore: this.#openAt } : {}) }
  }

  /** Keeps what left the feed in mind, up to `most` of it, as it may come back; its pages are no longer requested. */
  forget(held: ReadonlySet<string>, most: number): void {
    const gone = Object.keys(this.#after).filter((link) => link !== this.#home && !held.has(link))
    gone.forEach((link, at) => {
      const { seen, page, ...known } = this.#after[link] ?? {}
      if (seen === undefined || at < gone.length - most) delete this.#after[link]
      else this.#after[link] = { seen, ...(page === undefined ? {} : { page }), ...validators(known) }
    })
  }

  async *problems(): AsyncGenerator<Unread> {
    yield* this.#problems
  }

  /** Whether a watched page changed while the feed did not. */
  async anyChanged(): Promise<boolean> {
    let changed = false
    for (const [link, known] of Object.entries(this.#way.state)) {
      const isWatched = known.watch === true && (known.etag !== undefined || known.modified !== undefined)
      if (!isWatched || !this.#mayFetch(link, 'check', known)) continue
      try {
        if ((await this.#fetch(link, known)).text !== undefined) changed = true
      } catch (error) {
        this.#noteFailure(error)
        if (!(error instanceof HttpError)) this.#problems.push(unread(link, error))
      }
    }
    if (this.#openAt > this.#now) this.#after[this.#home] = { ...this.#after[this.#home], notBefore: this.#openAt }
    return changed
  }

  /** Reads an item's page, if it may be requested in this look. `watch`: it may still be corrected. */
  async *read(item: FeedItem, seen: string, known: Remembered | undefined, watch: boolean): AsyncGenerator<Found | Unread> {
    const { link, body } = item
    const isNews = known?.seen !== seen || known.owed === true
    if (!this.#mayFetch(link, isNews ? 'read' : 'check', known)) {
      if (isNews) this.#after[link] = { ...known, owed: true }
      return
    }
    try {
      const page = await this.#fetch(link, isNews ? undefined : known)
      const what: Remembered = { seen, page: true, ...(watch ? { watch } : {}), ...page.validators }
      this.#after[link] = what
      if (page.text !== undefined) yield remembering(issueOf(item, page.text, link), link, what)
    } catch (error) {
      this.#noteFailure(error)
      const tries = (known?.tries ?? 0) + 1
      const wait = tries < WAIT.after ? {} : { notBefore: this.#now + Math.min(WAIT.first * 2 ** (tries - WAIT.after), WAIT.most) }
      this.#after[link] = { ...known, tries, ...wait, ...(isNews ? { owed: true } : {}), ...(body === undefined ? {} : { seen }) }
      if (known?.tries === undefined) yield unread(link, error)
      // The text in the feed, though cut, is better than none.
      if (body !== undefined && known?.seen !== seen) yield issueOf(item, body, link)
    }
  }

  #fetch(link: string, known: Remembered | undefined): Promise<Fetched> {
    const before = this.#fetched.get(link)
    if (before !== undefined) return before
    const { get, signal } = this.#way
    const page = get(reached(link, this.#home), { validators: validators(known), signal })
    this.#left[known === undefined ? 'read' : 'check']--
    this.#fetched.set(link, page)
    return page
  }

  #isOpen(): boolean {
    return this.#openAt <= this.#now && this.#failures < MAX_FAILURES
  }

  #mayFetch(link: string, why: 'read' | 'check', { notBefore = 0 }: Remembered = {}): boolean {
    return this.#fetched.has(link) || (this.#isOpen() && notBefore <= this.#now && this.#left[why] > 0)
  }

  #noteFailure(error: unknown): void {
    if (this.#way.signal?.aborted === true) throw error
    if (error instanceof RetryLater) this.#openAt = this.#now + error.ms
    else if (!(error instanceof HttpError)) this.#failures++
  }
}

/** Adds what to remember to a whole issue. A text that could not be read gets nothing, so that the next look reports it again. */
export const remembering = (read: Found | Unread, link: string, what: Remembered): Found | Unread =>
  'issue' in read && read.partial !== true ? { ...read, remember: [link, what] } : read
