import assert from 'node:assert/strict'
import test from 'node:test'
import type { Target } from '../../src/platforms/platform.ts'
import { createBot } from '../fakes/bot.ts'
import { asTimePasses, fakeClock } from '../fakes/clock.ts'
import { fakeDiscord } from '../fakes/discord.ts'
import { fakeTelegram } from '../fakes/telegram.ts'
import { startNewsletter } from './newsletter.ts'

/** More than are on their way at once. */
const STUCK = 70

test('a Telegram that answers nobody holds up no digest for Discord', async (t) => {
  const clock = fakeClock('2026-03-02T06:59:00Z')
  const [discord, telegram, news] = [await fakeDiscord({ clock }), await fakeTelegram(), await startNewsletter()]
  news.publish({ slug: '26-03-02-otter', title: 'Otter opens', items: ['Its weights are open.'] })
  const env = {
    DISCORD_TOKEN: discord.token,
    DISCORD_API_URL: discord.apiUrl,
    TELEGRAM_TOKEN: telegram.token,
    TELEGRAM_API_ROOT: telegram.apiRoot,
    RECAP_SOURCES: news.url,
  }
  const { app } = await createBot(t, { clock, issues: false, env })
  const answered = Promise.withResolvers<void>()
  t.after(async () => {
    answered.resolve()
    // Deliveries under way are given some time, by the clock.
    const passing = setInterval(() => void clock.tick(100), 10)
    await app.stop()
    clearInterval(passing)
    await Promise.all([discord.close(), telegram.close(), news[Symbol.asyncDispose]()])
  })
  await (
    await app.start()
  ).ready
  const chats = Array.from({ length: STUCK }, (_, n): Target => ({ platform: 'telegram', chat: String(n + 1) }))
  for (const target of [...chats, { platform: 'discord', chat: discord.channel }])
    await app.subscriptions.put({ target, sections: [], hour: '07:00', zone: 'UTC', layout: 'compact', locale: 'en', createdBy: '1' })
  telegram.fail({ method: 'sendMessage', hold: answered.promise, times: STUCK })
  const until = asTimePasses(clock, telegram.until)
  await app.schedule.look()
  await clock.tick(60_000)
  await app.schedule.look()
  await until(() => discord.messages(discord.channel).length === 1)
  assert.equal(chats.flatMap(({ chat }) => telegram.messages(Number(chat))).length, 0)
  answered.resolve()
  await until(() => chats.every(({ chat }) => telegram.messages(Number(chat)).length === 1))
})
