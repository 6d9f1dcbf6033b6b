import assert from 'node:assert/strict'
import { mkdtempSync, openSync, readFileSync, rmSync, statSync, writeFileSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import test from 'node:test'
import type { TestContext } from 'node:test'
import { OperatorError } from '../../src/errors.ts'
import { openSqliteStores } from '../../src/stores/sqlite.ts'
import { storeContract } from '../contracts/store.ts'
import { fakeClock } from '../fakes/clock.ts'

const folder = (t: TestContext): string => {
  const path = mkdtempSync(join(tmpdir(), 'recap-store-'))
  t.after(() => rmSync(path, { recursive: true }))
  return path
}

storeContract('sqlite', async () => {
  const path = mkdtempSync(join(tmpdir(), 'recap-store-'))
  const clock = fakeClock()
  const [stores, again] = [openSqliteStores(join(path, 'state.db'), { clock }), openSqliteStores(join(path, 'state.db'), { clock })]
  const close = async (): Promise<void> => {
    for (const each of [stores, again]) await each.close()
    rmSync(path, { recursive: true })
  }
  return { stores, again, pass: (ms) => clock.tick(ms), close }
})

test('state in memory, for tests and trials', async () => {
  const stores = openSqliteStores(':memory:', { clock: fakeClock() })
  await stores.open('one', { durable: true }).set('key', 1)
  assert.equal(await stores.open('one').get('key'), 1)
  await stores.close()
})

test('the state outlives its process, and its folder is made', async (t) => {
  const path = join(folder(t), 'deep', 'down', 'state.db')
  const first = openSqliteStores(path, { clock: fakeClock() })
  await first.open('one').set('key', 'kept')
  await first.close()
  const second = openSqliteStores(path, { clock: fakeClock() })
  assert.equal(await second.open('one').get('key'), 'kept')
  await second.close()
})

test('expired rows are taken out of the file', async (t) => {
  const path = join(folder(t), 'state.db')
  const clock = fakeClock()
  const stores = openSqliteStores(path, { clock })
  const store = stores.open<number>('one')
  // Before and behind those that are kept, more than are looked through in one go.
  await Promise.all(Array.from({ length: 12_000 }, (_, n) => store.set(`${n}`, n, n % 2 === 0 ? 1000 : 2000)))
  await store.set('kept', 1)
  await store.set('55', 1, 86_400_000)
  await clock.tick(2 * 3_600_000)
  const rows = new DatabaseSync(path, { readOnly: true })
  assert.deepEqual(
    rows
      .prepare('SELECT key FROM state')
      .all()
      .map((row) => row['key']),
    ['55', 'kept'],
  )
  rows.close()
  await stores.close()
})

test('the log that is written ahead stays small, and so is soon synced fast', async (t) => {
  const path = join(folder(t), 'state.db')
  const stores = openSqliteStores(path, { clock: fakeClock() })
  const store = stores.open<number>('one', { durable: true })
  for (let n = 0; n < 600; n++) await store.set(`${n}`, n)
  // A page and its header; the commit that reaches the limit is in it too.
  assert.ok(statSync(`${path}-wal`).size < 260 * (4096 + 24))
  await stores.close()
})

const refuses = (path: string, why: RegExp): void => {
  assert.throws(
    () => openSqliteStores(path, { clock: fakeClock() }),
    (error) => error instanceof OperatorError && error.message.startsWith(path) && why.test(error.message),
  )
}

test('a file that is no database is named and left as it is', (t) => {
  const path = join(folder(t), 'state.db')
  writeFileSync(path, 'These are notes, not a database. '.repeat(50))
  const before = readFileSync(path)
  refuses(path, /damaged or is not a database.*Put a backup in its place/)
  assert.deepEqual(readFileSync(path), before)
})

test("a file with another program's table is named", (t) => {
  const path = join(folder(t), 'state.db')
  const database = new DatabaseSync(path)
  database.exec('CREATE TABLE state (id INTEGER)')
  database.close()
  refuses(path, /has a table of another program.*RECAP_DATA_DIR/)
})

test('damage in the middle of a file is found on opening, and the file is left as it is', async (t) => {
  const path = join(folder(t), 'state.db')
  const stores = openSqliteStores(path, { clock: fakeClock() })
  for (let n = 0; n < 500; n++) await stores.open('one').set(`key ${n}`, 'x'.repeat(200))
  await stores.close()
  const file = openSync(path, 'r+')
  for (let page = 8; page < 12; page++) writeSync(file, Buffer.alloc(2048, 0xa5), 0, 2048, page * 4096)
  const before = readFileSync(path)
  refuses(path, /^.+ is damaged or is not a database .+ Put a backup in its place.+$/)
  assert.deepEqual(readFileSync(path), before)
})

test('a place that cannot be written is named with the mend', (t) => {
  const path = folder(t)
  writeFileSync(join(path, 'file'), '')
  refuses(join(path, 'file', 'state.db'), /Let the bot's user write to this file and its folder/)
  refuses(path, /cannot be opened.*Let the bot's user write/)
})

test('a disk that fails in the middle rejects, and is not taken for an empty store', async (t) => {
  const path = join(folder(t), 'state.db')
  const stores = openSqliteStores(path, { clock: fakeClock() })
  const store = stores.open('one')
  await store.set('key', 1)
  const other = new DatabaseSync(path)
  other.exec('ALTER TABLE state RENAME TO hidden')
  await assert.rejects(store.get('key'), /no such table/)
  await assert.rejects(store.set('key', 2), /no such table/)
  await assert.rejects(store.delete('key'), /no such table/)
  await assert.rejects(stores.ping(), /no such table/)
  other.close()
  await stores.close()
})
