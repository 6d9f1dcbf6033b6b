/** Workers that share their work by Redis bring digests to the same chats. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import test from 'node:test'
import { setTimeout } from 'node:timers/promises'
import { systemClock as clock } from '../../src/clock.ts'
import type { DeliveryJob } from '../../src/delivery/deliver.ts'
import { openBullQueue } from '../../src/queues/bullmq.ts'
import { openRedisStores } from '../../src/stores/redis.ts'
import { openSqliteStores } from '../../src/stores/sqlite.ts'
import { recordingLog } from '../fakes/log.ts'
import { chatService, choice, openHouse, text } from './stage.ts'

const url = process.env['REDIS_URL'] ?? ''
const CHATS = 5
const ISSUES: Record<string, string[]> = { one: ['A', 'B', 'C'], two: ['D', 'E', 'F'], three: ['G', 'H', 'I'] }

test('in no chat do the digests mingle that several workers bring', { skip: url === '' && 'REDIS_URL is not set' }, async (t) => {
  const stores = openSqliteStores(':memory:', { clock })
  const shared = await openRedisStores(url)
  const service = chatService(clock, 0)
  const post = service.platform.post.bind(service.platform)
  service.platform.post = async (...request) => {
    await setTimeout(5)
    return post(...request)
  }
  const run = randomUUID()
  const lease = (name: string) => shared.lease(`${run} ${name}`)
  const failures: unknown[] = []
  const queues = [1, 2, 3].map(() => {
    const { deliver } = openHouse(stores, { clock, service, issues: ISSUES, lease })
    const queue = openBullQueue<DeliveryJob>(url, run, { clock, log: recordingLog() })
    queue.work(({ data }) => deliver(data), { concurrency: 4, attempts: 1, failed: (_, error) => failures.push(error) })
    return queue
  })
  t.after(async () => {
    for (const queue of queues) await queue.close()
    await Promise.all([stores.close(), shared.close()])
  })
  const { subscriptions } = openHouse(stores, { clock, service, issues: ISSUES })
  const chats = Array.from({ length: CHATS }, (_, n) => String(n))
  for (const chat of chats) {
    const { subscription } = await subscriptions.put(choice({ platform: 'chat', chat }))
    for (const uid of Object.keys(ISSUES))
      await queues[0]?.add({ id: `${chat} ${uid}`, data: { kind: 'digest', subscription: subscription.id, uid } })
  }
  const all = CHATS * Object.values(ISSUES).flat().length
  for (let looks = 0; service.messages.length < all; looks++) {
    assert.ok(looks < 1000, `${service.messages.length} of ${all} messages`)
    await setTimeout(10)
  }
  for (const chat of chats) {
    const texts = service.messages.filter((message) => message.chat === chat).map((message) => message.text)
    for (const blocks of Object.values(ISSUES)) {
      const from = texts.indexOf(text(blocks[0] ?? ''))
      assert.deepEqual(texts.slice(from, from + blocks.length), blocks.map(text))
    }
  }
  assert.deepEqual(failures, [])
})
