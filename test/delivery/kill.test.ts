import assert from 'node:assert/strict'
import { join } from 'node:path'
import test from 'node:test'
import type { TestContext } from 'node:test'
import type { Target } from '../../src/platforms/platform.ts'
import { openRedisStores } from '../../src/stores/redis.ts'
import { openSqliteStores } from '../../src/stores/sqlite.ts'
import type { Stores } from '../../src/stores/store.ts'
import { temporaryFolder } from '../fakes/bot.ts'
import { fakeClock } from '../fakes/clock.ts'
import type { FakeClock } from '../fakes/clock.ts'
import { fakeDiscord } from '../fakes/discord.ts'
import { fakeTelegram } from '../fakes/telegram.ts'
import { discordWire, live, telegramWire, titles } from './lives.ts'

const redis = process.env['REDIS_URL'] ?? ''
const CHATS = 4
const MINUTE = 60_000
/** What stands in each chat in the end. */
const WHOLE = ['Alpha (updated)', 'Beta, corrected', 'Gamma']

/** What a store keeps from one life to the next, apart for each point at which it is killed. */
type Keep = (t: TestContext, clock: FakeClock) => (point: number) => { open: () => Stores | Promise<Stores>; namespace: string }

const sqlite: Keep = (t, clock) => {
  const folder = temporaryFolder(t)
  return (point) => ({ open: () => openSqliteStores(join(folder, `${point}.db`), { clock }), namespace: '' })
}
const shared: Keep = () => {
  const run = Math.random().toString(36).slice(2)
  return (point) => ({ open: () => openRedisStores(redis), namespace: `kill ${run} ${point} ` })
}

for (const [store, keep, skip] of [
  ['SQLite', sqlite, false],
  ['Redis', shared, redis === '' && 'REDIS_URL is not set'],
] as const) {
  for (const [when, pause] of [
    ['at once', 1000],
    ['when no nonce is known any more', 10 * MINUTE],
  ] as const)
    test(`Discord, ${store}: killed at any step and started ${when}, nothing is lost and nothing doubled`, { skip }, async (t) => {
      const clock = fakeClock()
      const discord = await fakeDiscord({ clock })
      t.after(() => discord.close())
      const at = keep(t, clock)
      const once = async (point: number, death: number) => {
        // One is an announcement channel.
        const chats = Array.from({ length: CHATS }, (_, n): Target => ({
          platform: 'discord',
          chat: discord.addChannel(`${point} ${n}`, { type: n === 0 ? 5 : 0 }),
        }))
        const followed = chats.slice(0, 1)
        const world = { wire: discordWire(discord), chats, followed, owner: '42', clock, pause, ...at(point) }
        const { states, steps } = await live(world, [death])
        for (const [n, target] of chats.entries()) {
          const messages = discord.messages(target.chat)
          const published = followed.includes(target)
          assert.deepEqual(titles(messages.map(({ text }) => text)), WHOLE, `killed at ${death}`)
          assert.deepEqual(
            messages.map(({ copies }) => copies),
            WHOLE.map(() => (published ? 1 : 0)),
            `killed at ${death}`,
          )
          assert.deepEqual(
            states[n],
            ['edited', 'edited', 'sent'].map((state) => (published ? `${state} published` : state)),
            `killed at ${death}`,
          )
        }
        return steps
      }
      const steps = await once(0, Infinity)
      assert.ok(steps > 200, `${steps} steps`)
      for (let death = 1; death <= steps; death++) await once(death, death)
      t.diagnostic(`${steps} points`)
    })

  test(`Telegram, ${store}: killed at any step, nothing is lost or doubled, but what may be missing is told`, { skip }, async (t) => {
    const clock = fakeClock()
    const telegram = await fakeTelegram()
    t.after(() => telegram.close())
    const at = keep(t, clock)
    let unknown = 0
    const once = async (point: number, death: number) => {
      const chats = Array.from({ length: CHATS }, (_, n): Target => ({
        platform: 'telegram',
        chat: String(-1_000_000 - point * CHATS - n),
      }))
      const owner = String(1000 + point)
      const { states, steps } = await live({ wire: telegramWire(telegram), chats, owner, clock, pause: 1000, ...at(point) }, [death])
      const told = telegram.messages(Number(owner)).length
      const left = states.flat().filter((state) => state === 'unknown').length
      assert.equal(told, left, `killed at ${death}: each that may be missing is told once`)
      for (const [n, { chat }] of chats.entries()) {
        const shown = titles(telegram.messages(Number(chat)).map(({ text }) => text))
        assert.equal(new Set(shown).size, shown.length, `killed at ${death}: doubled`)
        assert.equal(states[n]?.length, WHOLE.length)
        // A part whose outcome nobody knows stands as it was sent, or does not.
        const known = WHOLE.filter((_, part) => states[n]?.[part] !== 'unknown')
        assert.deepEqual(
          shown.filter((title) => known.includes(title)),
          known,
          `killed at ${death}: lost`,
        )
      }
      unknown += left
      return steps
    }
    const steps = await once(0, Infinity)
    assert.ok(steps > 200, `${steps} steps`)
    for (let death = 1; death <= steps; death++) await once(death, death)
    assert.ok(unknown >= CHATS * WHOLE.length, 'the steps between sending and noting were hit')
    t.diagnostic(`${steps} points, ${unknown} parts left and told`)
  })
}
