/** Retrieves and reranks the items that a question is answered from. */
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

/** A word of the question that seems mistyped, and the word that was searched in its place. */
export interface Slip {
  typed: string
  meant: string
}

export interface Retrieved {
  /** Best first. */
  hits: RankedHit[]
  /** The sentences of the best hits, at least of `JUDGED`, so also of some that are not in `hits` when its limit is lower. */
  statements: readonly Statement[]
  slips: readonly Slip[]
  /** Whether the hits are of other days because the days that the question names have none. */
  otherDays: boolean
  /** How many terms the question has beside those that only ask for a kind of value. */
  telling: number
}

// The numbers below are set by hand.

/** Two items are duplicates if they share this much of their distinct words (Jaccard index). */
const SAME = 0.8
/** How many candidates a search returns: more than are ever cited, as duplicates are removed. */
const CANDIDATES = 30
/** How many candidates are reranked by their sentences. */
const RERANKED = 20
/** How many hits decide whether the question is covered. */
const JUDGED = 10

const saysTheSame = (a: ReadonlySet<string>, b: ReadonlySet<string>): boolean => {
  if (Math.min(a.size, b.size) < SAME * Math.max(a.size, b.size)) return false
  let shared = 0
  for (const word of a) if (b.has(word)) shared += 1
  return shared >= SAME * (a.size + b.size - shared)
}

/** The first `limit` hits without duplicates of better ones. */
const distinct = (hits: readonly RankedHit[], limit: number): RankedHit[] => {
  const unique: { hit: RankedHit; words: Set<string> }[] = []
  for (const hit of hits) {
    if (unique.length === limit) break
    const words = new Set(hit.words)
    if (!unique.some((other) => saysTheSame(other.words, words))) unique.push({ hit, words })
  }
  return unique.map(({ hit }) => hit)
}

/** How much a value of the kind asked for raises an item's score, times the support of the sentence with the value. */
const VALUED = 1
/** The factor on the score of Discord's channel by channel items, which mostly repeat in passing what other sections say. */
const DETAIL = 0.6
/** The factor on the score of Discord's items in questions for news, which is announced elsewhere first. */
const TALK = 0.8
/** The factor, in questions for news, on the score of items whose first sentence has none of the terms: they mention the subject in passing. */
const PASSING = 0.75
/** The hits with their scores weighted by section, best first, so that the many items of Discord's channels do not fill the candidates. */
const weighted = (hits: readonly RankedHit[], intent: Intent): RankedHit[] => {
  const weightOf = (kind: RankedHit['kind']): number =>
    kind === 'discord-detail' ? DETAIL : kind === 'discord' && intent === 'news' ? TALK : 1
  return hits.map((hit) => ({ ...hit, score: hit.score * weightOf(hit.kind) })).sort((a, b) => b.score - a.score)
}

interface Ranked {
  hit: RankedHit
  statements: Statement[]
}

/** Rates the sentences of hits, and the hits by them; in the order given. */
const rate = (hits: readonly RankedHit[], terms: readonly Term[], { wants, intent }: Asked): Ranked[] => {
  const statements = assess(hits, terms, wants)
  return hits.map((hit, index) => {
    const mine = statements.filter((statement) => statement.index === index)
    const valued = wants.length === 0 ? 0 : Math.max(0, ...mine.map(({ value, support }) => (value ? support : 0)))
    const passing = intent === 'news' && mine[0]?.own === 0 ? PASSING : 1
    return { hit: { ...hit, score: hit.score * (1 + VALUED * valued) * passing }, statements: mine }
  })
}

/** One of each list in turn, without duplicates. */
const interleave = (lists: readonly (readonly Ranked[])[]): Ranked[] => {
  const longest = Math.max(...lists.map(({ length }) => length))
  const all = Array.from({ length: longest }, (_, at) => lists.flatMap((list) => list[at] ?? [])).flat()
  const unique = new Set(
    distinct(
      all.map(({ hit }) => hit),
      all.length,
    ),
  )
  return all.filter(({ hit }) => unique.has(hit))
}

/** An item is fully about the question if it has this share of the best item's support or coverage. */
const AS_MUCH = 0.8
/** Items that are fully about the question, the oldest first; then the others, best first. */
const oldestFirst = (ranked: readonly Ranked[]): Ranked[] => {
  const support = ({ statements }: Ranked): number => Math.max(0, ...statements.map((statement) => statement.support))
  const enough = AS_MUCH * Math.max(0, ...ranked.map(support))
  const [full, rest] = [ranked.filter((each) => support(each) >= enough), ranked.filter((each) => support(each) < enough)]
  return [...full.sort((a, b) => a.hit.date.localeCompare(b.hit.date)), ...rest]
}

/** The slips among terms. A name with its version is one slip, so that of the name alone is left out. */
const slipsOf = (terms: readonly Term[]): Slip[] => {
  const slips = terms.flatMap(({ word, meant }) => (meant === undefined ? [] : [{ typed: word, meant }]))
  return slips.filter(({ typed }) => !slips.some((other) => other.typed.startsWith(`${typed} `)))
}

/** How many candidates are reranked for a course of events or a first mention. */
const OVER_TIME = 60
/** How many candidates a search for news returns. */
const NEWS = 90
/** A question of at most this many terms only names its subject, so any item that has them is about it. */
const NAME_ONLY = 2
/** A period of at least this many days is answered as a course of events. */
const LONG = 28
const DAY = 24 * 60 * 60 * 1000
/** Whether the question itself names a long period. */
const isLong = ({ soft, since, until }: Asked): boolean =>
  soft && since !== undefined && Date.parse(until) - Date.parse(since) >= LONG * DAY

/** The weight of a term that no item has. */
export const unheardWeight = (archive: Pick<Archive, 'count'>): number => Math.log(archive.count().items + 1)

/**
 * Finds the items that a question is about: an overview of days where it names no subject. Nothing newer than `asked.until` is found, nor newer than
 * `now` where the days of the question have nothing.
 *
 * @param now the day of the question (YYYY-MM-DD)
 * @param limit the most hits
 */
export const retrieve = (archive: Archive, asked: Asked, now: string, edition: Edition, limit: number): Retrieved => {
  if (!isTelling(asked.text)) return overview(archive, asked, edition, limit)
  const { text, intent, wants, kinds, since, until, left } = asked
  // A term of this weight is in no item. Beside a known name it was likely left untranslated, and is dropped.
  const unheard = left && archive.names().find(text).length > 0 ? unheardWeight(archive) : Infinity
  const lexicon = lexiconOf(edition)
  const look = (days: { since?: string; until: string }, more: { recent?: string; sample?: Sample; least?: number } = {}): Found => {
    const { least = CANDIDATES, ...how } = more
    const scope = { ...(kinds ? { kinds } : {}), ...(lexicon ? { lexicon } : {}), edition }
    const found = archive.find({ text, ...scope, ...days, ...how, limit: Math.max(least, limit) })
    const known = found.terms.filter(({ word, weight }) => weight < unheard || left?.test(word) !== true)
    return known.length === 0 ? found : { ...found, terms: known }
  }
  const candidates = ({ hits }: Found, count: number): RankedHit[] => distinct(weighted(hits, intent), Math.max(count, limit))
  const rated = (hits: readonly RankedHit[], { terms }: Found): Ranked[] => rate(hits, tellingTerms(terms, wants), asked)
  /** The candidates reranked by their sentences. */
  const ranked = (found: Found, count = RERANKED): Ranked[] =>
    rated(candidates(found, count), found).sort((a, b) => b.hit.score - a.hit.score)
  const days = { ...(since === undefined ? {} : { since }), until }
  /** Lists of items that are spread over time, to be interleaved; of a bare name also the first item. */
  const course = (telling: number): Ranked[][] => {
    const spread = look(days, { sample: 'spread', least: OVER_TIME })
    const all = candidates(spread, OVER_TIME)
    const steps = rated(overTime(all, JUDGED), spread)
    if (telling > NAME_ONLY) return [steps]
    const first = firstOf(all)
    return [rated(first ? [first] : [], spread), steps.filter((_, at) => at % 2 === 0), steps.filter((_, at) => at % 2 === 1)]
  }

  const news = intent === 'news' ? { least: NEWS } : {}
  let found = look(days, intent === 'first' ? { sample: 'oldest', least: OVER_TIME } : { recent: until, ...news })
  // Where a subject has no recent items, its news is what was said last.
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
  const merged = others.length === 0 ? main : interleave([main, ...others])
  return {
    slips: slipsOf(found.terms),
    hits: merged.slice(0, limit).map(({ hit }) => hit),
    statements: merged
      .slice(0, Math.max(JUDGED, limit))
      .flatMap(({ statements }, index) => statements.map((statement) => ({ ...statement, index }))),
    otherDays,
    telling,
  }
}
