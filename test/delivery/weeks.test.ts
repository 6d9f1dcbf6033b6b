import assert from 'node:assert/strict'
import test from 'node:test'
import type { TestContext } from 'node:test'
import * as fc from 'fast-check'
import { type Timing, WEEKDAYS, isWeekly, lastRun, runsAfter } from '../../src/delivery/timing.ts'
import { createWeeks, dayOfWeekUid, weekUid } from '../../src/delivery/weeks.ts'
import { openSqliteStores } from '../../src/stores/sqlite.ts'
import { fakeClock } from '../fakes/clock.ts'
import { group } from './stage.ts'

const DAY = 86_400_000
const whose = { id: 'chat/-100~1', target: group }

const open = (t: TestContext) => {
  const clock = fakeClock()
  const stores = openSqliteStores(':memory:', { clock })
  t.after(() => stores.close())
  return { clock, one: createWeeks(stores.open('weeks')), other: createWeeks(stores.open('weeks')) }
}

test('of two processes that settle a week, both bring what the first found', async (t) => {
  const { one, other } = open(t)
  assert.equal(await one.of(whose, '2026-03-06'), undefined)
  await Promise.all([one.settle(whose, '2026-03-06', ['a', 'b']), other.settle(whose, '2026-03-06', ['a', 'b', 'c'])])
  const settled = await one.of(whose, '2026-03-06')
  assert.ok(settled !== undefined)
  assert.deepEqual(await other.of(whose, '2026-03-06'), settled)
  assert.deepEqual(await one.of({ id: 'anew', target: group }, '2026-03-06'), settled, 'made anew in the same chat')
  assert.deepEqual(await one.of({ id: whose.id, target: { ...group, chat: 'moved' } }, '2026-03-06'), settled, 'in a chat that moved')
  assert.equal(await one.of({ id: 'other', target: { ...group, chat: 'other' } }, '2026-03-06'), undefined)
})

test('the weeks before a day are those of the last fourteen', async (t) => {
  const { one, clock } = open(t)
  for (const day of ['2026-02-20', '2026-02-27', '2026-03-03', '2026-03-06']) await one.settle(whose, day, ['a'])
  assert.deepEqual(await one.before(whose, '2026-03-06'), ['2026-03-03', '2026-02-27', '2026-02-20'])
  assert.deepEqual(await one.before(whose, '2026-03-13'), ['2026-03-06', '2026-03-03', '2026-02-27'])
  await clock.tick(41 * DAY)
  assert.equal(await one.of(whose, '2026-03-06'), undefined, 'it is not kept for ever')
})

test('what stands for a week is no issue’s uid', () => {
  assert.equal(dayOfWeekUid(weekUid('2026-03-06')), '2026-03-06')
  for (const uid of ['26-03-06-week-2026-03-06', 'week-in-review', 'week-2026-03-06-otter']) assert.equal(dayOfWeekUid(uid), undefined)
})

test('the last run is behind, and the one after it ahead', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...WEEKDAYS, 'day' as const, 'arrival' as const),
      fc.constantFrom('Europe/Berlin', 'America/New_York', 'Pacific/Apia', 'Australia/Lord_Howe', 'Asia/Kathmandu'),
      fc.integer({ min: Date.UTC(2011, 0), max: Date.UTC(2030, 0) }),
      (every, zone, now) => {
        const timing: Timing = { every, hour: '02:30', zone }
        const run = lastRun(timing, now)
        assert.ok(run <= now && now - run < (isWeekly(every) ? 8 : 2) * DAY)
        assert.ok((runsAfter(timing, run, 1)[0] ?? 0) > now)
      },
    ),
    { numRuns: 200 },
  )
})
