import assert from 'node:assert/strict'
import test from 'node:test'
import type { SubscriptionChoice } from '../../src/delivery/subscriptions.ts'
import { fakeClock } from '../fakes/clock.ts'
import { rota } from './rota.ts'
import { choice, group } from './stage.ts'

const HOUR = 3_600_000
const arrival = (more: Partial<SubscriptionChoice> = {}): SubscriptionChoice => ({
  ...choice(),
  every: 'arrival',
  hour: '07:30',
  until: '22:00',
  ...more,
})

test('inside the window issues come when they are out, else when it opens', async (t) => {
  const clock = fakeClock('2026-03-02T07:00Z')
  const { subscriptions, schedule, times } = rota(t, clock)
  await subscriptions.put(arrival())
  await subscriptions.put(choice({ ...group, chat: 'daily' }))
  await schedule.look()
  await clock.tick(60_000)
  await schedule.arrived()
  assert.deepEqual(times(), [], 'before the window')
  await clock.tick(29 * 60_000)
  await schedule.look()
  assert.deepEqual(times(), ['2026-03-02T07:30'], 'it opens')
  await clock.tick(HOUR / 4)
  await schedule.arrived()
  assert.deepEqual(times(), ['2026-03-02T07:30', '2026-03-02T07:45'])
  await clock.tick(60_000)
  await schedule.look()
  assert.equal(times().length, 2, 'nothing came')
  await clock.tick(Date.parse('2026-03-02T22:00Z') - clock.now())
  await schedule.arrived()
  assert.deepEqual(times().slice(2), ['2026-03-02T22:00'], 'the daily one alone, which was slept through')
})

test('a window may go over midnight, and follows the clocks of its zone', async (t) => {
  const clock = fakeClock('2026-03-28T23:30Z')
  const { subscriptions, schedule, times } = rota(t, clock)
  // Berlin's clocks go from 02:00 to 03:00 at 01:00 UTC on 29 March 2026: the window is 22:00 UTC to 02:00 UTC.
  await schedule.look()
  await subscriptions.put(arrival({ hour: '23:00', until: '04:00', zone: 'Europe/Berlin' }))
  await clock.tick(2 * HOUR)
  await schedule.arrived()
  assert.deepEqual(times(), ['2026-03-29T01:30'])
  await clock.tick(HOUR / 2)
  await schedule.arrived()
  assert.equal(times().length, 1, 'it is 04:00 in Berlin')
})

test('news that could not be made jobs of are seen to in a minute; those of a process that died, at the start', async (t) => {
  const clock = fakeClock('2026-03-02T12:00Z')
  const { subscriptions, schedule, open, faults, times } = rota(t, clock)
  await schedule.look()
  await subscriptions.put(arrival())
  faults.add = new Error('no connection')
  await clock.tick(60_000)
  await schedule.arrived()
  delete faults.add
  await clock.tick(60_000)
  await schedule.look()
  assert.deepEqual(times(), ['2026-03-02T12:02'])
  await clock.tick(60_000)
  await schedule.look()
  assert.equal(times().length, 1)
  await clock.tick(60_000)
  await open().schedule.look()
  assert.deepEqual(times(), ['2026-03-02T12:02', '2026-03-02T12:04'])
})
