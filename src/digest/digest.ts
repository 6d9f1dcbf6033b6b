/** Makes the digest of an issue, and the pages of its sections. Pure. */
import { type Block, type Doc, actions, button, doc, emphasis, heading, list, listItem, paragraph, strong } from '../doc/nodes.ts'
import { shorten } from '../doc/brief.ts'
import { type Issue, RECAP_KINDS, type RecapKind, type Section, type Topic } from '../issue/issue.ts'
import { isStats } from '../issue/stats.ts'
import { day, languageName, supported, t } from '../locales/index.ts'
import { type Only, chosen, firstItems, fromMention, topicsOf } from './chosen.ts'
import { issueTitle, itemLine } from './item.ts'

export interface DigestOptions {
  /** Empty: all. */
  sections: readonly RecapKind[]
  layout: 'compact' | 'full'
  locale: string
  /** Shows only items about some names. */
  only?: Only
  /** Makes a quiet day, or one without any of the names, a single line. */
  line?: boolean
  /** When the source corrected the issue after it was posted, in words. */
  updated?: string
}

/** How much of an issue a layout shows: topics a section, items a topic, characters of the summary and of an item. */
const LAYOUT = {
  // A whole compact digest fits one message of either platform (4,000 and 4,096 characters).
  compact: { topics: 4, items: 1, summary: 420, item: 210 },
  full: { topics: 100, items: 3, summary: 2000, item: 280 },
} as const

/** The same for items about some names: how many, and characters of each. A compact digest fits one message. */
const ABOUT = { compact: { items: 12, item: 240 }, full: { items: Number.POSITIVE_INFINITY, item: 420 } } as const

/** The digest of an issue: title, summary, the sections asked for, and buttons to read on. */
export const digest = (issue: Issue, options: DigestOptions): Doc => {
  const { locale, layout, only, line = false } = options
  const sections = chosen(issue, options.sections, only)
  if (only !== undefined) return sections.length === 0 ? oneLine(issue, options) : aboutNames(issue, sections, only, options)
  if (line && issue.quiet === true) return oneLine(issue, options)
  const room = LAYOUT[layout]
  return doc(
    ...title(issue, options),
    ...gist(issue, room.summary),
    ...(issue.quiet === true ? [paragraph(strong(t(locale, 'digest.quiet')))] : []),
    ...sections.flatMap((section) => sectionBlocks(section, room, locale)),
    ...buttons(issue, sections, locale),
  )
}

const title = (issue: Issue, options: DigestOptions): Block[] => [
  heading(1, issueTitle(issue)),
  paragraph(emphasis(subtitle(issue, options))),
  ...withdrawal(issue, options.locale),
]

/**
 * The notice on a withdrawn issue. Its digest stays, as people have read and answered it, but without links to the issue, whose page is gone, and
 * without the summary, which only that page vouches for. The items keep their links.
 */
const withdrawal = ({ withdrawn }: Issue, locale: string): Block[] =>
  withdrawn === true ? [paragraph(strong(t(locale, 'digest.withdrawn')))] : []

const aboutNames = (issue: Issue, found: readonly Section[], { mentions }: Only, options: DigestOptions): Doc => {
  const { locale, layout } = options
  const room = ABOUT[layout]
  const { sections, hidden } = firstItems(found, room.items)
  return doc(
    ...title(issue, options),
    ...sections.flatMap(({ kind, topics }) => [
      heading(2, t(locale, `section.${kind}`)),
      ...topics
        .map((topic) => ({ ...topic, items: topic.items.map((item) => fromMention(item, room.item, mentions)) }))
        .flatMap((topic) => topicBlocks(topic, room.items, room.item, locale)),
    ]),
    ...(hidden > 0 ? [paragraph(emphasis(t(locale, 'digest.more', { count: hidden })))] : []),
    ...buttons(issue, sections, locale),
  )
}

/** The digest of a quiet day, or of one without the names, in one line. */
const oneLine = (issue: Issue, options: DigestOptions): Doc => {
  const { locale, only } = options
  const said = only === undefined ? t(locale, 'digest.quiet') : t(locale, 'digest.nothing', { names: only.about.join(', ') })
  return doc(paragraph(strong(said), ' ', issueTitle(issue), ' · ', emphasis(subtitle(issue, { ...options, only: undefined }))))
}

/** One page of a section; `pages`: how many there are. Undefined when the issue has no such section. */
export const sectionPage = (issue: Issue, kind: RecapKind, page: number, locale: string): { doc: Doc; pages: number } | undefined => {
  const topics = topicsOf(issue, kind)
  const pages = paged(topics)
  const shown = pages[Math.min(Math.max(page, 1), pages.length) - 1]
  if (shown === undefined) return undefined
  const at = pages.indexOf(shown) + 1
  const place = [day(locale, issue.date), ...(pages.length > 1 ? [t(locale, 'recap.page.of', { page: at, pages: pages.length })] : [])]
  const call = (options: Record<string, string>) => ({ command: 'recap', options: { issue: issue.id, ...options } })
  return {
    pages: pages.length,
    doc: doc(
      heading(1, t(locale, `section.${kind}`), ' · ', issueTitle(issue)),
      paragraph(emphasis(place.join(' · '))),
      ...withdrawal(issue, locale),
      ...shown.flatMap((topic) => topicBlocks(topic, PAGE.items, PAGE.item, locale)),
      actions(
        button(t(locale, 'recap.back'), call({})),
        ...(at < pages.length ? [button(t(locale, 'recap.more'), call({ section: kind, page: String(at + 1) }))] : []),
      ),
    ),
  }
}

/** Characters of a page, which so is one message on either platform, and of an item on it. */
const PAGE = { characters: 3000, item: 420, items: Number.POSITIVE_INFINITY }

const paged = (topics: readonly Topic[]): Topic[][] => {
  const pages: Topic[][] = []
  let left = 0
  for (const topic of topics) {
    for (const [index, item] of topic.items.entries()) {
      const size = Math.min(item.text.length, PAGE.item) + (index === 0 ? topic.heading.length : 0) + 40
      let page = pages.at(-1)
      if (page === undefined || size > left) {
        pages.push((page = []))
        left = PAGE.characters
      }
      left -= size
      const open = page.at(-1)
      if (open !== undefined && index > 0 && open.heading === topic.heading) open.items.push(item)
      else page.push({ heading: topic.heading, items: [item] })
    }
  }
  return pages
}

const subtitle = (
  issue: Issue,
  { locale, updated, only }: Pick<DigestOptions, 'locale' | 'updated'> & { only?: Only | undefined },
): string =>
  [
    day(locale, issue.date),
    ...(only === undefined ? [] : [t(locale, 'digest.about', { names: only.about.join(', ') })]),
    ...(issue.edition === supported(locale) ? [] : [languageName(locale, issue.edition)]),
    ...(updated === undefined ? [] : [t(locale, 'digest.updated', { time: updated })]),
  ].join(' · ')

const gist = (issue: Issue, room: number): Block[] => {
  const lede = issue.sections
    .find((section) => section.kind === 'headline')
    ?.topics.flatMap((topic) => topic.items.map((item) => item.text))
    .filter((words) => !isStats(words))
  if (issue.withdrawn === true) return []
  const words = issue.summary === '' ? (lede ?? []).join(' ') : issue.summary
  return words === '' ? [] : [paragraph(shorten(words, room))]
}

const sectionBlocks = (section: Section, room: (typeof LAYOUT)[keyof typeof LAYOUT], locale: string): Block[] => {
  const { topics } = section
  const hidden = topics.slice(room.topics).reduce((sum, topic) => sum + topic.items.length, 0)
  return [
    heading(2, t(locale, `section.${section.kind}`)),
    ...(room.items === 1
      ? [
          list(
            topics
              .slice(0, room.topics)
              .flatMap((topic) => topic.items.slice(0, 1).map((item) => listItem(paragraph(...itemLine(item, room.item))))),
          ),
        ]
      : topics.slice(0, room.topics).flatMap((topic) => topicBlocks(topic, room.items, room.item, locale))),
    ...(hidden > 0 ? [paragraph(emphasis(t(locale, 'digest.more', { count: hidden })))] : []),
  ]
}

const topicBlocks = (topic: Topic, items: number, room: number, locale: string): Block[] => [
  ...(topic.heading === '' ? [] : [heading(3, topic.heading)]),
  list(topic.items.slice(0, items).map((item) => listItem(paragraph(...itemLine(item, room))))),
  ...(topic.items.length > items ? [paragraph(emphasis(t(locale, 'digest.more', { count: topic.items.length - items })))] : []),
]

const buttons = (issue: Issue, sections: readonly Section[], locale: string): Block[] => {
  if (issue.withdrawn === true) return []
  const kinds = RECAP_KINDS.filter((kind) => sections.some((section) => section.kind === kind))
  return [
    actions(
      ...kinds.map((kind) => button(t(locale, `section.${kind}`), { command: 'recap', options: { issue: issue.id, section: kind } })),
      ...(issue.url === '' ? [] : [button(t(locale, 'digest.read'), { url: issue.url })]),
    ),
  ]
}
