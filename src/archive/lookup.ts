/** From what a person typed to rows of the index: terms, their weights, and the rows that have them. */
import type { DatabaseSync } from 'node:sqlite'
import type { ArchiveNames } from './names.ts'
import { type Phrase, quote } from './phrases.ts'
import { rowDate } from './rows.ts'
import { createSpeller } from './spelling.ts'
import { type Term, splits, termsOf } from './terms.ts'
import { tokens } from './text.ts'
import { type Claim, createVersions } from './versions.ts'

const either = (phrases: Phrase): string => (phrases.length === 1 ? (phrases[0] ?? '') : `(${phrases.join(' OR ')})`)

/** A word that fewer items have may be two words written as one, or mistyped. */
const RARE = 5

export interface Looked {
  terms: Term[]
  /** Rows with the weight of all terms that they have. */
  rows: Map<number, number>
  /** Takes from the weight of some of the rows what only names of other versions gave them. */
  settle(wanted: () => readonly number[]): void
}

/** Looks terms up. Of the rows that have a term only the `newest` so many are looked at, which bounds the time that common words take. */
export const lookup = (
  db: DatabaseSync,
  names: ArchiveNames,
  newest: number,
): ((text: string, from: number, to: number, places: readonly Phrase[]) => Looked) => {
  // As one text: a row of its own for each of some thousands of numbers takes nearly twice as long.
  const postings = db.prepare(
    `SELECT json_group_array(row) AS rows
     FROM (SELECT rowid AS row FROM words WHERE words MATCH ? AND rowid BETWEEN ? AND ? ORDER BY rowid DESC LIMIT ?)`,
  )
  const held = db.prepare('SELECT coalesce(sum(items), 0) AS items FROM issue WHERE date BETWEEN ? AND ?')
  const spell = createSpeller(db, names.words)
  const withoutOtherVersions = createVersions(db)
  const rowsOf = (match: string, from: number, to: number): number[] =>
    // FTS5 seeks to a row only when it is bound as an integer, and node:sqlite binds a number as a float.
    JSON.parse(String(postings.get(match, BigInt(from), BigInt(to), newest)?.['rows'])) as number[]
  const itemsOf = (since: string, until: string): number => Number(held.get(since, until)?.['items'] ?? 0)

  return (asked, from, to, places) => {
    const sums = new Map<string, number>()
    /** How many items there are in the days that a list of rows reaches back to. */
    const among = (rows: readonly number[]): number => {
      const since = rowDate(rows.length < newest ? from : (rows.at(-1) ?? from))
      const sum = sums.get(since) ?? itemsOf(since, rowDate(to))
      sums.set(since, sum)
      return sum
    }
    const scope = places.map((any) => either(any.map((place) => quote([place])))).join(' AND ')
    const inScope = scope === '' ? [] : rowsOf(scope, from, to)
    const share = scope === '' ? 1 : (inScope.length + 1) / (among(inScope) + 1)
    const search = (alternatives: readonly Phrase[]): number[] => {
      const match = either(alternatives.map(quote))
      return rowsOf(scope === '' ? match : `${match} AND ${scope}`, from, to)
    }

    /** @param slips what was typed, by what was meant */
    const look = (text: string, slips: ReadonlyMap<string, string>): Looked => {
      const rows = new Map<number, number>()
      const claims: Claim[] = []
      const meanings = new Map<string, string>()
      const drafts = termsOf(text, names.aliases(text))
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
        for (const row of found) rows.set(row, (rows.get(row) ?? 0) + weight)
        claims.push({ alternatives, rows: found, weight })
        return {
          word: typed === undefined ? word : `${typed}${word.slice(meant?.length)}`,
          alternatives,
          weight,
          ...(typed === undefined ? {} : { meant: word }),
        }
      })
      if (meanings.size > 0)
        return look(
          [...meanings].reduce((rest, [word, meaning]) => rest.replaceAll(word, meaning), text),
          new Map([...meanings].map(([word, meaning]) => [meaning, word])),
        )
      return { terms, rows, settle: (wanted) => withoutOtherVersions(claims, wanted, rows) }
    }
    return look(asked, new Map())
  }
}
