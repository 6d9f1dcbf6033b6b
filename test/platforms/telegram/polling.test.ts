import assert from 'node:assert/strict'
import test from 'node:test'
import { inspect } from 'node:util'
import { doc, paragraph } from '../../../src/doc/nodes.ts'
import { OperatorError } from '../../../src/errors.ts'
import type { Incoming } from '../../../src/platforms/platform.ts'
import { refusals } from '../../fakes/telegram.ts'
import { createBench, dispatchOf } from './bench.ts'

const echo = () =>
  dispatchOf(async function* ({ input }) {
    yield doc(paragraph(input.kind === 'text' ? `on ${input.text}` : 'ok'))
  })

const textOf = ({ input }: Incoming): string => (input.kind === 'text' ? input.text : '')

/** Answers at once, but questions that begin with "slow" when `finish` is called. */
const slowly = () => {
  const wait = Promise.withResolvers<void>()
  const on = dispatchOf(async function* (incoming) {
    if (textOf(incoming).startsWith('slow')) await wait.promise
    yield doc(paragraph(`on ${textOf(incoming)}`))
  })
  return { on, finish: () => wait.resolve() }
}

test('a slow answer blocks nobody else, and what is asked in one chat is answered in order', async (t) => {
  const { telegram, platform } = await createBench(t)
  const { on, finish } = slowly()
  await platform().start(on)
  telegram.say(1, 'slow question')
  await telegram.until(() => on.asked.length === 1)
  telegram.say(1, 'next')
  telegram.say(2, 'quick')
  await telegram.waitFor(2, ({ text }) => text === 'on quick')
  assert.deepEqual(telegram.messages(1), [])
  finish()
  await telegram.waitFor(1, ({ text }) => text === 'on next')
  assert.deepEqual(
    telegram.messages(1).map(({ text }) => text),
    ['on slow question', 'on next'],
  )
  await telegram.until(() => telegram.pending().length === 0)
  assert.equal(on.asked.length, 3)
})

test('a restart loses nothing that was not answered, and repeats nothing that was', async (t) => {
  const { telegram, platform } = await createBench(t)
  const { on } = slowly()
  const first = platform()
  await first.start(on)
  telegram.say(1, 'slow question')
  telegram.say(2, 'quick')
  await telegram.waitFor(2, ({ text }) => text === 'on quick')
  await telegram.until(() => on.asked.length === 2)
  await first.stop()
  telegram.say(3, 'while it was away')
  assert.equal(telegram.pending().length, 3)

  const again = echo()
  await platform().start(again)
  await telegram.until(() => telegram.pending().length === 0)
  assert.deepEqual(again.asked.map(textOf).sort(), ['slow question', 'while it was away'])
  assert.equal(telegram.messages(2).length, 1)
})

test('what is answered while it stops is confirmed, also where the next process has another store', async (t) => {
  const { telegram, platform } = await createBench(t)
  const { on, finish } = slowly()
  const first = platform()
  await first.start(on)
  telegram.say(1, 'slow question')
  await telegram.until(() => on.asked.length === 1)
  const stopped = first.stop()
  finish()
  await stopped
  assert.equal(telegram.messages(1).length, 1)
  assert.deepEqual(telegram.pending(), [])
})

test('an update is confirmed although its answer never ends, after five minutes', async (t) => {
  const { telegram, platform, clock } = await createBench(t)
  const { on } = slowly()
  await platform().start(on)
  telegram.say(1, 'slow question')
  await telegram.until(() => on.asked.length === 1)
  await clock.tick(5 * 60_000)
  await telegram.until(() => telegram.pending().length === 0)
})

test('updates are handled although the store of handled ones fails', async (t) => {
  const { telegram, platform, seen, log } = await createBench(t)
  const broken = { ...seen, get: () => Promise.reject(new Error('no disk')), set: () => Promise.reject(new Error('no disk')) }
  const on = echo()
  await platform({ seen: broken }).start(on)
  telegram.say(1, 'x')
  await telegram.until(() => telegram.pending().length === 0)
  assert.equal(on.asked.length, 1)
  assert.ok(log.records.some(({ level, message }) => level === 'error' && message.includes('store')))
})

test('a second process is explained once, and polling goes on when it is gone', async (t) => {
  const { telegram, platform, tickUntil, log } = await createBench(t)
  telegram.fail({ method: 'getUpdates', error: refusals.conflict(), times: 3 })
  await platform().start(echo())
  telegram.say(1, 'x')
  await tickUntil(() => telegram.messages(1).length === 1)
  const errors = log.records.filter(({ level }) => level === 'error')
  assert.equal(errors.length, 1)
  assert.match(errors[0]?.message ?? '', /another process polls with this token.*TELEGRAM_MODE=webhook/)
})

test('a wrong token is the operator’s to mend, and is not printed', async (t) => {
  const { platform, log } = await createBench(t)
  await assert.rejects(platform({ token: '1:wrong' }).start(echo()), (error) => {
    assert.ok(error instanceof OperatorError)
    assert.match(error.message, /TELEGRAM_TOKEN.*@BotFather/)
    return !inspect([error, log.records], { depth: 9 }).includes('1:wrong')
  })
})

test('a start while Telegram is away fails, and says no token; another platform may start later', async (t) => {
  const { telegram, platform, log } = await createBench(t)
  for (const fault of [{ cut: 'before' }, { error: refusals.internal() }, { error: refusals.tooMany(3) }] as const) {
    telegram.fail({ method: 'getMe', ...fault })
    const bot = platform()
    await assert.rejects(bot.start(echo()), (error) => {
      assert.ok(!(error instanceof OperatorError))
      return !inspect([error, log.records], { depth: 9 }).includes(telegram.token)
    })
    await bot.stop()
  }
  assert.deepEqual(telegram.sent('getUpdates'), [])
  await platform().start(echo())
  telegram.say(1, 'x')
  await telegram.waitFor(1, ({ text }) => text === 'on x')
})

test('each time that Telegram is away is told once', async (t) => {
  const { telegram, platform, tickUntil, log } = await createBench(t)
  await platform().start(echo())
  const told = () => log.records.filter(({ level, message }) => level === 'warn' && message.includes('does not answer')).length
  for (const chat of [1, 2]) {
    telegram.fail({ method: 'getUpdates', cut: 'before', times: 2 })
    // Ends the poll under way, which was there before the fault.
    telegram.say(9, 'x')
    await telegram.until(() => told() === chat)
    telegram.say(chat, 'x')
    await tickUntil(() => telegram.messages(chat).length === 1)
  }
  assert.equal(told(), 2)
  assert.ok(!inspect(log.records, { depth: 9 }).includes(telegram.token))
})

test('it stops although its clock stands still', async (t) => {
  const { telegram, platform } = await createBench(t)
  const { on } = slowly()
  const bot = platform()
  await bot.start(on)
  telegram.say(1, 'slow question')
  await telegram.until(() => on.asked.length === 1)
  const begun = performance.now()
  await bot.stop()
  assert.ok(performance.now() - begun < 1000)
})

test('a second process that polls ends neither: the first goes on when it is gone', async (t) => {
  const { telegram, platform, clock, log } = await createBench(t)
  const first = platform()
  await first.start(echo())
  await telegram.until(() => telegram.sent('getUpdates').length === 1)
  const second = platform()
  await second.start(echo())
  const told = () => log.records.filter(({ message }) => message.includes('another process polls')).length
  await telegram.until(() => told() === 1)
  await second.stop()
  telegram.say(1, 'x')
  await clock.tick(15_000)
  await telegram.waitFor(1, ({ text }) => text === 'on x')

  telegram.fail({ method: 'getUpdates', error: refusals.conflict() })
  telegram.say(2, 'x')
  telegram.say(2, 'y')
  await telegram.until(() => log.records.filter(({ message }) => message.includes('another process polls')).length === 2)
  await clock.tick(15_000)
  await telegram.waitFor(2, ({ text }) => text === 'on y')
  assert.equal(log.records.filter(({ level }) => level === 'error').length, 1)
})

test('asks for the updates it understands, and takes a webhook of before away', async (t) => {
  const { telegram, platform } = await createBench(t)
  await platform().start(echo())
  await telegram.until(() => telegram.sent('getUpdates').length > 0)
  assert.deepEqual(telegram.sent('getUpdates')[0]?.['allowed_updates'], ['message', 'channel_post', 'callback_query', 'my_chat_member'])
  assert.equal(telegram.sent('deleteWebhook').length, 1)
})
