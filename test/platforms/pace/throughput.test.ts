import assert from 'node:assert/strict'
import test from 'node:test'
import { ALL, CHAT, createBench, createServer, deliver, type ServerOptions } from './server.ts'

const CHATS = 10_000

/** The least time (ms) in which a sliding window lets so many requests through. */
const optimum = (requests: number, { requests: limit, per }: ServerOptions['all']): number => (Math.ceil(requests / limit) - 1) * per

for (const [platform, all] of [
  ['Telegram', { requests: 30, per: 1000 }],
  ['Discord', { requests: 50, per: 1000 }],
] as const)
  test(`${CHATS} chats at ${platform}'s limit: 97 % of what is possible, nothing refused, memory flat`, async () => {
    const bench = createBench({ all, latency: () => [30, 50] }, { limit: all })
    let lanes = 0
    let waiting = 0
    const took = await deliver(bench, CHATS, {
      watch: () => {
        lanes = Math.max(lanes, bench.pace.size().lanes)
        waiting = Math.max(waiting, bench.pace.size().waiting)
      },
    })
    assert.equal(bench.server.refused(), 0)
    assert.equal(new Set(bench.server.arrived.map(({ chat }) => chat)).size, CHATS)
    assert.ok(optimum(CHATS, all) / took >= 0.97, `${optimum(CHATS, all)} ms were possible, and it took ${took}`)
    assert.ok(lanes < 2000, `${lanes} chats remembered at once`)
    assert.ok(waiting <= 64)
  })

test('answers that come now sooner, now later, cost little and cause no refusal', async () => {
  let seed = 7
  const random = (): number => (seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31) / 2 ** 31
  const all = { requests: 30, per: 1000 }
  const bench = createBench({ all, latency: () => [10 + 20 * random(), 10 + 20 * random()] })
  const took = await deliver(bench, CHATS)
  assert.equal(bench.server.refused(), 0)
  assert.ok(optimum(CHATS, all) / took >= 0.97, `took ${took}`)
})

test('where a chat gets several messages, the platform is used as well', async () => {
  const all = { requests: 30, per: 1000 }
  const bench = createBench({ all })
  const took = await deliver(bench, 1000, { parts: 4 })
  assert.equal(bench.server.refused(), 0)
  assert.ok(optimum(4000, all) / took >= 0.97, `took ${took}`)
})

for (const scope of ['all', 'unknown'] as const)
  for (const requests of [29, 20, 7])
    test(`where the platform takes but ${requests} a second (it says ${scope}), the pace finds that`, async () => {
      const all = { requests, per: 1000 }
      const bench = createBench({ all, scope, latency: () => [20, 20] })
      const took = await deliver(bench, 3000)
      assert.ok(bench.server.refused() < 45, `${bench.server.refused()} refused`)
      assert.ok(optimum(3000, all) / took >= 0.95, `took ${took} of ${optimum(3000, all)}`)
    })

test('when the platform takes more again, so does the pace', async () => {
  const all = { requests: 10, per: 1000 }
  const bench = createBench({ all })
  await deliver(bench, 200)
  const { clock, pace } = bench
  const generous = createServer(clock, { all: ALL, chat: CHAT })
  await deliver({ clock, pace, server: generous }, 9000)
  const late = generous.arrived.filter(({ at }) => at > clock.now() - 60_000).length
  assert.ok(late > 1700, `${late} in the last minute`)
})
