/**
 * Turns subscriptions into jobs when their hour comes. It looks every minute at the minutes since the last look, so that it needs no timer a
 * subscription, sees those of other processes, and catches up, once, with what it slept through. Several processes may do so: a job id exists once.
 */
import { schedule as cron } from 'node-cron'
import type { ScheduledTask } from 'node-cron'
import type { Clock } from '../clock.ts'
import type { Log } from '../log.ts'
import type { Queue } from '../queues/queue.ts'
import type { Store } from '../stores/store.ts'
import type { DeliveryJob } from './deliver.ts'
import type { Subscription, Subscriptions } from './subscriptions.ts'
import { nextTimes } from './times.ts'

export interface ScheduleParts {
  subscriptions: Pick<Subscriptions, 'list' | 'next'>
  queue: Pick<Queue<DeliveryJob>, 'add'>
  /** Where the time (epoch ms) of the last look is kept. */
  state: Store<number>
  /** The issues (uids) to deliver now, in order; see `due.ts`. */
  due: (subscription: Subscription) => readonly string[] | Promise<readonly string[]>
  clock: Clock
  log: Log
}

export interface Run {
  /** Epoch milliseconds. */
  at: number
  subscription: Subscription
}

export interface Schedule {
  /** Catches up, and looks every minute from then on. */
  start(): Promise<void>
  stop(): Promise<void>
  /** Makes jobs of what fell due since the last look. What fails for one subscription is logged, and tried again at the next look. */
  look(): Promise<void>
  /** The next `limit` runs of all subscriptions, soonest first. */
  plan(limit: number): Promise<Run[]>
}

const LAST = 'last look'
const EVERY_MINUTE = '* * * * *'

export const createSchedule = (parts: ScheduleParts): Schedule => new CronSchedule(parts)

class CronSchedule implements Schedule {
  readonly #parts: ScheduleParts
  #task: ScheduledTask | undefined
  #looking: Promise<void> = Promise.resolve()
  /** When subscriptions were seen to since the last look that saw to all. */
  readonly #seen = new Map<string, number>()

  constructor(parts: ScheduleParts) {
    this.#parts = parts
  }

  async start(): Promise<void> {
    const beat = async (): Promise<void> => {
      try {
        await this.look()
      } catch (error) {
        this.#parts.log.error('the schedule could not be read; trying again in a minute', { error })
      }
    }
    // A minute that node-cron misses is seen to by the next.
    this.#task = cron(EVERY_MINUTE, beat, { name: 'digests', noOverlap: true, suppressMissedWarning: true, unref: true })
    await beat()
  }

  async stop(): Promise<void> {
    await this.#task?.destroy()
    this.#task = undefined
    await this.#looking.catch(() => {})
  }

  look(): Promise<void> {
    this.#looking = this.#looking.then(
      () => this.#look(),
      () => this.#look(),
    )
    return this.#looking
  }

  async #look(): Promise<void> {
    const { subscriptions, state, clock, log } = this.#parts
    const now = clock.now()
    const last = await state.get(LAST)
    let complete = true
    // The first time there is nothing to catch up with.
    if (last !== undefined) {
      const isDue = dueWithin(now)
      for (const subscription of await subscriptions.list()) {
        const { id, createdAt, paused } = subscription
        const after = Math.max(last, createdAt, this.#seen.get(id) ?? 0)
        try {
          if (paused !== undefined || !isDue(subscription, after)) continue
          await this.#enqueue(subscription)
          this.#seen.set(id, now)
        } catch (error) {
          complete = false
          log.error('a digest could not be scheduled; trying again in a minute', { subscription: id, target: subscription.target, error })
        }
      }
    }
    if (!complete || last === now) return
    await state.set(LAST, now)
    this.#seen.clear()
  }

  async #enqueue(subscription: Subscription): Promise<void> {
    const { queue, due, log } = this.#parts
    const { id, target } = subscription
    for (const uid of await due(subscription)) {
      const isNew = await queue.add({ id: `digest:${id}:${uid}`, data: { kind: 'digest', subscription: id, uid } })
      if (isNew) log.info('digest scheduled', { subscription: id, target, uid })
    }
  }

  async plan(limit: number): Promise<Run[]> {
    const { subscriptions } = this.#parts
    const known = new Map<string, number[]>()
    const runs = (await subscriptions.list()).flatMap((subscription) => {
      const key = `${subscription.hour} ${subscription.zone} ${subscription.paused === undefined}`
      const times = known.get(key) ?? subscriptions.next(subscription, limit)
      known.set(key, times)
      return times.map((at) => ({ at, subscription }))
    })
    return runs.sort((a, b) => a.at - b.at).slice(0, limit)
  }
}

/** Does an hour come in (`after`, `now`]? Worked out once for all who share it. */
const dueWithin = (now: number): ((subscription: Subscription, after: number) => boolean) => {
  const known = new Map<string, boolean>()
  return ({ hour, zone }, after) => {
    const key = `${hour} ${zone} ${after}`
    const due = known.get(key) ?? (nextTimes(hour, zone, after, 1)[0] ?? Infinity) <= now
    known.set(key, due)
    return due
  }
}
