/** The pages behind a feed that holds no (whole) text of an issue. */
import { RetryLater } from '../errors.ts'
import type { FeedItem } from './feed.ts'
import { HttpError, isPublic } from './fetch.ts'
import type { Fetch, Fetched } from './fetch.ts'
import { issueOf, unread } from './read.ts'
import type { Found, Remembered, SourceState, Unread } from './source.ts'

/** Pages fetched in one look: enough for a heap after an outage, and little beside what a browser asks of a site. */
const MAX_PAGES = 20
/** A page that the site denies (the feed may be ahead of it) is asked for in so many looks. */
const MAX_TRIES = 12

export interface Way {
  get: Fetch
  state: SourceState
  signal?: AbortSignal
}

export const validators = ({ etag, modified }: Remembered = {}): { etag?: string; modified?: string } => ({
  ...(etag === undefined ? {} : { etag }),
  ...(modified === undefined ? {} : { modified }),
})

export type Pages = ReturnType<typeof createPages>

/** The pages asked for in one look: bounded, each once, and none any more after the site asked to wait. */
export const createPages = (home: string, { get, state, signal }: Way) => {
  const after: Record<string, Remembered> = {}
  const fetched = new Map<string, Promise<Fetched>>()
  const problems: Unread[] = []
  let closed = false
  let owed = false

  /** A feed served from a private address is a copy of its site (a mirror, a proxy): the pages are read there too. */
  const { origin, hostname } = new URL(home)
  const reached = (link: string): string => (isLocal(hostname) ? new URL(new URL(link).pathname, origin).href : link)

  const fetchPage = (link: string, known: Remembered | undefined): Promise<Fetched> => {
    const page = fetched.get(link) ?? get(reached(link), { validators: validators(known), ...(signal === undefined ? {} : { signal }) })
    fetched.set(link, page)
    return page
  }
  const mayFetch = (link: string): boolean => fetched.has(link) || (!closed && fetched.size < MAX_PAGES)

  return {
    state: (): SourceState => after,
    areOwed: (): boolean => owed,
    remember(link: string, what: Remembered): void {
      after[link] = what
    },
    async *problems(): AsyncGenerator<Unread> {
      yield* problems
    },

    /** Did a page change that the feed, unchanged itself, says nothing about? Without a change, all stays as remembered. */
    async anyChanged(): Promise<boolean> {
      Object.assign(after, state)
      let changed = false
      for (const [link, known] of Object.entries(state)) {
        if (known.page !== true || (known.etag === undefined && known.modified === undefined) || !mayFetch(link)) continue
        try {
          if ((await fetchPage(link, known)).text !== undefined) changed = true
        } catch (error) {
          if (signal?.aborted === true) throw error
          if (error instanceof RetryLater) closed = true
          if (!(error instanceof HttpError)) problems.push(unread(link, error))
        }
      }
      return changed
    },

    async *read(item: FeedItem, seen: string, known: Remembered | undefined): AsyncGenerator<Found | Unread> {
      const { link, body } = item
      // Not read yet: the next look tries again, so what was known stays known.
      const later = (): void => {
        owed = true
        if (known !== undefined) after[link] = known
      }
      if (!mayFetch(link)) {
        later()
        return
      }
      try {
        const isSame = known?.seen === seen
        const page = await fetchPage(link, isSame ? known : undefined)
        after[link] = { seen, page: true, ...page.validators }
        if (page.text !== undefined) yield issueOf(item, page.text, link)
      } catch (error) {
        if (signal?.aborted === true) throw error
        const tries = (known?.tries ?? 0) + 1
        if (error instanceof RetryLater) closed = true
        if (!(error instanceof HttpError)) later()
        else if (tries < MAX_TRIES) {
          later()
          after[link] = { ...known, tries }
        } else after[link] = { seen }
        if (known?.tries === undefined) yield unread(link, error)
        // Better the text that the feed has, cut as it is, than none.
        if (body !== undefined && known?.seen === undefined) yield issueOf(item, body, link)
      }
    },
  }
}

const isLocal = (hostname: string): boolean => {
  const host = hostname.replace(/^\[|\]$/g, '')
  if (/^[\d.]+$|:/.test(host)) return !isPublic(host)
  return !host.includes('.') || /\.(?:localhost|local|internal|lan|home\.arpa)$/i.test(host)
}
