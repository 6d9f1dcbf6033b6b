/** The table in which a SQLite file keeps the jobs of its queues. What is done here is done at once, in the transaction that is open, or in its own. */
import type { DatabaseSync } from 'node:sqlite'

/** How many jobs are looked at in one go for those to be taken out (some 2 ms). */
const SWEPT = 5000

/**
 * `active` jobs whose lease (`due`) has passed belong to a process that died; `owner` begins with the process's id. Queries that repeat the condition
 * of the index look at no job that is kept for its id alone.
 */
const SCHEMA = `
CREATE TABLE IF NOT EXISTS jobs (
  queue TEXT NOT NULL, id TEXT NOT NULL, data TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'active', 'completed', 'failed')),
  due INTEGER NOT NULL, failures INTEGER NOT NULL DEFAULT 0, owner TEXT, deaths INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (queue, id)
) STRICT;
CREATE INDEX IF NOT EXISTS jobs_open ON jobs (queue, due) WHERE state IN ('waiting', 'active');`

const statements = (database: DatabaseSync) => ({
  add: database.prepare(
    `INSERT INTO jobs (queue, id, data, state, due) VALUES (:queue, :id, :data, 'waiting', :due)
     ON CONFLICT DO UPDATE SET data = :data, state = 'waiting', due = :due, failures = 0, deaths = 0, owner = NULL
     WHERE jobs.state = 'failed'`,
  ),
  has: database.prepare(`SELECT 1 FROM jobs WHERE queue = :queue AND id = :id AND state <> 'failed'`),
  first: database.prepare(
    `SELECT rowid AS row, id, data, failures, deaths, state = 'active' AS died FROM jobs
     WHERE queue = :queue AND state IN ('waiting', 'active') AND due <= :now ORDER BY due, rowid LIMIT 1`,
  ),
  take: database.prepare(`UPDATE jobs SET state = 'active', owner = :owner, due = :lease, deaths = :deaths WHERE rowid = :row`),
  extend: database.prepare(`UPDATE jobs SET due = :lease WHERE queue = :queue AND id = :id AND owner = :owner AND state = 'active'`),
  settle: database.prepare(
    `UPDATE jobs SET state = :state, due = :due, failures = :failures, owner = NULL
     WHERE queue = :queue AND id = :id AND owner = :owner AND state = 'active'`,
  ),
  running: database.prepare(`SELECT id, data FROM jobs WHERE queue = :queue AND state IN ('waiting', 'active') AND state = 'active'`),
  owners: database.prepare(`SELECT DISTINCT owner FROM jobs WHERE queue = :queue AND state IN ('waiting', 'active') AND state = 'active'`),
  release: database.prepare(
    `UPDATE jobs SET due = :now WHERE queue = :queue AND state IN ('waiting', 'active') AND state = 'active' AND owner = :owner`,
  ),
  next: database.prepare(`SELECT min(due) AS due FROM jobs WHERE queue = :queue AND state IN ('waiting', 'active')`),
  busy: database.prepare(
    `SELECT 1 FROM jobs WHERE queue = :queue AND state IN ('waiting', 'active') AND (state = 'active' OR due <= :now) LIMIT 1`,
  ),
  page: database.prepare(`SELECT max(row) AS last FROM (SELECT rowid AS row FROM jobs WHERE rowid > :after ORDER BY rowid LIMIT ${SWEPT})`),
  sweep: database.prepare(
    `DELETE FROM jobs WHERE rowid > :after AND rowid <= :last AND state IN ('completed', 'failed') AND due <= :before`,
  ),
})

/** A job that somebody has, until its lease has passed. Times are epoch milliseconds. */
export interface Taken {
  id: string
  data: string
  owner: string
  failures: number
  /** How often its process died over it. */
  deaths: number
  /** Just now. */
  died: boolean
}

/** How a run ended. `due`: when a waiting job is, or since when another is over. */
export interface Settled extends Pick<Taken, 'id' | 'owner' | 'failures'> {
  state: 'completed' | 'waiting' | 'failed'
  due: number
}

export type Jobs = ReturnType<typeof openJobs>

/** The jobs of one queue. */
export const openJobs = (database: DatabaseSync, queue: string) => {
  database.exec(`BEGIN IMMEDIATE; ${SCHEMA}`)
  // In files from before deaths were counted.
  if (database.prepare(`SELECT 1 FROM pragma_table_info('jobs') WHERE name = 'deaths'`).get() === undefined)
    database.exec('ALTER TABLE jobs ADD COLUMN deaths INTEGER NOT NULL DEFAULT 0')
  database.exec('COMMIT')
  const sql = statements(database)
  return {
    /** Says whether it is new. */
    add: (id: string, data: string, due: number): boolean => sql.add.run({ queue, id, data, due }).changes === 1,
    has: (id: string): boolean => sql.has.get({ queue, id }) !== undefined,
    /** Takes the first job that is due. */
    take(now: number, lease: number, owner: string): Taken | undefined {
      const first = sql.first.get({ queue, now })
      if (first === undefined) return undefined
      const { row = null, id, data, failures, died } = first
      const deaths = Number(first['deaths']) + Number(died)
      sql.take.run({ row, owner, lease, deaths })
      return { id: String(id), data: String(data), owner, failures: Number(failures), deaths, died: died === 1 }
    },
    extend: ({ id, owner }: Pick<Taken, 'id' | 'owner'>, lease: number): void => void sql.extend.run({ queue, id, owner, lease }),
    /** Says whether it was still the owner's. */
    settle: (run: Settled): boolean => sql.settle.run({ queue, ...run }).changes === 1,
    running: (): Pick<Taken, 'id' | 'data'>[] => sql.running.all({ queue }).map(({ id, data }) => ({ id: String(id), data: String(data) })),
    owners: (): string[] => sql.owners.all({ queue }).map(({ owner }) => String(owner)),
    /** What this owner has falls free. */
    release: (owner: string, now: number): void => void sql.release.run({ queue, owner, now }),
    /** When the first job is due, or a lease has passed. */
    next(): number | undefined {
      const due = sql.next.get({ queue })?.['due']
      return typeof due === 'number' ? due : undefined
    },
    isBusy: (now: number): boolean => sql.busy.get({ queue, now }) !== undefined,
    /** Looks, in all queues, at the jobs after the row `after`, takes out those that were over by then, and says where to go on, until none was. */
    sweep(after: number, before: number): number | undefined {
      const last = Number(sql.page.get({ after })?.['last'])
      return sql.sweep.run({ after, last, before }).changes > 0 ? last : undefined
    },
  }
}
