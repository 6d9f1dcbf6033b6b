/** Several processes that bring digests to the same chats. */
import assert from 'node:assert/strict'
import test from 'node:test'
import type { TestContext } from 'node:test'
import { setImmediate } from 'node:timers/promises'
import type { DeliveryJob } from '../../src/delivery/deliver.ts'
import { RetryLater } from '../../src/errors.ts'
import { openSqliteStores } from '../../src/stores/sqlite.ts'
import { fakeClock } from '../fakes/clock.ts'
import { fakeLeases } from '../fakes/lease.ts'
import { chatService, choice, group, openHouse, text } from './stage.ts'

const ISSUES = { one: ['A', 'B', 'C'], two: ['D', 'E', 'F'], three: ['G', 'H'] }

/** Two processes over the same store and chats. */
const processes = async (t: TestContext) => {
  const clock = fakeClock()
  const stores = openSqliteStores(':memory:', { clock })
  t.after(() => stores.close())
  const service = chatService(clock, 0)
  const post = service.platform.post.bind(service.platform)
  service.platform.post = async (...request) => {
    await setImmediate()
    return post(...request)
  }
  const lease = fakeLeases(clock)
  const [here, there] = [1, 2].map(() => openHouse(stores, { clock, service, issues: ISSUES, lease }))
  assert.ok(here && there)
  const { subscription } = await here.subscriptions.put(choice())
  const job = (uid: keyof typeof ISSUES): DeliveryJob => ({ kind: 'digest', subscription: subscription.id, uid })
  return { clock, service, here, there, job, texts: () => service.messages.map(({ text }) => text) }
}

test('the digests of one chat are brought one after another: one whose chat is taken comes back', async (t) => {
  const { here, there, job, texts, clock } = await processes(t)
  const first = here.deliver(job('one'))
  for (const house of [there, here])
    await assert.rejects(house.deliver(job('two')), (error) => error instanceof RetryLater && error.ms === 1000)
  await first
  assert.deepEqual(texts(), ['A', 'B', 'C'].map(text))
  await Promise.allSettled([there.deliver(job('two')), here.deliver(job('three'))])
  await here.deliver(job('three'))
  assert.deepEqual(texts(), ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H'].map(text))
  assert.equal(clock.waiting(), 1, 'but the sweep of the store nothing is left to do')
})

test('a chat that is taken holds up no other', async (t) => {
  const { here, there, job, service } = await processes(t)
  const { subscription } = await there.subscriptions.put(choice({ ...group, chat: '-101' }))
  await Promise.all([here.deliver(job('one')), there.deliver({ ...job('two'), subscription: subscription.id })])
  assert.equal(service.messages.length, 6)
})

test('a chat stays taken for as long as its digest takes, and falls free when the process dies', async (t) => {
  const { here, there, job, service, texts, clock } = await processes(t)
  const sent = Promise.withResolvers<void>()
  const post = service.platform.post.bind(service.platform)
  service.platform.post = async (...request) => {
    service.platform.post = post
    await sent.promise
    return post(...request)
  }
  const slow = here.deliver(job('one'))
  await clock.tick(300_000)
  await assert.rejects(there.deliver(job('two')), RetryLater)
  sent.resolve()
  await slow
  // Its turn is not renewed any more.
  service.platform.post = () => new Promise(() => {})
  const after = t.mock.method(clock, 'after', () => () => {})
  void here.deliver(job('two'))
  await clock.tick(1000)
  after.mock.restore()
  service.platform.post = post
  await assert.rejects(there.deliver(job('three')), RetryLater)
  await clock.tick(30_000)
  await there.deliver(job('three'))
  assert.deepEqual(texts(), ['A', 'B', 'C', 'G', 'H'].map(text))
})

test('that a digest was published is noted when its chat is free again, and it is not published twice for that', async (t) => {
  const { here, there, job, service, clock } = await processes(t)
  await here.subscriptions.followable(group)
  const sent = Promise.withResolvers<void>()
  const published: string[] = []
  let next: Promise<void> | undefined
  const post = service.platform.post.bind(service.platform)
  service.platform.publish = async ({ message }) => {
    service.platform.post = async (...request) => {
      await sent.promise
      return post(...request)
    }
    next ??= there.deliver(job('two'))
    await setImmediate()
    return published.push(message) > 0
  }
  const first = here.deliver(job('one'))
  await clock.tick(5000)
  const publications = async () => (await here.ledger.parts(group, 'one')).map(({ publication }) => publication)
  assert.deepEqual([published, await publications()], [['message 1'], ['due', 'due', 'due']])
  sent.resolve()
  await clock.tick(10_000)
  await Promise.all([first, next])
  assert.deepEqual(
    published.toSorted(),
    Array.from({ length: 6 }, (_, n) => `message ${n + 1}`),
  )
  assert.deepEqual(await publications(), ['published', 'published', 'published'])
})
