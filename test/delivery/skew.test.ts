/** Machines whose clocks differ take over each other's deliveries. */
import assert from 'node:assert/strict'
import test from 'node:test'
import { openSqliteStores } from '../../src/stores/sqlite.ts'
import { type FakeClock, fakeClock } from '../fakes/clock.ts'
import { fakeDiscord } from '../fakes/discord.ts'
import { discordWire } from './lives.ts'
import { chatService, choice, openHouse } from './stage.ts'

const MINUTE = 60_000
const ahead = (clock: FakeClock, ms: number): FakeClock => ({ ...clock, now: () => clock.now() + ms })

for (const when of ['before', 'after'] as const)
  for (const [one, other] of [
    [2 * MINUTE, 0],
    [-2 * MINUTE, 0],
    [0, 2 * MINUTE],
    [0, -2 * MINUTE],
  ] as const)
    test(`a connection that is cut ${when} the work of a machine ${one} ms ahead, taken over by one ${other} ms ahead`, async (t) => {
      const clock = fakeClock()
      const discord = await fakeDiscord({ clock })
      t.after(() => discord.close())
      const stores = openSqliteStores(':memory:', { clock })
      t.after(() => stores.close())
      const service = chatService(clock, 0)
      service.platform = { ...discordWire(discord), menu: async () => {}, start: async () => {}, stop: async () => {} }
      const issues: Record<string, string[]> = {}
      const house = (ms: number) => openHouse(stores, { clock: ahead(clock, ms), service, issues })
      for (const pause of [10_000, 90_000, 3.5 * MINUTE, 10 * MINUTE]) {
        const target = { platform: 'discord', chat: discord.addChannel(String(pause)) }
        const uid = `after-${pause}`
        issues[uid] = ['A']
        const { subscription } = await house(one).subscriptions.put(choice(target))
        const job = { kind: 'digest', subscription: subscription.id, uid } as const
        discord.fail({ method: 'POST', path: /\/messages$/, when, times: 4 })
        await assert.rejects(house(one).deliver(job))
        await clock.tick(pause)
        const last = house(other)
        await last.deliver(job)
        assert.deepEqual(
          [discord.messages(target.chat).length, (await last.ledger.parts(target, uid)).map(({ state }) => state)],
          [1, ['sent']],
          `${pause} ms later`,
        )
      }
    })
