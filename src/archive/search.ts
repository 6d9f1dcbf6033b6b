import type { DatabaseSync } from 'node:sqlite'
import type { Edition, Item, SectionKind } from '../issue/issue.ts'
import { dayOf, firstRow, lastRow, placeWord } from './rows.ts'
import { lookup } from './lookup.ts'
import type { ArchiveNames } from './names.ts'
import { type Sample, best, bestOfParts } from './sampling.ts'
import type { Lexicon, Term } from './terms.ts'
import { type Line, lineOf, standsAt } from './versions.ts'

export type { Lexicon, Term }

export interface SearchQuery {
  /** What a person typed: never FTS syntax. */
  text: string
  kinds?: readonly SectionKind[]
  /** Days, inclusive, YYYY-MM-DD. */
  since?: string
  until?: string
  /** Default: all. */
  edition?: Edition
  /** Prefers what stands close before this day (YYYY-MM-DD). */
  recent?: string
  /** Which items count where there are very many; default: newest. */
  sample?: Sample
  /** For an edition that is not in English. */
  lexicon?: Lexicon
  limit: number
}

/** An item that was found, with where it stands. */
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
    /** How much of what was asked for the item has, by weight: 0 to 1. */
    coverage: number
    /** The index words of its text, as far as it was weighed. */
    words: readonly string[]
  })[]
  /** What was looked for. */
  terms: readonly Term[]
}

/** Characters of an item that are weighed. A few items are a whole channel's day; what is found deep in one says little. */
const LONGEST = 3000
/** How many items are read and weighed; the rest is judged by the index alone. */
const READ = 40
/** How many are looked at for names that only begin as those asked for. */
const SETTLED = 100
/** Of a term's items, the newest so many count. It bounds the time that a word which stands everywhere takes. */
const NEWEST = 1500
/** A word in the topic's heading says what the whole item is about, but not that the item answers. */
const HEADING = 0.5
/** As BM25's k1 and b, for short items: a second mention adds little, and a long item is a bit less to the point. */
const SATURATION = 0.5
const LENGTH = 0.35
const AVERAGE_WORDS = 60

/** What is left of a score when the item is so many days old: halves in about `HALF` days, down to `FLOOR`. */
const HALF = 4
const FLOOR = 0.35
const freshness = (age: number): number => FLOOR + (1 - FLOOR) / (1 + Math.max(0, age) / HALF)

/** Where each term stands in a line. */
const finder = (terms: readonly Term[]): ((line: Line) => number[][]) => {
  const starts = new Map<string, { term: number; phrase: readonly string[] }[]>()
  terms.forEach(({ alternatives }, term) => {
    for (const phrase of alternatives) {
      const [first = ''] = phrase
      const known = starts.get(first)
      if (known) known.push({ term, phrase })
      else starts.set(first, [{ term, phrase }])
    }
  })
  return (line) => {
    const at = terms.map((): number[] => [])
    for (let index = 0; index < line.words.length; index++)
      for (const { term, phrase } of starts.get(line.words[index] ?? '') ?? []) if (standsAt(line, phrase, index)) at[term]?.push(index)
    return at
  }
}

/** Weighs an item: rare words more than common ones, words that stand together more than scattered ones. */
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

/** Finds items in the index. */
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
    const { terms, rows, oldest, settle } = termsOf(text, from, to, places, sample, lexicon)
    const today = recent === undefined ? undefined : dayOf(firstRow(recent))
    const fresh = (row: number): number => (today === undefined ? 1 : freshness(today - dayOf(row)))
    const pick = (count: number): number[] => {
      if (sample === 'oldest') return [...oldest]
      const top = best(rows, fresh, sample === 'spread' ? READ : count)
      return sample === 'spread' ? [...new Set([...oldest, ...top, ...bestOfParts(rows, fresh, count)])] : top
    }
    settle(() => pick(SETTLED))
    const wanted = JSON.stringify(pick(Math.max(READ, limit)))
    const find = finder(terms)
    const hits = read.all(wanted).map((found) => {
      const item = JSON.parse(String(found['body'])) as Item
      const topic = String(found['heading'])
      const date = String(found['date'])
      const line = lineOf(item.text.slice(0, LONGEST))
      const { score, coverage } = weigh(terms, find(lineOf(topic)), find(line), line.words.length)
      return {
        uid: String(found['uid']),
        issue: String(found['slug']),
        issueUrl: String(found['url']),
        title: String(found['title']),
        edition: String(found['edition']),
        date,
        kind: found['kind'] as SectionKind,
        topic,
        item,
        score: score * fresh(Number(found['row'])),
        coverage,
        words: line.words,
      }
    })
    hits.sort((a, b) => b.score - a.score || b.date.localeCompare(a.date))
    return { hits: hits.slice(0, limit), terms }
  }
}
