/** The items that a question is answered from, best first. */
import type { Archive } from '../archive/archive.ts'
import type { Found, Term } from '../archive/search.ts'
import { tokens } from '../archive/text.ts'
import type { Edition } from '../issue/issue.ts'
import type { Asked } from './question.ts'

export type RankedHit = Found['hits'][number]

export interface Retrieved {
  hits: RankedHit[]
  terms: readonly Term[]
}

/** Two items that share this much of their words say the same. */
const SAME = 0.8
/** As many as a question is ever answered from, and some to spare for those that say the same. */
const CANDIDATES = 40

const overlap = (a: ReadonlySet<string>, b: ReadonlySet<string>): number => {
  const shared = [...a].filter((word) => b.has(word)).length
  return shared / (a.size + b.size - shared || 1)
}

/** Leaves out what says the same as something better. */
const distinct = (hits: readonly RankedHit[], limit: number): RankedHit[] => {
  const kept: { hit: RankedHit; words: Set<string> }[] = []
  for (const hit of hits) {
    if (kept.length === limit) break
    const words = new Set(tokens(hit.item.text))
    if (!kept.some((other) => overlap(other.words, words) >= SAME)) kept.push({ hit, words })
  }
  return kept.map(({ hit }) => hit)
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
      limit: CANDIDATES,
    })
  let found = look({ ...(asked.since === undefined ? {} : { since: asked.since }), until: asked.until })
  if (found.hits.length === 0 && asked.soft) found = look({ until: now })
  return { hits: distinct(found.hits, limit), terms: found.terms }
}
