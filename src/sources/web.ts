/** Issues from the web: an RSS or Atom feed, the pages that it leads to where it holds no text, or one page. */
import { createHash } from 'node:crypto'
import { DAY, dayOf } from '../issue/day.ts'
import { parseIssue } from '../issue/parse.ts'
import { type FeedItem, endsEarly, isFeed, readFeed } from './feed.ts'
import { type FetchOptions, type Fetched, HttpError, createFetch, shown } from './fetch.ts'
import { type Way, Pages, reached, remembering, validators } from './pages.ts'
import { issueOf } from './feed-issue.ts'
import { type Found, type Listed, type Look, type Remembered, type Source, type Unread, type SourceState, unread } from './source.ts'

/** For so many days before the newest issue pages are watched for corrections; the latest correction seen came after 45 hours. */
const WATCH_DAYS = 7

/** How many items that left the feed are remembered, as they may come back. */
const MAX_GONE = 2000

interface Options extends FetchOptions {
  /** Fetches every page that the feed leads to in one look; else a few, and the rest in later looks. */
  all?: boolean
}

export const createWebSource = (address: string, options: Options): Source => ({
  name: shown(address),
  async look({ state = {}, signal }) {
    const get = createFetch(address, options)
    const { clock, all = false } = options
    return lookAt(address, { get, state, clock, all, signal })
  },
  async isGone(url, signal) {
    try {
      await createFetch(address, options)(reached(url, address), { signal })
      return false
    } catch (error) {
      signal?.throwIfAborted()
      return error instanceof HttpError && GONE.has(error.status)
    }
  },
})

/** HTTP status codes of a page that is gone. https://www.rfc-editor.org/rfc/rfc9110#status.404 */
const GONE = new Set([404, 410])

const lookAt = async (address: string, way: Way, discover = true): Promise<Look> => {
  const { get, state, signal } = way
  const pages = new Pages(address, way)
  let fetched = await get(address, { validators: pages.areOwed() ? {} : validators(state[address]), signal })
  if (fetched.text === undefined && (await pages.anyChanged())) fetched = await get(address, { signal })
  if (fetched.text === undefined) return { issues: pages.problems(), state: () => pages.state }
  if (isFeed(fetched.text)) return lookAtItems(fetched, { ...way, address, pages })
  return lookAtPage(address, fetched, way, discover)
}

const itemsOf = ({ text = '', url }: Fetched): ReturnType<typeof readFeed> => {
  try {
    const items = readFeed(text, url)
    // The site must be broken: an empty feed does not mean that all issues are gone.
    if (items.length === 0) throw new Error('the feed holds no items; does a browser show some?')
    return items
  } catch (error) {
    throw new Error(`${shown(url)} cannot be read: ${unread(url, error).why}`, { cause: error })
  }
}

/** Reads an issue's own page, or the feed that a page names. */
const lookAtPage = async (address: string, { text = '', url, validators: now }: Fetched, way: Way, discover: boolean): Promise<Look> => {
  try {
    const issue = parseIssue({ text, format: 'html', name: new URL(url).pathname, url })
    return { issues: each([{ issue, from: shown(url) }]), state: () => ({ [address]: now }) }
  } catch (error) {
    const feed = discover ? feedNamedBy(text, url) : undefined
    if (feed === undefined)
      throw new Error(
        `${shown(address)} is neither a feed nor an issue: ${unread(url, error).why}. Does a browser show the recaps there?`,
        { cause: error },
      )
    return lookAt(feed, way, false)
  }
}

const feedNamedBy = (html: string, url: string): string | undefined => {
  const tag = html.match(/<link\s[^>]*>/gi)?.find((link) => /type=["']?application\/(?:rss|atom)\+xml/i.test(link))
  const href = /href=["']?([^"'\s>]+)/i.exec(tag ?? '')?.[1]
  return href !== undefined && URL.canParse(href, url) ? new URL(href, url).href : undefined
}

/** One look at a feed. */
interface Visit extends Way {
  address: string
  pages: Pages
}

const lookAtItems = (fetched: Fetched, visit: Visit): Look => {
  const { address, pages, state, clock } = visit
  const items = itemsOf(fetched)
  const whole = items.filter((item): item is FeedItem => !('why' in item))
  const latest = clock.now() + DAY
  const { mayBeIssue, isRecent } = survey(whole, latest)
  const queue = inOrder(whole, state)
  let done = 0
  const issues = async function* (): AsyncGenerator<Found | Unread> {
    yield* pages.problems()
    for (const item of items) if ('why' in item) yield { from: shown(address), ...item }
    for (const item of queue) {
      if (mayBeIssue(item)) yield* readItem(item, isRecent(item), visit)
      else pages.remember(item.link, { seen: fingerprint(item) })
      done++
    }
    pages.forget(new Set(queue.map(({ link }) => link)), MAX_GONE)
    pages.rememberHome(fetched.validators)
  }
  const listed = whole.filter(mayBeIssue).map((item): Listed => {
    const time = timeOf(item)
    return { id: item.slug, url: item.link, ...(time > 0 && time <= latest ? { date: dayOf(time) } : {}) }
  })
  return {
    issues: issues(),
    state: () => pages.state,
    progress: () => ({ done, total: queue.length }),
    // A broken item may stand for any issue, so then the list is not complete.
    ...(whole.length < items.length ? {} : { listed }),
  }
}

/** What can be said of an item only beside the others. A day after `latest` (epoch ms) is a mistake, which must not make the others old. */
const survey = (items: readonly FeedItem[], latest: number) => {
  const folders = new Set(items.filter(({ body }) => body !== undefined).map(({ link }) => folderOf(link)))
  // An item in another folder than those whose text the feed holds is no issue: the site's feed ends with two pages of its theme.
  const mayBeIssue = ({ body, link }: FeedItem): boolean => body !== undefined || folders.size === 0 || folders.has(folderOf(link))
  const times = items.filter(mayBeIssue).map(timeOf)
  const newest = times.reduce((most, time) => (time <= latest ? Math.max(most, time) : most), 0)
  return { mayBeIssue, isRecent: (item: FeedItem): boolean => newest - timeOf(item) <= WATCH_DAYS * DAY }
}

/** The items as they are read, as a look reads only so many pages: new ones, then changed and failed ones, then those of years before. */
const inOrder = (items: readonly FeedItem[], state: SourceState): FeedItem[] => {
  const priority = ({ link }: FeedItem): number => {
    const known = state[link]
    return known === undefined ? 0 : known.owed === true && known.tries === undefined ? 2 : 1
  }
  // Of two items with one link the upper one is the newer.
  const once = [...new Map(items.toReversed().map((item) => [item.link, item])).values()]
  return once.sort((a, b) => priority(a) - priority(b) || timeOf(b) - timeOf(a))
}

async function* readItem(item: FeedItem, isRecent: boolean, { pages, state, all }: Visit): AsyncGenerator<Found | Unread> {
  const { link, body } = item
  const known = state[link]
  const seen = fingerprint(item)
  const isWhole = body !== undefined && !endsEarly(body)
  if (isWhole && known?.page !== true) {
    pages.remember(link, { seen })
    if (known?.seen !== seen) yield remembering(issueOf(item, body, link), link, { seen })
  } else if (known !== undefined && known.owed !== true && body === undefined && onlyLeft(known, seen)) pages.remember(link, known)
  else if (known?.seen === seen && known.owed !== true && !(known.page === true && isRecent)) pages.remember(link, unwatched(known))
  else if (Object.keys(state).length === 0 && !isRecent && !all) {
    // At the first look the newest come first, and the years before in later looks.
    pages.remember(link, { ...(body === undefined ? {} : { seen }), owed: true })
    if (body !== undefined) yield issueOf(item, body, link)
  } else yield* pages.read(item, seen, known, isRecent)
}

const folderOf = (link: string): string => new URL('.', link.replace(/\/$/, '')).href

/** Midnight (epoch ms) of the day in the slug, as the stated date is often outdated; else the stated time; 0 without either. */
const timeOf = ({ slug, date }: FeedItem): number => {
  const [, year, month, day] = /^(?:20)?(\d\d)-(\d\d)-(\d\d)(?!\d)/.exec(slug) ?? []
  return Date.parse(year === undefined ? (date ?? '') : `20${year}-${month}-${day}`) || 0
}

const hash = (value: unknown): string => createHash('sha256').update(JSON.stringify(value)).digest('base64url').slice(0, 12)

/** A hash of what the feed says about an issue, and one of its text, joined by a dot. */
const fingerprint = ({ body = '', link, slug, title, date, summary, tags }: FeedItem): string =>
  `${hash([link, slug, title, date, summary, tags])}.${hash(body)}`

/** Whether only the text has left the feed, which holds the texts of its newest items only. */
const onlyLeft = ({ seen = '', page }: Remembered, now: string): boolean => page !== true && seen.split('.')[0] === now.split('.')[0]

const unwatched = (known: Remembered): Remembered => {
  const rest = { ...known }
  delete rest.watch
  return rest
}

async function* each<T>(things: readonly T[]): AsyncGenerator<T> {
  yield* things
}
