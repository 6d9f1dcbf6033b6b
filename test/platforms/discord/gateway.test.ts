import assert from 'node:assert/strict'
import { doc, paragraph } from '../../../src/doc/nodes.ts'
import { OperatorError } from '../../../src/errors.ts'
import { answering, type Opened, targetOf, withDiscord } from './bench.ts'

const say = (text: string) => doc(paragraph(text))

withDiscord('it asks for no privileged intent', async ({ discord, bot }) => {
  await bot.start(answering([]))
  assert.equal(discord.gateway.seen.intents, (1 << 0) | (1 << 9) | (1 << 12))
})

withDiscord(
  'a wrong token is told with its mend',
  async ({ bot }) => {
    await assert.rejects(
      bot.start(answering([])),
      (error) => error instanceof OperatorError && /DISCORD_TOKEN/.test(error.message) && !error.message.includes('wrong'),
    )
  },
  { token: 'wrong' },
)

for (const [code, says] of [
  [4004, /DISCORD_TOKEN/],
  [4014, /intents/],
] as const)
  withDiscord(
    `a gateway that closes with ${code} is told with its mend`,
    async ({ bot }) => {
      await assert.rejects(bot.start(answering([])), (error) => error instanceof OperatorError && says.test(error.message))
    },
    { closesWith: code },
  )

withDiscord('thrown out of a server, it loses all of its channels; in an outage none', async ({ discord, bot, target }) => {
  const other = targetOf(discord.addChannel('other'))
  const dispatch = answering([say('ok')])
  await bot.start(dispatch)
  discord.outage()
  discord.kick()
  await discord.until(() => dispatch.lost.length > 1)
  assert.deepEqual(
    dispatch.lost.map((lost) => lost.target),
    [target, other],
  )
  assert.match(dispatch.lost[0]?.why ?? '', /removed from the server/)
})

withDiscord('channels that others can follow are told when it connects, and one that becomes such a channel', async ({ discord, bot }) => {
  const [news, later] = [targetOf(discord.addChannel('news', { type: 5 })), discord.addChannel('later')]
  const dispatch = answering([say('ok')])
  await bot.start(dispatch)
  await discord.until(() => dispatch.followed.length === 1)
  discord.changeChannel(later, 5)
  await discord.until(() => dispatch.followed.length === 2)
  assert.deepEqual(dispatch.followed, [news, targetOf(later)])
})

withDiscord('an outage loses nothing', async ({ discord, bot }) => {
  const dispatch = answering([say('ok')])
  await bot.start(dispatch)
  await discord.slash('open')
  discord.outage()
  await discord.dm('hello')
  assert.deepEqual(dispatch.lost, [])
})

withDiscord('a deleted channel is lost', async ({ discord, bot }) => {
  const other = targetOf(discord.addChannel('other'))
  const dispatch = answering([say('ok')])
  await bot.start(dispatch)
  await discord.slash('open')
  discord.deleteChannel(other.chat)
  await discord.until(() => dispatch.lost.length > 0)
  assert.deepEqual(dispatch.lost, [{ target: other, why: 'the channel was deleted' }])
})

for (const [how, drop] of [
  ['is cut', (opened: Opened) => opened.discord.gateway.drop()],
  ['asks to reconnect', (opened: Opened) => opened.discord.gateway.askToReconnect()],
  ['is invalid but can be resumed', (opened: Opened) => opened.discord.gateway.invalidate(true)],
  ['closes with 4009', (opened: Opened) => opened.discord.gateway.drop(4009)],
] as const)
  withDiscord(`what was written while the gateway ${how} is answered once, when it is back`, async (opened) => {
    const { discord, bot } = opened
    const dispatch = answering([say('ok')])
    await bot.start(dispatch)
    await discord.slash('open')
    drop(opened)
    const talk = await discord.dm('missed?')
    assert.equal(talk.text, 'ok')
    assert.equal(dispatch.asked.length, 2)
  })

withDiscord('stopping finishes an answer under way, and takes no new ones', async ({ discord, bot }) => {
  const held = Promise.withResolvers<void>()
  const dispatch = answering(async function* () {
    await held.promise
    yield say('finished')
  })
  await bot.start(dispatch)
  await discord.slash('open', {}, { wait: false })
  await discord.until(() => dispatch.asked.length === 1)
  const stopped = bot.stop()
  await discord.slash('open', {}, { wait: false })
  held.resolve()
  await stopped
  assert.deepEqual(
    discord.messages(discord.channel).map(({ text }) => text),
    ['finished'],
  )
  assert.equal(dispatch.asked.length, 1)
  assert.equal(discord.gateway.isConnected(), false)
})
