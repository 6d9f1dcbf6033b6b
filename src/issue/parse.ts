/** Reads an issue from Markdown or HTML. */
import { markdownBlocks } from '../doc/markdown.ts'
import type { Block } from '../doc/nodes.ts'
import { readPage } from '../doc/webpage.ts'
import { cleanText } from './clean-text.ts'
import { dayOf } from './day.ts'
import { areChinese } from './edition.ts'
import { type Front, splitFront } from './frontmatter.ts'
import { type Edition, type Issue, RECAP_KINDS, type Section, type Tags, itemsOf, tagsOf } from './issue.ts'
import { flattenMarkup } from './items.ts'
import { pageFront } from './page-metadata.ts'
import { readSections } from './sections.ts'
import { readStats } from './stats.ts'

/** The text of an issue. The optional fields are what a feed or a folder tells about it, for what the text does not say itself. */
export interface IssueSource {
  text: string
  format: 'markdown' | 'html'
  /** The file's name or the link, from which `issueId` makes the issue's id. */
  name: string
  edition?: Edition | undefined
  url?: string
  title?: string | undefined
  date?: string | undefined
  tags?: Partial<Tags>
  /** May contain markup. */
  summary?: string | undefined
}

/** Thrown for a text that is no issue: a stub, a template, an index page, an empty text. */
export class UnreadableIssue extends Error {
  override name = 'UnreadableIssue'
}

/** Matches the title or the opening of an issue about a quiet day. */
const QUIET =
  /not much (?:\S+ ){0,3}happen(?:ed|s|ing)\b|^(?:(?:an?|another|super|very|pretty|fairly|relatively|mostly) ){0,3}quiet (?:day|week|weekend)\b|没有?发生(?:什么|太多)|没有?(?:什么|太多)[^。\n]{0,6}(?:事|新闻|动静)|(?:平静|安静|平淡)的(?:一天|一周|周末)/im
const SITE = 'https://news.smol.ai/issues/'
/** Matches the day at the beginning of a slug: `YY-MM-DD`. */
const DATED = /^(\d{2})-(\d{2})-(\d{2})(?=-|$)/
/** The fewest characters of a dated text without recaps that is an essay; stubs and templates have fewer than 700. */
const ESSAY = 1_500

/** `issues/24-04-23-name.md.gz` and `https://…/issues/24-04-23-name/` → `24-04-23-name`. */
export const issueId = (name: string): string =>
  cleanText(
    (
      name
        .replace(/[?#].*$/, '')
        .replace(/[/\\]+$/, '')
        .split(/[/\\]/)
        .at(-1) ?? ''
    ).replace(/(?:\.(?:md|mdx|markdown|html?|txt))?(?:\.gz)?$/i, ''),
  )

/** A date in any of the newsletter's spellings, as `YYYY-MM-DD`. */
const day = (date: string | undefined): string | undefined => {
  const iso = date === undefined ? undefined : /\d{4}-\d{2}-\d{2}/.exec(date)?.[0]
  if (iso !== undefined) return Number.isNaN(Date.parse(iso)) ? undefined : iso
  const time = Date.parse(date ?? '')
  return Number.isNaN(time) ? undefined : dayOf(time)
}

/** The day in a slug: `24-04-23-…`, or `…2024-04-23…`. */
const slugDay = (id: string): string | undefined => {
  const short = DATED.exec(id)
  return day(short === null ? /\d{4}-\d{2}-\d{2}/.exec(id)?.[0] : `20${short[1]}-${short[2]}-${short[3]}`)
}

/** Removes Liquid tags, which choose between web and e-mail: keeps the first branch, for the web, and the other one only if it has a link. */
const withoutLiquid = (body: string): string =>
  body.includes('{%')
    ? body
        .replace(/\{%-?\s*else\s*-?%\}(?:(?!\{%)[\s\S]){0,2000}\{%-?\s*endif\s*-?%\}/g, (branch) =>
          branch.includes('](http') ? branch : '\n\n',
        )
        .replace(/\{%[^\n]{0,200}?%\}/g, '')
    : body

const read = (source: IssueSource): { front: Front; body: Iterable<Block>; isEmpty?: boolean } => {
  if (source.format === 'html') {
    const page = readPage(source.text, { base: source.url ?? SITE })
    const body = page.body.children
    return { front: pageFront(page), body, isEmpty: body.length === 0 }
  }
  const { front, body } = splitFront(source.text)
  return { front, body: markdownBlocks(withoutLiquid(body)) }
}

const isRecap = (section: Section): boolean => RECAP_KINDS.some((kind) => kind === section.kind)

/**
 * Reads one issue.
 *
 * @throws {UnreadableIssue} when the text is no issue: it has no date, or no recap with items and is no dated essay either
 */
export const parseIssue = (source: IssueSource): Issue => {
  if (!/\S/.test(source.text)) throw new UnreadableIssue('the text is empty')
  const id = issueId(source.name)
  const { front, body, isEmpty = false } = read(source)
  const { title: heading, sections } = readSections(body, front.title)
  const items = itemsOf(sections)
  const summary = flattenMarkup(front.description ?? source.summary ?? '')
  const length = items.reduce((sum, item) => sum + item.text.length, 0)
  const emptyPage = isEmpty && summary !== '' && DATED.test(id)
  if (itemsOf(sections.filter(isRecap)).length === 0 && !emptyPage && !(DATED.test(id) && length >= ESSAY))
    throw new UnreadableIssue(`no recap was found in ${id === '' ? 'the text' : id}`)

  const stated = day(front.date ?? source.date)
  const date = slugDay(id) ?? stated
  if (date === undefined) throw new UnreadableIssue(`${id === '' ? 'the text' : id} has no date`)
  const title = flattenMarkup(front.title ?? source.title ?? heading ?? '')
  const opening = itemsOf(sections.slice(0, 1)).map((item) => item.text)
  const stats = readStats(opening)
  return {
    id,
    edition: source.edition ?? (areChinese(items.map((item) => item.text)) ? 'zh' : 'en'),
    date,
    ...(stated === undefined || stated === date ? {} : { statedDate: stated }),
    title: title === '' ? id : title,
    url: source.url ?? (DATED.test(id) ? SITE + id : ''),
    summary,
    tags: tagsOf((kind) => (front.tags[kind].length > 0 ? front.tags[kind] : (source.tags?.[kind] ?? []))),
    ...(stats === undefined ? {} : { stats }),
    ...(QUIET.test([title, ...opening.slice(0, 1)].join('\n')) ? { quiet: true } : {}),
    sections,
  }
}
