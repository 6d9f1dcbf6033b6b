/** The whole way of a digest, from its hour over the queue and the ledger to a platform's servers, on a clock that the test moves. */
import type { TestContext } from 'node:test'
import { openArchive } from '../../src/archive/archive.ts'
import { createDelivery, type Delivery } from '../../src/delivery/delivery.ts'
import type { DeliveryJob } from '../../src/delivery/deliver.ts'
import type { Subscription } from '../../src/delivery/subscriptions.ts'
import type { Platform, Target } from '../../src/platforms/platform.ts'
import { openSqliteQueue } from '../../src/queues/sqlite.ts'
import { openSqliteStores } from '../../src/stores/sqlite.ts'
import { issueOf, item } from '../digest/issues.ts'
import { type FakeClock, fakeClock } from '../fakes/clock.ts'
import { type RecordingLog, recordingLog } from '../fakes/log.ts'

/** Who subscribes: told in private what goes wrong. */
export const OWNER = '42'
export const HOUR = 3_600_000

export interface Wire {
  clock: FakeClock
  log: RecordingLog
  delivery: Delivery
  subscribe(...targets: Target[]): Promise<void>
  subscription(target: Target): Promise<Subscription | undefined>
  /** It becomes eight: digests of an issue are on their way to all subscribers. */
  strike(): Promise<void>
  /** The issue changes, in its title and every item, and its correction is on its way. */
  correct(title: string): Promise<void>
  /** What the ledger says of the digest in a chat. */
  states(target: Target): Promise<string[]>
  why(target: Target): Promise<string>
  /** Whether all of it is there. */
  isWhole(target: Target): Promise<boolean>
  /** Lets time pass until it holds; rejects after 5 s of real time. */
  until(holds: () => boolean | Promise<boolean>): Promise<void>
}

const PATIENCE = 5000
const LONG = 'It is told at length, and in many words. '.repeat(6)

/** `items`: how many the issue has, each of some 260 characters. Ends with the test. */
export const openWire = (
  t: TestContext,
  make: (parts: { clock: FakeClock; log: RecordingLog }) => Platform,
  { items = 1, locale = 'en', clock = fakeClock('2026-03-02T07:59:30Z') }: { items?: number; locale?: string; clock?: FakeClock } = {},
): Wire => {
  const log = recordingLog()
  const stores = openSqliteStores(':memory:', { clock })
  const queue = openSqliteQueue<DeliveryJob>(':memory:', 'delivery', { clock, log })
  const archive = openArchive(':memory:', { clock })
  const platform = make({ clock, log })
  const platforms = new Map([[platform.name, platform]])
  const delivery = createDelivery({ archive, stores, queue, platforms, remember: async () => {}, clock, log })
  const write = (title: string): string => {
    const topics = Array.from({ length: items }, (_, n) => ({
      heading: `Topic ${n + 1}`,
      items: [item(`Thing ${n + 1} of “${title}”. ${LONG}`)],
    }))
    return archive.put(issueOf('2026-03-02', {}, { title, sections: [{ kind: 'twitter', heading: 'Twitter', topics }] })).uid
  }
  const uid = write('Otter opens')
  t.after(async () => {
    await Promise.all([queue.close(0), clock.tick(0)])
    await platform.stop()
    archive.close()
    await stores.close()
  })
  queue.work(delivery.deliver, { concurrency: 64, attempts: 20, failed: (job, error) => log.error('failed', { job: job.id, error }) })
  const parts = async (target: Target) => (await delivery.recent(target, 1)).flatMap((each) => each.parts)
  return {
    clock,
    log,
    delivery,
    async subscribe(...targets) {
      for (const target of targets)
        await delivery.subscriptions.put({
          target,
          sections: [],
          hour: '08:00',
          zone: 'UTC',
          layout: 'full',
          locale,
          createdBy: OWNER,
        })
    },
    subscription: (target) => delivery.subscriptions.get(target),
    async strike() {
      await delivery.schedule.look()
      await clock.tick(30_000)
      await delivery.schedule.look()
    },
    async correct(title) {
      // A minute later at least: an issue that is filed and changed at once is new.
      await clock.tick(60_000)
      write(title)
      await delivery.correct(uid)
    },
    states: async (target) => (await parts(target)).map(({ state }) => state),
    why: async (target) => (await parts(target)).map(({ why }) => why ?? '').join(),
    isWhole: async (target) => (await delivery.recent(target, 1))[0]?.finished === true,
    async until(holds) {
      for (const end = Date.now() + PATIENCE; !(await holds()); await clock.tick(100))
        if (Date.now() > end) throw new Error(`it never came about: ${JSON.stringify(log.records.slice(-5))}`)
    },
  }
}
