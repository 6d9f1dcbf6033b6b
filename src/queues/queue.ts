/** The port of job queues, for work that must be done once and survive a restart. */

export interface Job<T> {
  /** Unique within the queue; any characters. */
  id: string
  /** Serializable as JSON. */
  data: T
}

export interface Queue<T> {
  /**
   * Adds jobs in this order, all or, if it rejects, perhaps none of them; restarts those that failed. Returns those that it added or restarted: an id
   * that is open or completed (kept for `KEEP`) stays as it is.
   */
  add(...jobs: Job<T>[]): Promise<Job<T>[]>
  /** Whether the id is waiting, running or completed, so that `add` would change nothing. */
  has(id: string): Promise<boolean>
  /** The jobs that any process is running, or was running when it died. */
  running(): Promise<Job<T>[]>
  /**
   * Starts running jobs, at most `concurrency` at once. A job that throws `RetryLater` waits that long and loses no attempt. After any other error it
   * is retried with exponential backoff; after `attempts` errors it fails and `failed` is called. A job whose process dies is run again, so handlers
   * must be idempotent. From its second death on it waits with the same backoff, so that the jobs that died with it can complete without it; after
   * `attempts` deaths it fails with `ProcessDied`.
   */
  work(handler: (job: Job<T>) => Promise<void>, options: WorkOptions<T>): void
  /** Resolves when no job is running or due; jobs that wait for a later time do not count. For tests and a clean stop. */
  idle(): Promise<void>
  /** Starts no more jobs, gives running ones `graceMs` to end, and closes; unfinished jobs run again after the next start. */
  close(graceMs?: number): Promise<void>
}

export interface WorkOptions<T> {
  /** How many jobs run at once. */
  concurrency: number
  /** After how many errors, or deaths of its process, a job fails. */
  attempts: number
  /** Called with a job that has failed, and its last error. */
  failed(job: Job<T>, error: unknown): void
}

/** The error of a job that failed because its process died at each attempt. */
export class ProcessDied extends Error {
  constructor(times: number) {
    super(`the process died over this job ${times} times`)
    this.name = 'ProcessDied'
  }
}

/** How long (ms) `close` waits for running jobs by default. */
export const GRACE = 5000
/** How long (ms) the ids of completed and failed jobs are kept: far longer than the days for which an issue is due. */
export const KEEP = 35 * 86_400_000

/**
 * The exponential backoff (ms) after the `failures`th failure: 1 s, doubled each time, at most 5 minutes, plus up to a quarter of jitter, so that
 * jobs that failed together are not retried together. `chance`, 0 to 1, sets the jitter.
 */
export const backoff = (failures: number, chance = Math.random()): number =>
  Math.round(Math.min(1000 * 2 ** (failures - 1), 300_000) * (1 + chance / 4))
