import assert from 'node:assert/strict'
import test from 'node:test'
import { ASK, createTurn, HELD } from '../../src/bot/turn.ts'
import type { Lease } from '../../src/stores/store.ts'
import { fakeClock } from '../fakes/clock.ts'
import { recordingLog } from '../fakes/log.ts'

/** Processes that want the same turn, and the place where they ask, which may be away. */
const stage = (beginning = async (): Promise<void> => {}) => {
  const clock = fakeClock()
  let held: { by: string; until: number } | undefined
  const away = new Set<string>()
  const events: string[] = []
  const join = (who: string) => {
    const lease: Lease = {
      async hold(ms) {
        if (away.has(who)) throw new Error('away')
        if (held !== undefined && held.by !== who && held.until > clock.now()) return false
        held = { by: who, until: clock.now() + ms }
        return true
      },
      async release() {
        if (held?.by === who) held = undefined
      },
    }
    const log = recordingLog()
    const turn = createTurn({
      name: who,
      lease,
      begin() {
        events.push(`${who} begins`)
        return beginning()
      },
      end: async () => void events.push(`${who} ends`),
      clock,
      log,
    })
    return { ...turn, log }
  }
  return { clock, away, events, join, take: (by: string) => (held = { by, until: Infinity }), give: () => (held = undefined) }
}

test('one begins, the other stands by and says so once', async () => {
  const { clock, events, join } = stage()
  const [a, b] = [join('a'), join('b')]
  await a.start()
  await b.start()
  await clock.tick(10 * HELD)
  assert.deepEqual(events, ['a begins'])
  assert.deepEqual(
    b.log.records.filter(({ level }) => level === 'info').map(({ message }) => message),
    ['b: another process is connected; this one stands by'],
  )
  a.stop()
  b.stop()
})

test('the second takes over within half a minute when the first dies, and at once when it ends', async () => {
  const { clock, events, join } = stage()
  const [a, b, c] = [join('a'), join('b'), join('c')]
  await a.start()
  await b.start()
  // A dead process asks no more, and releases nothing.
  a.stop()
  assert.ok(HELD + ASK <= 30_000)
  await clock.tick(HELD + ASK)
  assert.deepEqual(events, ['a begins', 'b begins'])
  await c.start()
  b.stop()
  await b.release()
  await clock.tick(ASK)
  assert.deepEqual(events, ['a begins', 'b begins', 'c begins'])
  c.stop()
})

test('who cannot renew it ends before another can have it, and begins again afterwards', async () => {
  const { clock, away, events, join } = stage()
  const a = join('a')
  await a.start()
  away.add('a')
  await clock.tick(HELD - 1)
  assert.deepEqual(events, ['a begins', 'a ends'])
  away.clear()
  await clock.tick(ASK)
  assert.deepEqual(events, ['a begins', 'a ends', 'a begins'])
  a.stop()
})

test('an outage shorter than that is not noticed', async () => {
  const { clock, away, events, join } = stage()
  const a = join('a')
  await a.start()
  away.add('a')
  await clock.tick(2 * ASK + 1)
  away.clear()
  await clock.tick(5 * HELD)
  assert.deepEqual(events, ['a begins'])
  a.stop()
})

test('a turn that another has after all is ended at once', async () => {
  const { clock, events, join, take } = stage()
  const a = join('a')
  await a.start()
  take('somebody')
  await clock.tick(ASK)
  assert.deepEqual(events, ['a begins', 'a ends'])
  a.stop()
})

test('who is still beginning when the turn is lost ends at once, and begins nothing that it lost meanwhile', async () => {
  const connected = Promise.withResolvers<void>()
  const { clock, events, join, take, give } = stage(() => connected.promise)
  const a = join('a')
  void a.start()
  await clock.tick(0)
  take('somebody')
  await clock.tick(ASK)
  assert.deepEqual(events, ['a begins', 'a ends'])
  give()
  await clock.tick(ASK)
  take('somebody')
  await clock.tick(ASK)
  connected.resolve()
  await clock.tick(0)
  assert.deepEqual(events, ['a begins', 'a ends', 'a ends'])
  give()
  await clock.tick(ASK)
  assert.deepEqual(events, ['a begins', 'a ends', 'a ends', 'a begins'])
  a.stop()
})

test('after a stop nothing begins or ends', async () => {
  const { clock, events, join } = stage()
  const a = join('a')
  await a.start()
  a.stop()
  await clock.tick(10 * HELD)
  assert.deepEqual(events, ['a begins'])
})
