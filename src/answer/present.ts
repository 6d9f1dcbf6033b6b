/** Renders answers, the items behind them and search results as docs. Pure. */
import { shorten, siteOf } from '../doc/shorten.ts'
import type { Hit } from '../archive/search.ts'
import {
  actions,
  button,
  doc,
  type Doc,
  emphasis,
  type Inline,
  heading,
  link,
  list,
  listItem,
  type ListItem,
  paragraph,
  strong,
  text,
} from '../doc/nodes.ts'
import { day, moment, t } from '../locales/index.ts'
import type { Answer, Citation } from './answer.ts'

/** The most characters of an item among search results, and of other excerpts. */
const EXCERPT = 240

const MARK = /\[(\d+)\]/gu
const isWeb = (url: string | undefined): url is string => url !== undefined && /^https?:\/\//i.test(url) && URL.canParse(url)
const linked = (url: string | undefined, label: string): Inline => (isWeb(url) ? link(url, label) : text(label))
/** The first page that an item links to, else its issue. */
const original = ({ urls, issueUrl }: Citation): string | undefined => urls.find(isWeb) ?? issueUrl

/** A line of an answer with its `[1]` marks as links. */
const marked = (line: string, citations: ReadonlyMap<number, Citation>): Inline[] => {
  const parts: Inline[] = []
  let start = 0
  for (const match of line.matchAll(MARK)) {
    const citation = citations.get(Number(match[1]))
    if (!citation) continue
    if (match.index > start) parts.push(text(line.slice(start, match.index)))
    parts.push(linked(original(citation), match[0]))
    start = match.index + match[0].length
  }
  if (start < line.length) parts.push(text(line.slice(start)))
  return parts
}

/** Where an item stands: its day, linked to the issue, its section and topic. */
const place = (
  locale: string,
  { date, kind, topic }: { date: string; kind: Citation['section']; topic: string },
  url: string,
): Inline[] => [linked(url, day(locale, date)), text([` · ${t(locale, `section.${kind}`)}`, ...(topic === '' ? [] : [topic])].join(' · '))]

/** What is shown around an answer. */
export interface Around {
  /** What was taken over from the conversation. */
  about?: string
  /** The id by which the buttons name the answer; absent while it grows. */
  id?: string
  /** Whether there are further items to show. */
  hasMore?: boolean
}

/** A line on the model that wrote an answer, or on why it did not. */
const writer = ({ answered, model, instead }: Answer, locale: string): string[] => {
  if (answered && model !== null) return [t(locale, 'answer.by', { model })]
  if (instead === undefined) return []
  return [
    instead.why === 'spent'
      ? t(locale, `answer.instead.spent.${instead.budget}`, { time: moment(locale, instead.renews, 'UTC') })
      : t(locale, `answer.instead.${instead.why}`),
  ]
}

/** The doc of an answer: its lines with linked marks, its sources, notices and buttons. */
export const answerDoc = (answer: Answer, locale: string, { about, id, hasMore = false }: Around = {}): Doc => {
  const citations = new Map(answer.citations.map((citation) => [citation.n, citation]))
  const mentioned = new Set(Array.from(answer.answer.matchAll(MARK), ([, n]) => Number(n)))
  const sources = answer.citations
    .filter(({ n }) => mentioned.has(n))
    .map((citation): ListItem => {
      const where = place(locale, { date: citation.date, kind: citation.section, topic: citation.topic }, citation.issueUrl)
      const mark = linked(original(citation), `[${citation.n}]`)
      // The nearest items to a question without an answer are shown with an excerpt.
      return answer.answered
        ? listItem(paragraph(mark, ' ', ...where))
        : listItem(paragraph(mark, ` ${shorten(citation.text, EXCERPT)}`), paragraph(...where))
    })
  const lines = answer.answer.split('\n').filter((line) => line.trim() !== '')
  return doc(
    ...(about === undefined ? [] : [paragraph(emphasis(t(locale, 'answer.about', { about: shorten(about, EXCERPT) })))]),
    ...(answer.slips ?? []).map(({ typed, meant }) => paragraph(emphasis(t(locale, 'answer.slip', { typed, meant })))),
    ...(answer.otherDays ? [paragraph(emphasis(t(locale, 'answer.otherDays')))] : []),
    ...lines.map((line) => paragraph(...marked(line, citations))),
    ...(sources.length === 0 ? [] : [paragraph(strong(t(locale, 'answer.sources'))), list(sources)]),
    ...writer(answer, locale).map((line) => paragraph(emphasis(line))),
    ...(id === undefined
      ? []
      : [
          actions(
            // The nearest items are shown above already.
            ...(answer.answered && sources.length > 0
              ? [button(t(locale, 'answer.evidence'), { command: 'evidence', options: { of: id } })]
              : []),
            ...(hasMore ? [button(t(locale, 'answer.more'), { command: 'more', options: { of: id, from: '0' } })] : []),
            button(t(locale, 'answer.good'), { command: 'rate', options: { of: id, vote: 'up' } }),
            button(t(locale, 'answer.bad'), { command: 'rate', options: { of: id, vote: 'down' } }),
          ),
        ]),
  )
}

/** The characters of all items on a page, which with their links fit one message of either platform. */
const PAGE_ROOM = 2800
/** The fewest characters that an item of a page is cut to. */
const LEAST = 200

/** A list of items with their links and where each stands. */
const itemList = (citations: readonly Citation[], locale: string, mark: (citation: Citation) => string): ReturnType<typeof list> => {
  const room = Math.max(LEAST, Math.floor(PAGE_ROOM / Math.max(1, citations.length)))
  return list(
    citations.map((citation) => {
      const links = [...new Set(citation.urls.filter(isWeb))].flatMap((url) => [' ', link(url, siteOf(url))])
      return listItem(
        paragraph(mark(citation), shorten(citation.text, room), ...links),
        paragraph(...place(locale, { date: citation.date, kind: citation.section, topic: citation.topic }, citation.issueUrl)),
      )
    }),
  )
}

/** The doc of the items that an answer cites. */
export const evidenceDoc = (citations: readonly Citation[], locale: string): Doc =>
  doc(
    heading(3, t(locale, 'evidence.title')),
    itemList(citations, locale, ({ n }) => `[${n}] `),
  )

/** The doc of further items of an answer; `next`: the options of the call for those after them. */
export const moreDoc = (citations: readonly Citation[], locale: string, next?: { of: string; from: string }): Doc =>
  doc(
    heading(3, t(locale, 'more.title')),
    itemList(citations, locale, () => ''),
    next === undefined
      ? paragraph(emphasis(t(locale, 'more.end')))
      : actions(button(t(locale, 'answer.more'), { command: 'more', options: next })),
  )

/** The doc of search results. */
export const hitsDoc = (hits: readonly Hit[], query: string, locale: string): Doc => {
  if (hits.length === 0) return doc(paragraph(t(locale, 'search.none', { query })))
  const found = hits.map((hit) => {
    const url = hit.item.urls.find(isWeb)
    return listItem(
      paragraph(shorten(hit.item.text, EXCERPT), ...(url === undefined ? [] : [' ', link(url, siteOf(url))])),
      paragraph(...place(locale, hit, hit.issueUrl)),
    )
  })
  return doc(heading(2, t(locale, 'search.title', { query })), list(found))
}
