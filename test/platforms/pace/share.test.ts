import assert from 'node:assert/strict'
import test from 'node:test'
import { createPace } from '../../../src/platforms/pace/scheduler.ts'
import { openShared } from '../../../src/platforms/pace/shared.ts'
import { fakeClock } from '../../fakes/clock.ts'
import { recordingLog } from '../../fakes/log.ts'
import { ask } from './server.ts'

test('without Redis a process keeps to its share, as far as it knows', async (t) => {
  const clock = fakeClock()
  const log = recordingLog()
  const shared = openShared('redis://127.0.0.1:1', { clock, log })
  t.after(() => shared.close())
  const window = [{ key: 'all', requests: 30, per: 1000 }]
  assert.deepEqual(await shared.take(window), { wait: 0, isAll: false, share: 1 })
  await shared.take(window)
  assert.equal(log.records.length, 1, 'told once')
})

test('a share of a limit is held', async () => {
  const clock = fakeClock(0)
  const shared = { take: async () => ({ wait: 0, isAll: false, share: 1 / 3 }), close: () => {} }
  const pace = createPace({ name: 'x', limit: { requests: 30, per: 1000 }, patience: 5000, clock, log: recordingLog(), shared })
  let sent = 0
  for (let n = 0; n < 300; n++) void pace.run(ask(String(n)), async () => void sent++)
  await clock.tick(9900)
  assert.ok(sent >= 95 && sent <= 101, `${sent} in ten seconds`)
})
