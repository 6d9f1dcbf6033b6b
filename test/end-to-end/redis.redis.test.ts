import assert from 'node:assert/strict'
import test from 'node:test'
import { Redis } from 'ioredis'
import type { App } from '../../src/app.ts'
import { createBot } from '../fakes/bot.ts'
import { asTimePasses, fakeClock } from '../fakes/clock.ts'
import { fakeDiscord } from '../fakes/discord.ts'
import { startNewsletter } from './newsletter.ts'

const server = process.env['REDIS_URL'] ?? ''

/** Other tests use the first database, at the same time. */
const DATABASE = '/7'
const STEP = 2500

test(
  'two machines that share Redis, each with its own archive, bring an issue once and correct it once',
  { skip: server === '' ? 'REDIS_URL is not set' : false },
  async (t) => {
    const url = new URL(DATABASE, server).href
    const redis = new Redis(url)
    await redis.flushdb()
    t.after(() => redis.disconnect())
    const clock = fakeClock('2026-03-02T06:30:00Z')
    const apps: App[] = []
    const discord = await fakeDiscord({ clock })
    // The bots end first: a client that has lost its server dials on.
    t.after(async () => {
      const passing = setInterval(() => void clock.tick(50), 10)
      await Promise.all(apps.map((app) => app.stop()))
      clearInterval(passing)
      await discord.close()
    })
    const news = await startNewsletter()
    t.after(() => news[Symbol.asyncDispose]())
    const items = ['Its weights are open.', 'A second thing happened.', 'A third.', 'And a fourth.']
    const issue = { slug: '26-03-02-otter', title: 'Otter opens', items }
    news.publish(issue)
    const start = async () => {
      const env = { REDIS_URL: url, RECAP_SOURCES: news.url, DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.apiUrl }
      const { app } = await createBot(t, { clock, issues: false, env })
      apps.push(app)
      const { ready } = await app.start()
      await ready
      return app
    }
    const target = { platform: 'discord', chat: discord.channel }
    const posts = () => discord.messages(discord.channel).map(({ text }) => text)
    const until = asTimePasses(clock, discord.until)

    /** In steps that Redis can follow: who is connected is asked every few seconds, and answered in real time. */
    const pass = async (ms: number): Promise<void> => {
      for (const end = clock.now() + ms; clock.now() < end; await redis.ping()) await clock.tick(Math.min(STEP, end - clock.now()))
    }

    const one = await start()
    await one.subscriptions.put({ target, sections: [], hour: '07:00', zone: 'UTC', layout: 'compact', locale: 'en', createdBy: 'test' })
    const two = await start()
    await pass(Date.parse('2026-03-02T07:00:00Z') - clock.now())
    await Promise.all([one.schedule.look(), two.schedule.look()])
    await until(() => posts().length === 1)

    news.publish({ ...issue, title: 'Otter opens, corrected' })
    await pass(15 * 60_000)
    await until(() => /corrected/.test(posts()[0] ?? ''))
    const passing = setInterval(() => void clock.tick(50), 10)
    await one.stop()
    clearInterval(passing)
    await until(() => discord.gateway.seen.identifies === 2)
    await two.schedule.look()
    assert.equal(posts().length, 1)
    const late = await start()
    assert.equal(late.archive.newest()[0]?.title, 'Otter opens, corrected', 'what others have read, a machine that comes later reads too')

    // One that comes after the issue was renamed knows but its new name.
    news.publish({ ...issue, slug: '26-03-02-otter-renamed', title: 'Otter opens, corrected' })
    await pass(15 * 60_000)
    await until(() => two.archive.newest()[0]?.id === '26-03-02-otter-renamed')
    await pass(4 * STEP)
    const latest = await start()
    assert.equal(latest.archive.newest()[0]?.uid, '26-03-02-otter-renamed')
    const [subscription] = await latest.subscriptions.list()
    assert.ok(subscription)
    assert.deepEqual(await latest.due(subscription), [])
    assert.equal(posts().length, 1)
  },
)
