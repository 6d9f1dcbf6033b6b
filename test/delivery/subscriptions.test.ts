import assert from 'node:assert/strict'
import test from 'node:test'
import { createLedger } from '../../src/delivery/ledger.ts'
import { createSubscriptions } from '../../src/delivery/subscriptions.ts'
import type { Subscription } from '../../src/delivery/subscriptions.ts'
import type { Target } from '../../src/platforms/platform.ts'
import { openSqliteStores } from '../../src/stores/sqlite.ts'
import { fakeClock } from '../fakes/clock.ts'
import { choice } from './stage.ts'

const house = () => {
  const clock = fakeClock()
  const stores = openSqliteStores(':memory:', { clock })
  const holders = stores.openSets('ledger-holders')
  const ledger = createLedger({ parts: stores.open('ledger'), chats: stores.open('ledger-got'), holders, clock })
  const open = () =>
    createSubscriptions({
      store: stores.open<Subscription>('subscriptions'),
      moves: stores.open('subscription-moves'),
      threads: stores.open('subscription-threads'),
      ledger,
      clock,
    })
  return { clock, stores, ledger, open, book: open() }
}
const chat = (chat: string, thread?: string): Target => ({ platform: 'chat', chat, ...(thread === undefined ? {} : { thread }) })
const targets = (subscriptions: readonly Subscription[]): string[] =>
  subscriptions.map(({ target }) => `${target.chat}/${target.thread ?? ''}`).sort()

test('a target has one subscription, which is changed by a second choice and keeps its id', async () => {
  const { book, clock } = house()
  const first = await book.put(choice(chat('1')))
  assert.equal(first.isNew, true)
  assert.equal(first.subscription.createdAt, clock.now())
  await clock.tick(1000)
  const second = await book.put({ ...choice(chat('1')), hour: '09:30', createdBy: 'bob' })
  assert.equal(second.isNew, false)
  assert.deepEqual(second.subscription, { ...first.subscription, hour: '09:30' })
  assert.deepEqual(await book.list(), [second.subscription])
  assert.deepEqual(await book.get(chat('1')), second.subscription)
})

test('of two who subscribe a target at once, one makes it new', async () => {
  const { book } = house()
  const both = await Promise.all([book.put(choice(chat('1'))), book.put(choice(chat('1')))])
  assert.equal(both.filter(({ isNew }) => isNew).length, 1)
  assert.equal(both[0].subscription.id, both[1].subscription.id)
})

test('removing says whether there was one', async () => {
  const { book } = house()
  await book.put(choice(chat('1')))
  assert.equal(await book.remove(chat('2')), false)
  assert.equal(await book.remove(chat('1')), true)
  assert.equal(await book.remove(chat('1')), false)
  assert.equal(await book.get(chat('1')), undefined)
})

test('a chat is listed with its threads, and without chats whose ids begin alike', async () => {
  const { book } = house()
  for (const target of [chat('1'), chat('1', '5'), chat('12'), chat('1', '50'), chat('2', '1')]) await book.put(choice(target))
  assert.deepEqual(targets(await book.list(chat('1'))), ['1/', '1/5', '1/50'])
  assert.equal((await book.list()).length, 5)
})

test('pausing reaches a thread, or the whole chat; a new choice wakes', async () => {
  const { book, clock } = house()
  for (const target of [chat('1'), chat('1', '5'), chat('12')]) await book.put(choice(target))
  await book.pause(chat('1', '5'), 'topic deleted')
  assert.equal((await book.get(chat('1')))?.paused, undefined)
  await clock.tick(1000)
  await book.pause(chat('1'), 'kicked')
  assert.deepEqual((await book.get(chat('1')))?.paused, { at: clock.now(), why: 'kicked' })
  assert.equal((await book.get(chat('1', '5')))?.paused?.why, 'topic deleted', 'the first reason stays')
  assert.equal((await book.get(chat('12')))?.paused, undefined)
  await book.pause(chat('unknown'), 'kicked')
  const { subscription } = await book.put(choice(chat('1')))
  assert.equal(subscription.paused, undefined)
})

test('a chat that moves takes its threads and what it received along; doing it twice changes nothing', async () => {
  const { book, ledger } = house()
  const { subscription } = await book.put(choice(chat('1', '5')))
  await book.put(choice(chat('12')))
  for (const target of [chat('1', '5'), chat('12')]) await ledger.finish(target, 'one', 0)
  for (let times = 0; times < 2; times++) {
    await book.move(chat('1'), chat('2'))
    assert.deepEqual(targets(await book.list()), ['12/', '2/5'])
    assert.equal((await book.get(chat('2', '5')))?.id, subscription.id)
    assert.equal((await ledger.deliveries(chat('2', '5'))).size, 1)
    assert.equal((await ledger.deliveries(chat('1', '5'))).size, 0)
    assert.equal((await ledger.deliveries(chat('12'))).size, 1)
  }
  await book.move(chat('2'), chat('2'))
  assert.deepEqual(targets(await book.list()), ['12/', '2/5'])
})

test('where the new place has a subscription already, that one stays', async () => {
  const { book } = house()
  await book.put(choice(chat('1')))
  const { subscription } = await book.put({ ...choice(chat('2')), hour: '10:00' })
  await book.move(chat('1'), chat('2'))
  assert.deepEqual(await book.list(), [subscription])
})

test('a subscription is found by its id, also after another process moved or removed it', async () => {
  const { book, open } = house()
  const { subscription } = await book.put(choice(chat('1')))
  assert.deepEqual(await book.byId(subscription.id), subscription)
  await open().move(chat('1'), chat('2'))
  assert.deepEqual((await book.byId(subscription.id))?.target, chat('2'))
  await open().remove(chat('2'))
  assert.equal(await book.byId(subscription.id), undefined)
  assert.equal(await book.byId('never there'), undefined)
})

test('the next times are those of its hour and zone, and a paused one has none', async () => {
  const { book } = house()
  const { subscription } = await book.put({ ...choice(chat('1')), hour: '08:00', zone: 'Asia/Kolkata' })
  assert.deepEqual(
    book.next(subscription, 2).map((at) => new Date(at).toISOString()),
    ['2026-03-03T02:30:00.000Z', '2026-03-04T02:30:00.000Z'],
  )
  assert.equal(book.next(subscription).length, 1)
  assert.deepEqual(book.next({ ...subscription, paused: { at: 0, why: 'kicked' } }), [])
})

test('a change that passes on the whole of a paused one wakes it', async () => {
  const { book } = house()
  await book.put(choice(chat('1')))
  await book.pause(chat('1'), 'kicked')
  const paused = (await book.get(chat('1'))) ?? assert.fail()
  const { subscription } = await book.put({ ...paused, locale: 'zh' })
  assert.equal(subscription.paused, undefined)
  assert.deepEqual(await book.get(chat('1')), subscription)
})

test('one is found by its id, and those of a chat by the chat, without a look at the others: where it was made, where it has moved, and where it is no more', async () => {
  const { stores, clock } = house()
  const store = stores.open<Subscription>('subscriptions')
  let scans = 0
  const book = createSubscriptions({
    store: {
      ...store,
      entries() {
        scans++
        return store.entries()
      },
    },
    moves: stores.open('moves'),
    threads: stores.open('threads'),
    ledger: { move: async () => {} },
    clock,
  })
  const { subscription } = await book.put(choice(chat('1')))
  assert.deepEqual(await book.byId(subscription.id), subscription)
  await book.move(chat('1'), chat('2'))
  assert.deepEqual((await book.byId(subscription.id))?.target, chat('2'))
  await book.move(chat('2'), chat('3'))
  assert.deepEqual((await book.byId(subscription.id))?.target, chat('3'))
  const { subscription: another } = await book.put(choice(chat('1')))
  assert.deepEqual(await book.byId(another.id), another)
  assert.deepEqual((await book.byId(subscription.id))?.target, chat('3'))
  await book.remove(chat('3'))
  assert.equal(await book.byId(subscription.id), undefined)
  for (const target of [chat('1', '7'), chat('1', '8'), chat('12')]) await book.put(choice(target))
  assert.deepEqual(targets(await book.list(chat('1'))), ['1/', '1/7', '1/8'])
  await book.move(chat('1'), chat('4'))
  await book.pause(chat('4'), 'kicked')
  assert.deepEqual(targets((await book.list(chat('4'))).filter(({ paused }) => paused !== undefined)), ['4/', '4/7', '4/8'])
  assert.deepEqual(await book.list(chat('1')), [])
  assert.equal(scans, 0)
})

test('one that moved, or is in a thread, from before that was noted is found once all were read', async () => {
  const { stores, book } = house()
  const { subscription } = await book.put(choice(chat('1')))
  await book.move(chat('1'), chat('2'))
  await stores.open('subscription-moves').delete(subscription.id)
  await book.put(choice(chat('2', '7')))
  await stores.open('subscription-threads').delete('chat/2')
  for await (const [key] of book.all()) assert.match(key, /^chat\/2/)
  assert.deepEqual(targets(await book.list(chat('2'))), ['2/', '2/7'])
  assert.deepEqual((await book.byId(subscription.id))?.target, chat('2'))
})

test('whoever asks is told of every change by the key of its target', async () => {
  const { stores, clock } = house()
  const keys: string[] = []
  const book = createSubscriptions({
    store: stores.open<Subscription>('told'),
    moves: stores.open('moves'),
    threads: stores.open('threads'),
    ledger: { move: async () => {} },
    clock,
    changed: async (key) => void keys.push(key),
  })
  await book.put(choice(chat('1')))
  await book.put(choice(chat('1')))
  await book.pause(chat('1'), 'kicked')
  await book.move(chat('1'), chat('2', '5'))
  await book.remove(chat('2', '5'))
  await book.remove(chat('2', '5'))
  assert.deepEqual(keys, ['chat/1', 'chat/1', 'chat/1', 'chat/2/5', 'chat/1', 'chat/2/5'])
})

test('what is not chosen is as it always was', async () => {
  const { book } = house()
  const { subscription } = await book.put(choice(chat('1')))
  assert.partialDeepStrictEqual(subscription, { every: 'day', about: [], quiet: 'usual' })
  const weekly = await book.put({ ...choice(chat('1')), every: 'friday', about: ['Otter 3'], quiet: 'line' })
  assert.deepEqual(
    book.next(weekly.subscription, 2).map((at) => new Date(at).toISOString()),
    ['2026-03-06T08:00:00.000Z', '2026-03-13T08:00:00.000Z'],
  )
})

test('what comes as it arrives is open inside its window, unless it is paused', async () => {
  const { book, clock } = house()
  const { subscription } = await book.put({ ...choice(chat('1')), every: 'arrival', hour: '07:30', until: '22:00' })
  assert.equal(book.isOpen(subscription), true)
  assert.equal(book.isOpen({ ...subscription, paused: { at: 0, why: 'kicked' } }), false)
  assert.equal(book.isOpen({ ...subscription, every: 'day' }), false)
  await clock.tick(14 * 3_600_000)
  assert.equal(book.isOpen(subscription), false)
})
