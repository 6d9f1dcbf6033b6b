import assert from 'node:assert/strict'
import { actions, button, doc, paragraph } from '../../../src/doc/nodes.ts'
import { fakeClock } from '../../fakes/clock.ts'
import { answering, targetOf, withDiscord } from './bench.ts'

const say = (text: string) => doc(paragraph(text))
const TYPING = /typing$/

withDiscord('a private message is a question; the answer grows in place', async ({ discord, bot }) => {
  const dispatch = answering([say('Llama'), say('Llama 3')])
  await bot.start(dispatch)
  const talk = await discord.dm('What is new?')
  await talk.until((text) => text === 'Llama 3')
  const [asked] = dispatch.asked
  assert.deepEqual(asked?.input, { kind: 'text', text: 'What is new?' })
  assert.deepEqual([asked?.target, asked?.private, await asked?.mayManage()], [targetOf(discord.privateChannel()), true, true])
  assert.deepEqual([asked?.server, talk.messages[0]?.replyTo], [undefined, undefined])
})

withDiscord('a mention is a question without the mention; the answer replies and pings nobody', async ({ discord, bot, target }) => {
  const dispatch = answering([say('Llama')])
  await bot.start(dispatch)
  const talk = await discord.mention(discord.channel, 'what is new?')
  const [asked] = dispatch.asked
  assert.deepEqual([asked?.input, asked?.target, asked?.private], [{ kind: 'text', text: 'what is new?' }, target, false])
  assert.equal(asked?.server, discord.guild)
  const { body } = discord.requests.findLast(({ path }) => path.endsWith('/messages')) ?? {}
  assert.deepEqual(body?.['allowed_mentions'], { parse: [], replied_user: false })
  assert.equal(talk.messages[0]?.replyTo, discord.messages(discord.channel)[0]?.id)
})

withDiscord('where it may not read back, it answers without replying', async ({ discord, bot }) => {
  await bot.start(answering([say('Llama')]))
  discord.fail({ method: 'POST', path: /messages$/, status: 400, code: 160002 })
  const talk = await discord.mention(discord.channel, 'what is new?')
  assert.deepEqual([talk.text, talk.messages[0]?.replyTo], ['Llama', undefined])
})

withDiscord('other messages are none of its business', async ({ discord, bot }) => {
  const dispatch = answering([say('Hm?')])
  await bot.start(dispatch)
  await discord.say(discord.channel, 'talking among ourselves')
  await discord.say(discord.channel, `<@${discord.botId}> from another bot`, { user: { id: '42', username: 'other', bot: true } })
  await discord.mention(discord.channel, 'and now you')
  assert.deepEqual(
    dispatch.asked.map(({ input }) => input),
    [{ kind: 'text', text: 'and now you' }],
  )
})

const answer = doc(paragraph('Llama'), actions(button('More', { command: 'more', options: { of: 'abc' } })))

withDiscord('a reply to one of its messages is a question, and comes with that message’s buttons', async ({ discord, bot, target }) => {
  const dispatch = answering([answer])
  await bot.start(dispatch)
  const [message] = (await discord.mention(discord.channel, 'what is new?')).messages
  assert.ok(message)
  const talk = await discord.reply(message, 'and the 70B?', { user: { id: '42', username: 'bob' } })
  await talk.until((text) => /Llama/.test(text))
  const [, asked] = dispatch.asked
  assert.deepEqual(
    [asked?.input, asked?.repliesTo],
    [
      { kind: 'text', text: 'and the 70B?' },
      { target, buttons: ['more?of=abc'] },
    ],
  )
})

withDiscord('a reply without a ping comes without its text, and is left alone; one to somebody else, too', async ({ discord, bot }) => {
  const dispatch = answering([answer])
  await bot.start(dispatch)
  const [message] = (await discord.mention(discord.channel, 'what is new?')).messages
  const [question] = discord.messages(discord.channel)
  assert.ok(message && question)
  await discord.reply(message, 'hm', { ping: false, wait: false })
  await discord.reply(question, 'hm', { wait: false })
  await discord.mention(discord.channel, 'and now?')
  assert.deepEqual(
    dispatch.asked.map(({ input }) => input),
    ['what is new?', 'and now?'].map((text) => ({ kind: 'text', text })),
  )
  assert.equal(dispatch.asked[1]?.repliesTo, undefined)
})

withDiscord('in a thread that began with one of its messages, a mention is about that', async ({ discord, bot, target }) => {
  const dispatch = answering([answer])
  await bot.start(dispatch)
  const [message] = (await discord.mention(discord.channel, 'what is new?')).messages
  assert.ok(message)
  const thread = discord.thread(message)
  await discord.mention(thread, 'and the 70B?')
  const [, asked] = dispatch.asked
  assert.deepEqual([asked?.target, asked?.repliesTo], [targetOf(thread), { target, buttons: ['more?of=abc'] }])
})

withDiscord('a message that it may not read back is answered as one without', async ({ discord, bot }) => {
  const dispatch = answering([answer])
  await bot.start(dispatch)
  const [message] = (await discord.mention(discord.channel, 'what is new?')).messages
  assert.ok(message)
  discord.fail({ method: 'GET', path: /messages/, status: 403, code: 50001 })
  await discord.reply(message, 'and the 70B?')
  assert.deepEqual([dispatch.asked.length, dispatch.asked[1]?.repliesTo], [2, undefined])
})

withDiscord('who asks by a mention may manage with the right to', async ({ discord, bot }) => {
  const dispatch = answering([say('ok')])
  await bot.start(dispatch)
  await discord.mention(discord.channel, 'a')
  await discord.mention(discord.channel, 'b', { user: { id: discord.ownerId, username: 'owner' } })
  assert.deepEqual(await Promise.all(dispatch.asked.map((asked) => asked.mayManage())), [false, true])
})

const clock = fakeClock()
withDiscord(
  'it is seen typing until there is something to read',
  async ({ discord, bot }) => {
    const count = () => discord.requests.filter(({ path }) => TYPING.test(path)).length
    await bot.start(
      answering(async function* () {
        await discord.until(() => count() === 1)
        await clock.tick(10_000)
        await discord.until(() => count() === 2)
        yield say('Here')
        await clock.tick(60_000)
        yield say('Here it is')
      }),
    )
    const talk = await discord.dm('hello')
    await talk.until((text) => text === 'Here it is')
    assert.equal(count(), 2)
  },
  { clock },
)

withDiscord('an answer lost on the way does not make two', async ({ discord, bot }) => {
  await bot.start(answering([say('Here')]))
  discord.fail({ method: 'POST', path: /messages$/, when: 'after' })
  const talk = await discord.dm('hello')
  await discord.until(() => discord.requests.filter(({ path }) => path.endsWith('/messages')).length === 2)
  assert.equal(talk.messages.length, 1)
})

withDiscord('a channel it may not write in is logged, and it goes on', async ({ discord, bot, logged }) => {
  await bot.start(answering([say('Here')]))
  const mute = discord.addChannel('mute', { refuses: 'no permission' })
  discord.gateway.dispatch('CHANNEL_CREATE', { id: mute, type: 0, guild_id: discord.guild, name: 'mute', permission_overwrites: [] })
  await discord.mention(mute, 'hello', { wait: false })
  await discord.until(() => logged.some((line) => line.startsWith('warn') && line.includes('Missing Permissions')))
  const talk = await discord.dm('hello')
  assert.equal(talk.text, 'Here')
})
