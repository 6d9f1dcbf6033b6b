/** Counts the items of the archive by the words that they have. */
import type { DatabaseSync } from 'node:sqlite'

export interface Counts {
  /** How many items match a query of the index; counting stops at `most`. */
  matching(match: string, most?: number): number
  /** How many items the archive has. */
  all(): number
  /** How many items have a token of the index. */
  having(token: string): number
  /** The tokens from `from` to before `to` that at least `fewest` items have, the most frequent first, and at most `most` of them. */
  between(from: string, to: string, fewest: number, most?: number): { token: string; items: number }[]
}

const itemsIn = (row: Record<string, unknown> | undefined): number => Number(row?.['items'] ?? 0)

export const createCounts = (db: DatabaseSync): Counts => {
  db.exec("CREATE VIRTUAL TABLE IF NOT EXISTS temp.vocabulary USING fts5vocab('main', 'words', 'row')")
  const matching = db.prepare('SELECT count(*) AS items FROM (SELECT 1 FROM words WHERE words MATCH ? LIMIT ?)')
  const all = db.prepare('SELECT coalesce(sum(items), 0) AS items FROM issue')
  const having = db.prepare('SELECT doc AS items FROM temp.vocabulary WHERE term = ?')
  const between = db.prepare('SELECT term, doc FROM temp.vocabulary WHERE term >= ? AND term < ? AND doc >= ? ORDER BY doc DESC LIMIT ?')
  return {
    matching: (match, most = -1) => itemsIn(matching.get(match, most)),
    all: () => itemsIn(all.get()),
    having: (token) => itemsIn(having.get(token)),
    between: (from, to, fewest, most = -1) =>
      between.all(from, to, fewest, most).map(({ term, doc }) => ({ token: String(term), items: Number(doc) })),
  }
}
