/** Makes the digest of a week of issues. Pure. */
import { shorten } from '../doc/shorten.ts'
import { type Block, type Doc, actions, button, doc, emphasis, heading, paragraph, strong } from '../doc/nodes.ts'
import type { Issue, Item, Section } from '../issue/issue.ts'
import { day, shortDay, t } from '../locales/index.ts'
import { chosen } from './chosen.ts'
import type { DigestOptions } from './digest.ts'
import { issueTitle, itemList } from './item.ts'

/** How much of each issue a layout shows: items, and characters of the summary and of an item. */
const LAYOUT = {
  // Seven issues fit one message of either platform (4,000 and 4,096 characters), or two with long links.
  compact: { items: 3, summary: 0, item: 110 },
  full: { items: 8, summary: 300, item: 210 },
} as const

/** The digest of a week: each issue, in the order given, with its title, day and first items. */
export const weekDigest = (issues: readonly Issue[], options: DigestOptions): Doc => {
  const { locale, only, updated } = options
  const days = issues.map(({ date }) => date).sort()
  const [from = '', to = from] = [days[0], days.at(-1)]
  const span = from === to ? day(locale, from) : t(locale, 'week.days', { from: day(locale, from), to: day(locale, to) })
  const about = only === undefined ? [] : [t(locale, 'digest.about', { names: only.about.join(', ') })]
  const mark = updated === undefined ? [] : [t(locale, 'digest.updated', { time: updated })]
  return doc(
    heading(1, t(locale, 'week.title')),
    paragraph(emphasis([span, ...about, ...mark].join(' · '))),
    ...issues.flatMap((issue) => issueBlocks(issue, options)),
    actions(
      ...issues
        .filter(({ withdrawn }) => withdrawn !== true)
        .map(({ id, date }) => button(shortDay(locale, date), { command: 'recap', options: { issue: id } })),
    ),
  )
}

const issueBlocks = (issue: Issue, { sections, layout, locale, only, line = false }: DigestOptions): Block[] => {
  const room = LAYOUT[layout]
  const title = heading(2, issueTitle(issue))
  const found = chosen(issue, sections, only)
  if (only === undefined && line && issue.quiet === true) return [title, said(issue, t(locale, 'digest.quiet'), locale)]
  if (only !== undefined && found.length === 0) return [title, said(issue, t(locale, 'week.nothing'), locale)]
  const isWithdrawn = issue.withdrawn === true
  const summary = only === undefined && !isWithdrawn ? shorten(issue.summary, room.summary) : ''
  return [
    title,
    said(issue, isWithdrawn ? t(locale, 'week.withdrawn') : '', locale),
    ...(summary === '' ? [] : [paragraph(summary)]),
    ...(found.length === 0 ? [] : [itemList(topItems(found, room.items), room.item)]),
  ]
}

const said = (issue: Issue, words: string, locale: string): Block =>
  paragraph(emphasis(day(locale, issue.date)), ...(words === '' ? [] : [' · ', strong(words)]))

/** The first `count` items, taken in turn from each section, the first of every topic before the second of any. */
const topItems = (sections: readonly Section[], count: number): Item[] => {
  const queues = sections.map(({ topics }) => {
    const most = Math.max(0, ...topics.map(({ items }) => items.length))
    return Array.from({ length: most }, (_, at) => topics.flatMap(({ items }) => items.slice(at, at + 1))).flat()
  })
  const longest = Math.max(0, ...queues.map(({ length }) => length))
  return Array.from({ length: longest }, (_, at) => queues.flatMap((queue) => queue.slice(at, at + 1)))
    .flat()
    .slice(0, count)
}
