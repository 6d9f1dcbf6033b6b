import assert from 'node:assert/strict'
import { command } from '../../../src/bot/command.ts'
import { actions, button, doc, paragraph } from '../../../src/doc/nodes.ts'
import { fakeClock } from '../../fakes/clock.ts'
import { answering, withDiscord } from './bench.ts'

const say = (text: string) => doc(paragraph(text))
const EPHEMERAL = 64
const CALLBACK = /^\/interactions\//
const ORIGINAL = /^\/webhooks\/.*@original$/

const run = () => doc()
const commands = [
  command({ name: 'open', description: 'ask.description', options: {}, run }),
  command({ name: 'quiet', description: 'ask.description', options: {}, discreet: true, run }),
]

withDiscord('a slash command is acknowledged before any work, then answered', async ({ discord, bot, target }) => {
  const dispatch = answering(async function* () {
    assert.equal(discord.requests.at(-1)?.body['type'], 5)
    yield say('Here')
  })
  await bot.start(dispatch)
  const talk = await discord.slash('recap', { section: 'reddit' }, { locale: 'zh-CN', manager: true })
  assert.equal(talk.text, 'Here')
  const [asked] = dispatch.asked
  assert.deepEqual(asked?.input, { kind: 'options', command: 'recap', options: { section: 'reddit' } })
  assert.deepEqual([asked?.target, asked?.locale, asked?.private, asked?.user.name], [target, 'zh-CN', false, 'ada'])
})

withDiscord('whether others can follow the channel comes along with what is said there', async ({ discord, bot }) => {
  const news = discord.addChannel('news', { type: 5 })
  const dispatch = answering([say('ok')])
  await bot.start(dispatch)
  await discord.slash('open', {}, { channel: news })
  await discord.slash('open')
  await discord.mention(news, 'hello')
  await discord.mention(discord.channel, 'hello')
  await discord.dm('hello')
  assert.deepEqual(
    dispatch.asked.map(({ followable }) => followable),
    [true, false, true, false, false],
  )
})

withDiscord('who may manage channels may manage subscriptions; in a private chat everybody', async ({ discord, bot }) => {
  const dispatch = answering([say('ok')])
  await bot.start(dispatch)
  await discord.slash('open', {}, { manager: true })
  await discord.slash('open')
  await discord.slash('open', {}, { dm: true })
  assert.deepEqual(await Promise.all(dispatch.asked.map((asked) => asked.mayManage())), [true, false, true])
  assert.deepEqual(
    dispatch.asked.map((asked) => asked.private),
    [false, false, true],
  )
  assert.deepEqual(
    dispatch.asked.map(({ server }) => server),
    [discord.guild, discord.guild, undefined],
  )
})

withDiscord('the answer to a discreet command is for the asker alone, all of its messages', async ({ discord, bot }) => {
  await bot.menu(commands)
  await bot.start(answering([say('A sentence of some words. '.repeat(300))]))
  const talk = await discord.slash('quiet')
  await discord.until(() => talk.messages.length > 1)
  assert.ok(talk.messages.every(({ onlyFor }) => onlyFor !== undefined))
  const open = await discord.slash('open')
  assert.equal(open.messages[0]?.onlyFor, undefined)
})

const growing = fakeClock()
withDiscord(
  'an answer grows by one edit a second, and ends whole',
  async ({ discord, bot }) => {
    await bot.start(
      answering(async function* () {
        for (let n = 1; n <= 10; n++) {
          yield say(`${n} `.repeat(n))
          await growing.tick(300)
        }
      }),
    )
    const talk = await discord.slash('open')
    await talk.until((text) => text.includes('10 10'))
    const edits = discord.requests.filter(({ path }) => ORIGINAL.test(path)).length
    assert.ok(edits >= 3 && edits <= 4, `${edits} edits in 3 s`)
  },
  { clock: growing },
)

withDiscord('what gets shorter loses its surplus messages, what stays is not sent again', async ({ discord, bot }) => {
  const clockwise = fakeClock()
  const first = 'One sentence that fills up. '.repeat(130)
  await bot.start(
    answering(async function* () {
      yield doc(paragraph(first), paragraph('More. '.repeat(500)))
      await clockwise.tick(0)
      yield say('short')
    }),
  )
  const talk = await discord.slash('open')
  await talk.until((text) => text === 'short')
  assert.equal(talk.messages.length, 1)
})

withDiscord('an answer of nothing takes "is thinking" away', async ({ discord, bot }) => {
  await bot.start(answering([]))
  await discord.slash('open', {}, { wait: false })
  await discord.until(() => discord.requests.some(({ method, path }) => method === 'DELETE' && ORIGINAL.test(path)))
  assert.deepEqual(discord.messages(discord.channel), [])
})

withDiscord('suggestions while typing: 25 at most, each within 100 characters', async ({ discord, bot }) => {
  const dispatch = answering([])
  await bot.start({
    ...dispatch,
    suggest: async (request) => [
      ...(await dispatch.suggest(request)).slice(0, 20),
      { label: 'l'.repeat(120), value: 'long label' },
      { label: 'long value', value: 'v'.repeat(101) },
      { label: ' ', value: 'no label' },
      ...(await dispatch.suggest(request)),
    ],
  })
  const choices = await discord.type('recap', 'issue', 'lla')
  assert.equal(choices.length, 25)
  assert.deepEqual(choices[0], { name: 'lla 0', value: 'lla-0' })
  assert.deepEqual(choices[20], { name: `${'l'.repeat(99)}…`, value: 'long label' })
  assert.deepEqual(choices[21], { name: 'lla 0', value: 'lla-0' })
})

const next = doc(paragraph('Choose'), actions(button('Next', { command: 'step', options: { n: '2' } })))

withDiscord('a button on a message for all is answered to the presser alone, the message stays', async ({ discord, bot }) => {
  const dispatch = answering(async function* ({ input }) {
    yield input.kind === 'action' ? say('Stepped') : next
  })
  await bot.start(dispatch)
  const [message] = (await discord.slash('open')).messages
  assert.ok(message !== undefined)
  const talk = await discord.press(message, 'Next')
  assert.equal(talk.text, 'Stepped')
  assert.notEqual(talk.messages[0]?.onlyFor, undefined)
  assert.equal(message.text, 'Choose')
  assert.deepEqual(dispatch.asked[1]?.input, { kind: 'action', id: 'step?n=2' })
})

withDiscord('a button in a private chat gets a message of its own', async ({ discord, bot }) => {
  await bot.start(
    answering(async function* ({ input }) {
      yield input.kind === 'action' ? say('Stepped') : next
    }),
  )
  const [message] = (await discord.dm('hello')).messages
  assert.ok(message !== undefined)
  const talk = await discord.press(message, 'Next')
  assert.deepEqual([talk.text, talk.messages[0]?.onlyFor, message.text], ['Stepped', undefined, 'Choose'])
})

withDiscord('a button on a message for one changes that message', async ({ discord, bot }) => {
  await bot.menu(commands)
  await bot.start(
    answering(async function* ({ input }) {
      yield input.kind === 'action' ? say('Stepped') : next
    }),
  )
  const [message] = (await discord.slash('quiet')).messages
  assert.ok(message !== undefined)
  const talk = await discord.press(message, 'Next')
  assert.deepEqual([talk.messages, message.text], [[message], 'Stepped'])
  assert.equal(message.flags & EPHEMERAL, EPHEMERAL)
})

withDiscord(
  'a button whose command stands aside changes no message, and answers the presser alone everywhere',
  async ({ discord, bot }) => {
    const step = command({ name: 'step', description: 'ask.description', options: {}, aside: true, run: () => doc() })
    await bot.menu([...commands, step])
    await bot.start(
      answering(async function* ({ input }) {
        yield input.kind === 'action' ? say('Counted') : next
      }),
    )
    for (const [message] of [(await discord.slash('quiet')).messages, (await discord.dm('hello')).messages]) {
      assert.ok(message !== undefined)
      const talk = await discord.press(message, 'Next')
      assert.deepEqual([talk.text, message.text], ['Counted', 'Choose'])
      assert.notEqual(talk.messages[0]?.onlyFor, undefined)
    }
  },
)

const late = fakeClock()
withDiscord(
  'an interaction that is acknowledged too late is not run, and logged',
  async ({ discord, bot, logged }) => {
    const dispatch = answering([say('never')])
    await bot.start(dispatch)
    const held = Promise.withResolvers<void>()
    discord.fail({ path: CALLBACK, hold: held.promise })
    await discord.slash('open', {}, { wait: false })
    await discord.until(() => discord.requests.some(({ path }) => CALLBACK.test(path)))
    await late.tick(3001)
    held.resolve()
    await discord.until(() => logged.some((line) => line.includes('10062')))
    assert.deepEqual(dispatch.asked, [])
    assert.ok(logged.every((line) => !line.includes('token-of')))
  },
  { clock: late },
)

withDiscord('an acknowledgement whose answer got lost is not the end of the interaction', async ({ discord, bot, logged }) => {
  await bot.start(answering([say('Here')]))
  discord.fail({ path: CALLBACK, when: 'after' })
  const talk = await discord.slash('open')
  assert.equal(talk.text, 'Here')
  assert.ok(logged.some((line) => line.includes('40060')))
})

const slow = fakeClock()
withDiscord(
  'an answer that takes longer than a quarter of an hour is logged, and the next one works',
  async ({ discord, bot, logged }) => {
    let turn = 0
    await bot.start(
      answering(async function* () {
        if (++turn === 1) await slow.tick(15 * 60_000 + 1)
        yield say(`answer ${turn}`)
      }),
    )
    await discord.slash('open', {}, { wait: false })
    await discord.until(() => logged.some((line) => line.includes('50027')))
    const talk = await discord.slash('open')
    assert.equal(talk.text, 'answer 2')
  },
  { clock: slow },
)

withDiscord('a fault on the way is passed over, the last doc is shown', async ({ discord, bot }) => {
  await bot.start(answering([say('one'), say('one two')]))
  discord.fail({ path: ORIGINAL, status: 500, times: 4 })
  const talk = await discord.slash('open')
  await talk.until((text) => text === 'one two')
})

const busy = fakeClock()
withDiscord(
  'a rate limit on the last doc is waited out',
  async ({ discord, bot }) => {
    await bot.start(answering([say('one')]))
    discord.fail({ path: ORIGINAL, status: 429, retryAfter: 20, times: 2 })
    await discord.slash('open', {}, { wait: false })
    await discord.until(() => discord.requests.filter(({ path }) => ORIGINAL.test(path)).length === 1)
    await discord.until(() => {
      void busy.tick(10_000)
      return discord.messages(discord.channel)[0]?.text === 'one'
    })
  },
  { botClock: busy },
)
