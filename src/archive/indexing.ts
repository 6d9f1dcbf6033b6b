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

/** With fewer pieces, each of which a search reads, it gains too little to write the whole index anew. */
const MANY = 8

/**
 * Merges the pieces of the index into one, where there are many: all of it, or a step of it that writes so many `pages` (of 4 KiB).
 * @returns whether steps are left
 */
export const prepareMerging = (db: DatabaseSync): ((pages?: number) => boolean) => {
  const count = db.prepare('SELECT count(DISTINCT segid) AS pieces FROM words_idx')
  const isMany = (): boolean => Number(count.get()?.['pieces']) >= MANY
  const all = db.prepare("INSERT INTO words (words) VALUES ('optimize')")
  const some = db.prepare("INSERT INTO words (words, rank) VALUES ('merge', ?)")
  return (pages) => {
    if (!isMany()) return false
    if (pages === undefined) all.run()
    // Negative: of all pieces, whatever their size.
    else some.run(-pages)
    return isMany()
  }
}

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
  prepareMerging(db)()
}
