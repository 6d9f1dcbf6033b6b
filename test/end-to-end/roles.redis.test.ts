import assert from 'node:assert/strict'
import type { ChildProcessWithoutNullStreams } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout } from 'node:timers/promises'
import test from 'node:test'
import type { TestContext } from 'node:test'
import { Redis } from 'ioredis'
import type { App } from '../../src/app.ts'
import { openPlace } from '../cli/run.ts'
import { createBot } from '../fakes/bot.ts'
import { fakeClock } from '../fakes/clock.ts'
import { recordingLog } from '../fakes/log.ts'
import { hasRedisServer, ownRedis } from '../fakes/redis.ts'
import { fakeTelegram } from '../fakes/telegram.ts'
import { startNewsletter } from './newsletter.ts'

const server = process.env['REDIS_URL'] ?? ''
const skip = server === '' ? 'REDIS_URL is not set' : false
const ADA = 42
const BOB = 43

/** Other tests use the other databases, at the same time. */
const emptyDatabase = async (number: number): Promise<string> => {
  const url = new URL(`/${number}`, server).href
  const redis = new Redis(url)
  await redis.flushdb()
  redis.disconnect()
  return url
}

const stage = async (t: TestContext) => {
  const telegram = await fakeTelegram()
  t.after(() => telegram.close())
  const news = await startNewsletter()
  t.after(() => news[Symbol.asyncDispose]())
  news.publish({ slug: '26-03-02-otter', title: 'Otter opens', items: ['Its weights are open.'] })
  const env = { TELEGRAM_TOKEN: telegram.token, TELEGRAM_API_ROOT: telegram.apiRoot, RECAP_SOURCES: news.url, RECAP_PORT: '0' }
  return { telegram, news, env }
}

/** Waits longer than a test does elsewhere: what dies is missed after some 20 seconds. */
const until = async (holds: () => boolean, what: () => string, meanwhile = async (): Promise<void> => {}): Promise<void> => {
  for (let tries = 0; !holds(); tries++) {
    assert.ok(tries < 1500, what())
    await meanwhile()
    await setTimeout(20)
  }
}

/** A process of its own, with what it says. It is killed with the test. */
const spawnBot = (t: TestContext, env: Record<string, string>): { child: ChildProcessWithoutNullStreams; said: () => string } => {
  const child = openPlace(t).spawn(['start'], { ...env, PATH: process.env['PATH'] ?? '', RECAP_LOG_FORMAT: 'json' })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text: string) => (said += text))
  t.after(async () => {
    if (child.exitCode !== null || child.signalCode !== null) return
    const ended = once(child, 'exit')
    child.kill('SIGKILL')
    await ended
  })
  return { child, said: () => said }
}

test('of two processes with one token one answers; the other takes over when it is killed', { skip }, async (t) => {
  const { telegram, env } = await stage(t)
  const REDIS_URL = await emptyDatabase(8)
  const one = spawnBot(t, { ...env, REDIS_URL, RECAP_ROLE: 'gateway' })
  await until(() => one.said().includes('telegram is connected'), one.said)
  const two = spawnBot(t, { ...env, REDIS_URL })
  await until(() => two.said().includes('stands by'), two.said)
  const answers = () => telegram.messages(ADA).length
  telegram.say(ADA, '/help')
  await until(() => answers() === 1, one.said)
  one.child.kill('SIGKILL')
  telegram.say(ADA, '/help')
  await until(() => answers() === 2, two.said)
  telegram.say(ADA, '/help')
  await until(() => answers() === 3, two.said)
  assert.doesNotMatch(one.said() + two.said(), /Telegram says 409/)
})

test('a process that only delivers needs no connection; one that only listens delivers nothing', { skip }, async (t) => {
  const { telegram, env } = await stage(t)
  const REDIS_URL = await emptyDatabase(9)
  const clock = fakeClock('2026-03-02T06:30:00Z')
  const start = async (RECAP_ROLE: string): Promise<App> => {
    const { app } = await createBot(t, { clock, issues: false, env: { ...env, REDIS_URL, RECAP_ROLE } })
    const { ready } = await app.start()
    await ready
    return app
  }
  const gateway = await start('gateway')
  const target = { platform: 'telegram', chat: String(ADA) }
  telegram.say(ADA, '/subscribe 07:00 all zone=UTC')
  await telegram.until(() => telegram.messages(ADA).length === 1)
  await clock.tick(Date.parse('2026-03-02T07:00:00Z') - clock.now())
  await gateway.schedule.look()
  assert.equal(telegram.messages(ADA).length, 1)
  await gateway.stop()
  const polls = telegram.sent('getUpdates').length
  assert.ok(
    await gateway.subscriptions.get(target).then(
      () => false,
      () => true,
    ),
    'it has stopped',
  )
  await start('worker')
  // A chat's next message may have to wait for its turn.
  await until(
    () => telegram.messages(ADA).some(({ text }) => text.includes('Otter opens')),
    () => JSON.stringify(telegram.messages(ADA)),
    () => clock.tick(1000),
  )
  telegram.say(ADA, '/help')
  assert.equal(telegram.sent('getUpdates').length, polls)
})

const skipOwn = hasRedisServer ? false : 'there is no redis-server'

test(
  'a start while Redis is away waits for it, says so once, and says when it is there; a stop while it is away again is clean',
  { skip: skipOwn },
  async (t) => {
    const { env } = await stage(t)
    const redis = await ownRedis(t)
    const bot = spawnBot(t, { ...env, REDIS_URL: redis.url })
    t.after(() => redis.stop())
    await until(() => bot.said().includes('what needs it waits'), bot.said)
    await redis.start()
    await until(() => bot.said().includes('Playground: '), bot.said)
    assert.equal(bot.said().split('what needs it waits').length, 2)
    assert.match(bot.said(), /Redis is back/)
    await until(() => bot.said().includes('telegram is connected'), bot.said)
    await redis.stop()
    await until(() => bot.said().split('what needs it waits').length === 3, bot.said)
    const ended = once(bot.child, 'exit')
    bot.child.kill('SIGTERM')
    assert.deepEqual(await ended, [0, null])
  },
)

test('a Redis that is started again while the bot runs costs nothing and doubles nothing', { skip: skipOwn }, async (t) => {
  const { telegram, news, env } = await stage(t)
  const redis = await ownRedis(t)
  await redis.start()
  const clock = fakeClock('2026-03-02T06:30:00Z')
  const log = recordingLog()
  const { app } = await createBot(t, { clock, log, issues: false, env: { ...env, REDIS_URL: redis.url } })
  t.after(() => redis.stop())
  await (
    await app.start()
  ).ready
  const texts = (chat: number) => telegram.messages(chat).map(({ text }) => text.split('\n')[0])
  for (const [chat, hour] of [
    [ADA, '07:00'],
    [BOB, '07:20'],
  ] as const) {
    telegram.say(chat, `/subscribe ${hour} all zone=UTC`)
    await telegram.until(() => texts(chat).length === 1)
  }
  const passUntil = (time: string) => clock.tick(Date.parse(`2026-03-02T${time}:00Z`) - clock.now())
  await passUntil('07:00')
  await app.schedule.look()
  await until(
    () => texts(ADA).at(-1) === 'Otter opens',
    () => JSON.stringify(texts(ADA)),
    () => clock.tick(1000),
  )

  await redis.stop()
  const told = (message: string): number => log.records.filter((record) => record.message.includes(message)).length
  await until(
    () => told('what needs it waits') > 0,
    () => 'nobody noticed',
  )
  // Both fall into the outage: a correction, and another chat's hour.
  news.publish({ slug: '26-03-02-otter', title: 'Otter opens, corrected', items: ['Its weights are open.'] })
  await passUntil('07:25')
  await until(
    () => told('issues read') === 2,
    () => 'the correction was not read',
  )
  await assert.rejects(app.schedule.look())
  await redis.start()
  await until(
    () => log.records.some(({ message }) => message === 'Redis is back'),
    () => JSON.stringify(log.records),
  )
  await passUntil('07:45')
  await app.schedule.look()
  await until(
    () => texts(ADA).at(-1) === 'Otter opens, corrected' && texts(BOB).at(-1) === 'Otter opens, corrected',
    () => JSON.stringify([texts(ADA), texts(BOB), log.records.slice(-12)]),
    () => clock.tick(1000),
  )
  assert.deepEqual([texts(ADA).length, texts(BOB).length, told('what needs it waits')], [2, 2, 1])
})
