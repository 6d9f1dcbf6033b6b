/** The digests of a chat come in the order of their issues, also when some of them are turned away. */
import assert from 'node:assert/strict'
import test from 'node:test'
import type { TestContext } from 'node:test'
import type { DeliveryJob } from '../../src/delivery/deliver.ts'
import { createDelivery } from '../../src/delivery/delivery.ts'
import { RetryLater } from '../../src/errors.ts'
import { openSqliteQueue } from '../../src/queues/sqlite.ts'
import { recordingLog } from '../fakes/log.ts'
import { DAY, HOUR, house } from './days.ts'
import { group } from './stage.ts'

const MINUTE = HOUR / 60
const CHATS = 8

/** Some chats whose bot slept through three days, and has just woken. */
const slept = async (t: TestContext) => {
  const { archive, stores, service, clock, file, subscribe, until } = await house(t, {})
  // A post may be repeated.
  Object.assign(service.platform, { dedupeWindow: HOUR })
  for (let chat = 1; chat < CHATS; chat++) await subscribe({ target: { ...group, chat: `${chat}` } })
  const queue = openSqliteQueue<DeliveryJob>(':memory:', 'delivery', { clock, log: recordingLog() })
  const delivery = createDelivery({
    archive,
    stores,
    queue,
    platforms: new Map([['chat', service.platform]]),
    remember: async () => {},
    clock,
    log: recordingLog(),
  })
  t.after(async () => {
    const closing = queue.close(0)
    await clock.tick(0)
    await closing
  })
  file('2026-03-01', 'News')
  assert.equal((await until('2026-03-02T08:00Z')).length, CHATS)
  service.messages.length = 0
  const days = ['2026-03-02', '2026-03-03', '2026-03-04']
  for (const day of days) {
    await clock.tick(DAY)
    file(day, 'News')
  }
  await delivery.schedule.look()
  queue.work(delivery.deliver, { concurrency: 64, attempts: 20, failed: delivery.failed })
  /** The days that each chat has got, in their order. */
  const got = () => {
    const chats = Map.groupBy(service.messages, ({ chat }) => chat)
    return [...chats.values()].map((messages) => messages.map(({ text }) => / on (\S+)\./.exec(String(text))?.[1]))
  }
  return { service, clock, days, got }
}

for (const [what, fault] of [
  ['a failure', () => new Error('503')],
  ['a rate limit', () => new RetryLater(MINUTE)],
] as const)
  test(`digests that are turned away by ${what} come in their order after all`, async (t) => {
    const { service, clock, days, got } = await slept(t)
    const turnedAway = new Set<string>()
    service.before = (_, chat) => {
      // The first of each chat; the next one would come at once.
      if (!turnedAway.has(chat) && turnedAway.add(chat)) throw fault()
    }
    await clock.tick(2 * MINUTE)
    assert.equal(turnedAway.size, CHATS)
    assert.deepEqual(
      got(),
      Array.from({ length: CHATS }, () => days),
    )
  })

/** A chat with two digests to come. */
const two = async (t: TestContext) => {
  const { clock, file, until, service, delivery, waiting } = await house(t, {})
  file('2026-03-01', 'News')
  await until('2026-03-02T08:00Z')
  service.messages.length = 0
  for (const day of ['2026-03-02', '2026-03-03']) {
    await clock.tick(DAY)
    file(day, 'News')
  }
  await delivery.schedule.look()
  const [first, second] = waiting
  assert.ok(first && second)
  return { service, waiting, first, second, deliver: delivery.deliver }
}

test('a digest waits for an earlier one until that is posted or given up', async (t) => {
  const one = await two(t)
  await assert.rejects(one.deliver(one.second), RetryLater)
  assert.equal(one.service.messages.length, 0)
  await one.deliver(one.first)
  await one.deliver(one.second)
  assert.equal(one.service.messages.length, 2, 'though the first is still to be published')
  const other = await two(t)
  other.waiting.shift()
  await other.deliver(other.second)
  assert.equal(other.service.messages.length, 1)
})

test('a digest of which a part is posted goes on before an earlier one that comes late', async (t) => {
  const { service, waiting, first, second, deliver } = await two(t)
  service.platform.render = () => [{ text: 'A' }, { text: 'B' }]
  service.before = (post) => {
    if (post === 3) throw new RetryLater(1000)
  }
  waiting.shift()
  await assert.rejects(deliver(second), RetryLater)
  waiting.unshift(first)
  await deliver(second)
  assert.deepEqual(
    service.messages.map(({ text }) => text),
    ['A', 'B'],
  )
})
