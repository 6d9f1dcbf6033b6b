import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test from 'node:test'
import type { TestContext } from 'node:test'
import { systemClock } from '../../src/clock.ts'
import { OperatorError } from '../../src/errors.ts'
import type { Job } from '../../src/queues/queue.ts'
import { KEEP } from '../../src/queues/queue.ts'
import { openSqliteQueue } from '../../src/queues/sqlite.ts'
import { lanesContract } from '../contracts/lanes.ts'
import { queueContract } from '../contracts/queue.ts'
import { fakeClock } from '../fakes/clock.ts'
import { recordingLog } from '../fakes/log.ts'

const silent = recordingLog()
const ignore = { concurrency: 1, attempts: 3, failed: () => {} }

queueContract('sqlite', async () => {
  const path = mkdtempSync(join(tmpdir(), 'recap-queue-'))
  const clock = fakeClock()
  const open = () => openSqliteQueue<number>(join(path, 'state.db'), 'delivery', { clock, log: silent })
  const [queue, again] = [open(), open()]
  return {
    queue,
    again,
    now: () => clock.now(),
    async until(done) {
      for (let passed = 0; !done(); passed += 100) {
        assert.ok(passed < 10_000, 'this took too long')
        await clock.tick(100)
      }
    },
    async close() {
      for (const each of [queue, again]) await each.close()
      rmSync(path, { recursive: true })
    },
  }
})

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

test('a job over which the process dies each time fails in the end', async (t) => {
  const path = file(t)
  const clock = fakeClock()
  for (let deaths = 0; deaths < 3; deaths++) {
    const queue = openSqliteQueue<number>(path, 'delivery', { clock, log: silent })
    await queue.add({ id: 'poison', data: 1 })
    queue.work(never, ignore)
    await clock.tick(35_000)
    const closing = queue.close(0)
    await clock.tick(0)
    await closing
  }
  const queue = openSqliteQueue<number>(path, 'delivery', { clock, log: silent })
  const failed: string[] = []
  queue.work(never, { ...ignore, failed: ({ id }) => void failed.push(id) })
  await clock.tick(35_000)
  assert.deepEqual(failed, ['poison'])
  await queue.close()
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
    assert.equal(await queue.add({ id: 'one', data: 1 }), isNew)
    await clock.tick(0)
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
  assert.equal(await a.add({ id: 'one', data: 1 }), true)
  assert.equal(await b.add({ id: 'one', data: 2 }), true)
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
