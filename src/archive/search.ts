/** Searches the index: retrieves candidate rows, reads the best of them, and reranks them. */
import type { DatabaseSync } from 'node:sqlite'
import type { Edition, Item, SectionKind } from '../issue/issue.ts'
import { dayOf, firstRow, lastRow, placeWord } from './rows.ts'
import { lookup } from './lookup.ts'
import type { ArchiveNames } from './names.ts'
import { type Sample, best, bestOfParts } from './sampling.ts'
import type { Lexicon, Term } from './terms.ts'
import { createFinder, lineOf } from './versions.ts'

export type { Lexicon, Term }

export interface SearchQuery {
  /** What a person typed; it has no FTS syntax. */
  text: string
  /** The sections to search; default: all. */
  kinds?: readonly SectionKind[]
  /** The first day, inclusive, YYYY-MM-DD. */
  since?: string
  /** The last day, inclusive, YYYY-MM-DD. */
  until?: string
  /** Default: all. */
  edition?: Edition
  /** Prefers items shortly before this day (YYYY-MM-DD). */
  recent?: string
  /** Which items become candidates where there are too many; default: the newest. */
  sample?: Sample
  /** Translates words of the query, for an edition that is not in English. */
  lexicon?: Lexicon
  limit: number
}

/** An item that was found, with its place. */
export interface Hit {
  uid: string
  issue: string
  issueUrl: string
  title: string
  edition: Edition
  date: string
  kind: SectionKind
  topic: string
  item: Item
  /** Higher is better; comparable within one result only. */
  score: number
}

export interface Found {
  /** Best first. */
  hits: (Hit & {
    /** The share of the terms' weight that the item has, 0 to 1. */
    coverage: number
    /** The tokens of the item's text, as far as it was scored. */
    words: readonly string[]
  })[]
  terms: readonly Term[]
}

/** How many characters of an item are scored. A few items are a whole channel's day, of which the end says little. */
const LONGEST = 3000
/** How many candidates, at least, are read and reranked; the others are ranked by the index alone. */
const READ = 40
/** How many candidates are checked for other versions of a name (`Llama 3.1` for `Llama 3`). */
const SETTLED = 100
/** How many rows of a posting list are read at most, the newest ones. It bounds the time that common words take. */
const NEWEST = 1500

// The weights below are set by hand.

/** BM25 field weight of the topic's heading; that of the item's text is 1. */
const HEADING = 0.5
/** BM25's k1; low, as in short items a second mention says little more. */
const SATURATION = 0.5
/** BM25's b; low, as a long item is only a bit less to the point. */
const LENGTH = 0.35
/** BM25's average document length, in tokens. */
const AVERAGE_WORDS = 60

/** After this many days, half of what an old item may lose of its score is lost. */
const HALF = 4
/** The share of its score that even the oldest item keeps. */
const FLOOR = 0.35
/** The factor on the score of an item that is `age` days old. */
const freshness = (age: number): number => FLOOR + (1 - FLOOR) / (1 + Math.max(0, age) / HALF)

/**
 * Scores an item by BM25 over heading and text, with a bonus for terms next to the one before, and a lower score for less coverage.
 *
 * @param inHeading the positions of each term in the topic's heading
 * @param inBody the positions of each term in the text
 * @param size the length of the text in tokens
 */
const weigh = (
  terms: readonly Term[],
  inHeading: readonly (readonly number[])[],
  inBody: readonly (readonly number[])[],
  size: number,
): { score: number; coverage: number } => {
  const length = 1 - LENGTH + (LENGTH * size) / AVERAGE_WORDS
  let score = 0
  let covered = 0
  let total = 0
  let before: readonly number[] = []
  terms.forEach(({ weight }, term) => {
    total += weight
    const here = inBody[term] ?? []
    const above = here.length === 0 && (inHeading[term]?.length ?? 0) > 0
    const frequency = here.length + (above ? HEADING : 0)
    if (frequency > 0) {
      covered += weight * (here.length > 0 ? 1 : HEADING)
      score += (weight * frequency * (1 + SATURATION)) / (frequency + SATURATION * length)
      if (here.some((position) => before.some((other) => Math.abs(position - other) <= 3))) score += weight * 0.3
    }
    before = here
  })
  const coverage = total === 0 ? 0 : covered / total
  return { score: score * (0.4 + 0.6 * coverage), coverage }
}

const byScore = (a: Hit, b: Hit): number => b.score - a.score || b.date.localeCompare(a.date)

/** @param editions the archive's editions, to search without a filter where there is only one */
export const createSearch = (
  db: DatabaseSync,
  names: ArchiveNames,
  editions: () => readonly Edition[],
): ((query: SearchQuery) => Found) => {
  const termsOf = lookup(db, names, NEWEST)
  const read = db.prepare(
    `SELECT item.id AS row, uid, slug, url, title, edition, date, kind, heading, body
     FROM json_each(?) AS wanted JOIN item ON item.id = wanted.value JOIN issue ON issue.id = item.issue`,
  )
  return ({ text, kinds, since, until, edition, recent, sample = 'newest', lexicon, limit }) => {
    const from = since === undefined ? 0 : firstRow(since)
    const to = until === undefined ? Number.MAX_SAFE_INTEGER : lastRow(until)
    const others = edition !== undefined && editions().some((each) => each !== edition)
    const places = [...(others ? [[placeWord(edition)]] : []), ...(kinds ? [kinds.map(placeWord)] : [])]
    const { terms, candidates, oldest, settle } = termsOf(text, from, to, places, sample, lexicon)
    const today = recent === undefined ? undefined : dayOf(firstRow(recent))
    const fresh = (row: number): number => (today === undefined ? 1 : freshness(today - dayOf(row)))
    const pick = (count: number): number[] => {
      if (sample === 'oldest') return [...oldest]
      const top = best(candidates, fresh, sample === 'spread' ? READ : count)
      return sample === 'spread' ? [...new Set([...oldest, ...top, ...bestOfParts(candidates, fresh, count)])] : top
    }
    settle(() => pick(SETTLED))
    const wanted = JSON.stringify(pick(Math.max(READ, limit)))
    const find = createFinder(terms)
    // Whatever they score, the oldest with all terms are not cut off.
    const stays = new Set(sample === 'spread' ? oldest : [])
    const scored = read.all(wanted).map((found) => {
      const row = Number(found['row'])
      const item = JSON.parse(String(found['body'])) as Item
      const topic = String(found['heading'])
      const line = lineOf(item.text.slice(0, LONGEST))
      const { score, coverage } = weigh(terms, find(lineOf(topic)), find(line), line.words.length)
      const hit = {
        uid: String(found['uid']),
        issue: String(found['slug']),
        issueUrl: String(found['url']),
        title: String(found['title']),
        edition: String(found['edition']),
        date: String(found['date']),
        kind: found['kind'] as SectionKind,
        topic,
        item,
        score: score * fresh(row),
        coverage,
        words: line.words,
      }
      return { hit, stays: stays.has(row) }
    })
    scored.sort((a, b) => Number(b.stays) - Number(a.stays) || byScore(a.hit, b.hit))
    const hits = scored.slice(0, limit).map(({ hit }) => hit)
    return { hits: hits.sort(byScore), terms }
  }
}
