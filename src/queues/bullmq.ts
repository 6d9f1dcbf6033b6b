/** A queue in Redis by BullMQ, whose workers may run on several machines. */
import { randomUUID } from 'node:crypto'
import { DelayedError, FlowProducer, Queue as BullQueue, UnrecoverableError, Worker } from 'bullmq'
import type { Job as BullJob, JobsOptions } from 'bullmq'
import { Redis } from 'ioredis'
import { sleep } from '../clock.ts'
import type { Clock } from '../clock.ts'
import { RetryLater } from '../errors.ts'
import type { Log } from '../log.ts'
import { backoff, GRACE, KEEP, ProcessDied } from './queue.ts'
import type { Job, Queue, WorkOptions } from './queue.ts'

/** How often (ms) `idle` checks for open jobs. */
const POLL = 50
/** How often (some seconds in all) a command is retried while Redis is away, before it rejects. A worker's connection retries forever. */
const RETRIES = 3
/** Puts BullMQ's limits of attempts and stalls out of reach: the handler in `work` counts both, and fails a job itself. */
const UNLIMITED = 1_000_000
/** What BullMQ's keys begin with. */
const PREFIX = 'recap-queue'
const KEPT = { age: KEEP / 1000 }
const OPTIONS: JobsOptions = { attempts: UNLIMITED, backoff: { type: 'custom' }, removeOnComplete: KEPT, removeOnFail: KEPT }

/** A job's data in BullMQ. */
interface Stored<T> {
  id: string
  /** A nonce of the `add` that made the job; by it `add` learns whether the job is new, which BullMQ does not tell. */
  token: string
  data: T
  /** The value of BullMQ's `stalledCounter`, which is never reset, up to which stalls have been counted. */
  stalls?: number
  /** How often a process died over the job since it was last added. */
  deaths?: number
}

/** Opens the queue `name`. It connects in the background, and reconnects when the connection is lost. */
export const openBullQueue = <T>(url: string, name: string, { clock, log }: { clock: Clock; log: Log }): Queue<T> => {
  const redis = new Redis(url, { maxRetriesPerRequest: RETRIES })
  return new RedisQueue<T>(redis, name, clock, log)
}

class RedisQueue<T> implements Queue<T> {
  readonly #redis: Redis
  readonly #queue: BullQueue<Stored<T>>
  /** Adds jobs in one transaction, which the queue's own `addBulk` does not: it is a pipeline, of which a broken connection may leave a part. */
  readonly #adder: FlowProducer
  readonly #clock: Clock
  readonly #log: Log
  /** The tokens of the jobs that this process runs. */
  readonly #running = new Set<string>()
  #worker: Worker<Stored<T>> | undefined
  /** All connections, including BullMQ's copies of them; `close` ends them, because BullMQ would first wait for a server that is away. */
  readonly #connections: Redis[]
  #away = false
  #closed = false

  constructor(redis: Redis, name: string, clock: Clock, log: Log) {
    this.#redis = redis
    this.#connections = [redis]
    this.#clock = clock
    this.#log = log
    redis.on('error', this.#report)
    redis.on('ready', () => {
      this.#away = false
    })
    this.#queue = new BullQueue<Stored<T>>(encodeURIComponent(name), { connection: redis, prefix: PREFIX })
    this.#queue.on('error', this.#report)
    this.#adder = new FlowProducer({ connection: redis, prefix: PREFIX })
    this.#adder.on('error', this.#report)
  }

  /** Logs a failure once per outage; at level `debug` while Redis is away, because the stores warn of that. */
  readonly #report = (error: unknown): void => {
    const level = this.#redis.status === 'ready' ? 'warn' : 'debug'
    if (!this.#away) this.#log[level]('the queue in Redis failed; it goes on when Redis is back', { queue: this.#queue.name, error })
    this.#away = true
  }

  async add(...jobs: Job<T>[]): Promise<Job<T>[]> {
    const adding = jobs.map(({ id, data }) => ({ id, token: randomUUID(), data }))
    const queueName = this.#queue.name
    await this.#adder.addBulk(adding.map((data) => ({ name: 'job', queueName, data, opts: { ...OPTIONS, jobId: jobIdOf(data.id) } })))
    const added = await Promise.all(adding.map((each) => this.#isAdded(each)))
    return jobs.filter((_, n) => added[n])
  }

  /** Whether a job is the one that was just added; a failed one is restarted as such. */
  async #isAdded(job: Stored<T>): Promise<boolean> {
    const stored = await this.#queue.getJob(jobIdOf(job.id))
    if (stored === undefined) throw new Error(`Redis did not take the job ${job.id}`)
    if (stored.data.token === job.token) return true
    return (await stored.isFailed()) && this.#restart(stored, { ...job, stalls: stored.stalledCounter })
  }

  async has(id: string): Promise<boolean> {
    return !['failed', 'unknown'].includes(await this.#queue.getJobState(jobIdOf(id)))
  }

  async running(): Promise<Job<T>[]> {
    return (await this.#queue.getActive()).map(({ data: { id, data } }) => ({ id, data }))
  }

  /** Restarts a failed job, whose id BullMQ keeps, with new data. Returns false if another caller restarted it first. */
  async #restart(failed: BullJob<Stored<T>>, stored: Stored<T>): Promise<boolean> {
    try {
      await failed.updateData(stored)
      await failed.retry('failed', { resetAttemptsMade: true, resetAttemptsStarted: true })
      return true
    } catch (error) {
      if (await failed.isFailed()) throw error
      return false
    }
  }

  work(handler: (job: Job<T>) => Promise<void>, options: WorkOptions<T>): void {
    const { concurrency, attempts } = options
    // A worker waits for jobs on its own connection, which must retry forever.
    const blocking = this.#redis.duplicate({ maxRetriesPerRequest: null })
    blocking.on('error', this.#report)
    const duplicate = blocking.duplicate.bind(blocking)
    blocking.duplicate = (options) => {
      const copy = duplicate(options)
      this.#connections.push(copy)
      return copy
    }
    this.#connections.push(blocking)
    const run = async (bull: BullJob<Stored<T>>, token?: string): Promise<void> => {
      this.#running.add(bull.data.token)
      try {
        await this.#noteDeath(bull, attempts)
        await handler({ id: bull.data.id, data: bull.data.data })
      } catch (error) {
        if (error instanceof RetryLater) {
          await bull.moveToDelayed(Date.now() + Math.ceil(error.ms), token)
          throw new DelayedError()
        }
        const failures = bull.attemptsMade + 1
        if (failures >= attempts || error instanceof ProcessDied)
          throw Object.assign(new UnrecoverableError(String(error)), { cause: error })
        const fields = { queue: this.#queue.name, job: bull.data.id, failures, of: attempts, wait: backoff(failures), error }
        this.#log.warn('a job failed and is tried again', fields)
        throw error
      } finally {
        this.#running.delete(bull.data.token)
      }
    }
    this.#worker = new Worker<Stored<T>>(this.#queue.name, run, {
      connection: blocking,
      prefix: PREFIX,
      concurrency,
      maxStalledCount: UNLIMITED,
      settings: { backoffStrategy: (failures) => backoff(failures) },
    })
    this.#worker.on('error', this.#report)
    this.#worker.on('failed', (bull, error) => {
      if (bull?.finishedOn === undefined) return
      options.failed({ id: bull.data.id, data: bull.data.data }, error instanceof UnrecoverableError ? (error.cause ?? error) : error)
    })
  }

  /**
   * Counts a death if the job has stalled since the last count.
   * @throws ProcessDied after the last attempt; RetryLater after a second death, so that the jobs that died with this one are completed before it
   * runs again
   */
  async #noteDeath(bull: BullJob<Stored<T>>, attempts: number): Promise<void> {
    const { stalls = 0, deaths: before = 0 } = bull.data
    if (bull.stalledCounter <= stalls) return
    const deaths = before + 1
    this.#log[deaths > 1 ? 'warn' : 'info']('a job was abandoned: its process died, or stood still', {
      queue: this.#queue.name,
      job: bull.data.id,
      deaths,
      of: attempts,
    })
    await bull.updateData({ ...bull.data, stalls: bull.stalledCounter, deaths })
    if (deaths >= attempts) throw new ProcessDied(deaths)
    if (deaths > 1) throw new RetryLater(backoff(deaths - 1))
  }

  async idle(): Promise<void> {
    while (!this.#closed && (await this.#busy())) await sleep(this.#clock, POLL)
  }

  async #busy(): Promise<boolean> {
    if (this.#running.size > 0) return true
    const { active = 0, waiting = 0 } = await this.#queue.getJobCounts('active', 'waiting')
    if (active + waiting > 0) return true
    const [next] = await this.#queue.getDelayed(0, 0)
    return next !== undefined && next.timestamp + next.delay <= this.#clock.now()
  }

  async close(graceMs = GRACE): Promise<void> {
    if (this.#closed) return
    this.#closed = true
    if (this.#worker !== undefined) {
      // While Redis is away, no job can be marked as completed, so a worker that waited for its jobs would never end.
      const ending = this.#worker.close(this.#redis.status !== 'ready')
      const grace = new AbortController()
      // A job that does not end in time stalls; another worker runs it again, or this one after a restart.
      await Promise.race([ending, sleep(this.#clock, graceMs, grace.signal).catch(() => {})])
      grace.abort()
    }
    await this.#queue.close()
    for (const redis of this.#connections) redis.disconnect()
  }
}

/** A job's id in BullMQ, which forbids ids with ':' and whole numbers. */
const jobIdOf = (id: string): string => `id-${encodeURIComponent(id)}`
