/** The items that a question is answered from, best first. */
import type { Archive } from '../archive/archive.ts'
import type { Sample } from '../archive/sampling.ts'
import type { Found, Term } from '../archive/search.ts'
import type { Edition } from '../issue/issue.ts'
import { firstOf, overTime } from './course.ts'
import { assess, type Statement, tellingTerms } from './evidence.ts'
import type { Intent } from './intent.ts'
import { lexiconOf } from './lexicon.ts'
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
/** What is new of a thing is told by what begins with it; others name it in passing. */
const PASSING = 0.75
const weightOf = (kind: RankedHit['kind'], intent: Intent): number =>
  kind === 'discord-detail' ? DETAIL : kind === 'discord' && intent === 'news' ? TALK : 1

/** Those that weigh most: on a busy day a server's channels speak of a thing more often than all recaps together. */
const weightiest = (hits: readonly RankedHit[], intent: Intent): RankedHit[] =>
  hits.toSorted((a, b) => b.score * weightOf(b.kind, intent) - a.score * weightOf(a.kind, intent))

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
      const passing = intent === 'news' && mine[0]?.own === 0 ? PASSING : 1
      return { hit: { ...hit, score: hit.score * (1 + VALUED * valued) * weightOf(hit.kind, intent) * passing }, statements: mine }
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

/** How many are weighed where it is told how something went on, and looked at where it is told what is new. */
const OVER_TIME = 60
const NEWS = 90
/** Who names no more than a thing wants all of its story, and any of its items is about it. */
const NAME_ONLY = 2
/** Days: a longer time is told in its order. */
const LONG = 28
const DAY = 24 * 60 * 60 * 1000
const isLong = ({ soft, since, until }: Asked): boolean =>
  soft && since !== undefined && Date.parse(until) - Date.parse(since) >= LONG * DAY

/** Finds what a question is about. Nothing newer than `asked.until` is looked at. */
export const retrieve = (archive: Archive, asked: Asked, now: string, edition: Edition, limit: number): Retrieved => {
  if (!isTelling(asked.text)) return overview(archive, asked, edition, limit)
  const { text, intent, wants, kinds, since, until, left } = asked
  // Beside a name that is known, what no item has is but a word that was not put into English.
  const unheard = left && archive.names().find(text).length > 0 ? Math.log(archive.count().items + 1) : Infinity
  const lexicon = lexiconOf(edition)
  const look = (days: { since?: string; until: string }, more: { recent?: string; sample?: Sample; least?: number } = {}): Found => {
    const { least = CANDIDATES, ...how } = more
    const scope = { ...(kinds ? { kinds } : {}), ...(lexicon ? { lexicon } : {}), edition }
    const found = archive.find({ text, ...scope, ...days, ...how, limit: Math.max(least, limit) })
    const known = found.terms.filter(({ word, weight }) => weight < unheard || left?.test(word) !== true)
    return known.length === 0 ? found : { ...found, terms: known }
  }
  const ranked = ({ hits, terms }: Found, count = WEIGHED): Ranked[] =>
    rank(distinct(weightiest(hits, intent), Math.max(count, limit)), tellingTerms(terms, wants), asked)
  const days = { ...(since === undefined ? {} : { since }), until }
  const course = (telling: number): Ranked[][] => {
    const all = ranked(look(days, { sample: 'spread', least: OVER_TIME }), OVER_TIME)
    const steps = overTime(all, JUDGED)
    if (telling > NAME_ONLY) return [steps]
    const first = firstOf(all)
    return [first ? [first] : [], steps.filter((_, at) => at % 2 === 0), steps.filter((_, at) => at % 2 === 1)]
  }

  const news = intent === 'news' ? { least: NEWS } : {}
  let found = look(days, intent === 'first' ? { sample: 'oldest', least: OVER_TIME } : { recent: until, ...news })
  // What is new of a thing that nobody speaks of any more is what was said last.
  const last = found.hits.reduce((day, { date, coverage }) => (coverage >= AS_MUCH && date > day ? date : day), '')
  if (intent === 'news' && last !== '' && last < until) found = look(days, { recent: last, ...news })
  const otherDays = found.hits.length === 0 && asked.soft
  if (otherDays) found = look({ until: now }, { recent: now })
  const telling = tellingTerms(found.terms, wants).length
  const main = intent === 'first' ? oldestFirst(ranked(found, OVER_TIME)) : ranked(found)
  const others = [
    ...(intent === 'course' || (isLong(asked) && telling <= NAME_ONLY) ? course(telling) : []),
    ...(intent === 'comparison' ? [ranked(look(days))] : []),
    ...asked.moments.map((moment) => ranked(look(moment))),
  ]
  const kept = others.length === 0 ? main : interleave([main, ...others])
  return {
    slips: slipsOf(found.terms),
    hits: kept.slice(0, limit).map(({ hit }) => hit),
    statements: kept
      .slice(0, Math.max(JUDGED, limit))
      .flatMap(({ statements }, index) => statements.map((statement) => ({ ...statement, index }))),
    otherDays,
    telling,
  }
}
