import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import test, { type TestContext } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import { Redis } from 'ioredis'
import { type Clock, systemClock } from '../../../src/clock.ts'
import { createPace } from '../../../src/platforms/pace/scheduler.ts'
import { type Shared, openShared } from '../../../src/platforms/pace/shared.ts'
import { fakeClock } from '../../fakes/clock.ts'
import { recordingLog } from '../../fakes/log.ts'
import { hasRedisServer, ownRedis } from '../../fakes/redis.ts'
import type { Rate } from '../../fakes/rate.ts'
import { ask } from './server.ts'

const server = process.env['REDIS_URL'] ?? ''
const skip = server === '' ? 'REDIS_URL is not set' : false
const ONE = [{ key: 'all', requests: 1, per: 60_000 }]
/** Milliseconds between two looks at whether this process runs. */
const BEAT = 10

const open = (t: TestContext, url = server, clock: Clock = systemClock) => {
  const log = recordingLog()
  const paces = openShared(url, { clock, log })
  t.after(() => paces.close())
  return { paces, log }
}

/**
 * Counts what breaks a limit. A request counts from when Redis was asked for it: it was counted after that, however late a busy machine sends it
 * then. Redis and this process have one clock.
 */
const judge = ({ requests, per }: Rate) => {
  let passed: number[] = []
  let broken = 0
  return {
    broken: () => broken,
    pass(askedAt: number): void {
      passed = [...passed.filter((at) => at > Date.now() - per), askedAt]
      if (passed.length > requests) broken++
    },
  }
}

/** Measures how long (ms) this process could do nothing, as the machine was busy with others. */
const measureStalls = (t: TestContext): (() => number) => {
  let stalled = 0
  let last = performance.now()
  const beat = setInterval(() => {
    const now = performance.now()
    if (now - last > 2 * BEAT) stalled += now - last - BEAT
    last = now
  }, BEAT)
  t.after(() => clearInterval(beat))
  return () => stalled
}

test('two processes that share Redis keep to one limit, and use it; a chat’s as well', { skip }, async (t) => {
  const name = `test-${randomUUID()}`
  const log = recordingLog()
  const limit = { requests: 20, per: 200 }
  const chat = { requests: 1, per: 300 }
  const overall = judge(limit)
  const chats = Array.from({ length: 100 }, () => judge(chat))
  const processes = await Promise.all(
    [1, 2].map(async () => {
      const paces = openShared(server, { clock: systemClock, log })
      t.after(() => paces.close())
      const counted = paces.of(name)
      await counted.take([])
      let askedAt = 0
      const shared: Shared = {
        async take(windows) {
          const at = Date.now()
          const answer = await counted.take(windows)
          askedAt = at
          return answer
        },
      }
      const pace = createPace({ name, limit, patience: 5000, clock: systemClock, log, shared })
      return { pace, askedAt: () => askedAt }
    }),
  )
  const stalled = measureStalls(t)
  const from = performance.now()
  const sends = processes.flatMap(({ pace, askedAt }) =>
    chats.map((judged, n) =>
      pace.run(ask(String(n), { limits: [chat] }), async () => {
        for (const each of [overall, judged]) each.pass(askedAt())
      }),
    ),
  )
  await Promise.all(sends)
  const took = performance.now() - from
  assert.deepEqual(
    [overall, ...chats].filter((each) => each.broken() > 0),
    [],
  )
  assert.ok(took > 1700 && took - stalled() < 3200, `took ${took} ms, ${stalled()} of them stalled, where 1800 were possible`)
  assert.deepEqual(log.records, [])
})

test('an answer that comes while this process is busy with other things is no outage', { skip }, async (t) => {
  const { paces, log } = open(t)
  const shared = paces.of(randomUUID())
  await shared.take([])
  const asked = shared.take(ONE)
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 400)
  await asked
  assert.ok((await shared.take(ONE)).wait > 50_000)
  assert.deepEqual(log.records, [])
})

test('two bots on one Redis have limits of their own', { skip }, async (t) => {
  const { paces } = open(t)
  const [one, other] = [randomUUID(), randomUUID()]
  assert.equal((await paces.of(one).take(ONE)).wait, 0)
  assert.equal((await paces.of(other).take(ONE)).wait, 0)
  assert.ok((await paces.of(one).take(ONE)).wait > 50_000)
})

test('what is asked at the stop is no outage', { skip }, async (t) => {
  const { paces, log } = open(t)
  const asked = paces.of(randomUUID()).take(ONE)
  paces.close()
  assert.equal((await asked).wait, 0)
  assert.deepEqual(log.records, [])
})

test('a clock of Redis that is set back stops nobody: what was counted in the future is forgotten', { skip }, async (t) => {
  const { paces } = open(t)
  const bot = randomUUID()
  const redis = new Redis(server)
  t.after(() => redis.disconnect())
  const later = Date.now() + 3_600_000
  await redis.zadd(`recap-pace:${bot}/all`, later, 'counted in an hour')
  await redis.zadd(`recap-pace:${bot}/processes`, later, 'a process of then')
  const window = [{ key: 'all', requests: 1, per: 1000 }]
  assert.deepEqual(await paces.of(bot).take(window), { wait: 0, isAll: false, share: 1 })
  assert.equal(await redis.zcard(`recap-pace:${bot}/processes`), 1)
})

test(
  'Redis goes and comes back: told once each, and each process keeps to its share meanwhile, also one that sent nothing before',
  { skip: hasRedisServer ? false : 'there is no redis-server' },
  async (t) => {
    const redis = await ownRedis(t)
    await redis.start()
    const clock = fakeClock()
    const [one, other] = [open(t, redis.url, clock), open(t, redis.url, clock)]
    t.after(() => redis.stop())
    const [here, there] = [one, other].map(({ paces }) => paces.of('bot'))
    assert.ok(here && there)
    await there.take([])
    assert.equal((await here.take(ONE)).share, 1)
    const said = (level: string) => one.log.records.filter((record) => record.level === level).length
    await redis.stop()
    assert.deepEqual(await here.take(ONE), { wait: 0, isAll: false, share: 0.5 })
    for (let n = 0; n < 3; n++) {
      await clock.tick(6000)
      assert.equal((await here.take(ONE)).share, 0.5)
    }
    assert.deepEqual([said('warn'), said('info')], [1, 0])
    await redis.start()
    for (let looks = 0; said('info') === 0; looks++) {
      assert.ok(looks < 250, 'it did not find that Redis is back')
      await clock.tick(1000)
      await setTimeout(20)
    }
    assert.equal((await here.take([])).share, 1)
    assert.deepEqual([said('warn'), said('info')], [1, 1])
  },
)
