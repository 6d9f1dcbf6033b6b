/** A platform that cannot be reached for days, while issues come and the schedule is kept. */
import assert from 'node:assert/strict'
import test from 'node:test'
import { RetryLater } from '../../src/errors.ts'
import { DAY, HOUR, house } from './days.ts'
import { stage, text } from './stage.ts'

test('after an outage of days a chat gets the last of them, not all', async (t) => {
  const { file, delivery, service, waiting, clock } = await house(t, {})
  service.before = () => {
    throw new RetryLater(10_000)
  }
  const run = async (hours: number): Promise<void> => {
    for (let hour = 0; hour < hours; hour++) {
      await delivery.schedule.look()
      for (const job of waiting.splice(0)) {
        try {
          await delivery.deliver(job)
        } catch (error) {
          assert.ok(error instanceof RetryLater)
          waiting.push(job)
        }
      }
      await clock.tick(HOUR)
    }
  }
  const days = Array.from({ length: 6 }, (_, n) => new Date(Date.parse('2026-03-02') + n * DAY).toISOString().slice(0, 10))
  for (const day of days) {
    file(day, 'News')
    await run(24)
  }
  assert.equal(waiting.length, 3, 'of the others nobody thinks any more')
  service.before = () => {}
  await run(1)
  assert.deepEqual(
    service.messages.map(({ text }) => /News on (\S+)\./.exec(String(text))?.[1]),
    days.slice(-3),
  )
  assert.deepEqual(waiting, [])
})

test('the digest of a week comes until the next is near, which has its issues then', async (t) => {
  const { deliver, job, texts, clock, issues } = await stage(t)
  issues['week-2026-03-02'] = ['W']
  issues['week-2026-03-01'] = ['V']
  await clock.tick(5 * DAY)
  await deliver({ ...job('digest', 'week-2026-03-02'), at: clock.now() - 5 * DAY })
  await deliver({ ...job('digest', 'week-2026-03-01'), at: clock.now() })
  await deliver({ ...job(), at: clock.now() - 5 * DAY })
  assert.deepEqual(texts(), [text('W')])
})

test('what a chat has some of is finished, however late', async (t) => {
  const { deliver, job, service, texts, clock } = await stage(t)
  const late = { ...job(), at: clock.now() }
  service.before = (post) => {
    if (post === 2) throw new RetryLater(1000)
  }
  await assert.rejects(deliver(late), RetryLater)
  await clock.tick(4 * DAY)
  await deliver(late)
  assert.deepEqual(texts(), ['A', 'B', 'C'].map(text))
})
