import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import test, { type TestContext } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import { Redis } from 'ioredis'
import { type Clock, systemClock } from '../../../src/clock.ts'
import { createPace } from '../../../src/platforms/pace/scheduler.ts'
import { openShared } from '../../../src/platforms/pace/shared.ts'
import { fakeClock } from '../../fakes/clock.ts'
import { recordingLog } from '../../fakes/log.ts'
import { hasRedisServer, ownRedis } from '../../fakes/redis.ts'
import { enforce, enforceEach, pass } from '../../fakes/rate.ts'
import { ask } from './server.ts'

const server = process.env['REDIS_URL'] ?? ''
const skip = server === '' ? 'REDIS_URL is not set' : false
const ONE = [{ key: 'all', requests: 1, per: 60_000 }]

const open = (t: TestContext, url = server, clock: Clock = systemClock) => {
  const log = recordingLog()
  const paces = openShared(url, { clock, log })
  t.after(() => paces.close())
  return { paces, log }
}

test('two processes that share Redis keep to one limit, and use it; a chat’s as well', { skip }, async (t) => {
  const name = `test-${randomUUID()}`
  const log = recordingLog()
  const limit = { requests: 20, per: 200 }
  const chat = { requests: 1, per: 300 }
  // By the clocks of two processes on a busy machine, one of which may be late.
  const leniently = ({ requests, per }: typeof limit) => ({ requests, per: per * 0.75 })
  const overall = enforce(leniently(limit), systemClock)
  const chats = enforceEach(leniently(chat), systemClock)
  let refused = 0
  const paces = [1, 2].map(() => {
    const paces = openShared(server, { clock: systemClock, log })
    t.after(() => paces.close())
    return createPace({ name, limit, patience: 5000, clock: systemClock, log, shared: paces.of(name) })
  })
  const from = Date.now()
  const sends = paces.flatMap((pace) =>
    Array.from({ length: 100 }, (_, n) =>
      pace.run(ask(String(n), { limits: [chat] }), async () => {
        if (pass([overall, chats(String(n))]) > 0) refused++
      }),
    ),
  )
  await Promise.all(sends)
  const took = Date.now() - from
  assert.equal(refused, 0)
  assert.ok(took > 1700 && took < 3200, `took ${took} ms where 1800 were possible`)
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
