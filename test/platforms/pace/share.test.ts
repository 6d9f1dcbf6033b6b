import assert from 'node:assert/strict'
import test from 'node:test'
import { createPace } from '../../../src/platforms/pace/scheduler.ts'
import { fakeClock } from '../../fakes/clock.ts'
import { recordingLog } from '../../fakes/log.ts'
import { ask, CHAT } from './server.ts'

test('a share of a limit is held', async () => {
  const clock = fakeClock(0)
  const shared = { take: async () => ({ wait: 0, isAll: false, share: 1 / 3 }) }
  const pace = createPace({ name: 'x', limit: { requests: 30, per: 1000 }, patience: 5000, clock, log: recordingLog(), shared })
  let sent = 0
  for (let n = 0; n < 300; n++) void pace.run(ask(String(n)), async () => void sent++)
  await clock.tick(9900)
  assert.ok(sent >= 95 && sent <= 101, `${sent} in ten seconds`)
})

test('a chat’s limit is shared as well: one message a second among three processes is one in three seconds each', async () => {
  const clock = fakeClock(0)
  const parts = { name: 'x', limit: { requests: 30, per: 1000 }, patience: 60_000, clock, log: recordingLog() }
  let share = 1 / 3
  const pace = createPace({ ...parts, shared: { take: async () => ({ wait: 0, isAll: false, share }) } })
  const sent: number[] = []
  const send = async (): Promise<void> => void sent.push(clock.now())
  for (let n = 0; n < 4; n++) void pace.run(ask('chat', { limits: [CHAT] }), send)
  await clock.tick(9500)
  const gaps = sent.slice(1).map((at, n) => at - (sent[n] ?? 0))
  assert.equal(sent.length, 4)
  assert.ok(
    gaps.every((gap) => gap >= 3000 && gap < 3100),
    String(gaps),
  )
  share = 1
  await clock.tick(60_000)
  const from = clock.now()
  for (let n = 0; n < 3; n++) void pace.run(ask('chat', { limits: [CHAT] }), send)
  await clock.tick(3000)
  assert.equal(sent.filter((at) => at >= from).length, 3)
})
