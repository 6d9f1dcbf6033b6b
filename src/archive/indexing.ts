/** Adds items to the full-text index, and merges its segments. */
import type { DatabaseSync } from 'node:sqlite'
import { PATIENCE, isBusy } from '../database.ts'
import type { Edition, Passage, SectionKind } from '../issue/issue.ts'
import { isStats } from '../issue/stats.ts'
import { placeWord } from './rows.ts'
import { indexText } from './text.ts'

/** The index text that all items of a topic share: the place words of edition and section, and the heading's tokens. */
export const topicWords = (edition: Edition, kind: SectionKind, heading: string): string =>
  [placeWord(edition), placeWord(kind), indexText(heading)].join(' ')

/** Makes a function that adds an item to the index under its row number, with its topic's words (`topicWords`). */
export const prepareIndexing = (db: DatabaseSync): ((row: number, topic: string, { text }: Pick<Passage, 'text'>) => void) => {
  const add = db.prepare('INSERT INTO words (rowid, heading, body) VALUES (?, ?, ?)')
  return (row, topic, { text }) => {
    // The newsletter's statistics about itself are not news.
    if (!isStats(text)) add.run(row, topic, indexText(text))
  }
}

/** The fewest segments that are merged. A search reads each, but with fewer it gains too little for rewriting the whole index. */
const MANY = 8

/**
 * Makes a function that merges the segments of the index into one, if there are many: completely, or one step that writes about `pages` pages of 4
 * KiB. It returns whether steps are left. A step does not wait while another process writes, since everything in this one would wait with it.
 */
export const prepareMerging = (db: DatabaseSync): ((pages?: number) => boolean) => {
  const count = db.prepare('SELECT count(DISTINCT segid) AS pieces FROM words_idx')
  const isMany = (): boolean => Number(count.get()?.['pieces']) >= MANY
  const all = db.prepare("INSERT INTO words (words) VALUES ('optimize')")
  const some = db.prepare("INSERT INTO words (words, rank) VALUES ('merge', ?)")
  const step = (pages: number): void => {
    db.exec('PRAGMA busy_timeout = 0')
    try {
      // A negative number merges all segments, whatever their size.
      some.run(-pages)
    } catch (error) {
      if (!isBusy(error)) throw error
    } finally {
      db.exec(`PRAGMA busy_timeout = ${PATIENCE}`)
    }
  }
  return (pages) => {
    if (!isMany()) return false
    if (pages === undefined) all.run()
    else step(pages)
    return isMany()
  }
}

/** Rebuilds the whole index from the items, after a change of what it holds of a text. */
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
