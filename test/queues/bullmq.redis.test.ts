import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import test from 'node:test'
import { setTimeout } from 'node:timers/promises'
import { systemClock } from '../../src/clock.ts'
import { openBullQueue } from '../../src/queues/bullmq.ts'
import { lanesContract } from '../contracts/lanes.ts'
import { queueContract } from '../contracts/queue.ts'
import { recordingLog } from '../fakes/log.ts'
import { hasRedisServer, ownRedis } from '../fakes/redis.ts'

const url = process.env['REDIS_URL'] ?? ''
const skip = url === '' ? 'REDIS_URL is not set' : false

queueContract(
  'bullmq',
  async () => {
    const name = `test ${randomUUID()}`
    const open = () => openBullQueue<number>(url, name, { clock: systemClock, log: recordingLog() })
    const [queue, again] = [open(), open()]
    return {
      queue,
      again,
      now: () => systemClock.now(),
      // Redis has its own clock, which nobody moves.
      async until(done) {
        for (let passed = 0; !done(); passed += 10) {
          assert.ok(passed < 10_000, 'this took too long')
          await setTimeout(10)
        }
      },
      async close() {
        for (const each of [queue, again]) await each.close()
      },
    }
  },
  { skip },
)

lanesContract(
  'bullmq',
  () => {
    const place = randomUUID()
    return (name) => openBullQueue<string>(url, `${place} ${name}`, { clock: systemClock, log: recordingLog() })
  },
  { skip },
)

test('it closes while Redis is away', { skip: hasRedisServer ? false : 'there is no redis-server' }, async (t) => {
  const redis = await ownRedis(t)
  await redis.start()
  const queue = openBullQueue<number>(redis.url, 'away', { clock: systemClock, log: recordingLog() })
  const ran: number[] = []
  queue.work(async ({ data }) => void ran.push(data), { concurrency: 2, attempts: 1, failed: () => {} })
  await queue.add({ id: 'one', data: 1 })
  await queue.idle()
  await redis.stop()
  await setTimeout(300)
  const from = performance.now()
  await queue.close(200)
  assert.ok(performance.now() - from < 1000)
})
