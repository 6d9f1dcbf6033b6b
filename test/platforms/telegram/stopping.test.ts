import assert from 'node:assert/strict'
import test from 'node:test'
import { doc, paragraph } from '../../../src/doc/nodes.ts'
import { RetryLater } from '../../../src/errors.ts'
import { createPace } from '../../../src/platforms/pace/scheduler.ts'
import { createBench } from './bench.ts'

test('what is on its way when the bot stops arrives, and its message is known; what waits is told to come again', async (t) => {
  const { platform, telegram, clock, log } = await createBench(t)
  const pace = createPace({ name: 'telegram', limit: { requests: 30, per: 1000 }, patience: 5000, clock, log })
  const bot = platform({ pace })
  const [payload] = bot.render(doc(paragraph('digest')))
  assert.ok(payload !== undefined)
  const held = Promise.withResolvers<void>()
  telegram.fail({ method: 'sendMessage', hold: held.promise })
  const target = { platform: 'telegram', chat: '7' }
  const sent = bot.post(target, payload, 'one')
  const waiting = bot.post(target, payload, 'two')
  await telegram.until(() => telegram.sent('sendMessage').length === 1)
  const stopped = bot.stop()
  await assert.rejects(waiting, RetryLater)
  held.resolve()
  const { message } = await sent
  await stopped
  assert.deepEqual(
    telegram.messages(7).map(({ id }) => String(id)),
    [message],
  )
})

test('a Telegram that answers nothing keeps no stop for longer than a second', async (t) => {
  const { platform, telegram } = await createBench(t)
  const bot = platform()
  const [payload] = bot.render(doc(paragraph('digest')))
  assert.ok(payload !== undefined)
  const never = Promise.withResolvers<void>()
  t.after(() => never.resolve())
  telegram.fail({ method: 'sendMessage', hold: never.promise })
  const sent = bot.post({ platform: 'telegram', chat: '7' }, payload, 'one')
  await telegram.until(() => telegram.sent('sendMessage').length === 1)
  const from = performance.now()
  const [outcome] = await Promise.all([assert.rejects(sent, (error) => !(error instanceof RetryLater)), bot.stop()])
  assert.equal(outcome, undefined)
  assert.ok(performance.now() - from < 1000)
})
