/** The archive's SQL statements. */
import type { DatabaseSync, StatementSync } from 'node:sqlite'

export interface IssueRow {
  id: number
  uid: string
  slug: string
  head: string
  hash: string
  sketch: string
  source: string
  origin: string
  filed_at: number
  changed_at: number
  withdrawn?: string | null
}

export const prepareStatements = (db: DatabaseSync, defaultEdition: string) =>
  ({
    bySlug: db.prepare('SELECT uid, edition, hash FROM slug WHERE slug = ? ORDER BY edition = ? DESC, edition LIMIT 1'),
    byUid: db.prepare(
      `SELECT issue.*, withdrawn.source AS withdrawn FROM issue LEFT JOIN withdrawn USING (uid)
       WHERE uid = ? AND edition = coalesce(?, edition) ORDER BY edition = '${defaultEdition}' DESC, edition LIMIT 1`,
    ),
    around: db.prepare('SELECT * FROM issue WHERE date BETWEEN ? AND ?'),
    // A bare column of a query with min() comes from the row that has the minimum: the edition wanted most.
    newest: db.prepare(
      `SELECT uid, slug, edition, issue.date, title, url, json_extract(head, '$.tags') AS tags, filed_at, changed_at, withdrawn.source AS withdrawn
       FROM (SELECT issue.id, min(wanted.key) FROM issue JOIN json_each(?) AS wanted ON wanted.value = edition
             WHERE date BETWEEN ? AND ? AND (? OR uid NOT IN (SELECT uid FROM withdrawn))
             GROUP BY uid ORDER BY date DESC, slug DESC LIMIT ?) JOIN issue USING (id) LEFT JOIN withdrawn USING (uid)
       ORDER BY issue.date DESC, slug DESC`,
    ),
    itemsOf: db.prepare('SELECT section, topic, item, body FROM item WHERE issue = ? ORDER BY id'),
    lastRow: db.prepare('SELECT max(id) AS id FROM item WHERE id >= ? AND id < ?'),
    addIssue: db.prepare(
      'INSERT INTO issue (uid, edition, slug, date, title, url, head, items, hash, sketch, source, origin, changed_at, filed_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
    ),
    changeIssue: db.prepare(
      'UPDATE issue SET slug = ?, date = ?, title = ?, url = ?, head = ?, items = ?, hash = ?, sketch = ?, source = ?, origin = ?, changed_at = ? WHERE id = ?',
    ),
    changeHead: db.prepare('UPDATE issue SET title = ?, url = ?, head = ? WHERE id = ?'),
    addSlug: db.prepare('INSERT INTO slug (slug, edition, uid, hash) VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET hash = excluded.hash'),
    addItem: db.prepare('INSERT INTO item (id, issue, section, topic, item, kind, heading, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?)'),
    dropWords: db.prepare('DELETE FROM words WHERE rowid IN (SELECT id FROM item WHERE issue = ?)'),
    dropItems: db.prepare('DELETE FROM item WHERE issue = ?'),
    dropIssues: db.prepare('DELETE FROM issue WHERE uid = ?'),
    dropSlugs: db.prepare('DELETE FROM slug WHERE uid = ?'),
    dropWithdrawn: db.prepare('DELETE FROM withdrawn WHERE uid = ?'),
    withdraw: db.prepare('INSERT INTO withdrawn SELECT DISTINCT uid, ? FROM issue WHERE uid = ? ON CONFLICT DO NOTHING'),
    touch: db.prepare('UPDATE issue SET changed_at = ? WHERE uid = ?'),
    revise: db.prepare('UPDATE revision SET number = number + 1 WHERE id = 1'),
    rowsOf: db.prepare('SELECT * FROM issue WHERE uid = ?'),
    count: db.prepare(
      `SELECT count(DISTINCT uid) AS issues, coalesce(sum(items), 0) AS items, min(date) AS "from", max(date) AS "to" FROM issue
       WHERE uid NOT IN (SELECT uid FROM withdrawn)`,
    ),
    editions: db.prepare('SELECT DISTINCT edition FROM issue ORDER BY edition'),
  }) satisfies Record<string, StatementSync>
