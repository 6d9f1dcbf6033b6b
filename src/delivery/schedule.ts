/**
 * Turns subscriptions into jobs when their hour comes, and when issues do. It looks every minute at the minutes since the last look, so that it needs
 * no timer a subscription, sees those of other processes, and catches up, once, with what it slept through. Several processes may do so: a job id
 * exists once.
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
  /** Where the time (epoch ms) of the last look is kept. */
  state: Store<number>
  /** What (uids) to deliver now, in order; see `waiting.ts`. */
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
  /** Issues came: makes jobs of them for those who get them as they arrive, and looks. */
  arrived(): Promise<void>
  /** The next `limit` runs of all subscriptions, soonest first. */
  plan(limit: number): Promise<Run[]>
}

const LAST = 'last look'
const EVERY_MINUTE = '* * * * *'

export const createSchedule = (parts: ScheduleParts): Schedule => new CronSchedule(parts)

class CronSchedule implements Schedule {
  readonly #parts: ScheduleParts
  readonly #agenda: Agenda
  #task: ScheduledTask | undefined
  #turn: Promise<unknown> = Promise.resolve()
  /** Whether issues may have come that were not yet seen to; at the start, while the process before was dying. */
  #hasNews = true
  /** When subscriptions were seen to, by key, since the last look that saw to all. */
  readonly #seen = new Map<string, number>()

  constructor(parts: ScheduleParts) {
    this.#parts = parts
    this.#agenda = createAgenda(parts)
  }

  async start(): Promise<void> {
    const { log } = this.#parts
    let isAway = false
    // Each outage is told once, and its end.
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
    // A minute that node-cron misses is seen to by the next.
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
    // What was noted under a clock that was ahead and is set back says nothing.
    const past = (time = 0): number => (time <= now ? time : 0)
    // The first time there is nothing to catch up with.
    if (last !== undefined) {
      for (const group of this.#agenda.due(last, now)) {
        const run = lastRun(group.timing, now)
        const isDue = (key: string, { createdAt }: Subscription): boolean =>
          run > Math.max(last, past(createdAt), past(this.#seen.get(key)))
        if (await this.#seeTo(group, now, isDue)) this.#agenda.settle(group, now)
        else complete = false
      }
    }
    if (this.#hasNews) {
      this.#hasNews = false
      for (const group of this.#agenda.open(now)) if (!(await this.#seeTo(group, now, () => true))) this.#hasNews = true
    }
    if (!complete || last === now) return
    await state.set(LAST, now)
    this.#seen.clear()
  }

  /** Says whether all went well. Of those that did not the first is told, in case it is all of them. */
  async #seeTo(group: Group, now: number, isDue: (key: string, subscription: Subscription) => boolean): Promise<boolean> {
    const { subscriptions, log } = this.#parts
    let complete = true
    await inBatches(group.members, async (key) => {
      try {
        const subscription = await subscriptions.at(key)
        // What another process changed a moment ago is in its new group at the next look.
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
    // What was given up when the chat was lost is a job of its own.
    const life = resumedAt === undefined ? '' : `:${resumedAt}`
    // Asked for together, in their order: were an older one to come later, it would seem to be left out, as the chat has got a newer.
    const adding = (await due(subscription)).map(async (uid) => {
      const data = { kind: 'digest', subscription: id, uid, at: clock.now() } as const
      const isNew = await queue.add({ id: `digest:${id}:${uid}${life}`, data })
      if (isNew) log.info('digest scheduled', { subscription: id, target, uid })
    })
    await Promise.all(adding)
  }

  plan(limit: number): Promise<Run[]> {
    return this.#inTurn(async () => {
      const { subscriptions, clock } = this.#parts
      await this.#agenda.update()
      const now = clock.now()
      const runs: Run[] = []
      // Each of these groups has a run before those of all others.
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
