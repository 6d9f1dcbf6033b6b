import assert from 'node:assert/strict'
import test, { type TestContext } from 'node:test'
import { asTimePasses, fakeClock } from '../fakes/clock.ts'
import { fakeDiscord } from '../fakes/discord.ts'
import { recordingLog } from '../fakes/log.ts'
import { fakeTelegram, refusals } from '../fakes/telegram.ts'
import { FIRST, createRuns, startNewsletter } from './newsletter.ts'

const ADA = 42
const GROUP = -100_500
const TOPIC = 3
const ADMIN = 7
const MEMBER = 8

const stage = async (t: TestContext, env: NodeJS.ProcessEnv = {}) => {
  const clock = fakeClock('2026-03-02T06:30:00Z')
  const log = recordingLog()
  const telegram = await fakeTelegram()
  t.after(() => telegram.close())
  const news = await startNewsletter()
  t.after(() => news[Symbol.asyncDispose]())
  news.publish(FIRST)
  const tokens = { TELEGRAM_TOKEN: telegram.token, TELEGRAM_API_ROOT: telegram.apiRoot, RECAP_SOURCES: news.url }
  const { start, sleepUntil } = createRuns(t, { clock, log, env: { ...tokens, ...env } })
  const texts = (chat: number) => telegram.messages(chat).map(({ text }) => text)
  const until = asTimePasses(clock, telegram.until)
  const shows = async (chat: number, pattern: RegExp) => {
    await until(() => telegram.messages(chat).some(({ text }) => pattern.test(text)))
    return telegram.waitFor(chat, ({ text }) => pattern.test(text))
  }
  return { until, clock, log, telegram, news, start, sleepUntil, texts, shows }
}

test('two taps after /start the digest comes at its hour, is corrected in place, and a restart changes nothing', async (t) => {
  const { telegram, news, clock, start, sleepUntil, texts, shows, until } = await stage(t)
  const app = await start()
  telegram.say(ADA, '/start')
  telegram.press(await shows(ADA, /Hello!/), '07:00')
  telegram.press(await shows(ADA, /Which sections/), 'All sections')
  await shows(ADA, /Subscribed: All sections, every day at 07:00/)
  assert.equal(texts(ADA).length, 1)

  await sleepUntil(app, '2026-03-02T07:00:00Z')
  const digest = await shows(ADA, /Otter opens[^]*Otter is out[^]*Two cards/)
  news.publish({ ...FIRST, title: 'Otter opens, corrected' })
  await clock.tick(15 * 60_000)
  const corrected = await shows(ADA, /Otter opens, corrected/)
  assert.match(corrected.text, /updated/)
  assert.equal(corrected.id, digest.id)
  telegram.press(corrected, 'Reddit')
  await shows(ADA, /Theme 1[^]*Two cards/)
  assert.match(texts(ADA)[1] ?? '', /Otter opens, corrected/)
  assert.equal(texts(ADA).length, 3)

  await app.stop()
  const again = await start()
  await sleepUntil(again, '2026-03-03T06:45:00Z')
  assert.equal(texts(ADA).length, 3)
  await until(() => telegram.pending().length === 0)

  news.publish(
    { slug: '26-03-03-heron', title: 'Heron follows', items: ['It follows.'] },
    { ...FIRST, slug: '26-03-02-otter-renamed', title: 'Otter opens, corrected' },
  )
  await clock.tick(15 * 60_000)
  await sleepUntil(again, '2026-03-03T07:00:00Z')
  await shows(ADA, /Heron follows/)
  assert.equal(texts(ADA).length, 4)
})

test('a command and its buttons are one message, and questions are answered in private and on mention', async (t) => {
  const { telegram, start, shows, texts } = await stage(t)
  await start()
  telegram.say(ADA, '/recap')
  telegram.press(await shows(ADA, /Otter opens/), 'Reddit')
  await shows(ADA, /Theme 1[^]*Two cards/)
  assert.equal(texts(ADA).length, 1)
  telegram.say(ADA, 'Are the weights of Otter open?')
  await shows(ADA, /weights are open/)
  const question = telegram.say(GROUP, `@${telegram.me.username} what about a guide to inference?`)
  assert.equal((await shows(GROUP, /four-bit/)).replyTo, question)
})

test('an administrator subscribes a topic, nobody else does, and the digest comes there', async (t) => {
  const { telegram, start, sleepUntil, shows, texts, until } = await stage(t)
  telegram.chat(GROUP).admins.add(ADMIN)
  const app = await start()
  telegram.say(GROUP, '/subscribe 07:00 all', { user: MEMBER, thread: TOPIC })
  await shows(GROUP, /Only those who may manage/)
  telegram.say(GROUP, '/subscribe', { user: ADMIN, thread: TOPIC })
  const wizard = await shows(GROUP, /When shall/)
  telegram.press(wizard, '08:00', MEMBER)
  await until(() => texts(GROUP).filter((text) => /Only those who may manage/.test(text)).length === 2)
  assert.deepEqual(await app.subscriptions.list(), [])
  telegram.press(wizard, '07:00', ADMIN)
  await shows(GROUP, /Which sections/)
  telegram.press(wizard, 'All sections', ADMIN)
  await shows(GROUP, /Subscribed/)
  await sleepUntil(app, '2026-03-02T07:00:00Z')
  const digest = await shows(GROUP, /Otter opens/)
  assert.deepEqual([digest.thread, texts(GROUP).length], [TOPIC, 4])
})

test('a wrong token of one platform is told, and the other works', async (t) => {
  const discord = await fakeDiscord()
  t.after(() => discord.close())
  const { telegram, log, start, shows } = await stage(t, { DISCORD_TOKEN: `${discord.token}x`, DISCORD_API_URL: discord.apiUrl })
  await start()
  telegram.say(ADA, '/recap')
  await shows(ADA, /Otter opens/)
  assert.equal(log.records.filter(({ level, message }) => level === 'error' && message.includes('DISCORD_TOKEN')).length, 1)
})

test('a Telegram that is away at the start gets its menu and its answers when it is back', async (t) => {
  const { telegram, clock, log, start, shows } = await stage(t)
  telegram.fail({ method: 'getMe', cut: 'before' })
  await start()
  assert.ok(!log.records.some(({ message }) => message === 'telegram is connected'))
  telegram.say(ADA, '/recap')
  await clock.tick(5000)
  await shows(ADA, /Otter opens/)
  await telegram.until(() => telegram.commands().some(({ command }) => command === 'recap'))
  assert.ok(telegram.commands('zh').length > 0)
})

for (const isTold of [true, false])
  test(`who blocked the bot gets no more digests, ${isTold ? 'as Telegram says at once' : 'as a delivery finds'}`, async (t) => {
    const { telegram, log, start, sleepUntil, shows, until } = await stage(t)
    const app = await start()
    telegram.say(ADA, '/subscribe 07:00 all')
    await shows(ADA, /Subscribed/)
    if (isTold) {
      telegram.block(ADA)
      await until(() => telegram.pending().length === 0)
    } else {
      telegram.chat(ADA).lost = refusals.blocked()
      await sleepUntil(app, '2026-03-02T07:00:00Z')
      await telegram.until(() => log.records.some(({ message }) => message.startsWith('subscription paused')))
    }
    const [subscription] = await app.subscriptions.list()
    assert.match(subscription?.paused?.why ?? '', /blocked by the user/)
    const sent = telegram.sent('sendMessage').length
    await sleepUntil(app, '2026-03-02T07:01:00Z')
    assert.equal(telegram.sent('sendMessage').length, sent)
  })
