/** The archive: stores issues with their items in SQLite, and searches them. */
import type { SQLInputValue, StatementSync } from 'node:sqlite'
import type { Clock } from '../clock.ts'
import { contentHash, fingerprint, isTranslation, sameIssue } from '../issue/identity.ts'
import type { Edition, Issue, Passage } from '../issue/issue.ts'
import { joinPassages, passagesOf } from '../issue/issue.ts'
import type { Names } from '../issue/names.ts'
import type { Log } from '../log.ts'
import { createNames } from './names.ts'
import { prepareIndexing, prepareMerging, topicWords } from './indexing.ts'
import { ROOM, firstRow } from './rows.ts'
import { openArchiveFile } from './schema.ts'
import { createSearch } from './search.ts'
import type { IssueRow } from './statements.ts'
import { prepareStatements } from './statements.ts'
import type { Found, Hit, SearchQuery } from './search.ts'
import { whileUnchanged } from './unchanged.ts'

/** An issue in the archive. */
export interface Filed {
  /** The issue's identity, which outlives its slug; the editions of an issue share it. */
  uid: string
  issue: Issue
  /** A hash of the issue's words and links, by which changes are recognized. */
  hash: string
  /** Where it was last read, as given to `put`; with empty fields where none was given. */
  origin: Origin
  /** Epoch milliseconds. */
  filedAt: number
  /** Epoch milliseconds. */
  changedAt: number
}

/** Where an issue was read. */
export interface Origin {
  /** The name of the source. */
  source: string
  /** The path or address within it. */
  from: string
}

export interface PutOptions {
  origin?: Origin
  /** Whether an issue that is in the archive already stays as it is, as it is complete or from a better source. Called with its origin. */
  keep?: (held: Origin) => boolean
}

/** An issue without its sections, for lists. `withdrawnBy`: the name of the source that withdrew it. */
export type Head = Pick<Issue, 'id' | 'edition' | 'date' | 'title' | 'url' | 'tags'> &
  Pick<Filed, 'uid' | 'filedAt' | 'changedAt'> & { withdrawnBy?: string }

export type PutStatus = 'added' | 'changed' | 'unchanged'

export interface Put extends Pick<Filed, 'uid' | 'changedAt'> {
  status: PutStatus
}

export interface Archive {
  /** Adds an issue, or replaces one that has changed. A known issue's new slug is a change; other tags and typography are stored, but are none. */
  put(issue: Issue, options?: PutOptions): Put
  /**
   * Merges the segments that adding issues leaves in the index, where there are many: some 1 s for three years, and questions then take half the
   * time. With `pages` it takes a step, and says whether more are left; 64 take some 10 ms.
   */
  mergeIndex(pages?: number): boolean
  /** Stores all that `work` puts, or nothing if it throws; many issues are stored faster in one transaction. */
  transaction<T>(work: () => T): T
  /** An issue by its slug (or an earlier one) or uid. Without `edition`, the English one if it exists, else any. */
  get(id: string, edition?: Edition): Filed | undefined
  /** Issues, newest first by date, then slug, each in the first of `editions` it has (default: English, then any); `withdrawn`: also such ones. */
  newest(query?: { editions?: readonly Edition[]; since?: string; until?: string; limit?: number; withdrawn?: boolean }): Head[]
  /**
   * Marks an issue as withdrawn by a source (its name), or as restored (undefined). Returns whether it was not so before; then the issue counts as
   * changed. A withdrawn issue is kept, but found only by its slug or uid.
   */
  withdraw(uid: string, by: string | undefined): boolean
  /** Deletes an issue with all its editions and slugs. */
  remove(uid: string): void
  /** The items that match a query, best first. */
  search(query: SearchQuery): Hit[]
  /** As `search`, with the query's terms and each item's coverage of them. */
  find(query: SearchQuery): Found
  /** The names in the issues' tags: the same object until the archive changes. */
  names(): Names
  /** The numbers of issues and items, the editions, and the first and last day, without withdrawn issues. */
  count(): { issues: number; items: number; editions: readonly Edition[]; from?: string; to?: string }
  close(): void
}

interface HeadRow extends Omit<Head, 'id' | 'tags' | 'filedAt' | 'changedAt' | 'withdrawnBy'> {
  withdrawn: string | null
  slug: string
  tags: string
  filed_at: number
  changed_at: number
}

/** An issue without its items. */
const headOf = (issue: Issue): Issue => ({
  ...issue,
  sections: issue.sections.map((section) => ({ ...section, topics: section.topics.map((topic) => ({ ...topic, items: [] })) })),
})

const tagKinds = ({ tags }: Issue): number => Object.values(tags).filter((names: string[]) => names.length > 0).length

const isHere = (withdrawn: string | null = null): boolean => withdrawn === null

const NOWHERE: Origin = { source: '', from: '' }

const DEFAULT_EDITION = 'en'
const DAY = 24 * 60 * 60 * 1000
/** How many days the date of an issue may change when it gets another slug. */
const NEAR_DAYS = 2
/** Issues that share this many features of their fingerprints are compared in full. Neighbouring issues share a link or two. */
const SHARED = 8

const row = (statement: StatementSync, ...values: SQLInputValue[]): IssueRow | undefined => statement.get(...values) as IssueRow | undefined

/** Opens the archive in a file (or `:memory:`), or creates it. `isImport`: to file many issues. @throws OperatorError with the file and the remedy */
export const openArchive = (path: string, { clock, ...options }: { clock: Clock; log?: Log; isImport?: boolean }): Archive => {
  const db = openArchiveFile(path, options)
  const sql = prepareStatements(db, DEFAULT_EDITION)
  const index = prepareIndexing(db)

  const filed = ({ id, uid, head, hash, source, origin, filed_at, changed_at, withdrawn }: IssueRow): Filed => {
    const issue = { ...(JSON.parse(head) as Issue), ...(isHere(withdrawn) ? {} : { withdrawn: true as const }) }
    const runs: { place: string; section: number; topic: number; passages: Passage[] }[] = []
    for (const each of sql.itemsOf.iterate(id)) {
      const [section, topic, item] = [Number(each['section']), Number(each['topic']), Number(each['item'])]
      const place = `${section} ${topic} ${item}`
      if (runs.at(-1)?.place !== place) runs.push({ place, section, topic, passages: [] })
      runs.at(-1)?.passages.push(JSON.parse(String(each['body'])) as Passage)
    }
    for (const run of runs) issue.sections[run.section]?.topics[run.topic]?.items.push(joinPassages(run.passages))
    return { uid, issue, hash, origin: { source, from: origin }, filedAt: filed_at, changedAt: changed_at }
  }
  const count = whileUnchanged(db, (): ReturnType<Archive['count']> => {
    const { from, to, ...sums } = sql.count.get() as unknown as { issues: number; items: number; from: string | null; to: string | null }
    const editions = sql.editions.all().map((each) => String(each['edition']))
    return { ...sums, editions, ...(from === null ? {} : { from }), ...(to === null ? {} : { to }) }
  })

  const transaction = <T>(work: () => T): T => {
    // A nested transaction joins the outer one, as the index would write a segment at each savepoint. Its failure undoes the outer one.
    if (db.isTransaction) return work()
    db.exec('BEGIN IMMEDIATE')
    try {
      const result = work()
      db.exec('COMMIT')
      return result
    } catch (error) {
      db.exec('ROLLBACK')
      throw error
    }
  }

  /** The uid of an issue of about the same day that is this one under another slug or in another language. */
  const knownAs = (issue: Issue, sketch: ReadonlySet<string>): string | undefined => {
    const near = (days: number): string => new Date(Date.parse(issue.date) + days * DAY).toISOString().slice(0, 10)
    const alike = (row: IssueRow): boolean => {
      const other = JSON.parse(row.sketch) as string[]
      return other.filter((feature) => sketch.has(feature)).length >= Math.min(SHARED, Math.ceil(Math.min(other.length, sketch.size) / 2))
    }
    const rows = (sql.around.all(near(-NEAR_DAYS), near(NEAR_DAYS)) as unknown as IssueRow[]).filter(alike).map(filed)
    const renamed = rows.find((each) => sameIssue(each.issue, issue))
    const translated = rows.find((each) => isTranslation(each.issue, issue) && !row(sql.byUid, each.uid, issue.edition))
    return (renamed ?? translated)?.uid
  }

  const fill = (id: number, issue: Issue): void => {
    const first = firstRow(issue.date)
    let next = Number(sql.lastRow.get(first, first + ROOM)?.['id'] ?? first) + 1
    issue.sections.forEach(({ kind, topics }, section) =>
      topics.forEach(({ heading, items }, topic) => {
        const above = topicWords(issue.edition, kind, heading)
        items.forEach((item, at) => {
          for (const passage of passagesOf(item)) {
            sql.addItem.run(next, id, section, topic, at, kind, heading, JSON.stringify(passage))
            index(next, above, passage)
            next += 1
          }
        })
      }),
    )
  }

  /** Stores other tags and typography of an unchanged issue. Tags of fewer kinds, such as a feed's, do not replace those there are. */
  const freshen = (held: IssueRow, issue: Issue): void => {
    if (held.slug !== issue.id) return
    const head = JSON.stringify(headOf(issue))
    if (head === held.head || tagKinds(issue) < tagKinds(JSON.parse(held.head) as Issue)) return
    sql.changeHead.run(issue.title, issue.url, head, held.id)
    sql.revise.run()
  }

  const put = (issue: Issue, { origin = NOWHERE, keep = () => false }: PutOptions): Put => {
    const hash = contentHash(issue)
    const slug = sql.bySlug.get(issue.id, issue.edition)
    // The same content under a slug that the issue no longer has is an old version, not a change.
    if (slug?.['edition'] === issue.edition && slug['hash'] === hash) {
      const uid = String(slug['uid'])
      const held = row(sql.byUid, uid, issue.edition)
      if (held) freshen(held, issue)
      return { status: 'unchanged', uid, changedAt: held?.changed_at ?? 0 }
    }
    const sketch = fingerprint(issue)
    const uid = slug ? String(slug['uid']) : (knownAs(issue, new Set(sketch)) ?? issue.id)
    const before = row(sql.byUid, uid, issue.edition)
    if (before && keep({ source: before.source, from: before.origin })) return { status: 'unchanged', uid, changedAt: before.changed_at }
    const now = clock.now()
    const items = issue.sections.flatMap(({ topics }) => topics.flatMap((topic) => topic.items.flatMap(passagesOf))).length
    const columns = [
      issue.id,
      issue.date,
      issue.title,
      issue.url,
      JSON.stringify(headOf(issue)),
      items,
      hash,
      JSON.stringify(sketch),
      origin.source,
      origin.from,
      now,
    ] as const
    sql.revise.run()
    sql.addSlug.run(issue.id, issue.edition, uid, hash)
    if (before) {
      sql.dropWords.run(before.id)
      sql.dropItems.run(before.id)
      sql.changeIssue.run(...columns, before.id)
      fill(before.id, issue)
      // A withdrawn issue stays out of the index until its source restores it.
      if (!isHere(before.withdrawn)) sql.dropWords.run(before.id)
    } else {
      const added = sql.addIssue.run(uid, issue.edition, ...columns, now)
      fill(Number(added.lastInsertRowid), issue)
    }
    return { status: before ? 'changed' : 'added', uid, changedAt: now }
  }

  const names = createNames(db)
  const find = createSearch(db, names, () => count().editions)
  return {
    put: (issue, options = {}) => transaction(() => put(issue, options)),
    mergeIndex: prepareMerging(db),
    transaction,
    get(id, edition) {
      const slug = sql.bySlug.get(id, edition ?? DEFAULT_EDITION)
      const found = row(sql.byUid, String(slug?.['uid'] ?? id), edition ?? null)
      return found && filed(found)
    },
    newest({ editions = [DEFAULT_EDITION, ...count().editions], since = '', until = '9999', limit = -1, withdrawn = false } = {}) {
      const rows = sql.newest.all(JSON.stringify(editions), since, until, Number(withdrawn), limit) as unknown as HeadRow[]
      return rows.map(({ slug, tags, filed_at, changed_at, withdrawn: by, ...head }) => ({
        ...head,
        id: slug,
        tags: JSON.parse(tags) as Issue['tags'],
        filedAt: filed_at,
        changedAt: changed_at,
        ...(by === null ? {} : { withdrawnBy: by }),
      }))
    },
    withdraw: (uid, by) =>
      transaction(() => {
        const { changes } = by === undefined ? sql.dropWithdrawn.run(uid) : sql.withdraw.run(by, uid)
        if (changes === 0) return false
        sql.revise.run()
        sql.touch.run(clock.now(), uid)
        for (const held of sql.rowsOf.all(uid) as unknown as IssueRow[]) {
          const { issue } = filed(held)
          sql.dropWords.run(held.id)
          if (by !== undefined) continue
          sql.dropItems.run(held.id)
          fill(held.id, issue)
        }
        return true
      }),
    remove: (uid) =>
      transaction(() => {
        sql.revise.run()
        sql.dropWithdrawn.run(uid)
        for (const { id } of sql.rowsOf.all(uid)) {
          sql.dropWords.run(id ?? null)
          sql.dropItems.run(id ?? null)
        }
        sql.dropSlugs.run(uid)
        sql.dropIssues.run(uid)
      }),
    find,
    search: (query) => find(query).hits,
    names: names.table,
    count,
    close: () => db.close(),
  }
}
