/** What subscriptions get, day by day: from the archive to the chat, with the parts that the bot runs. */
import assert from 'node:assert/strict'
import test from 'node:test'
import { openArchive } from '../../src/archive/archive.ts'
import { createDelivery } from '../../src/delivery/delivery.ts'
import { openSqliteStores } from '../../src/stores/sqlite.ts'
import { issueOf } from '../digest/issues.ts'
import { fakeClock } from '../fakes/clock.ts'
import { recordingLog } from '../fakes/log.ts'
import { DAY, HOUR, house } from './days.ts'
import { choice, group } from './stage.ts'

/** The days of the issues in a message, as their items say. */
const daysIn = (text = ''): string[] => [...new Set([...text.matchAll(/ on (\d{4}-\d\d-\d\d)\./g)].map(([, day = '']) => day))]

test('a week is one digest of its issues, newest first, and none of them twice', async (t) => {
  const { file, until, delivery, subscription, ids } = await house(t, { every: 'friday' })
  for (const day of ['2026-02-20', '2026-02-27', '2026-03-02', '2026-03-03']) file(day, 'News')
  assert.deepEqual(await delivery.due(subscription), ['26-03-03-issue', '26-03-02-issue', '26-02-27-issue'])
  assert.deepEqual(await until('2026-03-06T07:59Z'), [])
  file('2026-03-05', 'News')
  const [first, ...more] = await until('2026-03-07T12:00Z')
  assert.deepEqual(more, [])
  assert.match(first ?? '', /^The week/)
  assert.deepEqual(daysIn(first), ['2026-03-05', '2026-03-03', '2026-03-02', '2026-02-27'])
  assert.deepEqual([...ids], [`digest:${subscription.id}:week-2026-03-06`])
  file('2026-03-04', 'Late news')
  file('2026-03-10', 'News')
  const [second] = await until('2026-03-13T12:00Z')
  assert.deepEqual(daysIn(second), ['2026-03-10', '2026-03-04'], 'what came late is made up for')
})

test('a week that was slept through is caught up with once, under its own day; one that never came is made up for', async (t) => {
  const { file, until, clock, ids, service, delivery, waiting } = await house(t, { every: 'tuesday' })
  file('2026-03-02', 'News')
  await clock.tick(3 * DAY)
  const [late] = await until('2026-03-05T09:00Z')
  assert.deepEqual(daysIn(late), ['2026-03-02'])
  assert.deepEqual(
    [...ids].map((id) => id.split(':').at(-1)),
    ['week-2026-03-03'],
  )
  file('2026-03-06', 'News')
  await clock.tick(Date.parse('2026-03-10T08:00Z') - clock.now())
  await delivery.schedule.look()
  assert.equal(waiting.splice(0).length, 1, 'its job is lost')
  file('2026-03-12', 'News')
  const [next] = await until('2026-03-17T09:00Z')
  assert.deepEqual(daysIn(next), ['2026-03-12', '2026-03-06'])
  assert.equal(service.messages.length, 2)
})

test('who goes from a week to days, and back, gets nothing again', async (t) => {
  const { file, until, subscribe } = await house(t, { every: 'tuesday' })
  file('2026-03-02', 'News')
  assert.equal((await until('2026-03-03T09:00Z')).length, 1)
  await subscribe({ every: 'day' })
  assert.deepEqual(await until('2026-03-04T09:00Z'), [])
  file('2026-03-04', 'News')
  assert.deepEqual((await until('2026-03-05T09:00Z')).map(daysIn), [['2026-03-04']])
  await subscribe({ every: 'friday' })
  file('2026-03-05', 'News')
  assert.deepEqual((await until('2026-03-06T09:00Z')).map(daysIn), [['2026-03-05']])
})

test('who ends a weekly subscription and makes it anew gets no issue twice', async (t) => {
  const { file, until, subscribe, delivery, subscription } = await house(t, { every: 'tuesday' })
  file('2026-03-02', 'News')
  assert.equal((await until('2026-03-03T09:00Z')).length, 1)
  await delivery.subscriptions.remove(group)
  const anew = await subscribe({ every: 'friday' })
  assert.notEqual(anew.id, subscription.id)
  file('2026-03-04', 'News')
  assert.deepEqual((await until('2026-03-06T09:00Z')).map(daysIn), [['2026-03-04']])
})

test('a chat that moves takes the weeks that it had along', async (t) => {
  const { file, until, delivery } = await house(t, { every: 'tuesday' })
  file('2026-03-02', 'News')
  assert.equal((await until('2026-03-03T09:00Z')).length, 1)
  await delivery.subscriptions.move(group, { ...group, chat: 'moved' })
  file('2026-03-09', 'News')
  assert.deepEqual((await until('2026-03-10T09:00Z')).map(daysIn), [['2026-03-09']])
})

test('quiet days come as usual, as a line, or not at all', async (t) => {
  for (const [quiet, shown] of [
    ['usual', [/A quiet day\.[^]*Rest on/, /News on/]],
    ['line', [/^A quiet day\. Issue of 2026-03-02/, /News on/]],
    ['skip', [/News on/]],
  ] as const) {
    const { file, until } = await house(t, { quiet })
    file('2026-03-02', 'Rest', { quiet: true })
    const texts = await until('2026-03-03T07:30Z')
    file('2026-03-03', 'News')
    texts.push(...(await until('2026-03-04T09:00Z')))
    assert.equal(texts.length, shown.length, quiet)
    shown.forEach((pattern, at) => assert.match(texts[at] ?? '', pattern))
  }
})

test('who watches names gets the days that mention one; others bring nothing, or a line', async (t) => {
  for (const [quiet, count] of [
    ['usual', 1],
    ['skip', 1],
    ['line', 2],
  ] as const) {
    const { file, until } = await house(t, { about: ['Llama 3'], quiet })
    file('2026-03-01', 'Llama 3.1 landed')
    const texts = await until('2026-03-02T12:00Z')
    file('2026-03-02', 'Llama 3 landed')
    texts.push(...(await until('2026-03-03T12:00Z')))
    assert.equal(texts.length, count, quiet)
    assert.match(texts.at(-1) ?? '', /about Llama 3[^]*Llama 3 landed/)
    if (quiet === 'line') assert.match(texts[0] ?? '', /^Nothing about Llama 3\./)
  }
})

test('what arrives comes at once inside the window, and once', async (t) => {
  const window = { every: 'arrival', hour: '07:30', until: '22:00' } as const
  const { file, until, delivery, clock, waiting, subscribe } = await house(t, window)
  await delivery.subscriptions.remove(group)
  file('2026-03-01', 'Old news')
  await clock.tick(HOUR / 2)
  const subscription = await subscribe(window)
  assert.deepEqual(await until('2026-03-02T12:00Z'), [], 'what was out before does not arrive')
  await clock.tick(1)
  const { uid } = file('2026-03-02', 'News')
  await delivery.schedule.arrived()
  assert.deepEqual(
    waiting.map(({ id }) => id),
    [`digest:${subscription.id}:${uid}`],
  )
  assert.deepEqual((await until('2026-03-02T23:00Z')).map(daysIn), [['2026-03-02']])
  file('2026-03-03', 'Night news')
  await delivery.schedule.arrived()
  assert.deepEqual(waiting, [])
  assert.deepEqual(await until('2026-03-03T07:29Z'), [])
  assert.deepEqual((await until('2026-03-03T07:30Z')).map(daysIn), [['2026-03-03']])
  await delivery.schedule.arrived()
  assert.deepEqual(await until('2026-03-04T09:00Z'), [])
})

test('what arrives a minute after somebody subscribed, by a clock that is two minutes behind, comes', async (t) => {
  const { file, delivery, clock, subscription, waiting } = await house(t, { every: 'arrival', hour: '00:00' }, { isShared: true })
  const now = clock.now.bind(clock)
  clock.now = () => now() - HOUR / 60
  file('2026-03-02', 'News')
  clock.now = now
  await clock.tick(HOUR / 30)
  await delivery.schedule.arrived()
  assert.deepEqual(
    waiting.map(({ data }) => data.subscription),
    [subscription.id],
  )
})

test('days that were slept through come once, the newest first, three at most', async (t) => {
  const { file, until, clock } = await house(t, {})
  file('2026-03-01', 'News')
  await until('2026-03-02T09:00Z')
  for (const day of ['02', '03', '04', '05']) {
    file(`2026-03-${day}`, 'News')
    await clock.tick(DAY)
  }
  assert.deepEqual((await until('2026-03-06T09:00Z')).flatMap(daysIn), ['2026-03-05', '2026-03-04', '2026-03-03'])
  assert.deepEqual(await until('2026-03-08T09:00Z'), [])
})

test('subscriptions that were stored before there was a choice go on as they were', async (t) => {
  const clock = fakeClock('2026-03-02T07:00Z')
  const stores = openSqliteStores(':memory:', { clock })
  const archive = openArchive(':memory:', { clock })
  t.after(async () => {
    archive.close()
    await stores.close()
  })
  const old = { ...choice(), id: '0f8b6a9e-2c1d-4f0a-9a64-1d2e3f405162', createdAt: clock.now() - DAY }
  await stores.open('subscriptions', { durable: true }).set('chat/-100', old)
  const jobs: string[] = []
  const { subscriptions, schedule } = createDelivery({
    archive,
    stores,
    queue: {
      async add(...added) {
        jobs.push(...added.map(({ id }) => id))
        return added
      },
      running: async () => [],
    },
    platforms: new Map(),
    async remember() {},
    clock,
    log: recordingLog(),
  })
  await schedule.look()
  archive.put(issueOf('2026-03-01', { twitter: ['News.'] }))
  await clock.tick(HOUR)
  await schedule.look()
  assert.deepEqual(jobs, [`digest:${old.id}:26-03-01-issue`])
  assert.deepEqual(await subscriptions.byId(old.id), { ...old, every: 'day', about: [], quiet: 'usual' })
  assert.deepEqual(await subscriptions.get(group), await subscriptions.byId(old.id))
})
