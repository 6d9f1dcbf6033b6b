/** Reads the items of RSS and Atom. A broken item is reported and the others read; a feed that was cut off is refused. */
import { parseFeed } from 'feedsmith'
import { messageOf } from '../errors.ts'
import { issueId } from '../issue/parse.ts'

export interface FeedItem {
  /** The line of the feed in which it begins, from 1. */
  line: number
  /** Absolute, http or https. */
  link: string
  /** The issue's id. */
  slug: string
  title: string | undefined
  /** ISO 8601. */
  date: string | undefined
  /** Markdown or plain text, as the feed has it. */
  summary: string | undefined
  tags: string[]
  /** HTML; never blank. */
  body: string | undefined
}

export interface BrokenItem {
  line: number
  why: string
}

/**
 * From so many characters on, an ellipsis at the end means that the text was cut. The newsletter's site cuts it after 100,000 characters of markdown;
 * as HTML that is mostly longer, and shorter where much of it is not shown. How much shorter was not measured.
 */
const CUT_AT = 60_000
const ELLIPSIS = /\.\.\.\s*(?:<\/\w+>\s*)*$/
/** The site also ends the text where Discord's guilds begin: this matches a text that announces some. */
const GUILDS = /<h1[^<>]*>\s*(?:<strong>)?\s*AI Discord Recap\b.{400}/is
/** Some twenty years of the newsletter, with 250 issues a year. */
const MAX_ITEMS = 5000
/** Characters of an item; the longest issue has 0.4 million. */
const MAX_ITEM = 4_000_000

/** Whether a feed's text of an issue is only its beginning. */
export const endsEarly = (body: string): boolean =>
  (body.length >= CUT_AT && ELLIPSIS.test(body.slice(-500))) || (GUILDS.test(body) && !/\bPART 1\b|Discord: High level/i.test(body))

const COMMENT = '<!--(?:(?!-->)[\\s\\S])*-->'
const PROLOG = new RegExp(`^\\uFEFF?\\s*(?:(?:${COMMENT}|<\\?[^>]*>|<!(?!--)[^>]*>)\\s*)*<(?:rss|feed)[\\s>]`, 'i')
const ENDING = new RegExp(`</(?:rss|feed)\\s*>\\s*(?:${COMMENT}\\s*)*$`, 'i')
/** The feed's end tag is looked for in the last so many characters. */
const TAIL = 10_000

/** Whether a text is RSS or Atom. */
export const isFeed = (text: string): boolean => PROLOG.test(text)

/**
 * The items of a feed, in its order; `base`: where relative links lead from.
 * @throws Error when its end tag is missing: half an issue must not pass for a whole one
 */
export const readFeed = (text: string, base?: string): (FeedItem | BrokenItem)[] => {
  const root = /<(rss|feed)(?:\s[^<>]*)?>/i.exec(text)
  if (root === null) throw new Error('this is neither RSS nor Atom')
  const atom = root[1]?.toLowerCase() === 'feed'
  const clean = mendCharacters(text)
  if (!ENDING.test(clean.slice(-TAIL))) throw new Error('the feed is cut off: its end is missing')
  const [before, after] = atom ? [root[0], '</feed>'] : [`${root[0]}<channel>`, '</channel></rss>']
  const items: (FeedItem | BrokenItem)[] = []
  for (const { slice, line } of slices(clean, atom ? 'entry' : 'item')) {
    const broken = (why: string): BrokenItem => ({ line, why: `item ${items.length + 1} of the feed: ${why}` })
    if (items.length === MAX_ITEMS) {
      items.push({ line, why: `the feed holds more than ${MAX_ITEMS} items; this one and what follows was not read` })
      break
    }
    if (slice.length > MAX_ITEM) {
      items.push(broken(`is longer than ${MAX_ITEM} characters`))
      continue
    }
    const parse = (xml: string): FeedItem => ({ line, ...parseItem(before + xml + after, base) })
    try {
      items.push(parseMended(slice, parse))
    } catch (error) {
      items.push(broken(messageOf(error)))
    }
  }
  return items
}

/** Parses markup as it is, or mended if that fails. */
const parseMended = <T>(slice: string, parse: (xml: string) => T): T => {
  try {
    return parse(slice)
  } catch {
    return parse(mendMarkup(slice))
  }
}

/** Characters that XML forbids even when escaped; the newsletter's feed has carried some raw. https://www.w3.org/TR/xml/#charsets */
const mendCharacters = (text: string): string =>
  text
    .toWellFormed()
    // oxlint-disable-next-line no-control-regex -- control characters are what this is about
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|&#(?:x0*(?:[0-8bcef]|1[0-9a-f])|0*(?:[0-8]|1[124-9]|2\d|3[01]));/gi, '')

const CDATA = { begin: '<![CDATA[', end: ']]>' }

/** An angle bracket that cannot begin a tag, and an ampersand that cannot begin a reference, stand for themselves. */
const mendMarkup = (slice: string): string => {
  let mended = ''
  let at = 0
  for (;;) {
    const begin = slice.indexOf(CDATA.begin, at)
    const end = begin < 0 ? -1 : slice.indexOf(CDATA.end, begin)
    const text = slice.slice(at, end < 0 ? undefined : begin)
    mended += text.replace(/<(?![a-z/!?])|&(?!#?\w+;)/gi, (found) => (found === '<' ? '&lt;' : '&amp;'))
    if (end < 0) return mended
    at = end + CDATA.end.length
    mended += slice.slice(begin, at)
  }
}

/** The markup of each item, and the line in which it begins. Skips CDATA and comments; an item that is not closed ends where the next begins. */
function* slices(text: string, name: string): Generator<{ slice: string; line: number }> {
  const marks = new RegExp(`<!\\[CDATA\\[|<!--|<(/?)${name}(?:\\s[^<>]*)?>`, 'gi')
  let start: number | undefined
  let line = 1
  let counted = 0
  const cut = (end: number): { slice: string; line: number } => {
    for (let at = text.indexOf('\n', counted); at >= 0 && at < (start ?? 0); at = text.indexOf('\n', at + 1)) line++
    counted = start ?? 0
    return { slice: text.slice(start, end), line }
  }
  const endless = new Set<string>()
  for (let mark = marks.exec(text); mark !== null; mark = marks.exec(text)) {
    const [found, slash] = mark
    if (slash === undefined) {
      const closing = found === '<!--' ? '-->' : CDATA.end
      const end = endless.has(closing) ? -1 : text.indexOf(closing, marks.lastIndex)
      if (end < 0) endless.add(closing)
      else marks.lastIndex = end + closing.length
      continue
    }
    if (start !== undefined) yield cut(slash === '/' ? mark.index + found.length : mark.index)
    start = slash === '/' ? undefined : mark.index
  }
}

const parseItem = (xml: string, base: string | undefined): Omit<FeedItem, 'line'> => {
  const raw = rawOf(parseWellFormed(xml))
  if (raw.link === undefined || !URL.canParse(raw.link, base)) throw new Error('has no link')
  const { href: link, protocol } = new URL(raw.link, base)
  if (protocol !== 'http:' && protocol !== 'https:') throw new Error('has a link that is no web address')
  const time = Date.parse(raw.date ?? '')
  return {
    link,
    slug: issueId(link),
    title: raw.title,
    date: Number.isNaN(time) ? undefined : new Date(time).toISOString(),
    summary: raw.summary,
    tags: raw.tags?.filter((tag) => tag !== undefined) ?? [],
    body: raw.body?.trim() === '' ? undefined : raw.body,
  }
}

/** An item as it is written. */
type Raw = Record<'link' | 'title' | 'date' | 'summary' | 'body', string | undefined> & {
  tags: readonly (string | undefined)[] | undefined
}

const rawOf = (parsed: ReturnType<typeof parseFeed>): Raw => {
  switch (parsed.format) {
    case 'rss': {
      const item = parsed.feed.items?.[0]
      return {
        link: item?.link ?? item?.guid?.value,
        title: item?.title,
        date: stringOf(item?.pubDate),
        summary: item?.description,
        body: item?.content?.encoded,
        tags: item?.categories?.map(({ name }) => name),
      }
    }
    case 'atom': {
      const entry = parsed.feed.entries?.[0]
      const links = entry?.links ?? []
      return {
        link: (links.find(({ rel }) => rel === undefined || rel === 'alternate') ?? links[0])?.href ?? entry?.id,
        title: entry?.title?.value,
        date: stringOf(entry?.published ?? entry?.updated),
        summary: entry?.summary?.value,
        body: entry?.content?.value,
        tags: entry?.categories?.map(({ label, term }) => label ?? term),
      }
    }
    default:
      throw new Error('is neither RSS nor Atom')
  }
}

const stringOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)

const parseWellFormed = (xml: string): ReturnType<typeof parseFeed> => {
  try {
    return parseFeed(xml)
  } catch (error) {
    throw new Error('is not well-formed XML', { cause: error })
  }
}
