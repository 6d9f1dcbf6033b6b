import assert from 'node:assert/strict'
import test from 'node:test'
import type { TestContext } from 'node:test'
import { setImmediate } from 'node:timers/promises'
import type { DeliveryJob } from '../../src/delivery/deliver.ts'
import { createRecent } from '../../src/delivery/recent.ts'
import { outcomeOf } from '../../src/delivery/outcome.ts'
import type { Target } from '../../src/platforms/platform.ts'
import type { Job } from '../../src/queues/queue.ts'
import { choice, group, stage } from './stage.ts'

/** `running`: the jobs under way; `shown`: outcome and parts of the last deliveries. */
const watched = async (t: TestContext) => {
  const staged = await stage(t)
  const running: Job<DeliveryJob>[] = []
  const { ledger, subscriptions, clock } = staged
  const recent = createRecent({ ledger, queue: { running: async () => running }, subscriptions, clock })
  const shown = async (scope: Target | 'all' = 'all'): Promise<string[]> =>
    (await recent(scope, 9)).map((report) =>
      [report.uid, outcomeOf(report).outcome, ...report.parts.map(({ state, message }) => message?.message ?? state)].join(' '),
    )
  return { ...staged, running, shown }
}

test('a delivery under way is shown before anything has come of it, once', async (t) => {
  const { deliver, job, service, running, shown, issues } = await watched(t)
  issues['two'] = ['D']
  const arrived = Promise.withResolvers<void>()
  const post = service.platform.post.bind(service.platform)
  service.platform.post = async (...request) => {
    await arrived.promise
    return post(...request)
  }
  running.push(
    { id: 'job', data: job() },
    { id: 'other', data: job('digest', 'two') },
    { id: 'x', data: { ...job(), subscription: 'gone' } },
  )
  assert.deepEqual(await shown(), ['one waiting', 'two waiting'])
  const delivering = deliver(job())
  for (let turns = 0; turns < 10; turns++) await setImmediate()
  assert.deepEqual(await shown(), ['one waiting sending', 'two waiting'])
  assert.deepEqual([await shown(group), await shown({ ...group, chat: '-7' })], [await shown(), []])
  arrived.resolve()
  await delivering
  assert.deepEqual(await shown(), ['two waiting', 'one delivered message 1 message 2 message 3'])
})

test('of a chat those of its threads are shown too', async (t) => {
  const { deliver, job, shown, subscriptions, issues } = await watched(t)
  const thread = { ...group, thread: '7' }
  issues['two'] = ['D']
  const { subscription } = await subscriptions.put(choice(thread))
  await deliver(job())
  await deliver({ ...job('digest', 'two'), subscription: subscription.id })
  assert.deepEqual(await shown(thread), ['two delivered message 4'])
  assert.deepEqual(await shown(group), ['one delivered message 1 message 2 message 3', 'two delivered message 4'])
  await subscriptions.remove(thread)
  assert.equal((await shown(group)).length, 2, 'also when it has ended')
})

test('a send whose answer was lost is shown, with what went wrong, until it is known what came of it', async (t) => {
  const { deliver, job, service, shown, ledger } = await watched(t)
  service.before = () => {
    throw new Error('connection reset')
  }
  await assert.rejects(deliver(job()), /connection reset/)
  assert.deepEqual(await shown(), ['one waiting sending'])
  const [report] = await ledger.recent('all', 1)
  assert.ok(report)
  assert.equal(outcomeOf(report).why, 'connection reset')
  service.before = () => {}
  await deliver(job())
  assert.deepEqual(await shown(), ['one unknown unknown message 1 message 2'])
})
