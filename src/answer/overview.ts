/** Answers questions without a subject: what is new from the newest issue, what happened in some days from all issues of these. */
import type { Archive, Head } from '../archive/archive.ts'
import { isStopWord, withoutStopWords } from '../archive/stopwords.ts'
import { isCjk, words } from '../archive/text.ts'
import { type Edition, type Issue, type Item, RECAP_KINDS, type SectionKind } from '../issue/issue.ts'
import { isStats } from '../issue/stats.ts'
import { type Statement, statementsOf } from './evidence.ts'
import type { Asked } from './question.ts'
import type { RankedHit, Retrieved } from './retrieve.ts'

/** Matches stop words that are a subject here: what is left of them after the section was read is a company. */
const PLACE = /^(?:twitter|reddit|discord)$/iu
/** Whether a text names a subject: has a word that is no stop word, or one written with a capital after the first word. */
export const isTelling = (text: string): boolean =>
  words(text.replace(/['’]/gu, '')).some(({ word }, at) =>
    isCjk(word) ? withoutStopWords(word).length > 0 : !isStopWord(word) || PLACE.test(word) || (at > 0 && /^\p{Lu}/u.test(word)),
  )

/** An opening sentence of fewer characters is a title, so the next one is taken too; as the issue's headline it is a motto, and skipped. */
const BRIEF = 90
/** How many issues are read at most, spread over the days; each takes one or two milliseconds. */
const READ = 10

/** The first sentence of an item, or the first two. */
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

/** At most `count` values, at equal distances. */
const spread = <T>(all: readonly T[], count: number): T[] => {
  const length = Math.min(all.length, count)
  return Array.from({ length }, (_, at) => all[Math.floor((at * all.length) / length)]).filter((each) => each !== undefined)
}

/**
 * The issues to read, newest first. Half of them, where there are as many, are of days with a unique title: one that other days share is that of days
 * without news.
 */
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

/** The first item of each topic, taken from the sections in turn. */
const firsts = (opened: Opened, kinds: readonly SectionKind[]): RankedHit[] =>
  inTurn(
    opened.issue.sections
      .filter(({ kind }) => kinds.includes(kind))
      .map(({ kind, topics }) => topics.flatMap(({ heading, items: [item] }) => (item ? [hit(opened, kind, heading, item)] : []))),
  )

/** The headline story of an issue, or its first item; one hit at most. */
const lead = (opened: Opened): RankedHit[] => {
  const topics = opened.issue.sections.flatMap((section) => (section.kind === 'headline' ? section.topics : []))
  const before = topics.flatMap(({ heading, items }) => items.map((item) => hit(opened, 'headline', heading, item)))
  return [...before.filter(({ item: { text } }) => text.length >= BRIEF && !isStats(text)), ...firsts(opened, RECAP_KINDS)].slice(0, 1)
}

/** The hits of several issues: first the lead of each that is of no quiet day, then the first items of each in turn. */
const ofDays = (all: readonly Opened[], kinds: readonly SectionKind[] | undefined): RankedHit[] => {
  const leads = kinds ? [] : all.filter(({ issue }) => issue.quiet !== true).flatMap(lead)
  const rest = inTurn(all.map((opened) => firsts(opened, kinds ?? RECAP_KINDS)))
  return [...leads, ...rest.filter(({ item }) => !leads.some((other) => other.item === item))]
}

/** What was new in the days asked for; nothing where the question asks for no news, section or days. */
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
