/** The port for work that must happen once and survive a restart. */

export interface Job<T> {
  /** Unique: adding an id that exists, or has been completed within the last weeks, changes nothing; a failed one begins anew. Any characters. */
  id: string
  /** JSON. */
  data: T
}

export interface Queue<T> {
  /** Says whether the job is new. */
  add(job: Job<T>): Promise<boolean>
  /** Whether `add` would change nothing: the id waits, runs, or has been completed within the last weeks. */
  has(id: string): Promise<boolean>
  /** The jobs that are under way, in any process, or were when it died. */
  running(): Promise<Job<T>[]>
  /**
   * Begins to run jobs, at most `concurrency` at once. A job that throws `RetryLater` waits that long and loses no attempt; any other error
   * brings the next attempt with exponential backoff, until `attempts` are used up: then the job is failed and `failed` is told.
   * A job under way when the process dies is run again: handlers must be idempotent. After more deaths it waits as after failures, so that what one job
   * takes with it is run without that one, and after `attempts` of them it is failed with `ProcessDied`.
   */
  work(handler: (job: Job<T>) => Promise<void>, options: WorkOptions<T>): void
  /** Resolves when nothing is due or under way (jobs that wait for a later time do not count). For tests and a clean stop. */
  idle(): Promise<void>
  /** Lets running jobs end for at most `graceMs`, then stops; what was not done stays for the next start. */
  close(graceMs?: number): Promise<void>
}

export interface WorkOptions<T> {
  concurrency: number
  attempts: number
  failed(job: Job<T>, error: unknown): void
}

/** The process died each time that it ran a job. */
export class ProcessDied extends Error {
  constructor(times: number) {
    super(`the process died over this job ${times} times`)
    this.name = 'ProcessDied'
  }
}

/** How long (ms) `close` lets running jobs end, by default. */
export const GRACE = 5000
/** How long (ms) completed and failed ids are kept. An issue is due for days. */
export const KEEP = 35 * 86_400_000

/**
 * How long (ms) to wait after the `failures`th failure: 1 s, doubled each time, at most 5 minutes; up to a quarter more by chance, so that what
 * failed together does not come back together.
 */
export const backoff = (failures: number, chance = Math.random()): number =>
  Math.round(Math.min(1000 * 2 ** (failures - 1), 300_000) * (1 + chance / 4))
