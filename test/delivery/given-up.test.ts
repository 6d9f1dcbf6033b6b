/** Weekly digests that are given up: the next is a week away. */
import assert from 'node:assert/strict'
import test from 'node:test'
import type { TestContext } from 'node:test'
import { RetryLater } from '../../src/errors.ts'
import { ProcessDied } from '../../src/queues/queue.ts'
import { DAY, HOUR, house } from './days.ts'

/** A chat whose first weekly digest is due. */
const due = async (t: TestContext) => {
  const home = await house(t, { every: 'tuesday' })
  const { file, clock, delivery, waiting, ids } = home
  file('2026-03-02', 'News')
  await clock.tick(25 * HOUR)
  await delivery.schedule.look()
  const [job] = waiting.splice(0)
  assert.equal(job?.data.uid, 'week-2026-03-03')
  const giveUp = async (error: Error) => {
    ids.delete(job.id)
    delivery.failed(job, error)
    await clock.tick(0)
    return waiting.splice(0)
  }
  return { ...home, job, giveUp }
}

test('a weekly digest that has used up its attempts is tried again, until the next one is near', async (t) => {
  const { clock, job, giveUp } = await due(t)
  assert.deepEqual(await giveUp(new Error('503')), [job])
  assert.deepEqual(await giveUp(new ProcessDied(20)), [])
  await clock.tick(6 * DAY)
  assert.deepEqual(await giveUp(new Error('503')), [])
})

for (const [what, stop, shown] of [
  ['of which nothing came', 1, ['2026-03-06', '2026-03-02']],
  ['of which some came', 2, ['2026-03-06']],
] as const)
  test(`the issues of a weekly digest ${what} are in one digest`, async (t) => {
    const { service, file, clock, delivery, until, job } = await due(t)
    const { render } = service.platform
    service.platform.render = (doc) => [...render(doc), { text: 'The end.' }]
    service.before = (post) => {
      if (post === stop) throw new RetryLater(DAY)
    }
    await assert.rejects(delivery.deliver(job), RetryLater)
    service.messages.length = 0
    file('2026-03-06', 'News')
    await clock.tick(Date.parse('2026-03-10T08:00Z') - clock.now())
    const next = await until('2026-03-10T09:00Z')
    assert.deepEqual(
      [...next.join('\n').matchAll(/News on (\S+)\./g)].map(([, day]) => day),
      shown,
    )
    await delivery.deliver(job)
    assert.ok(service.messages.slice(next.length).every(({ text }) => text === 'The end.'))
  })
