import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync, StatementSync } from 'node:sqlite'
import test from 'node:test'
import type { TestContext } from 'node:test'
import { systemClock } from '../../src/clock.ts'
import { OperatorError } from '../../src/errors.ts'
import type { Job } from '../../src/queues/queue.ts'
import { KEEP } from '../../src/queues/queue.ts'
import { openSqliteQueue } from '../../src/queues/sqlite.ts'
import { deathsContract } from '../contracts/deaths.ts'
import { lanesContract } from '../contracts/lanes.ts'
import { checks, queueContract } from '../contracts/queue.ts'
import { fakeClock } from '../fakes/clock.ts'
import { recordingLog } from '../fakes/log.ts'

const silent = recordingLog()
/** More than a job is its worker's for (ms). */
const LEASE = 35_000
const ignore = { concurrency: 1, attempts: 3, failed: () => {} }

const check = checks('sqlite', async () => {
  const path = mkdtempSync(join(tmpdir(), 'recap-queue-'))
  const clock = fakeClock()
  const open = () => openSqliteQueue<number>(join(path, 'state.db'), 'delivery', { clock, log: silent })
  const [queue, again] = [open(), open()]
  const opened = [queue, again]
  return {
    queue,
    again,
    async kill(queue) {
      const closing = queue.close(0)
      await clock.tick(0)
      await closing
      await clock.tick(LEASE)
      const next = open()
      opened.push(next)
      return next
    },
    now: () => clock.now(),
    async until(done) {
      for (let passed = 0; !done(); passed += 100) {
        assert.ok(passed < 10_000, 'this took too long')
        await clock.tick(100)
      }
    },
    async close() {
      for (const each of opened) await each.close()
      rmSync(path, { recursive: true })
    },
  }
})

queueContract(check)
deathsContract(check)

const file = (t: TestContext): string => {
  const path = mkdtempSync(join(tmpdir(), 'recap-queue-'))
  t.after(() => rmSync(path, { recursive: true }))
  return join(path, 'state.db')
}
const never = (): Promise<void> => new Promise(() => {})

lanesContract('sqlite', (t) => {
  const path = file(t)
  return (name) => openSqliteQueue<string>(path, name, { clock: systemClock, log: silent })
})

test('a job under way when its process died runs again when its lease has passed', async (t) => {
  const path = file(t)
  const clock = fakeClock()
  const died = openSqliteQueue<number>(path, 'delivery', { clock, log: silent })
  died.work(never, ignore)
  await died.add({ id: 'one', data: 1 })
  await clock.tick(0)
  const closing = died.close(0)
  await clock.tick(0)
  await closing

  const next = openSqliteQueue<number>(path, 'delivery', { clock, log: silent })
  const ran: Job<number>[] = []
  next.work(async (job) => void ran.push(job), ignore)
  await clock.tick(20_000)
  assert.deepEqual(ran, [], 'it may be running still')
  await clock.tick(15_000)
  assert.deepEqual(ran, [{ id: 'one', data: 1 }])
  await next.close()
})

test('a job of a process that is known to be no more runs again at once', async (t) => {
  const path = file(t)
  const queue = new URL('../../src/queues/sqlite.ts', import.meta.url).href
  const program = `
    const { openSqliteQueue } = await import(${JSON.stringify(queue)})
    const clock = { now: () => 0, after: (ms, then) => { const timer = setTimeout(then, ms); return () => clearTimeout(timer) } }
    const queue = openSqliteQueue(${JSON.stringify(path)}, 'delivery', { clock, log: {} })
    queue.work(() => { process.kill(process.pid, 'SIGKILL'); return new Promise(() => {}) }, { concurrency: 1, attempts: 9, failed() {} })
    await queue.add({ id: 'one', data: 1 })
    setInterval(() => {}, 1000)`
  assert.equal(spawnSync(process.execPath, ['--input-type=module', '-e', program]).signal, 'SIGKILL')

  const clock = fakeClock(0)
  const next = openSqliteQueue<number>(path, 'delivery', { clock, log: silent })
  const ran: Job<number>[] = []
  next.work(async (job) => void ran.push(job), ignore)
  await clock.tick(0)
  assert.deepEqual(ran, [{ id: 'one', data: 1 }])
  await next.close()
})

test('a job that takes long stays with its worker', async (t) => {
  const path = file(t)
  const clock = fakeClock()
  const [slow, other] = [1, 2].map(() => openSqliteQueue<number>(path, 'delivery', { clock, log: silent }))
  assert.ok(slow && other)
  const end = Promise.withResolvers<void>()
  const ran: string[] = []
  slow.work(() => end.promise, ignore)
  await slow.add({ id: 'long', data: 1 })
  await clock.tick(0)
  other.work(async ({ id }) => void ran.push(id), ignore)
  await clock.tick(300_000)
  assert.deepEqual(ran, [])
  end.resolve()
  await slow.idle()
  await slow.close()
  await clock.tick(300_000)
  assert.deepEqual(ran, [])
  await other.close()
})

test('finished ids are kept for weeks, and then taken out', async (t) => {
  const path = file(t)
  const start = fakeClock().now()
  for (const [at, isNew] of [
    [start, true],
    [start + KEEP - 1000, false],
    [start + KEEP + 1000, true],
  ] as const) {
    const clock = fakeClock(at)
    const queue = openSqliteQueue<number>(path, 'delivery', { clock, log: silent })
    queue.work(async () => {}, ignore)
    assert.equal((await queue.add({ id: 'one', data: 1 })).length, isNew ? 1 : 0)
    await clock.tick(0)
    await queue.close()
  }
})

test('of finished ids all that are old enough are taken out, however many', async (t) => {
  const path = file(t)
  const clock = fakeClock()
  const queue = openSqliteQueue<number>(path, 'delivery', { clock, log: silent })
  const database = new DatabaseSync(path)
  const fill = database.prepare(
    `WITH RECURSIVE n(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < ?)
     INSERT INTO jobs (queue, id, data, state, due) SELECT 'delivery', ? || n, '0', 'completed', ? FROM n`,
  )
  fill.run(12_000, 'old', clock.now())
  fill.run(5, 'young', clock.now() + 3_600_000)
  await clock.tick(KEEP)
  queue.work(async () => {}, ignore)
  for (let step = 0; step < 4; step++) await clock.tick(0)
  assert.equal(database.prepare('SELECT count(*) AS count FROM jobs').get()?.['count'], 5)
  database.close()
  await queue.close()
})

test('what is added in one turn is one commit', async (t) => {
  const queue = openSqliteQueue<number>(file(t), 'delivery', { clock: fakeClock(), log: silent })
  const run = t.mock.method(StatementSync.prototype, 'run')
  const added = await Promise.all(Array.from({ length: 50 }, (_, n) => queue.add({ id: String(n % 40), data: n })))
  const commits = run.mock.calls.filter((call) => (call.this as StatementSync).sourceSQL === 'COMMIT')
  assert.equal(commits.length, 1)
  assert.deepEqual(
    added.map(({ length }) => length),
    added.map((_, n) => (n < 40 ? 1 : 0)),
  )
  run.mock.restore()
  await queue.close()
})

test('no statement looks at all jobs that are kept for their ids', async (t) => {
  const path = file(t)
  const prepare = t.mock.method(DatabaseSync.prototype, 'prepare')
  const queue = openSqliteQueue<number>(path, 'delivery', { clock: fakeClock(), log: silent })
  const statements = prepare.mock.calls.map(({ arguments: [sql] }) => sql).filter((sql) => sql.includes('jobs'))
  prepare.mock.restore()
  const database = new DatabaseSync(path)
  assert.ok(statements.length > 5)
  for (const sql of statements) {
    const plan = database.prepare(`EXPLAIN QUERY PLAN ${sql}`).all()
    for (const { detail } of plan)
      assert.doesNotMatch(String(detail), /SCAN jobs|USING (?:INDEX sqlite_autoindex_jobs_1|PRIMARY KEY) \(queue=\?\)$/, sql)
  }
  database.close()
  await queue.close()
})

test('jobs that wait in a file from before deaths were counted are run', async (t) => {
  const path = file(t)
  const before = new DatabaseSync(path)
  before.exec(
    `CREATE TABLE jobs (queue TEXT NOT NULL, id TEXT NOT NULL, data TEXT NOT NULL, state TEXT NOT NULL, due INTEGER NOT NULL,
       failures INTEGER NOT NULL DEFAULT 0, owner TEXT, PRIMARY KEY (queue, id)) STRICT;
     INSERT INTO jobs (queue, id, data, state, due) VALUES ('delivery', 'one', '1', 'waiting', 0)`,
  )
  before.close()
  const clock = fakeClock()
  for (let lives = 0; lives < 2; lives++) {
    const queue = openSqliteQueue<number>(path, 'delivery', { clock, log: silent })
    const ran: string[] = []
    queue.work(async ({ id }) => void ran.push(id), ignore)
    await clock.tick(0)
    assert.deepEqual(ran, lives === 0 ? ['one'] : [])
    await queue.close()
  }
})

test('queues of different names do not meet', async (t) => {
  const path = file(t)
  const clock = fakeClock()
  const [a, b] = ['a', 'b'].map((name) => openSqliteQueue<number>(path, name, { clock, log: silent }))
  assert.ok(a && b)
  const ran: number[] = []
  a.work(async ({ data }) => void ran.push(data), ignore)
  assert.equal((await a.add({ id: 'one', data: 1 })).length, 1)
  assert.equal((await b.add({ id: 'one', data: 2 })).length, 1)
  await clock.tick(5000)
  assert.deepEqual(ran, [1])
  await a.close()
  await b.close()
})

test('a file that is no database is refused', (t) => {
  const path = file(t)
  writeFileSync(path, 'These are notes, not a database. '.repeat(50))
  assert.throws(() => openSqliteQueue(path, 'delivery', { clock: fakeClock(), log: silent }), OperatorError)
})

for (const table of ['jobs (id INTEGER, name TEXT)', 'jobs (queue TEXT, due INTEGER, state TEXT)'])
  test(`a file with another program's table ${table} is named and left as it is`, (t) => {
    const path = file(t)
    const database = new DatabaseSync(path)
    database.exec(`CREATE TABLE ${table}`)
    const columns = () => database.prepare(`SELECT name FROM pragma_table_info('jobs')`).all()
    const before = columns()
    assert.throws(
      () => openSqliteQueue(path, 'delivery', { clock: fakeClock(), log: silent }),
      (error) => error instanceof OperatorError && error.message.startsWith(`${path} has a table`) && /RECAP_DATA_DIR/.test(error.message),
    )
    assert.deepEqual(columns(), before)
    database.exec('DROP TABLE jobs')
    database.close()
  })
