/** The SQLite table of jobs, which all queues of a file share. Each function is synchronous and runs in the open transaction, if there is one. */
import type { DatabaseSync } from 'node:sqlite'

/** How many rows `sweep` examines in one step (some 2 ms). */
const SWEEP_STEP = 5000

/**
 * `due` (epoch ms) is when a waiting job may run, when an active job's lease expires, or when a completed or failed job ended. An active job whose
 * lease has expired belongs to a process that died or hung. `owner` is the process id and a nonce. Queries repeat the condition of the index
 * `jobs_open` so that SQLite uses it and reads no completed or failed jobs, which are kept for their ids.
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
  page: database.prepare(
    `SELECT max(row) AS last FROM (SELECT rowid AS row FROM jobs WHERE rowid > :after ORDER BY rowid LIMIT ${SWEEP_STEP})`,
  ),
  sweep: database.prepare(
    `DELETE FROM jobs WHERE rowid > :after AND rowid <= :last AND state IN ('completed', 'failed') AND due <= :before`,
  ),
})

/** A job that an owner has taken and may run until its lease expires. */
export interface Taken {
  id: string
  data: string
  owner: string
  failures: number
  /** How often a process died over the job, including the last time if `died`. */
  deaths: number
  /** Whether the job was taken over from a process that died. */
  died: boolean
}

/** How a run ended. */
export interface Settled extends Pick<Taken, 'id' | 'owner' | 'failures'> {
  state: 'completed' | 'waiting' | 'failed'
  /** Epoch ms: when a waiting job may run again, else when the job ended. */
  due: number
}

export type Jobs = ReturnType<typeof openJobs>

/** The jobs of one queue, in a table that is created if missing. All times are epoch milliseconds. */
export const openJobs = (database: DatabaseSync, queue: string) => {
  database.exec(`BEGIN IMMEDIATE; ${SCHEMA}`)
  // Files of earlier versions lack this column.
  if (database.prepare(`SELECT 1 FROM pragma_table_info('jobs') WHERE name = 'deaths'`).get() === undefined)
    database.exec('ALTER TABLE jobs ADD COLUMN deaths INTEGER NOT NULL DEFAULT 0')
  const sql = statements(database)
  database.exec('COMMIT')
  return {
    /** Adds a job, or restarts a failed one; returns false if the id exists in any other state. */
    add: (id: string, data: string, due: number): boolean => sql.add.run({ queue, id, data, due }).changes === 1,
    has: (id: string): boolean => sql.has.get({ queue, id }) !== undefined,
    /** Takes the job that has been due longest, until `lease`; undefined if none is due. */
    take(now: number, lease: number, owner: string): Taken | undefined {
      const first = sql.first.get({ queue, now })
      if (first === undefined) return undefined
      const { row = null, id, data, failures, died } = first
      const deaths = Number(first['deaths']) + Number(died)
      sql.take.run({ row, owner, lease, deaths })
      return { id: String(id), data: String(data), owner, failures: Number(failures), deaths, died: died === 1 }
    },
    extend: ({ id, owner }: Pick<Taken, 'id' | 'owner'>, lease: number): void => void sql.extend.run({ queue, id, owner, lease }),
    /** Stores how a run ended; returns false if the job has another owner by now. */
    settle: (run: Settled): boolean => sql.settle.run({ queue, ...run }).changes === 1,
    running: (): Pick<Taken, 'id' | 'data'>[] => sql.running.all({ queue }).map(({ id, data }) => ({ id: String(id), data: String(data) })),
    owners: (): string[] => sql.owners.all({ queue }).map(({ owner }) => String(owner)),
    /** Ends the leases of an owner's jobs. */
    release: (owner: string, now: number): void => void sql.release.run({ queue, owner, now }),
    /** The earliest time at which a job may run or a lease expires; undefined if there is no open job. */
    next(): number | undefined {
      const due = sql.next.get({ queue })?.['due']
      return typeof due === 'number' ? due : undefined
    },
    isBusy: (now: number): boolean => sql.busy.get({ queue, now }) !== undefined,
    /**
     * Deletes jobs of all queues that ended up to `before`, among the `SWEEP_STEP` rows after `after`. Returns the `after` of the next step, or
     * undefined if this one found none.
     */
    sweep(after: number, before: number): number | undefined {
      const last = Number(sql.page.get({ after })?.['last'])
      return sql.sweep.run({ after, last, before }).changes > 0 ? last : undefined
    },
  }
}
