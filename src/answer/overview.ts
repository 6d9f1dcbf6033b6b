/** A question that names nothing to look for: what is new, or what happened on some days, is told from the newest issue of these. */
import type { Archive } from '../archive/archive.ts'
import { isStopWord, withoutStopWords } from '../archive/stopwords.ts'
import { isCjk, words } from '../archive/text.ts'
import { type Edition, RECAP_KINDS } from '../issue/issue.ts'
import { type Statement, statementsOf } from './evidence.ts'
import type { Asked } from './question.ts'
import type { RankedHit, Retrieved } from './retrieve.ts'

const PLACE = /^(?:twitter|reddit|discord)$/iu
/** Whether some word tells what to look for. A capital within may make a name of any word. */
export const isTelling = (text: string): boolean =>
  words(text.replace(/['’]/gu, '')).some(({ word }, at) =>
    isCjk(word) ? withoutStopWords(word).length > 0 : !isStopWord(word) || PLACE.test(word) || (at > 0 && /^\p{Lu}/u.test(word)),
  )

/** Characters: what begins with less goes on with the next sentence. */
const BRIEF = 90

const opening = ({ item }: RankedHit, index: number): Statement[] => {
  const texts = statementsOf(item.text)
  return texts
    .slice(0, (texts[0] ?? '').length < BRIEF ? 2 : 1)
    .map((text, at) => ({ text, index, at, own: 1, support: 1, value: true, missing: 0 }))
}

/** What stands first under each topic, of each section in turn; nothing where no news, section or days are asked for. */
export const overview = (archive: Archive, asked: Asked, edition: Edition, limit: number): Retrieved => {
  const { intent, kinds, since, until, wants } = asked
  const asksForNews = (intent === 'news' || kinds !== undefined || since !== undefined) && wants.length === 0
  const [head] = asksForNews ? archive.newest({ editions: [edition], ...(since === undefined ? {} : { since }), until, limit: 1 }) : []
  const issue = head && archive.get(head.uid, edition)?.issue
  const wanted: readonly string[] = kinds ?? RECAP_KINDS
  const sections = (issue?.sections ?? []).filter(({ kind }) => wanted.includes(kind))
  const longest = Math.max(0, ...sections.map(({ topics }) => topics.length))
  const hits = Array.from({ length: longest }, (_, at) =>
    sections.flatMap(({ kind, topics }): RankedHit[] => {
      const { heading: topic, items: [item] = [] } = topics[at] ?? {}
      if (head === undefined || topic === undefined || item === undefined) return []
      const { uid, id, url, title, date } = head
      return [{ uid, issue: id, issueUrl: url, title, edition, date, kind, topic, item, score: 1, coverage: 1, words: [] }]
    }),
  )
    .flat()
    .slice(0, limit)
  return { hits, statements: hits.flatMap(opening), slips: [], otherDays: false, telling: 0 }
}
