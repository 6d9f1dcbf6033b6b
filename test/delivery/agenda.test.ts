/** What a look costs, and how what one process changes reaches the others. */
import assert from 'node:assert/strict'
import test from 'node:test'
import { setImmediate } from 'node:timers/promises'
import { fakeClock } from '../fakes/clock.ts'
import { rota } from './rota.ts'
import { choice, group } from './stage.ts'

const HOUR = 3_600_000

test('a minute in which nothing is due reads no subscription, and one in which some are reads only those', async (t) => {
  const clock = fakeClock('2026-03-02T07:00:10Z')
  const { subscriptions, schedule, reads, jobs } = rota(t, clock)
  for (let chat = 0; chat < 60; chat++) {
    const hour = chat % 20 === 0 ? '08:00' : '09:00'
    await subscriptions.put({ ...choice({ ...group, chat: `${chat}` }), hour })
  }
  await schedule.look()
  assert.deepEqual(reads, { one: 0, all: 1 })
  for (let minute = 0; minute < 59; minute++) {
    await clock.tick(60_000)
    await schedule.look()
  }
  assert.deepEqual(reads, { one: 0, all: 1 })
  await clock.tick(60_000)
  await schedule.look()
  assert.deepEqual([reads, jobs.length], [{ one: 3, all: 1 }, 3])
})

const at = (chat: string) => ({ ...group, chat })

test('what one process subscribes, changes, pauses and ends, another sees at its next look', async (t) => {
  const clock = fakeClock('2026-03-02T07:00:10Z')
  const { subscriptions, open, jobs } = rota(t, clock)
  const other = open()
  await other.schedule.look()
  for (const chat of ['new', 'changed', 'paused', 'ended']) await subscriptions.put(choice(at(chat)))
  await other.schedule.look()
  await subscriptions.put({ ...choice(at('changed')), hour: '08:30' })
  await subscriptions.pause(at('paused'), 'kicked')
  await subscriptions.remove(at('ended'))
  await subscriptions.move(at('new'), at('moved'))
  await clock.tick(HOUR)
  await other.schedule.look()
  const chats = async (): Promise<(string | undefined)[]> =>
    Promise.all(jobs.map(async ({ data }) => (await other.subscriptions.byId(data.subscription))?.target.chat))
  assert.deepEqual(await chats(), ['moved'])
  await clock.tick(HOUR / 2)
  await other.schedule.look()
  assert.deepEqual(await chats(), ['moved', 'changed'])
  assert.equal(other.reads.all, 1)
})

test('a process that was away for days, or whose notes were lost, reads everything', async (t) => {
  const clock = fakeClock('2026-03-02T07:00:10Z')
  const { subscriptions, open, jobs } = rota(t, clock)
  const other = open()
  await other.schedule.look()
  await subscriptions.put(choice())
  await clock.tick(72 * HOUR)
  await other.schedule.look()
  assert.deepEqual([other.reads.all, jobs.length], [2, 1])
  await clock.tick(24 * HOUR)
  await other.schedule.look()
  assert.deepEqual([other.reads.all, jobs.length], [3, 2], 'once a day in any case')
})

test('notes that are gone before they are read are made up for', async (t) => {
  const { subscriptions, open, stores } = rota(t, fakeClock('2026-03-02T07:59:10Z'))
  const other = open()
  await other.schedule.look()
  await subscriptions.put(choice())
  await stores.open('changes').delete('1')
  await other.schedule.look()
  assert.equal(other.reads.all, 2)
  assert.equal((await other.schedule.plan(1)).length, 1)
})

for (const fault of ['at', 'all'] as const)
  test(`what changed while the store failed is seen when it is back (${fault})`, async (t) => {
    const clock = fakeClock('2026-03-02T07:55Z')
    const { subscriptions, open, stores, faults, jobs } = rota(t, clock)
    const other = open()
    await other.schedule.look()
    await subscriptions.put(choice())
    // Without its note, everything is read.
    if (fault === 'all') await stores.open('changes').delete('1')
    faults[fault] = new Error('the store is away')
    await assert.rejects(other.schedule.look(), /away/)
    delete faults[fault]
    for (let minute = 0; minute < 5; minute++) {
      await clock.tick(60_000)
      await other.schedule.look()
    }
    assert.equal(jobs.length, 1)
  })

test('what is paused or changed while others of its hour are seen to is left alone', async (t) => {
  const clock = fakeClock('2026-03-02T07:59:10Z')
  const { subscriptions, schedule, hooks, jobs } = rota(t, clock)
  // Those that are seen to side by side with the first come before them.
  const others = Array.from({ length: 99 }, (_, n) => String(n))
  for (const chat of ['a', ...others, 'paused', 'changed']) await subscriptions.put(choice(at(chat)))
  await schedule.look()
  hooks.due = async (chat) => {
    if (chat !== 'a') return
    await subscriptions.pause(at('paused'), 'kicked')
    await subscriptions.put({ ...choice(at('changed')), hour: '09:00' })
  }
  await clock.tick(60_000)
  await schedule.look()
  assert.equal(jobs.length, 1 + others.length)
})

test('those of an hour are seen to a hundred side by side, and when it was is found once for all', async (t) => {
  const clock = fakeClock('2026-03-02T07:59:10Z')
  const { subscriptions, schedule, hooks, jobs } = rota(t, clock)
  for (let n = 0; n < 250; n++) await subscriptions.put(choice(at(String(n))))
  await schedule.look()
  let [side, most] = [0, 0]
  hooks.due = async () => {
    most = Math.max(most, ++side)
    await setImmediate()
    side--
  }
  const zones = t.mock.method(Intl.DateTimeFormat.prototype, 'formatToParts')
  await clock.tick(60_000)
  await schedule.look()
  assert.deepEqual([jobs.length, most], [250, 100])
  assert.ok(zones.mock.callCount() < 100, `${zones.mock.callCount()} looks at a calendar`)
})

test('of two processes that look at the same time, one job comes', async (t) => {
  const clock = fakeClock('2026-03-02T07:59:10Z')
  const { subscriptions, schedule, open, jobs } = rota(t, clock)
  const other = open()
  await subscriptions.put(choice())
  await Promise.all([schedule.look(), other.schedule.look()])
  await clock.tick(60_000)
  await Promise.all([schedule.look(), other.schedule.look()])
  assert.equal(jobs.length, 1)
})

test('one whose hour or zone is none is told, and stops nobody else', async (t) => {
  const clock = fakeClock('2026-03-02T07:59Z')
  const { subscriptions, schedule, jobs, log } = rota(t, clock)
  await subscriptions.put({ ...choice(at('lost')), zone: 'Mars/Base' })
  await subscriptions.put({ ...choice(at('odd')), every: 'arrival', until: '25:00' })
  await subscriptions.put(choice(at('well')))
  await schedule.look()
  await clock.tick(60_000)
  await schedule.look()
  assert.equal(jobs.length, 1)
  assert.deepEqual(
    log.records.filter(({ level }) => level === 'error').map(({ fields }) => fields?.['target']),
    ['chat/lost', 'chat/odd'],
  )
})
