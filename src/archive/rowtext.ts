import type { DatabaseSync } from 'node:sqlite'
import { type Phrase, quote } from './phrases.ts'

/**
 * Reads items by the words that they have: heading and text of the first `limit` items with a run of index words; of those, only the ones that also
 * have the characters `like`.
 */
export const rowText = (db: DatabaseSync): ((phrase: Phrase, limit: number, like?: string) => string[]) => {
  // What a passage has beside its text (links, names) does no harm here, and is not worth reading the JSON for.
  const statement = db.prepare(
    `SELECT heading || ' ' || body AS text FROM item
     WHERE id IN (SELECT rowid FROM words WHERE words MATCH ?1 ORDER BY rowid LIMIT ?2) AND (body LIKE ?3 OR heading LIKE ?3)`,
  )
  return (phrase, limit, like = '') => statement.all(quote(phrase), limit, `%${like}%`).map((row) => String(row['text']))
}
