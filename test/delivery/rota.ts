/** A schedule over real stores, with one issue a subscription and minute, and a queue that only keeps ids. */
import type { TestContext } from 'node:test'
import type { Clock } from '../../src/clock.ts'
import { createChanges } from '../../src/delivery/changes.ts'
import type { DeliveryJob } from '../../src/delivery/deliver.ts'
import { type Schedule, createSchedule } from '../../src/delivery/schedule.ts'
import { type SubscriptionBook, createSubscriptions } from '../../src/delivery/subscriptions.ts'
import type { Job } from '../../src/queues/queue.ts'
import { openSqliteStores } from '../../src/stores/sqlite.ts'
import type { Stores } from '../../src/stores/store.ts'
import { type RecordingLog, recordingLog } from '../fakes/log.ts'
import { group } from './stage.ts'

export interface Process {
  subscriptions: SubscriptionBook
  schedule: Schedule
  /** How often subscriptions were read: one by one, and all. */
  reads: { one: number; all: number }
}

export interface Rota extends Process {
  jobs: Job<DeliveryJob>[]
  /** The uids of the jobs that were asked for together, each time. */
  asks: string[][]
  faults: { due?: Error; add?: Error; store?: Error; at?: Error; all?: Error }
  /** `due` is called for each subscription whose issues are asked for; `issues` are what is due, instead of one a minute. */
  hooks: { due?: (chat: string) => Promise<void>; issues?: string[] }
  stores: Stores
  log: RecordingLog
  /** Another process over the same stores. */
  open(): Process
  /** The minutes (UTC) in which jobs were made. */
  times(): string[]
}

export const rota = (t: TestContext, clock: Clock): Rota => {
  const stores = openSqliteStores(':memory:', { clock })
  t.after(() => stores.close())
  const log = recordingLog()
  const jobs: Job<DeliveryJob>[] = []
  const asks: string[][] = []
  const faults: Rota['faults'] = {}
  const hooks: Rota['hooks'] = {}
  const open = (): Process => {
    const changes = createChanges(stores.open('changes'))
    const subscriptions = createSubscriptions({
      store: stores.open('subscriptions'),
      moves: stores.open('subscription-moves'),
      threads: stores.open('subscription-threads'),
      ledger: { move: async () => {} },
      clock,
      changed: (key) => changes.note(key),
    })
    const reads = { one: 0, all: 0 }
    const schedule = createSchedule({
      subscriptions: {
        at(key) {
          reads.one++
          if (faults.at !== undefined) throw faults.at
          return subscriptions.at(key)
        },
        all() {
          reads.all++
          if (faults.all !== undefined) throw faults.all
          return subscriptions.all()
        },
      },
      changes: {
        async read(...args) {
          if (faults.store !== undefined) throw faults.store
          return changes.read(...args)
        },
      },
      queue: {
        async add(...asked) {
          if (faults.add !== undefined) throw faults.add
          asks.push(asked.map(({ data }) => data.uid))
          const added = asked.filter((job) => !jobs.some(({ id }) => id === job.id))
          jobs.push(...added)
          return added
        },
      },
      state: stores.open<number>('schedule'),
      async due({ target }) {
        await hooks.due?.(target.chat)
        if (faults.due !== undefined && target.chat === group.chat) throw faults.due
        return hooks.issues ?? [new Date(clock.now()).toISOString().slice(0, 16)]
      },
      clock,
      log,
    })
    return { subscriptions, schedule, reads }
  }
  return { ...open(), jobs, asks, faults, hooks, stores, log, open, times: () => jobs.map(({ data }) => data.uid) }
}
