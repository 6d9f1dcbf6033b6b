/** How items come into the index. */
import type { DatabaseSync } from 'node:sqlite'
import type { Edition, Passage, SectionKind } from '../issue/issue.ts'
import { isStats } from '../issue/stats.ts'
import { placeWord } from './rows.ts'
import { indexText } from './text.ts'

/** What the index has of all items of a topic: words for the edition and the section, and those of the heading. */
export const topicWords = (edition: Edition, kind: SectionKind, heading: string): string =>
  [placeWord(edition), placeWord(kind), indexText(heading)].join(' ')

/** Puts a row into the index, with its topic's words. */
export const prepareIndexing = (db: DatabaseSync): ((row: number, topic: string, { text }: Pick<Passage, 'text'>) => void) => {
  const add = db.prepare('INSERT INTO words (rowid, heading, body) VALUES (?, ?, ?)')
  return (row, topic, { text }) => {
    // What the newsletter says of itself is no news.
    if (!isStats(text)) add.run(row, topic, indexText(text))
  }
}

/** Writes the index as one piece, which each search reads instead of up to twenty. */
export const mergeIndex = (db: DatabaseSync): void => db.exec("INSERT INTO words (words) VALUES ('optimize')")

/** Makes the whole index anew from the items: what it has of a text has changed. */
export const reindex = (db: DatabaseSync): void => {
  db.exec("INSERT INTO words (words) VALUES ('delete-all')")
  const index = prepareIndexing(db)
  const items = db.prepare(
    `SELECT item.id, edition, kind, heading, body FROM item JOIN issue ON issue.id = item.issue
     WHERE uid NOT IN (SELECT uid FROM withdrawn) ORDER BY item.id`,
  )
  for (const { id, edition, kind, heading, body } of items.iterate())
    index(Number(id), topicWords(edition as Edition, kind as SectionKind, String(heading)), JSON.parse(String(body)) as Passage)
  mergeIndex(db)
}
