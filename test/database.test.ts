import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import test from 'node:test'
import type { TestContext } from 'node:test'
import { createCommits, openDatabase } from '../src/database.ts'

const stage = (t: TestContext) => {
  const folder = mkdtempSync(join(tmpdir(), 'recap-database-'))
  const database = openDatabase(join(folder, 'one.db'))
  database.exec('CREATE TABLE word (word TEXT PRIMARY KEY)')
  const other = new DatabaseSync(join(folder, 'one.db'))
  t.after(() => {
    for (const each of [database, other]) if (each.isOpen) each.close()
    rmSync(folder, { recursive: true })
  })
  const insert = database.prepare('INSERT INTO word VALUES (?)')
  const add = (word: string) => () => insert.run(word).changes
  const seen = (): string[] =>
    other
      .prepare('SELECT word FROM word ORDER BY word')
      .all()
      .map(({ word }) => String(word))
  const synchronous = (): unknown => database.prepare('PRAGMA synchronous').get()?.['synchronous']
  return { database, commits: createCommits(database), add, seen, synchronous }
}

test('writes of one turn are one commit: nobody sees the first before the last is made, and none resolves before that', async (t) => {
  const { commits, add, seen } = stage(t)
  const before: string[][] = []
  const writes = [
    commits.write(add('a'), false).then(() => before.push(seen())),
    Promise.resolve().then(() => commits.write(add('b'), true)),
    commits.write(() => before.push(seen()), false),
  ]
  await Promise.all(writes)
  assert.deepEqual(before, [[], ['a', 'b']])
})

test('a commit with something durable in it is synced, and one without is not', async (t) => {
  const { commits, add, synchronous } = stage(t)
  const during: unknown[] = []
  const write = (word: string, durable: boolean): Promise<unknown> =>
    commits.write(() => {
      during.push(synchronous())
      return add(word)()
    }, durable)
  await Promise.all([write('a', false), write('b', true)])
  await write('c', false)
  await write('d', true)
  const [normal, full] = [1, 2]
  assert.deepEqual(during, [full, full, normal, full])
})

test('a write that fails rejects, and the others of its turn are made', async (t) => {
  const { commits, add, seen } = stage(t)
  const outcomes = await Promise.allSettled(['a', 'b', 'a', 'c'].map((word) => commits.write(add(word), true)))
  assert.deepEqual(
    outcomes.map(({ status }) => status),
    ['fulfilled', 'fulfilled', 'rejected', 'fulfilled'],
  )
  assert.deepEqual(seen(), ['a', 'b', 'c'])
})

test('what waits is committed before the file is closed; what comes after rejects', async (t) => {
  const { commits, database, add, seen } = stage(t)
  const write = commits.write(add('a'), true)
  commits.flush()
  database.close()
  await write
  assert.deepEqual(seen(), ['a'])
  await assert.rejects(commits.write(add('b'), true))
})

test('a folder that cannot be made is named at once, with the mend', { skip: !existsSync('/proc/self') && 'there is no /proc' }, () => {
  const module = resolve(import.meta.dirname, '../src/database.ts')
  const open = `await import(${JSON.stringify(module)}).then(({ openDatabase }) => openDatabase('/proc/none/within/one.db'))`
  // In a process of its own, for what never ends cannot be stopped from within.
  const { stderr, signal } = spawnSync(process.execPath, ['--input-type=module', '-e', open], { timeout: 20_000, encoding: 'utf8' })
  assert.equal(signal, null)
  assert.match(stderr, /OperatorError: \/proc\/none cannot be made .*RECAP_DATA_DIR/)
})

test('the folders of a file are made', (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'recap-database-'))
  t.after(() => rmSync(folder, { recursive: true }))
  openDatabase(join(folder, 'one/two/three.db')).close()
  assert.ok(existsSync(join(folder, 'one/two/three.db')))
})
