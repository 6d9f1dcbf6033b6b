/** The pages behind a feed that holds no (whole) text of an issue. */
import type { Clock } from '../clock.ts'
import { RetryLater } from '../errors.ts'
import type { FeedItem } from './feed.ts'
import { HttpError } from './fetch.ts'
import type { Fetch, Fetched } from './fetch.ts'
import { isLocal } from './guard.ts'
import { issueOf, unread } from './read.ts'
import type { Found, Remembered, SourceState, Unread } from './source.ts'

/** Pages read in one look: enough for a heap after an outage, and little beside what a browser asks of a site. So many are looked after, too. */
const MAX_PAGES = 20
/**
 * A page that fails is asked for at each of the next looks, for the feed may be ahead of it; then, as it may be gone for good, after twice as long
 * each time (ms).
 */
const WAIT = { after: 3, first: 60_000, most: 86_400_000 }
/** A site that so often in a look does not answer at all has other troubles. */
const MAX_FAILURES = 2

export interface Way {
  get: Fetch
  state: SourceState
  clock: Clock
  /** Every page is fetched in this look, however many there are. */
  all: boolean
  signal?: AbortSignal
}

export const validators = ({ etag, modified }: Remembered = {}): { etag?: string; modified?: string } => ({
  ...(etag === undefined ? {} : { etag }),
  ...(modified === undefined ? {} : { modified }),
})

/** A feed served from a private address is a copy of its site (a mirror, a proxy): the pages are read there too. */
export const reached = (link: string, home: string): string => {
  const { origin, hostname } = new URL(home)
  return isLocal(hostname) ? new URL(new URL(link).pathname, origin).href : link
}

export type Pages = ReturnType<typeof createPages>

/** The pages asked for in one look: bounded, each once, and none any more once the site asked to wait. What is remembered stays so until told. */
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
    const page = get(reached(link, home), { validators: validators(known), ...(signal === undefined ? {} : { signal }) })
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
    /** Whether a page is to be read that can be read now: only the feed tells what it is of. */
    areOwed: (): boolean =>
      isOpen() && Object.entries(state).some(([link, { owed, notBefore = 0 }]) => link !== home && owed === true && notBefore <= now),
    remember(link: string, what: Remembered): void {
      after[link] = what
    },
    /** The feed itself, now that it was read. */
    rememberHome(what: Remembered): void {
      after[home] = { ...what, ...(openAt > now ? { notBefore: openAt } : {}) }
    },
    /** What the feed no longer has is remembered, up to `most` of it, should it come back; its page is not asked for. */
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

    /** Did a page change that the feed, unchanged itself, says nothing about? */
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

    /** `watch`: it may be corrected still. */
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
        // Better the text that the feed has, cut as it is, than none.
        if (body !== undefined && known?.seen !== seen) yield issueOf(item, body, link)
      }
    },
  }
}

/** A text that is no issue is not remembered where that counts: it would be passed over in silence. */
export const remembering = (read: Found | Unread, link: string, what: Remembered): Found | Unread =>
  'issue' in read && read.partial !== true ? { ...read, remember: [link, what] } : read
