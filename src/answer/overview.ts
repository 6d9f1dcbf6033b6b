/** A question that names nothing to look for: what is new is told from the newest issue, what happened in some days from all of theirs. */
import type { Archive, Head } from '../archive/archive.ts'
import { isStopWord, withoutStopWords } from '../archive/stopwords.ts'
import { isCjk, words } from '../archive/text.ts'
import { type Edition, type Issue, type Item, RECAP_KINDS, type SectionKind } from '../issue/issue.ts'
import { isStats } from '../issue/stats.ts'
import { type Statement, statementsOf } from './evidence.ts'
import type { Asked } from './question.ts'
import type { RankedHit, Retrieved } from './retrieve.ts'

const PLACE = /^(?:twitter|reddit|discord)$/iu
/** Whether some word tells what to look for. A capital within may make a name of any word. */
export const isTelling = (text: string): boolean =>
  words(text.replace(/['’]/gu, '')).some(({ word }, at) =>
    isCjk(word) ? withoutStopWords(word).length > 0 : !isStopWord(word) || PLACE.test(word) || (at > 0 && /^\p{Lu}/u.test(word)),
  )

/** Characters: what begins with less goes on with the next sentence; before the first heading it is but a motto. */
const BRIEF = 90
/** Issues that are read: of more days, some of each part. Each takes a millisecond or two. */
const READ = 10

const opening = ({ item }: RankedHit, index: number): Statement[] => {
  const texts = statementsOf(item.text)
  return texts
    .slice(0, (texts[0] ?? '').length < BRIEF ? 2 : 1)
    .map((text, at) => ({ text, index, at, own: 1, support: 1, value: true, missing: 0 }))
}

/** One of each list in turn. */
const inTurn = <T>(lists: readonly (readonly T[])[]): T[] => {
  const longest = Math.max(0, ...lists.map(({ length }) => length))
  return Array.from({ length: longest }, (_, at) => lists.flatMap((list) => list.slice(at, at + 1))).flat()
}

/** As many of each part. */
const spread = <T>(all: readonly T[], count: number): T[] => {
  const length = Math.min(all.length, count)
  return Array.from({ length }, (_, at) => all[Math.floor((at * all.length) / length)]).filter((each) => each !== undefined)
}

/** Those to read: half of them, if there are so many, of the days with a title of their own. One that other days have too is none of news. */
const chosen = (heads: readonly Head[]): Head[] => {
  const own = spread(
    heads.filter(({ title, uid }) => !heads.some((other) => other.title === title && other.uid !== uid)),
    READ / 2,
  )
  return [
    ...own,
    ...spread(
      heads.filter((head) => !own.includes(head)),
      READ - own.length,
    ),
  ].sort((a, b) => b.date.localeCompare(a.date))
}

interface Opened {
  head: Head
  issue: Issue
}

const hit = ({ head, issue }: Opened, kind: SectionKind, topic: string, item: Item): RankedHit => {
  const { uid, id, url, title, date } = head
  return { uid, issue: id, issueUrl: url, title, edition: issue.edition, date, kind, topic, item, score: 1, coverage: 1, words: [] }
}

/** What stands first under each topic, of each section in turn. */
const firsts = (opened: Opened, kinds: readonly SectionKind[]): RankedHit[] =>
  inTurn(
    opened.issue.sections
      .filter(({ kind }) => kinds.includes(kind))
      .map(({ kind, topics }) => topics.flatMap(({ heading, items: [item] }) => (item ? [hit(opened, kind, heading, item)] : []))),
  )

/** What the issue has its title from, or what stands first. */
const lead = (opened: Opened): RankedHit[] => {
  const topics = opened.issue.sections.flatMap((section) => (section.kind === 'headline' ? section.topics : []))
  const before = topics.flatMap(({ heading, items }) => items.map((item) => hit(opened, 'headline', heading, item)))
  return [...before.filter(({ item: { text } }) => text.length >= BRIEF && !isStats(text)), ...firsts(opened, RECAP_KINDS)].slice(0, 1)
}

/** Of several issues, first what those that had something to tell began with: no quiet day is news. */
const ofDays = (all: readonly Opened[], kinds: readonly SectionKind[] | undefined): RankedHit[] => {
  const leads = kinds ? [] : all.filter(({ issue }) => issue.quiet !== true).flatMap(lead)
  const rest = inTurn(all.map((opened) => firsts(opened, kinds ?? RECAP_KINDS)))
  return [...leads, ...rest.filter(({ item }) => !leads.some((other) => other.item === item))]
}

/** What was new in the days asked for; nothing where no news, section or days are asked for. */
export const overview = (archive: Archive, asked: Asked, edition: Edition, limit: number): Retrieved => {
  const { intent, kinds, since, until, wants } = asked
  const asksForNews = (intent === 'news' || kinds !== undefined || since !== undefined) && wants.length === 0
  const days = since === undefined ? { limit: 1 } : { since }
  const heads = asksForNews ? chosen(archive.newest({ editions: [edition], until, ...days })) : []
  const opened = heads.flatMap((head) => {
    const issue = archive.get(head.uid, edition)?.issue
    return issue ? [{ head, issue }] : []
  })
  const [only, ...others] = opened
  const found = only && others.length === 0 ? firsts(only, kinds ?? RECAP_KINDS) : ofDays(opened, kinds)
  const hits = found.slice(0, limit)
  return { hits, statements: hits.flatMap(opening), slips: [], otherDays: false, telling: 0 }
}
