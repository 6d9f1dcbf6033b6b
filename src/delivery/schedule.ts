/**
 * Queues delivery jobs when subscriptions are due, and when issues arrive. Every minute it checks the period since the last check. So it needs no
 * timer per subscription, includes the subscriptions that other processes added, and makes up, once, for runs missed while it was down. Several
 * processes may run a schedule, because a job id exists once.
 */
import { schedule as cron } from 'node-cron'
import type { ScheduledTask } from 'node-cron'
import type { Clock } from '../clock.ts'
import type { Log } from '../log.ts'
import type { Queue } from '../queues/queue.ts'
import type { Store } from '../stores/store.ts'
import { type Agenda, type Group, belongs, createAgenda } from './agenda.ts'
import { inBatches } from './batches.ts'
import type { Changes } from './changes.ts'
import type { DeliveryJob } from './deliver.ts'
import type { Subscription, SubscriptionBook } from './subscriptions.ts'
import { lastRun, runsAfter } from './timing.ts'

export interface ScheduleParts {
  subscriptions: Pick<SubscriptionBook, 'at' | 'all'>
  changes: Pick<Changes, 'read'>
  queue: Pick<Queue<DeliveryJob>, 'add'>
  /** Stores the time (epoch ms) of the last complete check. */
  state: Store<number>
  /** See `Waiting.jobs`. */
  due: (subscription: Subscription) => readonly string[] | Promise<readonly string[]>
  clock: Clock
  log: Log
}

/** A time at which a subscription's digest is due. */
export interface Run {
  /** Epoch milliseconds. */
  at: number
  subscription: Subscription
}

export interface Schedule {
  /** Checks now, and every minute from then on. */
  start(): Promise<void>
  /** Stops checking; resolves when the check under way has ended. */
  stop(): Promise<void>
  /** Queues the jobs of subscriptions due since the last check. Failures of single subscriptions are logged and retried at the next check. */
  look(): Promise<void>
  /** Call it when issues have arrived: queues jobs for subscriptions that get issues on arrival, and checks. */
  arrived(): Promise<void>
  /** The next `limit` runs among all subscriptions, soonest first. */
  plan(limit: number): Promise<Run[]>
}

/** The key in `state`. */
const LAST = 'last look'
const EVERY_MINUTE = '* * * * *'

export const createSchedule = (parts: ScheduleParts): Schedule => new CronSchedule(parts)

class CronSchedule implements Schedule {
  readonly #parts: ScheduleParts
  readonly #agenda: Agenda
  #task: ScheduledTask | undefined
  #turn: Promise<unknown> = Promise.resolve()
  /** Whether issues may have arrived without jobs; true at the start, because they may have arrived just before the previous process ended. */
  #hasNews = true
  /** When subscriptions were handled (epoch ms), by target key, since the last complete check. */
  readonly #seen = new Map<string, number>()

  constructor(parts: ScheduleParts) {
    this.#parts = parts
    this.#agenda = createAgenda(parts)
  }

  async start(): Promise<void> {
    const { log } = this.#parts
    let isAway = false
    // Logs an outage once, and its end.
    const beat = async (): Promise<void> => {
      try {
        await this.look()
        if (isAway) log.info('the schedule is kept again')
        isAway = false
      } catch (error) {
        log[isAway ? 'debug' : 'error']('the schedule cannot be kept; trying again every minute, nothing is lost', { error })
        isAway = true
      }
    }
    // If node-cron misses a minute, the next check covers it.
    this.#task = cron(EVERY_MINUTE, beat, { name: 'digests', noOverlap: true, suppressMissedWarning: true, unref: true })
    await beat()
  }

  async stop(): Promise<void> {
    await this.#task?.destroy()
    this.#task = undefined
    await this.#turn.catch(() => {})
  }

  look(): Promise<void> {
    return this.#inTurn(() => this.#look())
  }

  arrived(): Promise<void> {
    this.#hasNews = true
    return this.look()
  }

  #inTurn<T>(task: () => Promise<T>): Promise<T> {
    const mine = this.#turn.then(task, task)
    this.#turn = mine
    return mine
  }

  async #look(): Promise<void> {
    const { state, clock } = this.#parts
    await this.#agenda.update()
    const now = clock.now()
    const last = await state.get(LAST)
    let complete = true
    // A time in the future was stored before the clock was set back, and is ignored.
    const past = (time = 0): number => (time <= now ? time : 0)
    // At the first check ever, there is nothing to make up for.
    if (last !== undefined) {
      for (const group of this.#agenda.due(last, now)) {
        const run = lastRun(group.timing, now)
        const isDue = (key: string, { createdAt }: Subscription): boolean =>
          run > Math.max(last, past(createdAt), past(this.#seen.get(key)))
        if (await this.#enqueueGroup(group, now, isDue)) this.#agenda.settle(group, now)
        else complete = false
      }
    }
    if (this.#hasNews) {
      this.#hasNews = false
      for (const group of this.#agenda.open(now)) if (!(await this.#enqueueGroup(group, now, () => true))) this.#hasNews = true
    }
    if (!complete || last === now) return
    await state.set(LAST, now)
    this.#seen.clear()
  }

  /** Queues the jobs of a group's due members. Returns whether all succeeded. Logs the first failure as an error, since all may fail. */
  async #enqueueGroup(group: Group, now: number, isDue: (key: string, subscription: Subscription) => boolean): Promise<boolean> {
    const { subscriptions, log } = this.#parts
    let complete = true
    await inBatches(group.members, async (key) => {
      try {
        const subscription = await subscriptions.at(key)
        // A subscription that another process has just changed moves to its new group at the next check.
        if (subscription === undefined || !belongs(subscription, group) || !isDue(key, subscription)) return
        await this.#enqueue(subscription)
        this.#seen.set(key, now)
      } catch (error) {
        log[complete ? 'error' : 'debug']('a digest could not be scheduled; trying again in a minute', { target: key, error })
        complete = false
      }
    })
    return complete
  }

  async #enqueue(subscription: Subscription): Promise<void> {
    const { queue, due, clock, log } = this.#parts
    const { id, target, resumedAt } = subscription
    // A subscription that was resumed has new job ids, because the digests given up when it was paused have used the old ones.
    const life = resumedAt === undefined ? '' : `:${resumedAt}`
    // Added all or none: an older issue that came after a newer one was delivered would count as left out.
    const jobs = (await due(subscription)).map((uid) => ({
      id: `digest:${id}:${uid}${life}`,
      data: { kind: 'digest', subscription: id, uid, at: clock.now() } as const,
    }))
    const added = jobs.length === 0 ? [] : await queue.add(...jobs)
    for (const { data } of added) log.info('digest scheduled', { subscription: id, target, uid: data.uid })
  }

  plan(limit: number): Promise<Run[]> {
    return this.#inTurn(async () => {
      const { subscriptions, clock } = this.#parts
      await this.#agenda.update()
      const now = clock.now()
      const runs: Run[] = []
      // The `limit` soonest groups include the `limit` soonest runs.
      for (const group of this.#agenda.soonest(now, limit)) {
        const times = runsAfter(group.timing, now, limit)
        let left = limit
        for (const key of group.members) {
          if (left-- === 0) break
          const subscription = await subscriptions.at(key)
          if (subscription !== undefined && belongs(subscription, group)) runs.push(...times.map((at) => ({ at, subscription })))
        }
      }
      return runs.sort((a, b) => a.at - b.at).slice(0, limit)
    })
  }
}
