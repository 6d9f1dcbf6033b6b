import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import test from 'node:test'
import { systemClock } from '../../../src/clock.ts'
import { createPace } from '../../../src/platforms/pace/scheduler.ts'
import { openShared } from '../../../src/platforms/pace/shared.ts'
import { recordingLog } from '../../fakes/log.ts'
import { enforce, enforceEach, pass } from '../../fakes/rate.ts'
import { ask } from './server.ts'

const server = process.env['REDIS_URL'] ?? ''
const skip = server === '' ? 'REDIS_URL is not set' : false

test('two processes that share Redis keep to one limit, and use it; a chat’s as well', { skip }, async (t) => {
  const name = `test-${randomUUID()}`
  const log = recordingLog()
  const limit = { requests: 20, per: 200 }
  const chat = { requests: 1, per: 300 }
  const overall = enforce(limit, systemClock)
  const chats = enforceEach(chat, systemClock)
  let refused = 0
  const paces = [1, 2].map(() => {
    const shared = openShared(server, { clock: systemClock, log })
    t.after(() => shared.close())
    return createPace({ name, limit, patience: 5000, clock: systemClock, log, shared })
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
