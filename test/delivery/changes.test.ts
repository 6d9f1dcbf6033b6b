import assert from 'node:assert/strict'
import test from 'node:test'
import type { TestContext } from 'node:test'
import { type Change, createChanges } from '../../src/delivery/changes.ts'
import { openSqliteStores } from '../../src/stores/sqlite.ts'
import { fakeClock } from '../fakes/clock.ts'

const DAY = 86_400_000

const log = (t: TestContext) => {
  const clock = fakeClock()
  const stores = openSqliteStores(':memory:', { clock })
  t.after(() => stores.close())
  const store = stores.open<Change>('changes')
  return { clock, store, open: () => createChanges(store) }
}

test('every reader sees every note once, whoever wrote it', async (t) => {
  const { open } = log(t)
  const [one, other] = [open(), open()]
  assert.deepEqual([await one.read(), await other.read()], [undefined, undefined], 'the first time it reads everything')
  await one.note('a')
  await other.note('b')
  await one.note('a')
  assert.deepEqual(
    [await one.read(), await other.read()],
    [
      ['a', 'b', 'a'],
      ['a', 'b', 'a'],
    ],
  )
  assert.deepEqual([await one.read(), await other.read()], [[], []])
})

test('of many who write at once, none is lost', async (t) => {
  const { open } = log(t)
  const reader = open()
  await reader.read()
  const keys = Array.from({ length: 20 }, (_, n) => `chat ${n}`)
  await Promise.all(keys.map((key) => open().note(key)))
  assert.deepEqual((await reader.read())?.sort(), keys.sort())
})

test('whoever reads too late for a note reads everything, and goes on from there', async (t) => {
  const { clock, open } = log(t)
  const [reader, writer] = [open(), open()]
  await reader.read()
  await writer.note('old')
  await clock.tick(3 * DAY)
  await writer.note('new')
  assert.equal(await reader.read(), undefined)
  await writer.note('next')
  assert.deepEqual(await reader.read(), ['next'])
})

test('a writer whose number another took goes on to the next', async (t) => {
  const { store, open } = log(t)
  const reader = open()
  await reader.read()
  await open().note('a')
  await open().note('b')
  // Two writers may set the newest in either order.
  await store.set('head', { number: 1, key: 'a' })
  await open().note('c')
  assert.deepEqual(await reader.read(), ['a', 'b', 'c'])
})

test('what is noted while a reader looks is no reason to read everything', async (t) => {
  const { store, open } = log(t)
  const writer = open()
  const reader = createChanges({
    ...store,
    async get(key) {
      const found = await store.get(key)
      if (key === '2' && found === undefined) await writer.note('b')
      return found
    },
  })
  await reader.read()
  await writer.note('a')
  assert.deepEqual(await reader.read(), ['a', 'b'])
})
