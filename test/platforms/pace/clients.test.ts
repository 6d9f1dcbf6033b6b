/** The real client libraries against servers on loopback that enforce the limits, made shorter by a factor. */
import assert from 'node:assert/strict'
import test from 'node:test'
import { systemClock } from '../../../src/clock.ts'
import { doc, paragraph } from '../../../src/doc/nodes.ts'
import { RetryLater } from '../../../src/errors.ts'
import type { Platform, Target } from '../../../src/platforms/platform.ts'
import { createTelegram } from '../../../src/platforms/telegram/index.ts'
import { limits as discordLimits } from '../../../src/platforms/discord/limits.ts'
import { limits as telegramLimits } from '../../../src/platforms/telegram/limits.ts'
import { recordingLog } from '../../fakes/log.ts'
import { fakeTelegram } from '../../fakes/telegram.ts'
import { openDiscord, targetOf } from '../discord/bench.ts'
import { memoryStore } from '../telegram/bench.ts'

const say = (platform: Platform, text: string) => platform.render(doc(paragraph(text)))[0] ?? {}

/** Posts as deliveries do: what is told to come later comes later. */
const post = async (platform: Platform, target: Target, text: string): Promise<void> => {
  try {
    await platform.post(target, say(platform, text), text)
  } catch (error) {
    if (!(error instanceof RetryLater)) throw error
    await new Promise<void>((resolve) => void setTimeout(resolve, error.ms))
    await post(platform, target, text)
  }
}

/** Some chats get one message, some two. */
const postAll = (platform: Platform, targets: readonly Target[]): Promise<unknown> =>
  Promise.all(
    targets.map(async (target, n) => {
      await post(platform, target, `one ${n}`)
      if (n % 10 === 0) await post(platform, target, `two ${n}`)
    }),
  )

test('Telegram refuses nothing at its documented limits: 30 a second, 1 in a chat, 20 a minute in a group', async (t) => {
  const { all, chat, group } = telegramLimits
  const telegram = await fakeTelegram(undefined, { rates: { all, chat, group } })
  const log = recordingLog()
  const { token, apiRoot } = telegram
  const bot = createTelegram({ token, apiRoot, mode: 'polling', seen: memoryStore(), clock: systemClock, log })
  t.after(() => bot.stop().then(telegram.close))
  const targets = Array.from({ length: 80 }, (_, n): Target => ({ platform: 'telegram', chat: String(n % 2 === 0 ? n + 1 : -n) }))
  const from = Date.now()
  await postAll(bot, targets)
  const took = Date.now() - from
  assert.equal(telegram.sent('sendMessage').length, 88, 'each was asked for once')
  assert.deepEqual(log.records, [])
  assert.ok(took >= 2000 && took < 4500, `took ${took} ms`)
})

test('Discord refuses nothing at its documented limits: 50 a second, 5 in 5 seconds in a channel', async (t) => {
  const { requests: limit, per: ms } = discordLimits.channel
  const { discord, bot, logged, close } = await openDiscord({ all: discordLimits.all, bucket: { limit, ms } })
  t.after(close)
  const targets = Array.from({ length: 120 }, (_, n) => targetOf(discord.addChannel(`channel ${n}`)))
  const from = Date.now()
  await postAll(bot, targets)
  const took = Date.now() - from
  assert.equal(discord.requests.filter(({ method }) => method === 'POST').length, 132)
  assert.ok(took >= 2000 && took < 4500, `took ${took} ms`)
  const [busy] = targets
  assert.ok(busy !== undefined)
  for (let n = 0; n < 3; n++) await post(bot, busy, `more ${n}`)
  const begun = Date.now()
  await post(bot, busy, 'the sixth')
  assert.ok(Date.now() - begun > 1000, 'it waited for its turn')
  assert.deepEqual(logged, [])
})

test('a Discord channel that takes less than is seen elsewhere says so in its headers', async (t) => {
  const { discord, bot, logged, target, close } = await openDiscord({ bucket: { limit: 2, ms: 300 } })
  t.after(close)
  for (let n = 0; n < 6; n++) await post(bot, target, `${n}`)
  assert.equal(discord.messages(target.chat).length, 6)
  assert.deepEqual(logged, [])
})
