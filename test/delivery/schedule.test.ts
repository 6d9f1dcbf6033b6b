import assert from 'node:assert/strict'
import test from 'node:test'
import { systemClock } from '../../src/clock.ts'
import { fakeClock } from '../fakes/clock.ts'
import { rota } from './rota.ts'
import { choice, group } from './stage.ts'

test('a digest becomes a job at its hour, once', async (t) => {
  const clock = fakeClock('2026-03-02T07:58:30Z')
  const { subscriptions, schedule, jobs } = rota(t, clock)
  const { subscription } = await subscriptions.put(choice())
  for (let minute = 0; minute < 5; minute++) {
    await schedule.look()
    await schedule.look()
    await clock.tick(60_000)
  }
  const uid = '2026-03-02T08:00'
  const { id } = subscription
  const at = Date.parse('2026-03-02T08:00:30Z')
  assert.deepEqual(jobs, [{ id: `digest:${id}:${uid}`, data: { kind: 'digest', subscription: id, uid, at } }])
})

test('the jobs of a chat are asked for together, so that no crash comes between: the rest would pass for older than what it has got', async (t) => {
  const clock = fakeClock('2026-03-02T07:59:30Z')
  const { subscriptions, schedule, asks, hooks } = rota(t, clock)
  await subscriptions.put(choice())
  await schedule.look()
  hooks.issues = ['three', 'two', 'one']
  await clock.tick(60_000)
  await schedule.look()
  assert.deepEqual(asks, [['three', 'two', 'one']])
})

test('the hour is kept when the clocks change, in both directions', async (t) => {
  for (const [from, hour, expected] of [
    ['2026-03-07T00:30Z', '02:30', ['2026-03-07T07:30', '2026-03-08T07:00', '2026-03-09T06:30']],
    ['2026-10-31T00:30Z', '01:30', ['2026-10-31T05:30', '2026-11-01T05:30', '2026-11-02T06:30']],
  ] as const) {
    const clock = fakeClock(from)
    const { subscriptions, schedule, times } = rota(t, clock)
    await subscriptions.put({ ...choice(), hour, zone: 'America/New_York' })
    const end = clock.now() + 72 * 3_600_000
    while (clock.now() < end) {
      await schedule.look()
      await clock.tick(30 * 60_000)
    }
    assert.deepEqual(times(), expected)
  }
})

test('what was slept through is caught up with, once', async (t) => {
  const clock = fakeClock('2026-03-02T07:00Z')
  const { subscriptions, open, times } = rota(t, clock)
  await subscriptions.put(choice())
  await open().schedule.look()
  await clock.tick(50 * 3_600_000)
  await open().schedule.look()
  await clock.tick(60_000)
  await open().schedule.look()
  assert.deepEqual(times(), ['2026-03-04T09:00'])
})

test('a new subscription waits for its hour, also after a sleep; the first start catches up with nothing', async (t) => {
  const clock = fakeClock('2026-03-02T07:00Z')
  const { subscriptions, open, times } = rota(t, clock)
  await subscriptions.put(choice())
  await clock.tick(2 * 3_600_000)
  await open().schedule.look()
  assert.deepEqual(times(), [], 'the first start')
  await clock.tick(24 * 3_600_000)
  await subscriptions.remove(group)
  await subscriptions.put(choice({ ...group, chat: 'late' }))
  await clock.tick(60_000)
  await open().schedule.look()
  assert.deepEqual(times(), [], 'subscribed after its hour')
})

test('a paused or removed subscription makes no job', async (t) => {
  const clock = fakeClock('2026-03-02T07:59Z')
  const { subscriptions, schedule, times } = rota(t, clock)
  await subscriptions.put(choice())
  await subscriptions.put(choice({ ...group, chat: 'gone' }))
  await schedule.look()
  await subscriptions.pause(group, 'kicked')
  await subscriptions.remove({ ...group, chat: 'gone' })
  await clock.tick(60_000)
  await schedule.look()
  assert.deepEqual(times(), [])
})

test('a failure for one subscription is tried again, and does not touch the others', async (t) => {
  const clock = fakeClock('2026-03-02T07:59Z')
  const { subscriptions, schedule, jobs, times, faults, log } = rota(t, clock)
  await subscriptions.put(choice())
  const { subscription: other } = await subscriptions.put(choice({ ...group, chat: 'other' }))
  await schedule.look()
  faults.due = new Error('the archive is busy')
  for (let minute = 0; minute < 3; minute++) {
    await clock.tick(60_000)
    await schedule.look()
  }
  assert.deepEqual(
    jobs.map(({ data }) => data.subscription),
    [other.id],
  )
  assert.equal(log.records.filter(({ level }) => level === 'error').length, 3)
  delete faults.due
  for (let minute = 0; minute < 2; minute++) {
    await clock.tick(60_000)
    await schedule.look()
  }
  assert.deepEqual(times(), ['2026-03-02T08:00', '2026-03-02T08:03'])
})

test('a queue that is away loses no digest', async (t) => {
  const clock = fakeClock('2026-03-02T07:59Z')
  const { subscriptions, open, times, faults } = rota(t, clock)
  await subscriptions.put(choice())
  await open().schedule.look()
  faults.add = new Error('no connection')
  await clock.tick(60_000)
  await open().schedule.look()
  delete faults.add
  await clock.tick(60_000)
  await open().schedule.look()
  assert.deepEqual(times(), ['2026-03-02T08:01'])
})

test('a queue that is away over many digests is told once a look, each of them in detail only', async (t) => {
  const clock = fakeClock('2026-03-02T07:59Z')
  const { subscriptions, schedule, faults, log, jobs } = rota(t, clock)
  for (let chat = 0; chat < 5; chat++) await subscriptions.put(choice({ ...group, chat: `${chat}` }))
  await schedule.look()
  faults.add = new Error('no connection')
  await clock.tick(60_000)
  await schedule.look()
  const told = log.records.filter(({ message }) => message.startsWith('a digest could not be scheduled'))
  assert.deepEqual(
    told.map(({ level }) => level),
    ['error', 'debug', 'debug', 'debug', 'debug'],
  )
  delete faults.add
  await clock.tick(60_000)
  await schedule.look()
  assert.equal(jobs.length, 5)
})

test('a clock that was wrong and is set back does not stop the digests', async (t) => {
  let now = Date.parse('2036-01-01T00:00Z')
  const { subscriptions, schedule, times } = rota(t, { now: () => now, after: () => () => {} })
  await subscriptions.put(choice({ ...group, chat: 'before' }))
  await schedule.look()
  now = Date.parse('2026-03-02T07:58Z')
  await subscriptions.put(choice())
  for (let minute = 0; minute < 3; minute++) {
    await schedule.look()
    now += 60_000
  }
  assert.deepEqual(times(), ['2026-03-02T08:00', '2026-03-02T08:00'])
})

test('the plan says who is next, and when', async (t) => {
  const clock = fakeClock('2026-03-02T12:00Z')
  const { subscriptions, schedule } = rota(t, clock)
  await subscriptions.put(choice())
  await subscriptions.put({ ...choice({ ...group, chat: 'berlin' }), zone: 'Europe/Berlin' })
  const plan = await schedule.plan(3)
  assert.deepEqual(
    plan.map(({ at, subscription }) => [new Date(at).toISOString().slice(0, 16), subscription.target.chat]),
    [
      ['2026-03-03T07:00', 'berlin'],
      ['2026-03-03T08:00', '-100'],
      ['2026-03-04T07:00', 'berlin'],
    ],
  )
})

test('a plan reads no more subscriptions than it shows, and who is paused is not in it', async (t) => {
  const { subscriptions, schedule, reads } = rota(t, fakeClock('2026-03-02T12:00Z'))
  for (let chat = 0; chat < 40; chat++) await subscriptions.put(choice({ ...group, chat: `${chat}` }))
  await subscriptions.pause({ ...group, chat: '3' }, 'kicked')
  assert.equal((await schedule.plan(100)).filter(({ subscription }) => subscription.target.chat === '3').length, 0)
  const before = reads.one
  assert.equal((await schedule.plan(6)).length, 6)
  assert.equal(reads.one - before, 6)
})

test('started, it looks every minute until it is stopped', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout', 'setInterval', 'Date'], now: Date.parse('2026-03-02T07:58:30Z') })
  const { subscriptions, schedule, times } = rota(t, systemClock)
  await subscriptions.put(choice())
  await schedule.start()
  const pass = async (seconds: number): Promise<void> => {
    for (let second = 0; second < seconds; second++) {
      t.mock.timers.tick(1000)
      for (let turn = 0; turn < 4; turn++) await new Promise((resolve) => setImmediate(resolve))
    }
  }
  await pass(60)
  assert.deepEqual(times(), [])
  await pass(60)
  assert.deepEqual(times(), ['2026-03-02T08:00'])
  await schedule.stop()
  t.mock.timers.setTime(Date.parse('2026-03-03T07:59:58Z'))
  await pass(10)
  assert.equal(times().length, 1)
})

test('a store that is away is told once, and when it is back', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout', 'setInterval', 'Date'], now: Date.parse('2026-03-02T07:58:30Z') })
  const { schedule, faults, log } = rota(t, systemClock)
  const pass = async (minutes: number): Promise<void> => {
    for (let second = 0; second < 60 * minutes; second++) {
      t.mock.timers.tick(1000)
      for (let turn = 0; turn < 4; turn++) await new Promise((resolve) => setImmediate(resolve))
    }
  }
  const told = (): string[] => log.records.filter(({ level }) => level !== 'debug').map(({ level }) => level)
  faults.store = new Error('no connection')
  await schedule.start()
  await pass(4)
  assert.deepEqual(told(), ['error'])
  delete faults.store
  await pass(3)
  assert.deepEqual(told(), ['error', 'info'])
  await schedule.stop()
})
