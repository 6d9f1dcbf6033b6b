/** A queue in a SQLite file: several processes may work on it, and a job runs in one of them. */
import { randomUUID } from 'node:crypto'
import type { DatabaseSync } from 'node:sqlite'
import { setImmediate } from 'node:timers/promises'
import type { Clock } from '../clock.ts'
import { type Commits, createCommits, openDatabase } from '../database.ts'
import { RetryLater } from '../errors.ts'
import type { Log } from '../log.ts'
import { backoff, GRACE, KEEP } from './queue.ts'
import type { Job, Queue, WorkOptions } from './queue.ts'

/** How often (ms) to look for what another process has added. */
const POLL = 1000
/** A job is its worker's for this long (ms); the worker extends that while it runs, so it falls free only when the process dies. */
const LEASE = 30_000
const EXTEND = LEASE / 3
/** How often (ms) finished ids that are old enough are taken out, and how many jobs are looked at for them in one go (some 2 ms). */
const SWEEP = 3_600_000
const SWEPT = 5000

/**
 * `active` jobs whose lease (`due`) has passed belong to a process that died; `owner` begins with the process's id. Queries that repeat the condition
 * of the index look at no job that is kept for its id alone.
 */
const SCHEMA = `
CREATE TABLE IF NOT EXISTS jobs (
  queue TEXT NOT NULL, id TEXT NOT NULL, data TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'active', 'completed', 'failed')),
  due INTEGER NOT NULL, failures INTEGER NOT NULL DEFAULT 0, owner TEXT,
  PRIMARY KEY (queue, id)
) STRICT;
CREATE INDEX IF NOT EXISTS jobs_open ON jobs (queue, due) WHERE state IN ('waiting', 'active');`

const statements = (database: DatabaseSync) => ({
  add: database.prepare(
    `INSERT INTO jobs (queue, id, data, state, due) VALUES (:queue, :id, :data, 'waiting', :due)
     ON CONFLICT DO UPDATE SET data = :data, state = 'waiting', due = :due, failures = 0, owner = NULL
     WHERE jobs.state = 'failed'`,
  ),
  has: database.prepare(`SELECT 1 FROM jobs WHERE queue = :queue AND id = :id AND state <> 'failed'`),
  claim: database.prepare(
    `UPDATE jobs SET state = 'active', owner = :owner, due = :lease, failures = failures + (state = 'active')
     WHERE queue = :queue AND id = (
       SELECT id FROM jobs WHERE queue = :queue AND state IN ('waiting', 'active') AND due <= :now ORDER BY due, rowid LIMIT 1)
     RETURNING id, data, failures`,
  ),
  extend: database.prepare(`UPDATE jobs SET due = :lease WHERE queue = :queue AND id = :id AND owner = :owner AND state = 'active'`),
  settle: database.prepare(
    `UPDATE jobs SET state = :state, due = :due, failures = :failures, owner = NULL
     WHERE queue = :queue AND id = :id AND owner = :owner AND state = 'active'`,
  ),
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

/**
 * Opens the queue `name` in the file at `path` (`:memory:`: for this process only). The file may be that of the stores.
 * @throws OperatorError for a damaged or unwritable file
 */
export const openSqliteQueue = <T>(path: string, name: string, { clock, log }: { clock: Clock; log: Log }): Queue<T> => {
  const database = openDatabase(path, { durable: true })
  database.exec(SCHEMA)
  return new SqliteQueue<T>(database, name, clock, log)
}

interface Taken<T> {
  job: Job<T>
  failures: number
  owner: string
}

interface Worker<T> {
  handler: (job: Job<T>) => Promise<void>
  options: WorkOptions<T>
}

class SqliteQueue<T> implements Queue<T> {
  readonly #database: DatabaseSync
  readonly #sql: ReturnType<typeof statements>
  readonly #commits: Commits
  readonly #queue: string
  readonly #clock: Clock
  readonly #log: Log
  /** Each job that is taken has its own, so that a worker whose lease ran out cannot settle another's run. */
  readonly #running = new Map<string, Promise<void>>()
  #worker: Worker<T> | undefined
  #isTaking = false
  #cancelWake: () => void = () => {}
  #cancelSweep: () => void = () => {}
  #idle: (() => void)[] = []
  #closed = false

  constructor(database: DatabaseSync, queue: string, clock: Clock, log: Log) {
    this.#database = database
    this.#sql = statements(database)
    this.#commits = createCommits(database)
    this.#queue = queue
    this.#clock = clock
    this.#log = log
  }

  async add({ id, data }: Job<T>): Promise<boolean> {
    const row = { queue: this.#queue, id, data: JSON.stringify(data), due: this.#clock.now() }
    const isNew = await this.#commits.write(() => this.#sql.add.run(row).changes === 1, true)
    if (isNew && this.#worker !== undefined) this.#wakeIn(0)
    return isNew
  }

  async has(id: string): Promise<boolean> {
    return this.#sql.has.get({ queue: this.#queue, id }) !== undefined
  }

  work(handler: (job: Job<T>) => Promise<void>, options: WorkOptions<T>): void {
    this.#worker = { handler, options }
    this.#releaseOrphans()
    void this.#sweep()
    this.#wakeIn(0)
  }

  async idle(): Promise<void> {
    while (!this.#closed && (this.#running.size > 0 || this.#sql.busy.get({ queue: this.#queue, now: this.#clock.now() }))) {
      await new Promise<void>((resolve) => this.#idle.push(resolve))
    }
  }

  async close(graceMs = GRACE): Promise<void> {
    if (this.#closed) return
    this.#closed = true
    this.#cancelWake()
    this.#cancelSweep()
    const grace = Promise.withResolvers<void>()
    const endGrace = this.#clock.after(graceMs, grace.resolve)
    // What does not end in time keeps its lease, and runs again when that has passed: its process may be at it still.
    await Promise.race([Promise.all(this.#running.values()), grace.promise])
    endGrace()
    this.#commits.flush()
    this.#database.close()
    this.#tellIdle()
  }

  #wakeIn(ms: number): void {
    this.#cancelWake()
    if (!this.#closed) this.#cancelWake = this.#clock.after(Math.min(Math.max(ms, 0), POLL), () => void this.#wake())
  }

  /** Takes what is due, up to the number that may run at once, and sees to the next look. */
  async #wake(): Promise<void> {
    const worker = this.#worker
    // Who is at it looks again in the end.
    if (this.#closed || worker === undefined || this.#isTaking) return
    this.#isTaking = true
    let next = POLL
    try {
      const free = worker.options.concurrency - this.#running.size
      // Not synced: what is taken and lost with the power is taken again.
      for (const taken of await this.#commits.write(() => (this.#closed ? [] : this.#take(free)), false)) this.#begin(taken, worker)
      const due = this.#sql.next.get({ queue: this.#queue })?.['due']
      // With all hands busy, the end of a job wakes us.
      if (typeof due === 'number' && this.#running.size < worker.options.concurrency) next = due - this.#clock.now()
    } catch (error) {
      if (!this.#closed) this.#log.error('the queue cannot be read; trying again', { queue: this.#queue, error })
    }
    this.#isTaking = false
    this.#tellIdle()
    this.#wakeIn(next)
  }

  #take(most: number): Taken<T>[] {
    const taken: Taken<T>[] = []
    const now = this.#clock.now()
    while (taken.length < most) {
      const owner = `${process.pid} ${randomUUID()}`
      const row = this.#sql.claim.get({ queue: this.#queue, owner, now, lease: now + LEASE })
      if (row === undefined) break
      const job: Job<T> = { id: String(row['id']), data: JSON.parse(String(row['data'])) as T }
      taken.push({ job, failures: Number(row['failures']), owner })
    }
    return taken
  }

  #begin({ job, failures, owner }: Taken<T>, worker: Worker<T>): void {
    const run = this.#run(job, failures, owner, worker)
      .catch((error: unknown) => this.#log.error('a job failed, and nobody could be told', { queue: this.#queue, job: job.id, error }))
      .finally(() => {
        this.#running.delete(owner)
        this.#wakeIn(0)
        this.#tellIdle()
      })
    this.#running.set(owner, run)
  }

  async #run(job: Job<T>, failures: number, owner: string, { handler, options }: Worker<T>): Promise<void> {
    const letGo = this.#hold(job, owner)
    try {
      // Only a process that died uses up attempts without an outcome.
      if (failures >= options.attempts) throw new Error('the process died each time that it ran this job')
      await handler(job)
      await this.#settle(job, owner, { state: 'completed', failures })
    } catch (error) {
      if (error instanceof RetryLater) await this.#settle(job, owner, { state: 'waiting', wait: error.ms, failures })
      else await this.#fail(job, owner, failures + 1, error, options)
    } finally {
      letGo()
    }
  }

  async #fail(job: Job<T>, owner: string, failures: number, error: unknown, options: WorkOptions<T>): Promise<void> {
    if (failures < options.attempts) {
      const wait = backoff(failures)
      this.#log.warn('a job failed and is tried again', { queue: this.#queue, job: job.id, failures, of: options.attempts, wait, error })
      return this.#settle(job, owner, { state: 'waiting', wait, failures })
    }
    await this.#settle(job, owner, { state: 'failed', failures })
    options.failed(job, error)
  }

  /** Notes how a run ended. Where that is impossible, or is lost with the power, the job's lease runs out and it is run again. */
  async #settle(
    { id }: Job<T>,
    owner: string,
    { state, wait = 0, failures }: { state: 'completed' | 'waiting' | 'failed'; wait?: number; failures: number },
  ): Promise<void> {
    if (!this.#database.isOpen) return
    const row = { queue: this.#queue, id, owner, state, due: this.#clock.now() + Math.ceil(wait), failures }
    try {
      const { changes } = await this.#commits.write(() => this.#sql.settle.run(row), false)
      if (changes === 0) this.#log.warn('a job took so long that another worker has taken it', { queue: this.#queue, job: id })
    } catch (error) {
      this.#log.error('the outcome of a job could not be noted; it will run again', { queue: this.#queue, job: id, error })
    }
  }

  /** Extends the lease of a running job until the function that it returns is called. */
  #hold({ id }: Job<T>, owner: string): () => void {
    const extend = (): void => {
      if (!this.#database.isOpen) return
      const row = { queue: this.#queue, id, owner, lease: this.#clock.now() + LEASE }
      this.#commits
        .write(() => this.#sql.extend.run(row), false)
        .catch((error: unknown) => this.#log.warn('the hold on a job could not be extended', { queue: this.#queue, job: id, error }))
      cancel = this.#clock.after(EXTEND, extend)
    }
    let cancel = this.#clock.after(EXTEND, extend)
    return () => cancel()
  }

  /** What a process was at when it was killed goes on at once, where it is known to be no more. */
  #releaseOrphans(): void {
    for (const { owner } of this.#sql.owners.all({ queue: this.#queue })) {
      const pid = Number.parseInt(String(owner), 10)
      if (!isRunning(pid)) this.#sql.release.run({ queue: this.#queue, owner: String(owner), now: this.#clock.now() })
    }
  }

  /** Those that were added first are over first: it ends where a whole step finds nothing. */
  async #sweep(): Promise<void> {
    this.#cancelSweep = this.#clock.after(SWEEP, () => void this.#sweep())
    try {
      const before = this.#clock.now() - KEEP
      for (let after = 0, found = true; found && !this.#closed; await setImmediate()) {
        const last = Number(this.#sql.page.get({ after })?.['last'])
        const from = after
        found = await this.#commits.write(() => this.#sql.sweep.run({ after: from, last, before }).changes > 0, false)
        after = last
      }
    } catch (error) {
      this.#log.warn('finished jobs could not be taken out of the queue', { queue: this.#queue, error })
    }
  }

  #tellIdle(): void {
    for (const resolve of this.#idle.splice(0)) resolve()
  }
}

/** Is there a process of this id? One that may not be asked is. */
const isRunning = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH'
  }
}
