/** The items that a question is answered from, best first. */
import type { Archive } from '../archive/archive.ts'
import type { Found, Term } from '../archive/search.ts'
import type { Edition } from '../issue/issue.ts'
import { assess, type Statement, tellingTerms } from './evidence.ts'
import type { Intent } from './intent.ts'
import { isTelling, overview } from './overview.ts'
import type { Asked } from './question.ts'

export type RankedHit = Found['hits'][number]

export interface Slip {
  typed: string
  meant: string
}

export interface Retrieved {
  hits: RankedHit[]
  /** The sentences of the best hits: of more than `hits` when few were wished for. */
  statements: readonly Statement[]
  /** Words of the question that seem mistyped, with what was looked for in their place. */
  slips: readonly Slip[]
  /** Nothing was found in the days that the question names: these are of others. */
  otherDays: boolean
  /** How many terms the question has beside those that only ask for a kind of value. */
  telling: number
}

/** Two items that share this much of their words say the same. */
const SAME = 0.8
/** As many as a question is ever answered from, and some to spare for those that say the same. */
const CANDIDATES = 30
/** How many of these are read sentence by sentence. */
const WEIGHED = 20
/** How many decide whether the question is answered. */
const JUDGED = 10

const saysTheSame = (a: ReadonlySet<string>, b: ReadonlySet<string>): boolean => {
  if (Math.min(a.size, b.size) < SAME * Math.max(a.size, b.size)) return false
  let shared = 0
  for (const word of a) if (b.has(word)) shared += 1
  return shared >= SAME * (a.size + b.size - shared)
}

/** Leaves out what says the same as something better. */
const distinct = (hits: readonly RankedHit[], limit: number): RankedHit[] => {
  const kept: { hit: RankedHit; words: Set<string> }[] = []
  for (const hit of hits) {
    if (kept.length === limit) break
    const words = new Set(hit.words)
    if (!kept.some((other) => saysTheSame(other.words, words))) kept.push({ hit, words })
  }
  return kept.map(({ hit }) => hit)
}

/** An item with a value of the kind that was asked for comes before others, by how much of the question stands around the value. */
const VALUED = 1
/** The raw lists of a channel say in passing what the sections above them say. */
const DETAIL = 0.6
/** What is new is said to everybody before it is talked about in a server. */
const TALK = 0.8
const weightOf = (kind: RankedHit['kind'], intent: Intent): number =>
  kind === 'discord-detail' ? DETAIL : kind === 'discord' && intent === 'news' ? TALK : 1

interface Ranked {
  hit: RankedHit
  statements: Statement[]
}

const rank = (hits: readonly RankedHit[], terms: readonly Term[], { wants, intent }: Asked): Ranked[] => {
  const statements = assess(hits, terms, wants)
  return hits
    .map((hit, index) => {
      const mine = statements.filter((statement) => statement.index === index)
      const valued = wants.length === 0 ? 0 : Math.max(0, ...mine.map(({ value, support }) => (value ? support : 0)))
      return { hit: { ...hit, score: hit.score * (1 + VALUED * valued) * weightOf(hit.kind, intent) }, statements: mine }
    })
    .sort((a, b) => b.hit.score - a.hit.score)
}

/** One of each list in turn; what says the same as something before it is left out. */
const interleave = (lists: readonly (readonly Ranked[])[]): Ranked[] => {
  const longest = Math.max(...lists.map(({ length }) => length))
  const all = Array.from({ length: longest }, (_, at) => lists.flatMap((list) => list[at] ?? [])).flat()
  const kept = new Set(
    distinct(
      all.map(({ hit }) => hit),
      all.length,
    ),
  )
  return all.filter(({ hit }) => kept.has(hit))
}

/** Of those that have as much of what was asked as the best has, or nearly, the oldest come first. */
const AS_MUCH = 0.8
const oldestFirst = (ranked: readonly Ranked[]): Ranked[] => {
  const support = ({ statements }: Ranked): number => Math.max(0, ...statements.map((statement) => statement.support))
  const enough = AS_MUCH * Math.max(0, ...ranked.map(support))
  const [full, rest] = [ranked.filter((each) => support(each) >= enough), ranked.filter((each) => support(each) < enough)]
  return [...full.sort((a, b) => a.hit.date.localeCompare(b.hit.date)), ...rest]
}

/** A name with its number says what the name alone would. */
const slipsOf = (terms: readonly Term[]): Slip[] => {
  const slips = terms.flatMap(({ word, meant }) => (meant === undefined ? [] : [{ typed: word, meant }]))
  return slips.filter(({ typed }) => !slips.some((other) => other.typed.startsWith(`${typed} `)))
}

/** What is asked about more than one time is looked for at any time, too. */
const TIMELESS: ReadonlySet<Intent> = new Set(['course', 'comparison'])

/** Finds what a question is about. Nothing newer than `asked.until` is looked at. */
export const retrieve = (archive: Archive, asked: Asked, now: string, edition: Edition, limit: number): Retrieved => {
  if (!isTelling(asked.text)) return overview(archive, asked, edition, limit)
  const look = (days: { since?: string; until: string }, recent: string | undefined): Found =>
    archive.find({
      text: asked.text,
      ...(asked.kinds ? { kinds: asked.kinds } : {}),
      ...days,
      edition,
      ...(recent === undefined ? {} : { recent }),
      limit: Math.max(CANDIDATES, limit),
    })
  const ranked = ({ hits, terms }: Found): Ranked[] =>
    rank(distinct(hits, Math.max(WEIGHED, limit)), tellingTerms(terms, asked.wants), asked)
  const days = { ...(asked.since === undefined ? {} : { since: asked.since }), until: asked.until }
  let found = look(days, asked.intent === 'first' ? undefined : asked.until)
  const otherDays = found.hits.length === 0 && asked.soft
  if (otherDays) found = look({ until: now }, now)
  const others = [
    ...(TIMELESS.has(asked.intent) ? [ranked(look(days, undefined))] : []),
    ...asked.moments.map((moment) => ranked(look(moment, undefined))),
  ]
  const main = asked.intent === 'first' ? oldestFirst(ranked(found)) : ranked(found)
  const kept = others.length === 0 ? main : interleave([main, ...others])
  return {
    slips: slipsOf(found.terms),
    hits: kept.slice(0, limit).map(({ hit }) => hit),
    statements: kept
      .slice(0, Math.max(JUDGED, limit))
      .flatMap(({ statements }, index) => statements.map((statement) => ({ ...statement, index }))),
    otherDays,
    telling: tellingTerms(found.terms, asked.wants).length,
  }
}
