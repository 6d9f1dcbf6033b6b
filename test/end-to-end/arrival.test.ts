/** From the newsletter to the chat as it arrives, and only what somebody watches. */
import assert from 'node:assert/strict'
import test from 'node:test'
import { createBot } from '../fakes/bot.ts'
import { fakeClock } from '../fakes/clock.ts'
import { fakeTelegram } from '../fakes/telegram.ts'
import { startNewsletter } from './newsletter.ts'

const ADA = 42
const BEA = 43
const FIRST = { slug: '26-03-02-otter', title: 'Otter opens', items: ['Otter 3 is out.'] }
const SECOND = { slug: '26-03-03-heron', title: 'Heron follows', items: ['Heron 1 is out.', 'Otter 3.1 is not.'] }
const THIRD = { slug: '26-03-04-otter', title: 'Otter again', items: ['otter-3 is cheaper.', 'Heron 1 is dearer.'] }

test('an issue is posted when the sources are read that have it, to who watches names if it mentions one', async (t) => {
  const clock = fakeClock('2026-03-02T12:00:00Z')
  const telegram = await fakeTelegram()
  t.after(() => telegram.close())
  const news = await startNewsletter()
  t.after(() => news[Symbol.asyncDispose]())
  news.publish(FIRST)
  const { app } = await createBot(t, {
    clock,
    issues: false,
    env: { TELEGRAM_TOKEN: telegram.token, TELEGRAM_API_ROOT: telegram.apiRoot, RECAP_SOURCES: news.url },
  })
  await (
    await app.start()
  ).ready
  const texts = (chat: number) => telegram.messages(chat).map(({ text }) => text)
  const subscribe = async (chat: number, line: string): Promise<void> => {
    telegram.say(chat, line)
    await telegram.waitFor(chat, ({ text }) => text.startsWith('Subscribed'))
  }
  await subscribe(ADA, '/subscribe arrival all')
  await subscribe(BEA, '/subscribe arrival about: Otter 3')
  const shows = async (chat: number, pattern: RegExp): Promise<void> => {
    await clock.tick(16 * 60_000)
    await telegram.until(() => {
      void clock.tick(1000)
      return texts(chat).some((text) => pattern.test(text))
    })
  }
  news.publish(SECOND, FIRST)
  await shows(ADA, /^Heron follows/)
  news.publish(THIRD, SECOND, FIRST)
  await shows(BEA, /^Otter again[^]*about Otter 3[^]*otter-3 is cheaper/)
  await shows(ADA, /^Otter again/)
  assert.deepEqual([texts(ADA).length, texts(BEA).length], [3, 2])
  assert.doesNotMatch(texts(BEA).join('\n'), /dearer|Heron 1|3\.1/)
})
