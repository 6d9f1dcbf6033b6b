import assert from 'node:assert/strict'
import test from 'node:test'
import { RetryLater } from '../../../src/errors.ts'
import { TooMany } from '../../../src/platforms/pace/pace.ts'
import { createPace } from '../../../src/platforms/pace/scheduler.ts'
import { fakeClock } from '../../fakes/clock.ts'
import { recordingLog } from '../../fakes/log.ts'
import { ask, CHAT, createBench } from './server.ts'

const GROUP = [CHAT, { requests: 20, per: 60_000 }]

test('what somebody waits for goes before everything in bulk', async () => {
  const { clock, pace, server } = createBench()
  for (let n = 0; n < 600; n++) void pace.run(ask(`bulk ${n}`), () => server.send('bulk'.padEnd(n + 5)))
  await clock.tick(5000)
  const asked = clock.now()
  void pace.run(ask('someone', { rank: 'interactive' }), () => server.send('someone'))
  await clock.tick(1000)
  const answered = server.arrived.find(({ chat }) => chat === 'someone')?.at ?? Number.POSITIVE_INFINITY
  assert.ok(answered - asked <= 250, `waited ${answered - asked} ms`)
  assert.equal(server.refused(), 0)
})

test('however much is asked, what is posted in bulk goes on', async () => {
  const { clock, pace } = createBench({}, { limit: { requests: 10, per: 1000 } })
  const sent: string[] = []
  for (let n = 0; n < 500; n++) void pace.run(ask(`asker ${n}`, { rank: 'interactive', limits: [] }), async () => void sent.push('asked'))
  for (let n = 0; n < 10; n++) void pace.run(ask(`chat ${n}`, { limits: [] }), async () => void sent.push('bulk'))
  await clock.tick(10_500)
  assert.ok(sent.length >= 100, String(sent.length))
  assert.ok(sent.slice(0, 100).filter((what) => what === 'bulk').length >= 9)
})

test('chats in bulk take turns: a long one holds up no short one', async () => {
  const { clock, pace } = createBench({}, { limit: { requests: 1, per: 100 } })
  const sent: string[] = []
  const send = (text: string) => async () => void sent.push(text)
  for (let part = 1; part <= 5; part++) void pace.run(ask('long', { limits: [] }), send(`long ${part}`))
  void pace.run(ask('a', { limits: [] }), send('a'))
  void pace.run(ask('b', { limits: [] }), send('b'))
  await clock.tick(2000)
  assert.deepEqual(sent.slice(0, 5), ['long 1', 'a', 'b', 'long 2', 'long 3'])
  assert.equal(sent.length, 7)
})

test('one chat gets one message a second, in order; a group 20 a minute', async () => {
  const { clock, pace, server } = createBench()
  for (let n = 0; n < 25; n++)
    pace.run(ask('group', { limits: GROUP, patience: 600_000 }), () => server.send('group', `${n}`)).catch(() => {})
  await clock.tick(59_000)
  assert.deepEqual(
    server.arrived.map(({ text }) => Number(text)),
    Array.from({ length: 20 }, (_, n) => n),
  )
  await clock.tick(10_000)
  assert.equal(server.arrived.length, 25)
  assert.equal(server.refused(), 0)
})

test('a chat that must wait long tells its jobs so, and holds up nobody', async () => {
  const { clock, pace, server } = createBench()
  server.block('blocked', 60_000)
  const told = pace.run(ask('blocked'), () => server.send('blocked')).catch((error: unknown) => error)
  for (let n = 0; n < 300; n++) void pace.run(ask(`${n}`), () => server.send(`${n}`))
  await clock.tick(10_100)
  assert.equal(server.arrived.length, 300)
  const error = await told
  assert.ok(error instanceof RetryLater && error.ms === 60_000)
  assert.equal(pace.size().waiting, 0)
  await assert.rejects(
    pace.run(ask('blocked'), () => server.send('blocked')),
    (error) => error instanceof RetryLater && error.ms === 49_900,
  )
  assert.equal(server.refused(), 1, 'it was not asked again')
})

test('three chats blocked at once are not taken for the platform', async () => {
  const { clock, pace, server, log } = createBench()
  for (const name of ['1', '2', '3', '4']) server.block(name, 60_000)
  for (let n = 0; n < 600; n++) pace.run(ask(`${n}`), () => server.send(`${n}`)).catch(() => {})
  await clock.tick(22_000)
  assert.equal(server.arrived.length, 596)
  assert.equal(log.records.filter(({ message }) => message.startsWith('the platform')).length, 0)
})

test('a request refused for a short while is sent again, and a fault is the caller’s to judge', async () => {
  const { clock, pace } = createBench()
  let tries = 0
  const sent = pace.run(ask('a'), async () => {
    if (++tries === 1) throw new TooMany(2000, 'lane')
    return tries
  })
  await clock.tick(1999)
  assert.equal(tries, 1)
  await clock.tick(1)
  assert.equal(await sent, 2)
  let faults = 0
  const lost = pace.run(ask('b'), () => Promise.reject(new Error(`fault ${++faults}`)))
  await assert.rejects(lost, /fault 1/)
})

test('of edits that wait, the last one is sent, and each caller gets its outcome', async () => {
  const { clock, pace } = createBench()
  const sent: number[] = []
  const edit = (n: number) => pace.run(ask('chat', { replaces: 'message 7' }), async () => (sent.push(n), n))
  const outcomes = Promise.all([1, 2, 3, 4].map(edit))
  await clock.tick(5000)
  assert.deepEqual(sent, [1, 4])
  assert.deepEqual(await outcomes, [1, 4, 4, 4])
})

test('what is worth nothing later is sent at once or not at all', async () => {
  const { clock, pace, server } = createBench()
  await pace.run(ask('typing', { patience: 0, limits: [] }), () => server.send('typing'))
  for (let n = 0; n < 100; n++) void pace.run(ask(`${n}`), () => server.send(`${n}`))
  await assert.rejects(
    pace.run(ask('typing 2', { patience: 0, limits: [] }), () => server.send('typing 2')),
    RetryLater,
  )
  await clock.tick(5000)
  assert.ok(!server.arrived.some(({ chat }) => chat === 'typing 2'))
})

test('what an answer says of its lane goes before what was thought', async () => {
  const { clock, pace } = createBench()
  const sent: number[] = []
  const send = async (): Promise<void> => {
    sent.push(clock.now())
    pace.learn('chat', sent.length % 2, 4000)
  }
  for (let n = 0; n < 4; n++) void pace.run(ask('chat'), send)
  await clock.tick(20_000)
  assert.deepEqual(sent, [0, 0, 4000, 4000])
})

test('a clock that is set back stops nobody', async () => {
  const clock = fakeClock()
  let setBack = 0
  const moved = { now: () => clock.now() - setBack, after: clock.after }
  const pace = createPace({ name: 'fake', limit: { requests: 1, per: 1000 }, patience: 5000, clock: moved, log: recordingLog() })
  let sent = 0
  const send = async (): Promise<void> => void sent++
  await pace.run(ask('chat'), send)
  setBack = 3_600_000
  const second = pace.run(ask('chat'), send)
  await clock.tick(500)
  assert.equal(sent, 1)
  await clock.tick(1000)
  await second
  assert.equal(sent, 2)
})

test('at the stop, what waits is told to come again, and nothing more is sent', async () => {
  const { clock, pace } = createBench()
  const sent: number[] = []
  const all = [1, 2, 3].map((n) => pace.run(ask('chat'), async () => void sent.push(n)))
  await clock.tick(0)
  const told = Promise.allSettled(all)
  pace.stop()
  assert.deepEqual(
    (await told).map(({ status }) => status),
    ['fulfilled', 'rejected', 'rejected'],
  )
  await clock.tick(10_000)
  assert.deepEqual(sent, [1])
  await assert.rejects(
    pace.run(ask('other'), async () => {}),
    RetryLater,
  )
})

test('what can wait goes when nothing else does, and then at once', async () => {
  const { clock, pace } = createBench({}, { limit: { requests: 1, per: 100 } })
  const sent: string[] = []
  const send = (text: string) => async () => void sent.push(text)
  void pace.run(ask('first', { limits: [] }), send('first'))
  for (const rank of ['spare', 'bulk', 'interactive'] as const)
    for (let n = 1; n <= 2; n++) void pace.run(ask(`${rank} ${n}`, { rank, limits: [] }), send(`${rank} ${n}`))
  await clock.tick(1000)
  assert.deepEqual(sent, ['first', 'interactive 1', 'interactive 2', 'bulk 1', 'bulk 2', 'spare 1', 'spare 2'])
  for (let n = 0; n < 60; n++) void pace.run(ask(`asker ${n}`, { rank: 'interactive', limits: [] }), send('asked'))
  void pace.run(ask('spare 3', { rank: 'spare', limits: [] }), send('spare 3'))
  await clock.tick(3000)
  assert.ok(sent.slice(7, 22).includes('spare 3'), 'nor does who asks without end keep it')
})

test('a limit of which answers do not tell holds beside what they tell, and is refused for as long as the refusal says', async () => {
  const { clock, pace } = createBench()
  const sent: number[] = []
  const hourly = { lane: 'news', rank: 'spare', limits: [{ requests: 3, per: 3_600_000, isUntold: true }] } as const
  const send = (): Promise<void> =>
    pace.run(ask('news', hourly), async () => {
      sent.push(clock.now())
      pace.learn('news', 5, 1000)
    })
  for (let n = 0; n < 3; n++) await send()
  await assert.rejects(send(), (error) => error instanceof RetryLater && error.ms > 3_590_000)
  assert.equal(sent.length, 3)
  await clock.tick(3_610_000)
  const refused = pace.run(ask('news', hourly), async () => {
    throw new TooMany(60_000, 'lane')
  })
  await assert.rejects(refused, (error) => error instanceof RetryLater && error.ms === 60_000)
  await clock.tick(60_000)
  for (let n = 0; n < 3; n++) await send()
  assert.equal(sent.length, 6)
})
