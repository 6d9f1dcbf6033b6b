import type { DatabaseSync } from 'node:sqlite'
import { type Phrase, quote } from './phrases.ts'

/** Makes a function that reads heading and text of the oldest `limit` items with a phrase, and of these only the ones with the characters `like`. */
export const rowText = (db: DatabaseSync): ((phrase: Phrase, limit: number, like?: string) => string[]) => {
  // A passage is read as its raw JSON: the links and names beside its text do no harm here, and parsing takes time.
  const statement = db.prepare(
    `SELECT heading || ' ' || body AS text FROM item
     WHERE id IN (SELECT rowid FROM words WHERE words MATCH ?1 ORDER BY rowid LIMIT ?2) AND (body LIKE ?3 OR heading LIKE ?3)`,
  )
  return (phrase, limit, like = '') => statement.all(quote(phrase), limit, `%${like}%`).map((row) => String(row['text']))
}
