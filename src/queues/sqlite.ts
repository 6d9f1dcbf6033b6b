/** A queue in a SQLite file, which several processes may share; each job runs in one of them. */
import { randomUUID } from 'node:crypto'
import type { DatabaseSync } from 'node:sqlite'
import { setImmediate } from 'node:timers/promises'
import type { Clock } from '../clock.ts'
import { type Commits, createCommits, openDatabase, prepareTables } from '../database.ts'
import { RetryLater } from '../errors.ts'
import type { Log } from '../log.ts'
import { type Jobs, type Settled, type Taken, openJobs } from './jobs.ts'
import { backoff, GRACE, KEEP, ProcessDied } from './queue.ts'
import type { Job, Queue, WorkOptions } from './queue.ts'

/** How often (ms) a worker looks for jobs that another process has added. */
const POLL = 1000
/** The duration (ms) of a job's lease. The worker extends it while the job runs, so it expires only when the process dies or hangs. */
const LEASE = 30_000
/** How often (ms) a lease is extended. */
const EXTEND = LEASE / 3
/** How often (ms) completed and failed jobs older than `KEEP` are deleted. */
const SWEEP = 3_600_000

/**
 * Opens the queue `name` in the file at `path` (`:memory:`: for this process only). The file may be that of the stores.
 * @throws OperatorError for a damaged, unwritable or another program's file, which is left as it is
 */
export const openSqliteQueue = <T>(path: string, name: string, { clock, log }: { clock: Clock; log: Log }): Queue<T> => {
  const database = openDatabase(path, { durable: true })
  const jobs = prepareTables(path, database, () => openJobs(database, name))
  return new SqliteQueue<T>(database, jobs, name, clock, log)
}

interface Worker<T> {
  handler: (job: Job<T>) => Promise<void>
  options: WorkOptions<T>
}

class SqliteQueue<T> implements Queue<T> {
  readonly #database: DatabaseSync
  readonly #jobs: Jobs
  readonly #commits: Commits
  readonly #queue: string
  readonly #clock: Clock
  readonly #log: Log
  /** The running jobs by owner. Each run has an owner of its own, so that a run whose lease expired cannot settle a later run of the same job. */
  readonly #running = new Map<string, Promise<void>>()
  #worker: Worker<T> | undefined
  #isTaking = false
  #cancelWake: () => void = () => {}
  #cancelSweep: () => void = () => {}
  #idle: (() => void)[] = []
  #closed = false

  constructor(database: DatabaseSync, jobs: Jobs, queue: string, clock: Clock, log: Log) {
    this.#database = database
    this.#jobs = jobs
    this.#commits = createCommits(database)
    this.#queue = queue
    this.#clock = clock
    this.#log = log
  }

  async add(...jobs: Job<T>[]): Promise<Job<T>[]> {
    const due = this.#clock.now()
    const added = await this.#commits.write(() => jobs.filter(({ id, data }) => this.#jobs.add(id, JSON.stringify(data), due)), true)
    if (added.length > 0 && this.#worker !== undefined) this.#wakeIn(0)
    return added
  }

  async has(id: string): Promise<boolean> {
    return this.#jobs.has(id)
  }

  async running(): Promise<Job<T>[]> {
    return this.#jobs.running().map(({ id, data }) => ({ id, data: JSON.parse(data) as T }))
  }

  work(handler: (job: Job<T>) => Promise<void>, options: WorkOptions<T>): void {
    this.#worker = { handler, options }
    this.#releaseOrphans()
    void this.#sweep()
    this.#wakeIn(0)
  }

  async idle(): Promise<void> {
    while (!this.#closed && (this.#running.size > 0 || this.#jobs.isBusy(this.#clock.now()))) {
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
    // A job that does not end in time keeps its lease, because it may still be running; when the lease has expired, it runs again.
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

  /** Takes due jobs up to the concurrency limit, starts them, and schedules the next call. */
  async #wake(): Promise<void> {
    const worker = this.#worker
    // A call under way schedules another at its end.
    if (this.#closed || worker === undefined || this.#isTaking) return
    this.#isTaking = true
    let next = POLL
    try {
      const free = worker.options.concurrency - this.#running.size
      // Not synced to the disk: if a power failure undoes the write, the job is taken again.
      for (const taken of await this.#commits.write(() => (this.#closed ? [] : this.#take(free, worker.options)), false))
        this.#begin(taken, worker)
      const due = this.#jobs.next()
      // At the concurrency limit, the end of a job causes the next call.
      if (due !== undefined && this.#running.size < worker.options.concurrency) next = due - this.#clock.now()
    } catch (error) {
      if (!this.#closed) this.#log.error('the queue cannot be read; trying again', { queue: this.#queue, error })
    }
    this.#isTaking = false
    this.#tellIdle()
    this.#wakeIn(next)
  }

  #take(most: number, { attempts }: WorkOptions<T>): Taken[] {
    const taken: Taken[] = []
    const now = this.#clock.now()
    while (taken.length < most) {
      const found = this.#jobs.take(now, now + LEASE, `${process.pid} ${randomUUID()}`)
      if (found === undefined) break
      const { id, owner, failures, deaths, died } = found
      if (died)
        this.#log[deaths > 1 ? 'warn' : 'info']('a job was abandoned: its process died, or stood still', {
          queue: this.#queue,
          job: id,
          deaths,
          of: attempts,
        })
      // The job may have killed the process, so it waits until the jobs that died with it have been completed.
      if (died && deaths > 1 && deaths < attempts)
        this.#jobs.settle({ id, owner, failures, state: 'waiting', due: now + backoff(deaths - 1) })
      else taken.push(found)
    }
    return taken
  }

  #begin(taken: Taken, worker: Worker<T>): void {
    const { id, owner, data } = taken
    const run = this.#run({ id, data: JSON.parse(data) as T }, taken, worker)
      .catch((error: unknown) => this.#log.error('a job failed, and nobody could be told', { queue: this.#queue, job: id, error }))
      .finally(() => {
        this.#running.delete(owner)
        this.#wakeIn(0)
        this.#tellIdle()
      })
    this.#running.set(owner, run)
  }

  async #run(job: Job<T>, taken: Taken, { handler, options }: Worker<T>): Promise<void> {
    const { failures, deaths } = taken
    const letGo = this.#hold(taken)
    try {
      if (deaths >= options.attempts) throw new ProcessDied(deaths)
      await handler(job)
      await this.#settle(taken, 'completed')
    } catch (error) {
      if (error instanceof RetryLater) await this.#settle(taken, 'waiting', error.ms)
      else await this.#fail(job, { ...taken, failures: failures + 1 }, error, options)
    } finally {
      letGo()
    }
  }

  async #fail(job: Job<T>, taken: Taken, error: unknown, options: WorkOptions<T>): Promise<void> {
    const { failures } = taken
    if (failures < options.attempts && !(error instanceof ProcessDied)) {
      const wait = backoff(failures)
      this.#log.warn('a job failed and is tried again', { queue: this.#queue, job: job.id, failures, of: options.attempts, wait, error })
      return this.#settle(taken, 'waiting', wait)
    }
    await this.#settle(taken, 'failed')
    options.failed(job, error)
  }

  /** Stores how a run ended. If that fails, or is lost in a power failure, the job's lease expires and the job is run again. */
  async #settle({ id, owner, failures }: Taken, state: Settled['state'], wait = 0): Promise<void> {
    if (!this.#database.isOpen) return
    const run = { id, owner, failures, state, due: this.#clock.now() + Math.ceil(wait) }
    try {
      if (!(await this.#commits.write(() => this.#jobs.settle(run), false)))
        this.#log.warn('a job took so long that another worker has taken it', { queue: this.#queue, job: id })
    } catch (error) {
      this.#log.error('the outcome of a job could not be noted; it will run again', { queue: this.#queue, job: id, error })
    }
  }

  /** Extends the lease of a running job regularly, until the returned function is called. */
  #hold(taken: Taken): () => void {
    const extend = (): void => {
      if (!this.#database.isOpen) return
      const lease = this.#clock.now() + LEASE
      this.#commits
        .write(() => this.#jobs.extend(taken, lease), false)
        .catch((error: unknown) => this.#log.warn('the hold on a job could not be extended', { queue: this.#queue, job: taken.id, error }))
      cancel = this.#clock.after(EXTEND, extend)
    }
    let cancel = this.#clock.after(EXTEND, extend)
    return () => cancel()
  }

  /** Releases the jobs of processes that no longer exist, so that they run again at once instead of after their leases. */
  #releaseOrphans(): void {
    for (const owner of this.#jobs.owners()) if (!isRunning(Number.parseInt(owner, 10))) this.#jobs.release(owner, this.#clock.now())
  }

  /** Deletes old jobs, and schedules the next call. It stops at the first step that finds none, because jobs end about in the order of their rows. */
  async #sweep(): Promise<void> {
    this.#cancelSweep = this.#clock.after(SWEEP, () => void this.#sweep())
    try {
      const before = this.#clock.now() - KEEP
      for (let after: number | undefined = 0; after !== undefined && !this.#closed; await setImmediate()) {
        const from: number = after
        after = await this.#commits.write(() => this.#jobs.sweep(from, before), false)
      }
    } catch (error) {
      this.#log.warn('finished jobs could not be taken out of the queue', { queue: this.#queue, error })
    }
  }

  #tellIdle(): void {
    for (const resolve of this.#idle.splice(0)) resolve()
  }
}

/** Whether a process with this id exists, including one of another user, for which `kill` is not permitted. */
const isRunning = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH'
  }
}
