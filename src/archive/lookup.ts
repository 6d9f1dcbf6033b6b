/** From what a person typed to rows of the index: terms, their weights, and the rows that have them. */
import type { DatabaseSync, StatementSync } from 'node:sqlite'
import type { Names } from '../issue/names.ts'
import type { ArchiveNames } from './names.ts'
import { type Phrase, briefest, quote } from './phrases.ts'
import { firstRow, rowDate } from './rows.ts'
import { type Sample, partsOf } from './sampling.ts'
import { createSpeller } from './spelling.ts'
import { type Lexicon, type Term, splits, termsOf } from './terms.ts'
import { isStopWord } from './stopwords.ts'
import { indexed, isCjk, tokens, words } from './text.ts'
import { type Claim, createVersions } from './versions.ts'

const either = (phrases: Phrase): string => (phrases.length === 1 ? (phrases[0] ?? '') : `(${phrases.join(' OR ')})`)

const anyOf = ({ alternatives }: Pick<Claim, 'alternatives'>): string => either(briefest(alternatives.map(indexed)).map(quote))

/** A word that fewer items have may be two words written as one, or mistyped. */
const RARE = 5

export interface Looked {
  terms: Term[]
  /** Rows with the weight of all terms that they have. */
  rows: Map<number, number>
  /** The oldest rows with all terms, in order; some where those of all days are looked at, none where the newest are. */
  oldest: readonly number[]
  /** Takes from the weight of some of the rows what only names of other versions gave them. */
  settle(wanted: () => readonly number[]): void
}

/** What was looked up last: a question about a course of time is looked for in several samples of the same days. */
interface Recalled {
  key: string
  /** Made anew when the archive has changed. */
  of: Names
  lexicon: Lexicon | undefined
  found: Read
}

/** A text with what seems mistyped in it set right, and its terms, each with the rows that have it. */
interface Read {
  text: string
  terms: Term[]
  claims: readonly Claim[]
}

/** The common words that tell most, of those before the newest are looked for: each takes as long as reading all its rows. */
const TOGETHER = 2
/** A word, and no name: where no item of an edition in another language has it, that says only that it is not known what it is called there. */
const UNTRANSLATED = /^\p{Ll}+$/u
/** How many of the oldest are looked at, and how many beside others. */
const OLDEST = 40
const FIRST = 8
/** Of the words that tell most so many must stand there at most: with more there is hardly anything, and each takes time. */
const ALL = 5

/**
 * Looks terms up. Of the rows that have a term only the `newest` so many are looked at, which bounds the time that common words take; where the
 * sample is spread, some of those before are, too.
 */
export const lookup = (
  db: DatabaseSync,
  names: ArchiveNames,
  newest: number,
): ((text: string, from: number, to: number, places: readonly Phrase[], sample: Sample, lexicon?: Lexicon) => Looked) => {
  // As one text: a row of its own for each of some thousands of numbers takes nearly twice as long.
  const postings = (order: 'ASC' | 'DESC'): StatementSync =>
    db.prepare(
      `SELECT json_group_array(row) AS rows
       FROM (SELECT rowid AS row FROM words WHERE words MATCH ? AND rowid BETWEEN ? AND ? ORDER BY rowid ${order} LIMIT ?)`,
    )
  const [latest, earliest] = [postings('DESC'), postings('ASC')]
  const held = db.prepare('SELECT coalesce(sum(items), 0) AS items FROM issue WHERE date BETWEEN ? AND ?')
  const began = db.prepare('SELECT min(date) AS date FROM issue')
  const spell = createSpeller(db, names.words)
  const withoutOtherVersions = createVersions(db)
  const rowsOf = (match: string, from: number, to: number, limit = newest, statement = latest): number[] =>
    // FTS5 seeks to a row only when it is bound as an integer, and node:sqlite binds a number as a float.
    JSON.parse(String(statement.get(match, BigInt(from), BigInt(to), limit)?.['rows'])) as number[]
  const itemsOf = (since: string, until: string): number => Number(held.get(since, until)?.['items'] ?? 0)

  let recalled: Recalled | undefined

  return (asked, from, to, places, sample, lexicon) => {
    const key = JSON.stringify([asked, from, to, places])
    const sums = new Map<string, number>()
    /** How many items there are in the days that a list of rows reaches back to. */
    const among = (rows: readonly number[]): number => {
      const since = rowDate(rows.length < newest ? from : (rows.at(-1) ?? from))
      const sum = sums.get(since) ?? itemsOf(since, rowDate(to))
      sums.set(since, sum)
      return sum
    }
    const scope = places.map((any) => either(any.map((place) => quote([place])))).join(' AND ')
    const inScope = (match: string): string => (scope === '' ? match : `${match} AND ${scope}`)
    const search = (alternatives: readonly Phrase[]): number[] => rowsOf(inScope(anyOf({ alternatives })), from, to)

    /** Before the rows that were looked at of common words: what has a rare word too, and of each part of the days as many that have both common ones. */
    const withEarlier = (claims: readonly Claim[]): readonly Claim[] => {
      const byWeight = claims.filter(({ rows }) => rows.length > 0).sort((a, b) => b.weight - a.weight)
      const common = byWeight.filter(({ rows }) => rows.length === newest).slice(0, TOGETHER)
      const rare = byWeight.filter(({ rows }) => rows.length < newest).map(anyOf)
      if (common.length === 0) return claims
      const start = Math.max(from, firstRow(String(began.get()?.['date'])))
      const parts = partsOf(start, Math.max(...common.map(({ rows }) => rows.at(-1) ?? from)) - 1)
      const both = inScope(common.map(anyOf).join(' AND '))
      const shared = parts.flatMap(([first, last]) => rowsOf(both, first, last, Math.ceil(newest / parts.length)))
      return claims.map((claim) => {
        if (!common.includes(claim)) return claim
        const before = claim.rows.at(-1) ?? from
        const seldom = rare.length === 0 ? [] : rowsOf(inScope(`${anyOf(claim)} AND ${either(rare)}`), from, before - 1)
        return { ...claim, rows: [...new Set([...claim.rows, ...seldom, ...shared.filter((row) => row < before)])] }
      })
    }
    /**
     * Those with the words as they were typed, next to each other if there are such, else anywhere: other names of a thing (`CC`) are older than it is.
     * Where there are none, those with any of its names, and at last without the lightest words.
     */
    const oldestOf = (text: string, claims: readonly Claim[]): number[] => {
      const typed = words(text).flatMap(({ word, parts }) => (isStopWord(word) ? [] : parts))
      const known = claims
        .filter(({ rows }) => rows.length > 0)
        .sort((a, b) => b.weight - a.weight)
        .slice(0, ALL)
      const asTyped = known.map(({ alternatives }) => quote(alternatives[0] ?? []))
      const tries = [typed.length > 0 && !isCjk(text) ? quote(typed) : '', asTyped.join(' AND ')]
      for (; known.length > 0; known.pop()) tries.push(known.map(anyOf).join(' AND '))
      for (const match of tries) {
        const rows = match === '' ? [] : rowsOf(inScope(match), from, to, sample === 'oldest' ? OLDEST : FIRST, earliest)
        if (rows.length > 0) return rows
      }
      return []
    }

    /** @param slips what was typed, by what was meant */
    const read = (text: string, slips: ReadonlyMap<string, string>): Read => {
      const scoped = scope === '' ? [] : rowsOf(scope, from, to)
      const share = scope === '' ? 1 : (scoped.length + 1) / (among(scoped) + 1)
      const claims: Claim[] = []
      const meanings = new Map<string, string>()
      const drafts = termsOf(text, names.aliases(text), lexicon)
      const terms = drafts.map(({ word, alternatives: [parts = [], ...others] }): Term => {
        const [meant, typed] = [...slips].find(([each]) => word === each || word.startsWith(`${each} `)) ?? []
        let alternatives = [parts, ...others, ...(typed === undefined || word !== meant ? [] : [tokens(typed)])]
        let found = search(alternatives)
        if (found.length < RARE) {
          const apart = splits(parts)
            .map((phrase) => ({ phrase, rows: search([phrase]) }))
            .sort((a, b) => b.rows.length - a.rows.length)[0]
          if (apart && apart.rows.length > found.length) {
            alternatives = [...alternatives, apart.phrase]
            found = search(alternatives)
          } else if (slips.size === 0) {
            const other = spell(word)
            if (other) meanings.set(word, other.word)
          }
        }
        const weight = Math.log(1 + (share * among(found)) / (found.length + 0.5))
        claims.push({ alternatives, rows: found, weight })
        return {
          word: typed === undefined ? word : `${typed}${word.slice(meant?.length)}`,
          alternatives,
          weight,
          ...(typed === undefined ? {} : { meant: word }),
        }
      })
      if (meanings.size > 0)
        return read(
          [...meanings].reduce((rest, [word, meaning]) => rest.replaceAll(word, meaning), text),
          new Map([...meanings].map(([word, meaning]) => [meaning, word])),
        )
      return { text, terms, claims }
    }

    const of = names.table()
    if (recalled?.key !== key || recalled.of !== of || recalled.lexicon !== lexicon)
      recalled = { key, of, lexicon, found: read(asked, new Map()) }
    const { text, terms, claims } = recalled.found
    const all = sample === 'spread' ? withEarlier(claims) : claims
    const rows = new Map<number, number>()
    for (const claim of all) for (const row of claim.rows) rows.set(row, (rows.get(row) ?? 0) + claim.weight)
    const oldest = sample === 'newest' ? [] : oldestOf(text, claims)
    const told = lexicon ? terms.filter((term, at) => claims[at]?.rows.length !== 0 || !UNTRANSLATED.test(term.word)) : terms
    return { terms: told.length === 0 ? terms : told, rows, oldest, settle: (wanted) => withoutOtherVersions(all, wanted, rows) }
  }
}
