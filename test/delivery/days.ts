/** From the archive to the chat, day by day, with the parts that the bot runs. */
import type { TestContext } from 'node:test'
import { openArchive } from '../../src/archive/archive.ts'
import type { DeliveryJob } from '../../src/delivery/deliver.ts'
import { createDelivery } from '../../src/delivery/delivery.ts'
import type { SubscriptionChoice } from '../../src/delivery/subscriptions.ts'
import { plainText } from '../../src/doc/plain.ts'
import type { Job } from '../../src/queues/queue.ts'
import { openSqliteStores } from '../../src/stores/sqlite.ts'
import { issueOf } from '../digest/issues.ts'
import { fakeClock } from '../fakes/clock.ts'
import { fakeLeases } from '../fakes/lease.ts'
import { recordingLog } from '../fakes/log.ts'
import { chatService, choice } from './stage.ts'

export const HOUR = 3_600_000
export const DAY = 24 * HOUR

/** Monday, 2 March 2026, 07:00 UTC. */
export const house = async (t: TestContext, chosen: Partial<SubscriptionChoice>, { isShared = false } = {}) => {
  const clock = fakeClock('2026-03-02T07:00Z')
  const stores = openSqliteStores(':memory:', { clock })
  const archive = openArchive(':memory:', { clock })
  t.after(async () => {
    archive.close()
    await stores.close()
  })
  const log = recordingLog()
  const service = chatService(clock, 0)
  service.platform.render = (doc) => [{ text: plainText(doc) }]
  const ids = new Set<string>()
  const waiting: Job<DeliveryJob>[] = []
  const delivery = createDelivery({
    archive,
    stores,
    queue: {
      async add(...jobs) {
        const added = jobs.filter(({ id }) => !ids.has(id))
        for (const { id } of added) ids.add(id)
        waiting.push(...added)
        return added
      },
      running: async () => [],
    },
    platforms: new Map([['chat', service.platform]]),
    async remember() {},
    ...(isShared ? { lease: fakeLeases(clock) } : {}),
    clock,
    log,
  })
  const file = (date: string, words: string, more: Parameters<typeof issueOf>[2] = {}) =>
    archive.put(issueOf(date, { twitter: [`${words} on ${date}.`] }, more))
  /** What the chat is shown from here to a time, looking each hour. */
  const until = async (time: string): Promise<string[]> => {
    const before = service.messages.length
    for (;;) {
      await delivery.schedule.look()
      for (const job of waiting.splice(0)) await delivery.deliver(job)
      if (clock.now() >= Date.parse(time)) break
      await clock.tick(Math.min(HOUR, Date.parse(time) - clock.now()))
    }
    return service.messages.slice(before).map(({ text }) => String(text))
  }
  await delivery.schedule.look()
  const subscribe = async (more: Partial<SubscriptionChoice>) => (await delivery.subscriptions.put({ ...choice(), ...more })).subscription
  const subscription = await subscribe(chosen)
  return { clock, archive, stores, delivery, service, file, until, subscribe, subscription, ids, waiting, log }
}
