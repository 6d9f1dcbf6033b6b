/** Issues from the web: an RSS or Atom feed, the pages it leads to where it holds no text, or one page. */
import { createHash } from 'node:crypto'
import { parseIssue } from '../issue/parse.ts'
import type { Clock } from '../clock.ts'
import { endsEarly, isFeed, readFeed } from './feed.ts'
import type { FeedItem } from './feed.ts'
import { createFetch, shown } from './fetch.ts'
import type { Fetched, FetchLimits } from './fetch.ts'
import { createPages, validators } from './pages.ts'
import type { Pages, Way } from './pages.ts'
import { issueOf, unread } from './read.ts'
import type { Found, Look, Remembered, Source, SourceState, Unread } from './source.ts'

/** For so many days before the newest issue, a page may be corrected still; the longest wait seen was 45 hours. */
const WATCH_DAYS = 7

interface Options {
  clock: Clock
  userAgent: string
  limits?: Partial<FetchLimits>
}

export const createWebSource = (address: string, options: Options): Source => ({
  name: shown(address),
  async look({ state = {}, signal }) {
    const get = createFetch(address, options)
    return lookAt(address, { get, state, ...(signal === undefined ? {} : { signal }) })
  },
})

const lookAt = async (address: string, way: Way, discover = true): Promise<Look> => {
  const { get, state, signal } = way
  const quiet = signal === undefined ? {} : { signal }
  const pages = createPages(address, way)
  let fetched = await get(address, { validators: validators(state[address]), ...quiet })
  if (fetched.text === undefined && (await pages.anyChanged())) fetched = await get(address, quiet)
  if (fetched.text === undefined) return { issues: pages.problems(), state: pages.state }
  if (isFeed(fetched.text)) return lookAtItems(address, fetched, itemsOf(fetched), pages, state)
  return lookAtPage(address, fetched, way, discover)
}

const itemsOf = ({ text = '', url }: Fetched): ReturnType<typeof readFeed> => {
  try {
    return readFeed(text, url)
  } catch (error) {
    throw new Error(`${shown(url)} cannot be read: ${unread(url, error).why}`, { cause: error })
  }
}

/** An issue's own page, or one that names its site's feed. */
const lookAtPage = async (address: string, { text = '', url, validators: now }: Fetched, way: Way, discover: boolean): Promise<Look> => {
  try {
    const issue = parseIssue({ text, format: 'html', name: new URL(url).pathname, url })
    return { issues: each([{ issue, from: shown(url) }]), state: () => ({ [address]: now }) }
  } catch (error) {
    const feed = discover ? feedNamedBy(text, url) : undefined
    if (feed === undefined) throw new Error(`${shown(address)} is neither a feed nor an issue: ${unread(url, error).why}`, { cause: error })
    return lookAt(feed, way, false)
  }
}

const feedNamedBy = (html: string, url: string): string | undefined => {
  const tag = html.match(/<link\s[^>]*>/gi)?.find((link) => /type=["']?application\/(?:rss|atom)\+xml/i.test(link))
  const href = /href=["']?([^"'\s>]+)/i.exec(tag ?? '')?.[1]
  return href !== undefined && URL.canParse(href, url) ? new URL(href, url).href : undefined
}

const lookAtItems = (
  address: string,
  { validators: now }: Fetched,
  items: ReturnType<typeof readFeed>,
  pages: Pages,
  before: SourceState,
): Look => {
  const whole = items.filter((item): item is FeedItem => !('why' in item))
  const folders = new Set(whole.filter((item) => item.body !== undefined).map((item) => folderOf(item.link)))
  // What stands elsewhere than the issues whose text the feed holds is none (the site's feed ends with two pages of its theme).
  const mayBeIssue = (item: FeedItem): boolean => item.body !== undefined || folders.size === 0 || folders.has(folderOf(item.link))
  const newest = whole.filter(mayBeIssue).reduce((most, item) => Math.max(most, dayOf(item)), 0)
  const isRecent = (item: FeedItem): boolean => newest - dayOf(item) <= WATCH_DAYS * 86_400_000
  const first = before[address] === undefined
  const isRead = ({ link }: FeedItem): number => (before[link]?.page === true ? 1 : 0)

  const issues = async function* (): AsyncGenerator<Found | Unread> {
    yield* pages.problems()
    for (const item of items) if ('why' in item) yield { from: shown(address), ...item }
    // Should the pages of one look not suffice, somebody waits most for those never read, and of them for the newest.
    const once = [...new Map(whole.map((item) => [item.link, item])).values()]
    for (const item of once.sort((a, b) => isRead(a) - isRead(b) || dayOf(b) - dayOf(a))) {
      const known = before[item.link]
      const seen = fingerprint(item)
      const isCut = item.body !== undefined && endsEarly(item.body)
      const needsPage = item.body === undefined || (isCut && isRecent(item)) || known?.page === true
      if (!mayBeIssue(item)) pages.remember(item.link, { seen })
      else if (known !== undefined && item.body === undefined && onlyLeft(known, seen)) pages.remember(item.link, known)
      else if (!needsPage) {
        pages.remember(item.link, { seen })
        if (known?.seen !== seen && item.body !== undefined) yield issueOf(item, item.body, item.link)
      } else if (known?.seen === seen && !(known.page === true && isRecent(item))) pages.remember(item.link, known)
      else if (first && !isRecent(item)) pages.remember(item.link, { seen })
      else yield* pages.read(item, seen, known)
    }
    // While pages are owed, the feed must come whole again.
    pages.remember(address, pages.areOwed() ? {} : now)
  }
  return { issues: issues(), state: pages.state }
}

const folderOf = (link: string): string => new URL('.', link.replace(/\/$/, '')).href

/** Midnight of the day in the slug (the date beside it is often a leftover), else the stated time; 0 without either. */
const dayOf = ({ slug, date }: FeedItem): number => {
  const [, year, month, day] = /^(?:20)?(\d\d)-(\d\d)-(\d\d)(?!\d)/.exec(slug) ?? []
  return Date.parse(year === undefined ? (date ?? '') : `20${year}-${month}-${day}`) || 0
}

const hash = (value: unknown): string => createHash('sha256').update(JSON.stringify(value)).digest('base64url').slice(0, 12)

/** Of what the feed says about the issue, and of its text. */
const fingerprint = ({ body = '', ...about }: FeedItem): string => `${hash(about)}.${hash(body)}`

/** Only the text is gone: the feed has room for that of its newest items. */
const onlyLeft = ({ seen = '', page }: Remembered, now: string): boolean => page !== true && seen.split('.')[0] === now.split('.')[0]

async function* each<T>(things: readonly T[]): AsyncGenerator<T> {
  yield* things
}
