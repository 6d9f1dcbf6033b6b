/** The items that a question is answered from, best first. */
import type { Archive } from '../archive/archive.ts'
import type { Found, Term } from '../archive/search.ts'
import type { Edition } from '../issue/issue.ts'
import { assess, type Statement, tellingTerms } from './evidence.ts'
import type { Asked } from './question.ts'

export type RankedHit = Found['hits'][number]

export interface Retrieved {
  hits: RankedHit[]
  /** The sentences of the best hits: of more than `hits` when few were wished for. */
  statements: readonly Statement[]
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

const rank = (hits: readonly RankedHit[], terms: readonly Term[], { wants }: Asked): Pick<Retrieved, 'hits' | 'statements'> => {
  const statements = assess(hits, terms, wants)
  const ranked = hits.map((hit, index) => {
    const mine = statements.filter((statement) => statement.index === index)
    const valued = wants.length === 0 ? 0 : Math.max(0, ...mine.map(({ value, support }) => (value ? support : 0)))
    return { hit: { ...hit, score: hit.score * (1 + VALUED * valued) * (hit.kind === 'discord-detail' ? DETAIL : 1) }, mine }
  })
  ranked.sort((a, b) => b.hit.score - a.hit.score)
  return {
    hits: ranked.map(({ hit }) => hit),
    statements: ranked.flatMap(({ mine }, index) => mine.map((statement) => ({ ...statement, index }))),
  }
}

/** Finds what a question is about. Nothing newer than `asked.until` is looked at. */
export const retrieve = (archive: Archive, asked: Asked, now: string, edition: Edition, limit: number): Retrieved => {
  const look = (days: { since?: string; until: string }): Found =>
    archive.find({
      text: asked.text,
      ...(asked.kinds ? { kinds: asked.kinds } : {}),
      ...days,
      edition,
      recent: days.until,
      limit: Math.max(CANDIDATES, limit),
    })
  let found = look({ ...(asked.since === undefined ? {} : { since: asked.since }), until: asked.until })
  if (found.hits.length === 0 && asked.soft) found = look({ until: now })
  const terms = tellingTerms(found.terms, asked.wants)
  const { hits, statements } = rank(distinct(found.hits, Math.max(WEIGHED, limit)), terms, asked)
  return {
    hits: hits.slice(0, limit),
    statements: statements.filter(({ index }) => index < Math.max(JUDGED, limit)),
    telling: terms.length,
  }
}
