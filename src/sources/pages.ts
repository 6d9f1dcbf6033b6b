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

export type Pages = ReturnType<typeof createPages>

/**
 * The pages of one look: each is requested once, so many at most, and none after the site asked to wait. What `state` holds stays unless `remember`,
 * `read` or `forget` changes it.
 */
export const createPages = (home: string, { get, state, clock, all, signal }: Way) => {
  const after: Record<string, Remembered> = { ...state }
  const fetched = new Map<string, Promise<Fetched>>()
  const problems: Unread[] = []
  const now = clock.now()
  const left = { read: all ? Number.POSITIVE_INFINITY : MAX_PAGES, check: MAX_PAGES }
  let openAt = state[home]?.notBefore ?? 0
  let failures = 0

  const fetchPage = (link: string, known: Remembered | undefined): Promise<Fetched> => {
    const before = fetched.get(link)
    if (before !== undefined) return before
    const page = get(reached(link, home), { validators: validators(known), signal })
    left[known === undefined ? 'read' : 'check']--
    fetched.set(link, page)
    return page
  }
  const isOpen = (): boolean => openAt <= now && failures < MAX_FAILURES
  const mayFetch = (link: string, why: keyof typeof left, { notBefore = 0 }: Remembered = {}): boolean =>
    fetched.has(link) || (isOpen() && notBefore <= now && left[why] > 0)
  const noteFailure = (error: unknown): void => {
    if (signal?.aborted === true) throw error
    if (error instanceof RetryLater) openAt = now + error.ms
    else if (!(error instanceof HttpError)) failures++
  }

  return {
    state: (): SourceState => after,
    /** Whether a page is still to be read and may be requested now; the feed has to be fetched for it, as only the feed describes it. */
    areOwed: (): boolean =>
      isOpen() && Object.entries(state).some(([link, { owed, notBefore = 0 }]) => link !== home && owed === true && notBefore <= now),
    remember(link: string, what: Remembered): void {
      after[link] = what
    },
    /** Remembers the feed itself, once it was read. */
    rememberHome(what: Remembered): void {
      after[home] = { ...what, ...(openAt > now ? { notBefore: openAt } : {}) }
    },
    /** Keeps what left the feed in mind, up to `most` of it, as it may come back; its pages are no longer requested. */
    forget(held: ReadonlySet<string>, most: number): void {
      const gone = Object.keys(after).filter((link) => link !== home && !held.has(link))
      gone.forEach((link, at) => {
        const { seen, page, ...known } = after[link] ?? {}
        if (seen === undefined || at < gone.length - most) delete after[link]
        else after[link] = { seen, ...(page === undefined ? {} : { page }), ...validators(known) }
      })
    },
    async *problems(): AsyncGenerator<Unread> {
      yield* problems
    },

    /** Whether a watched page changed while the feed did not. */
    async anyChanged(): Promise<boolean> {
      let changed = false
      for (const [link, known] of Object.entries(state)) {
        if (known.watch !== true || (known.etag === undefined && known.modified === undefined) || !mayFetch(link, 'check', known)) continue
        try {
          if ((await fetchPage(link, known)).text !== undefined) changed = true
        } catch (error) {
          noteFailure(error)
          if (!(error instanceof HttpError)) problems.push(unread(link, error))
        }
      }
      if (openAt > now) after[home] = { ...after[home], notBefore: openAt }
      return changed
    },

    /** Reads an item's page, if it may be requested in this look. `watch`: it may still be corrected. */
    async *read(item: FeedItem, seen: string, known: Remembered | undefined, watch: boolean): AsyncGenerator<Found | Unread> {
      const { link, body } = item
      const isNews = known?.seen !== seen || known.owed === true
      if (!mayFetch(link, isNews ? 'read' : 'check', known)) {
        if (isNews) after[link] = { ...known, owed: true }
        return
      }
      try {
        const page = await fetchPage(link, isNews ? undefined : known)
        const what: Remembered = { seen, page: true, ...(watch ? { watch } : {}), ...page.validators }
        after[link] = what
        if (page.text !== undefined) yield remembering(issueOf(item, page.text, link), link, what)
      } catch (error) {
        noteFailure(error)
        const tries = (known?.tries ?? 0) + 1
        const wait = tries < WAIT.after ? {} : { notBefore: now + Math.min(WAIT.first * 2 ** (tries - WAIT.after), WAIT.most) }
        after[link] = { ...known, tries, ...wait, ...(isNews ? { owed: true } : {}), ...(body === undefined ? {} : { seen }) }
        if (known?.tries === undefined) yield unread(link, error)
        // The text in the feed, though cut, is better than none.
        if (body !== undefined && known?.seen !== seen) yield issueOf(item, body, link)
      }
    },
  }
}

/** Adds what to remember to a whole issue. A text that could not be read gets nothing, so that the next look reports it again. */
export const remembering = (read: Found | Unread, link: string, what: Remembered): Found | Unread =>
  'issue' in read && read.partial !== true ? { ...read, remember: [link, what] } : read
