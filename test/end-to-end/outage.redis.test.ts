import assert from 'node:assert/strict'
import test from 'node:test'
import { setTimeout } from 'node:timers/promises'
import type { App } from '../../src/app.ts'
import { createBot } from '../fakes/bot.ts'
import { fakeClock } from '../fakes/clock.ts'
import { recordingLog } from '../fakes/log.ts'
import { hasRedisServer, ownRedis } from '../fakes/redis.ts'
import { fakeTelegram } from '../fakes/telegram.ts'
import { startNewsletter } from './newsletter.ts'

const ADA = 42
const ITEMS = ['Its weights are open.', 'A second thing happened.', 'A third.', 'And a fourth.']
const FIRST = { slug: '26-03-02-otter', title: 'Otter opens', items: ITEMS }
const SECOND = { slug: '26-03-02-heron', title: 'Heron follows', items: ['Heron 1 is out.', 'It is small.', 'It is quick.'] }

test(
  'an issue that arrives while Redis is away comes as soon as it is back, once, to who gets them as they arrive',
  { skip: hasRedisServer ? false : 'there is no redis-server' },
  async (t) => {
    const clock = fakeClock('2026-03-02T12:00:00Z')
    const log = recordingLog()
    const [redis, telegram, news] = [await ownRedis(t), await fakeTelegram(), await startNewsletter()]
    news.publish(FIRST)
    await redis.start()
    const apps: App[] = []
    // What is under way is given some time, by the clock.
    t.after(async () => {
      const passing = setInterval(() => void clock.tick(100), 10)
      await Promise.all(apps.map((app) => app.stop()))
      clearInterval(passing)
      await Promise.all([telegram.close(), news[Symbol.asyncDispose](), redis.stop()])
    })
    const { app } = await createBot(t, {
      clock,
      log,
      issues: false,
      env: { TELEGRAM_TOKEN: telegram.token, TELEGRAM_API_ROOT: telegram.apiRoot, RECAP_SOURCES: news.url, REDIS_URL: redis.url },
    })
    apps.push(app)
    await (
      await app.start()
    ).ready
    const until = async (holds: () => boolean): Promise<void> => {
      for (let looks = 0; !holds(); looks++) {
        assert.ok(looks < 500, JSON.stringify(log.records.filter(({ level }) => level !== 'debug').slice(-8)))
        await clock.tick(1000)
        await setTimeout(10)
      }
    }
    const told = (level: string, message: string): number =>
      log.records.filter((record) => record.level === level && record.message.startsWith(message)).length
    const heron = () => telegram.messages(ADA).filter(({ text }) => text.startsWith('Heron follows')).length
    telegram.say(ADA, '/subscribe arrival all')
    await until(() => telegram.messages(ADA).length === 1)

    await redis.stop()
    await until(() => told('warn', 'Redis at') === 1)
    news.publish(SECOND, FIRST)
    await clock.tick(16 * 60_000)
    await until(() => app.archive.count().issues === 2)
    await until(() => told('warn', 'what came could not be scheduled yet') === 1)
    await redis.start()
    await until(() => told('info', 'Redis is back') === 1)
    await app.schedule.look()
    await until(() => heron() > 0)
    await clock.tick(20 * 60_000)
    assert.equal(heron(), 1)
  },
)
