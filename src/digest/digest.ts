/** Makes the digest of an issue, and the pages of its sections. Pure. */
import { type Block, type Button, type Doc, actions, button, doc, emphasis, heading, paragraph, strong } from '../doc/nodes.ts'
import { shorten } from '../doc/shorten.ts'
import { type Issue, RECAP_KINDS, type RecapKind, type Section, type Topic, itemsOf } from '../issue/issue.ts'
import { isStats } from '../issue/stats.ts'
import { day, languageName, supported, t } from '../locales/index.ts'
import { type Only, chosen, firstItems, fromMention, topicsOf } from './chosen.ts'
import { issueTitle, itemList } from './item.ts'

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
        .flatMap((topic) => topicBlocks(topic, room, locale)),
    ]),
    ...more(hidden, locale),
    ...buttons(issue, sections, locale),
  )
}

/** The digest of a quiet day, or of one without the names, in one line. */
const oneLine = (issue: Issue, options: DigestOptions): Doc => {
  const { locale, only } = options
  const said = only === undefined ? t(locale, 'digest.quiet') : t(locale, 'digest.nothing', { names: only.about.join(', ') })
  return doc(paragraph(strong(said), ' ', issueTitle(issue), ' · ', emphasis(subtitle(issue, { ...options, only: undefined }))))
}

/** The pages of a section; none where the issue has no such section. */
export const sectionPages = (issue: Issue, kind: RecapKind, locale: string): Doc[] =>
  paged(topicsOf(issue, kind)).map((topics, index, { length: pages }) => {
    const page = index + 1
    const place = [day(locale, issue.date), ...(pages > 1 ? [t(locale, 'recap.page.of', { page, pages })] : [])]
    const call = (options: Record<string, string>) => ({ command: 'recap', options: { issue: issue.id, ...options } })
    return doc(
      heading(1, t(locale, `section.${kind}`), ' · ', issueTitle(issue)),
      paragraph(emphasis(place.join(' · '))),
      ...withdrawal(issue, locale),
      ...topics.flatMap((topic) => topicBlocks(topic, PAGE, locale)),
      actions(
        button(t(locale, 'recap.back'), call({})),
        ...(page < pages ? [button(t(locale, 'recap.more'), call({ section: kind, page: String(page + 1) }))] : []),
      ),
    )
  })

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
  if (issue.withdrawn === true) return []
  const words = issue.summary === '' ? lede(issue) : issue.summary
  return words === '' ? [] : [paragraph(shorten(words, room))]
}

const lede = (issue: Issue): string => {
  const items = itemsOf(issue.sections.filter(({ kind }) => kind === 'headline'))
  return items.flatMap(({ text }) => (isStats(text) ? [] : [text])).join(' ')
}

/** Says how many items are left out. */
const more = (count: number, locale: string): Block[] => (count === 0 ? [] : [paragraph(emphasis(t(locale, 'digest.more', { count })))])

const sectionBlocks = (section: Section, room: (typeof LAYOUT)[keyof typeof LAYOUT], locale: string): Block[] => {
  const topics = section.topics.slice(0, room.topics)
  const hidden = section.topics.slice(room.topics).reduce((sum, { items }) => sum + items.length, 0)
  return [
    heading(2, t(locale, `section.${section.kind}`)),
    ...(room.items === 1
      ? [
          itemList(
            topics.flatMap(({ items }) => items.slice(0, 1)),
            room.item,
          ),
        ]
      : topics.flatMap((topic) => topicBlocks(topic, room, locale))),
    ...more(hidden, locale),
  ]
}

/** `room`: how many items, and characters of each. */
const topicBlocks = ({ heading: title, items }: Topic, room: { items: number; item: number }, locale: string): Block[] => [
  ...(title === '' ? [] : [heading(3, title)]),
  itemList(items.slice(0, room.items), room.item),
  ...more(Math.max(0, items.length - room.items), locale),
]

/** The button that shows a section of an issue. */
export const sectionButton = (issue: Issue, section: RecapKind, locale: string): Button =>
  button(t(locale, `section.${section}`), { command: 'recap', options: { issue: issue.id, section } })

const buttons = (issue: Issue, sections: readonly Section[], locale: string): Block[] => {
  if (issue.withdrawn === true) return []
  const kinds = RECAP_KINDS.filter((kind) => sections.some((section) => section.kind === kind))
  return [
    actions(
      ...kinds.map((kind) => sectionButton(issue, kind, locale)),
      ...(issue.url === '' ? [] : [button(t(locale, 'digest.read'), { url: issue.url })]),
    ),
  ]
}
