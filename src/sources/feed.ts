/** RSS and Atom → items. A broken item costs itself only, and a feed that was cut off is refused whole. */
import { parseFeed } from 'feedsmith'
import { issueId } from '../issue/parse.ts'

export interface FeedItem {
  /** Absolute. */
  link: string
  /** The issue's id. */
  slug: string
  title?: string
  /** ISO 8601. */
  date?: string
  /** Markdown or plain text, as the feed has it. */
  summary?: string
  tags: string[]
  /** HTML. */
  body?: string
}

export interface BrokenItem {
  line: number
  why: string
}

/** The newsletter's site cuts the text in its feed at so many characters, and says so with `...`. */
const CUT_AT = 100_000
/** It also ends the text where Discord's guilds begin: this says that there are some. */
const GUILDS = /<h1[^>]*>\s*(?:<strong>)?\s*AI Discord Recap\b.{400}/is

/** Whether a feed's text of an issue is but its beginning. */
export const endsEarly = (body: string): boolean =>
  (body.length >= CUT_AT && body.trimEnd().endsWith('...')) || (GUILDS.test(body) && !/\bPART 1\b|Discord: High level/i.test(body))

/** Whether a text is RSS or Atom. */
export const isFeed = (text: string): boolean => /^\uFEFF?\s*(?:<(?:\?|!)[^>]*>\s*)*<(?:rss|feed)[\s>]/i.test(text)

/**
 * The items of a feed, in its order; `base`: where relative links lead from.
 * @throws Error when the text has no end: half an issue must not pass for a whole one
 */
export const readFeed = (text: string, base?: string): (FeedItem | BrokenItem)[] => {
  const root = /<(rss|feed)(?:\s[^>]*)?>/i.exec(text)
  if (root === null) throw new Error('this is neither RSS nor Atom')
  const atom = root[1]?.toLowerCase() === 'feed'
  if (!/<\/(?:rss|feed)\s*>\s*(?:<!--[\s\S]*?-->\s*)*$/i.test(text)) throw new Error('the feed is cut off: its end is missing')
  const clean = mendCharacters(text)
  const [before, after] = atom ? [root[0], '</feed>'] : [`${root[0]}<channel>`, '</channel></rss>']
  const read = (slice: string): FeedItem => parseItem(before + slice + after, base)
  return [...slices(clean, atom ? 'entry' : 'item')].map(({ start, end }, index) => {
    const slice = clean.slice(start, end)
    try {
      try {
        return read(slice)
      } catch {
        return read(mendMarkup(slice))
      }
    } catch (error) {
      return { line: lineAt(clean, start), why: `item ${index + 1} of the feed: ${error instanceof Error ? error.message : String(error)}` }
    }
  })
}

/** Characters that XML forbids even when escaped; the newsletter's feed has carried some raw. https://www.w3.org/TR/xml/#charsets */
const mendCharacters = (text: string): string =>
  // oxlint-disable-next-line no-control-regex -- control characters are what this is about
  text.toWellFormed().replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')

/** An angle bracket that cannot begin a tag, and an ampersand that cannot begin a reference, stand for themselves. */
const mendMarkup = (slice: string): string =>
  slice.replace(/<!\[CDATA\[[\s\S]*?\]\]>|<(?![a-z/!?])|&(?!#?\w+;)/gi, (found) =>
    found === '<' ? '&lt;' : found === '&' ? '&amp;' : found,
  )

/** Where each item stands, CDATA and comments not looked into. One that is not closed ends where the next begins. */
function* slices(text: string, name: string): Generator<{ start: number; end: number }> {
  const marks = new RegExp(`<!\\[CDATA\\[[\\s\\S]*?\\]\\]>|<!--[\\s\\S]*?-->|<(/?)${name}(?:\\s[^>]*)?>`, 'gi')
  let start: number | undefined
  for (const mark of text.matchAll(marks)) {
    if (mark[1] === undefined) continue
    if (start !== undefined) yield { start, end: mark[1] === '/' ? mark.index + mark[0].length : mark.index }
    start = mark[1] === '/' ? undefined : mark.index
  }
}

const parseItem = (xml: string, base: string | undefined): FeedItem => {
  const parsed = parseWellFormed(xml)
  if (parsed.format === 'rss') {
    const item = parsed.feed.items?.[0]
    return assemble(
      {
        link: item?.link ?? item?.guid?.value,
        title: item?.title,
        date: stringOf(item?.pubDate),
        summary: item?.description,
        body: item?.content?.encoded,
        tags: item?.categories?.map((category) => category.name),
      },
      base,
    )
  }
  if (parsed.format === 'atom') {
    const entry = parsed.feed.entries?.[0]
    return assemble(
      {
        link: (entry?.links?.find((link) => link.rel === undefined || link.rel === 'alternate') ?? entry?.links?.[0])?.href ?? entry?.id,
        title: entry?.title?.value,
        date: stringOf(entry?.published ?? entry?.updated),
        summary: entry?.summary?.value,
        body: entry?.content?.value,
        tags: entry?.categories?.map((category) => category.label ?? category.term),
      },
      base,
    )
  }
  throw new Error('is neither RSS nor Atom')
}

const stringOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)

const parseWellFormed = (xml: string): ReturnType<typeof parseFeed> => {
  try {
    return parseFeed(xml)
  } catch (error) {
    throw new Error('is not well-formed XML', { cause: error })
  }
}

type Raw = Record<'link' | 'title' | 'date' | 'summary' | 'body', string | undefined> & {
  tags: readonly (string | undefined)[] | undefined
}

const assemble = (raw: Raw, base: string | undefined): FeedItem => {
  if (raw.link === undefined || !URL.canParse(raw.link, base)) throw new Error('has no link')
  const link = new URL(raw.link, base).href
  const time = Date.parse(raw.date ?? '')
  return {
    link,
    slug: issueId(link),
    tags: raw.tags?.filter((tag) => tag !== undefined) ?? [],
    ...(raw.title === undefined ? {} : { title: raw.title }),
    ...(Number.isNaN(time) ? {} : { date: new Date(time).toISOString() }),
    ...(raw.summary === undefined ? {} : { summary: raw.summary }),
    ...(raw.body === undefined || raw.body.trim() === '' ? {} : { body: raw.body }),
  }
}

const lineAt = (text: string, at: number): number => text.slice(0, at).split('\n').length
