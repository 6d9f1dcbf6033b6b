import assert from 'node:assert/strict'
import { doc, paragraph } from '../../../src/doc/nodes.ts'
import { Gone } from '../../../src/errors.ts'
import type { Payload } from '../../../src/platforms/platform.ts'
import { renderDiscord } from '../../../src/platforms/discord/render.ts'
import { fakeClock } from '../../fakes/clock.ts'
import { targetOf, withDiscord } from './bench.ts'

const payloadOf = (text: string): Payload => renderDiscord(doc(paragraph(text)))[0] ?? {}
const clock = fakeClock()
const HOUR = 3_600_000

withDiscord(
  'a part that was posted is found again, among what others said, long after',
  async ({ discord, bot, target }) => {
    await bot.post(target, payloadOf('Before'), 'digest/0')
    await clock.tick(HOUR)
    const since = clock.now()
    for (let n = 0; n < 120; n++) void discord.say(target.chat, 'hello')
    const posted = await bot.post(target, payloadOf('Hello'), 'digest/1')
    await clock.tick(2 * HOUR)
    void discord.say(target.chat, 'thanks')
    assert.deepEqual(await bot.find?.(target, 'digest/1', since), posted)
    assert.equal(await bot.find?.(target, 'digest/2', since), 'absent')
    assert.equal(await bot.find?.(target, 'digest/0', since), 'absent', 'of another hour')
  },
  { clock },
)

withDiscord(
  'where nothing was said since, nothing was posted; where the bot may not read back, nobody knows',
  async ({ discord, bot, target }) => {
    assert.equal(await bot.find?.(target, 'digest/1', clock.now()), 'absent', 'an empty channel')
    const other = discord.addChannel('other', { isForgetful: true })
    void discord.say(other, 'hello')
    await clock.tick(HOUR)
    assert.equal(await bot.find?.(targetOf(other), 'digest/1', clock.now()), 'absent')
    void discord.say(other, 'hello again')
    assert.equal(await bot.find?.(targetOf(other), 'digest/1', clock.now()), 'unknown')
  },
  { clock },
)

withDiscord(
  'a channel too busy to read through leaves it open',
  async ({ discord, bot, target }) => {
    const since = clock.now()
    for (let n = 0; n < 520; n++) void discord.say(target.chat, 'hello')
    assert.equal(await bot.find?.(target, 'digest/1', since), 'unknown')
  },
  { clock },
)

withDiscord('a channel that is gone is gone', async ({ discord, bot }) => {
  const lost = targetOf(discord.addChannel('lost', { refuses: 'deleted' }))
  await assert.rejects(async () => bot.find?.(lost, 'digest/1', 0), Gone)
})

withDiscord('the private chat with somebody is opened, and is the same each time', async ({ discord, bot }) => {
  const chat = await bot.privateChat?.('42')
  assert.ok(chat)
  assert.deepEqual(await bot.privateChat?.('42'), chat)
  await bot.post(chat, payloadOf('Hello'), 'notice')
  assert.match(discord.messages(chat.chat)[0]?.text ?? '', /Hello/)
})
