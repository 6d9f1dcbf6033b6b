/** Answers and search results as docs. Pure. */
import { callId } from '../bot/command.ts'
import { shorten, siteOf } from '../doc/brief.ts'
import type { Hit } from '../archive/search.ts'
import {
  actions,
  button,
  type Call,
  doc,
  type Doc,
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
import { day, t } from '../locales/index.ts'
import type { Answer, Citation } from './answer.ts'

/** Characters of an item among search results. */
const EXCERPT = 240

const MARK = /\[(\d+)\]/gu
const isWeb = (url: string | undefined): url is string => url !== undefined && /^https?:\/\//i.test(url) && URL.canParse(url)
const linked = (url: string | undefined, label: string): Inline => (isWeb(url) ? link(url, label) : text(label))
/** The original that an item points to, else the issue it stands in. */
const original = ({ urls, issueUrl }: Citation): string | undefined => urls.find(isWeb) ?? issueUrl

/** A line of an answer, its `[1]` marks made links. */
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

/** Whether a button would have to keep its call with us: questions are not kept, so a long one gets no button. */
const isKept = (call: Call): boolean => callId(call).startsWith('~')

const place = (
  locale: string,
  { date, kind, topic }: { date: string; kind: Citation['section']; topic: string },
  url: string,
): Inline[] => [linked(url, day(locale, date)), text([` · ${t(locale, `section.${kind}`)}`, ...(topic === '' ? [] : [topic])].join(' · '))]

/** The answer, its marks linked to the originals, and where it comes from. */
export const answerDoc = (answer: Answer, locale: string): Doc => {
  const search = { command: 'search', options: { query: answer.question } }
  const citations = new Map(answer.citations.map((citation) => [citation.n, citation]))
  const mentioned = new Set(Array.from(answer.answer.matchAll(MARK), ([, n]) => Number(n)))
  const sources = answer.citations
    .filter(({ n }) => mentioned.has(n))
    .map((citation): ListItem => {
      const where = place(locale, { date: citation.date, kind: citation.section, topic: citation.topic }, citation.issueUrl)
      const mark = linked(original(citation), `[${citation.n}]`)
      // What an answer says of an item stands above; of what only came near, nothing does.
      return answer.answered
        ? listItem(paragraph(mark, ' ', ...where))
        : listItem(paragraph(mark, ` ${shorten(citation.text, EXCERPT)}`), paragraph(...where))
    })
  const lines = answer.answer.split('\n').filter((line) => line.trim() !== '')
  return doc(
    ...lines.map((line) => paragraph(...marked(line, citations))),
    ...(sources.length === 0 ? [] : [paragraph(strong(t(locale, 'answer.sources'))), list(sources)]),
    ...((answer.citations.length > sources.length || !answer.answered) && !isKept(search)
      ? [actions(button(t(locale, 'answer.search'), search))]
      : []),
  )
}

/** What a search found, each item with its original and its issue. */
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
