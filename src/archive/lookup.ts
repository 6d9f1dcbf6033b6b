/** Looks up a query in the index: its terms, their weights (inverse document frequency), and the rows that have them. */
import type { DatabaseSync, StatementSync } from 'node:sqlite'
import type { Names } from '../issue/names.ts'
import type { ArchiveNames } from './names.ts'
import { type Phrase, briefest, quote } from './phrases.ts'
import { firstRow, rowDate } from './rows.ts'
import { type Sample, type Weighted, merged, partsOf } from './sampling.ts'
import { createSpeller } from './spelling.ts'
import { type Lexicon, type Term, splits, termsOf } from './terms.ts'
import { isStopWord } from './stopwords.ts'
import { indexed, isCjk, tokens, words } from './text.ts'
import { type Claim, createVersions } from './versions.ts'

const either = (phrases: Phrase): string => (phrases.length === 1 ? (phrases[0] ?? '') : `(${phrases.join(' OR ')})`)

const anyOf = ({ alternatives }: Pick<Claim, 'alternatives'>): string => either(briefest(alternatives.map(indexed)).map(quote))

/** A term in fewer items than this may be two words written as one, or mistyped. */
const RARE = 5

export interface Looked {
  terms: Term[]
  /** The candidates, each with the weight of all terms that it has. */
  candidates: Weighted
  /** The oldest rows with all terms, in order; empty for a sample of the newest. */
  oldest: readonly number[]
  /** Subtracts from candidates the weight of terms that they only have as part of another version's name; `wanted` gives the rows to check. */
  settle(wanted: () => readonly number[]): void
}

/** The last lookup, because a question is often searched in several samples of the same days. */
interface Recalled {
  key: string
  /** The archive's names at that time; another object once the archive has changed. */
  of: Names
  lexicon: Lexicon | undefined
  found: Read
}

/** A query with its slips corrected, and its terms with their posting lists, in the same order. */
interface Read {
  text: string
  terms: Term[]
  claims: readonly Claim[]
}

/** Of how many common terms, the weightiest, rows before the newest are searched; each takes as long as reading its whole posting list. */
const TOGETHER = 2
/** Matches a common word, which the edition of another language lacks only because its translation is not known. */
const UNTRANSLATED = /^\p{Ll}+$/u
/** How many of the oldest rows are candidates for a sample of the oldest. */
const OLDEST = 40
/** How many of the oldest rows are candidates beside others. */
const FIRST = 8
/** How many terms, the weightiest, the oldest rows must have at most; hardly any row has more. */
const ALL = 5

/**
 * Makes the lookup. It takes the query, the first and the last row, filters (place words, of each list of which a row must have one), the sample,
 * and perhaps a lexicon.
 *
 * @param newest how many rows of each posting list are read, from the newest; for a sample that is spread, some before are read as well
 */
export const lookup = (
  db: DatabaseSync,
  names: ArchiveNames,
  newest: number,
): ((text: string, from: number, to: number, places: readonly Phrase[], sample: Sample, lexicon?: Lexicon) => Looked) => {
  // A posting list is read as one JSON text: thousands of result rows take nearly twice as long.
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
    /** How many items there are in the days that a posting list, which may be cut, covers. */
    const among = (rows: readonly number[]): number => {
      const since = rowDate(rows.length < newest ? from : (rows.at(-1) ?? from))
      const sum = sums.get(since) ?? itemsOf(since, rowDate(to))
      sums.set(since, sum)
      return sum
    }
    const scope = places.map((any) => either(any.map((place) => quote([place])))).join(' AND ')
    const inScope = (match: string): string => (scope === '' ? match : `${match} AND ${scope}`)
    const search = (alternatives: readonly Phrase[]): number[] => rowsOf(inScope(anyOf({ alternatives })), from, to)

    /**
     * Adds to the cut posting lists of the weightiest common terms earlier rows: those that have a rare term too, and from each part of the days as
     * many that have all these common terms.
     */
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
        return { ...claim, rows: [...claim.rows, ...new Set([...seldom, ...shared.filter((row) => row < before)].sort((a, b) => b - a))] }
      })
    }
    /**
     * The oldest rows with the words as they were typed, as a phrase or else anywhere, because other names of a thing (`CC`) may be older words.
     * Where there are none, the rows with any alternative of all terms, then without the lightest terms.
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

    /**
     * Reads the terms of a text and their posting lists. If words seem mistyped, reads the corrected text instead.
     *
     * @param slips the words as typed, by the words that were meant
     */
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
    const candidates = merged(all)
    const oldest = sample === 'newest' ? [] : oldestOf(text, claims)
    const told = lexicon ? terms.filter((term, at) => claims[at]?.rows.length !== 0 || !UNTRANSLATED.test(term.word)) : terms
    return {
      terms: told.length === 0 ? terms : told,
      candidates,
      oldest,
      settle: (wanted) => withoutOtherVersions(all, wanted, candidates),
    }
  }
}
