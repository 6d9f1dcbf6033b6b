import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { type AddressInfo, type Socket, connect, createServer } from 'node:net'
import test from 'node:test'
import type { TestContext } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import { Redis } from 'ioredis'
import { systemClock } from '../../src/clock.ts'
import { openBullQueue } from '../../src/queues/bullmq.ts'
import { deathsContract } from '../contracts/deaths.ts'
import { lanesContract } from '../contracts/lanes.ts'
import { checks, queueContract } from '../contracts/queue.ts'
import { recordingLog } from '../fakes/log.ts'
import { hasRedisServer, ownRedis } from '../fakes/redis.ts'

const url = process.env['REDIS_URL'] ?? ''
const skip = url === '' ? 'REDIS_URL is not set' : false

/** As if the half minute had passed after which BullMQ, at its second look, takes the jobs of a process that is no more for stalled. */
const abandon = async (name: string): Promise<void> => {
  const redis = new Redis(url)
  const key = (rest: string): string => `recap-queue:${encodeURIComponent(name)}:${rest}`
  for (const id of await redis.lrange(key('active'), 0, -1)) {
    await redis.del(key(`${id}:lock`))
    await redis.sadd(key('stalled'), id)
  }
  await redis.del(key('stalled-check'))
  redis.disconnect()
}

const check = checks(
  'bullmq',
  async () => {
    const name = `test ${randomUUID()}`
    const open = () => openBullQueue<number>(url, name, { clock: systemClock, log: recordingLog() })
    const [queue, again] = [open(), open()]
    const opened = [queue, again]
    return {
      queue,
      again,
      async kill() {
        await abandon(name)
        const next = open()
        opened.push(next)
        return next
      },
      now: () => systemClock.now(),
      // Redis has its own clock, which nobody moves.
      async until(done) {
        for (let passed = 0; !done(); passed += 10) {
          assert.ok(passed < 10_000, 'this took too long')
          await setTimeout(10)
        }
      },
      async close() {
        for (const each of opened) await each.close()
      },
    }
  },
  { skip },
)

queueContract(check)
deathsContract(check)

lanesContract(
  'bullmq',
  () => {
    const place = randomUUID()
    return (name) => openBullQueue<string>(url, `${place} ${name}`, { clock: systemClock, log: recordingLog() })
  },
  { skip },
)

/** A way to Redis that breaks, once and for all, before a word, and when Redis has seen to what came before it. */
const breakingBefore = async (t: TestContext, word: string): Promise<{ address: string; broken: Promise<unknown> }> => {
  const { promise: broken, resolve } = Promise.withResolvers()
  const sockets = new Set<Socket>()
  const { hostname, port } = new URL(url)
  let isBroken = false
  const way = createServer((client) => {
    const server = connect(Number(port), hostname)
    for (const socket of [client, server]) sockets.add(socket.on('error', () => {}))
    if (isBroken) client.destroy()
    server.pipe(client)
    client.on('data', (sent) => {
      const at = sent.indexOf(word)
      if (at === -1) server.write(sent)
      else {
        isBroken = true
        server.on('close', resolve).unpipe().resume().end(sent.subarray(0, at))
        client.destroy()
      }
    })
  }).listen(0, '127.0.0.1')
  await once(way, 'listening')
  t.after(() => {
    way.close()
    for (const socket of sockets) socket.destroy()
  })
  return { address: `redis://127.0.0.1:${(way.address() as AddressInfo).port}`, broken }
}

test('of jobs that are added together none is in the queue when the connection breaks between two', { skip }, async (t) => {
  const name = randomUUID()
  const open = (address: string) => openBullQueue<number>(address, name, { clock: systemClock, log: recordingLog() })
  const { address, broken } = await breakingBefore(t, 'id-two')
  const [breaking, whole] = [open(address), open(url)]
  await breaking.add({ id: 'zero', data: 0 })
  breaking.add({ id: 'one', data: 1 }, { id: 'two', data: 2 }).catch(() => {})
  await broken
  assert.deepEqual([await whole.has('zero'), await whole.has('one')], [true, false])
  await Promise.all([breaking.close(0), whole.close()])
})

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
