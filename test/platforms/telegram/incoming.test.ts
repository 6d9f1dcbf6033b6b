import assert from 'node:assert/strict'
import test, { type TestContext } from 'node:test'
import { command } from '../../../src/bot/command.ts'
import { doc, paragraph } from '../../../src/doc/nodes.ts'
import { ApiError } from '../../fakes/telegram/errors.ts'
import { createBench, dispatchOf } from './bench.ts'

const GROUP = -100_500
const CHANNEL = -100_900

/** A bot that knows `/recap`, and writes `ok` to whatever it is asked. */
const open = async (t: TestContext) => {
  const bench = await createBench(t)
  const on = dispatchOf(async function* () {
    yield doc(paragraph('ok'))
  })
  const platform = bench.platform()
  await platform.menu([command({ name: 'recap', description: 'ask.description', options: {}, run: () => doc() })])
  await platform.start(on)
  /** Resolves when everything said before was dealt with, and says what was asked. */
  const asked = async () => {
    await bench.telegram.until(() => bench.telegram.pending().length === 0)
    return on.asked
  }
  return { ...bench, on, platform, asked }
}

test('a private chat: commands are lines, all else is a question, and the asker may manage', async (t) => {
  const { telegram, asked } = await open(t)
  const message = telegram.say(42, '/recap reddit 2026-01-05', { language: 'zh-hans' })
  telegram.say(42, '/Start from_site')
  telegram.say(42, '/\u2060recap copied from a message of ours')
  telegram.say(42, ' What did Acme ship?\n')
  telegram.say(42, '/r/LocalModels says what?')
  const all = await asked()
  assert.deepEqual(
    all.map(({ input }) => input),
    [
      { kind: 'line', command: 'recap', line: 'reddit 2026-01-05' },
      { kind: 'line', command: 'start', line: 'from_site' },
      { kind: 'line', command: 'recap', line: 'copied from a message of ours' },
      { kind: 'text', text: 'What did Acme ship?' },
      { kind: 'text', text: '/r/LocalModels says what?' },
    ],
  )
  const [first] = all
  assert.deepEqual(first?.target, { platform: 'telegram', chat: '42' })
  assert.deepEqual(first?.user, { id: '42', name: 'user 42' })
  assert.equal(first?.locale, 'zh-hans')
  assert.equal(first?.private, true)
  assert.equal(await first?.mayManage(), true)
  assert.equal(telegram.messages(42)[0]?.replyTo, message)
})

test('a group: commands for us, mentions and answers to us; the answer goes to the asker', async (t) => {
  const { telegram, asked } = await open(t)
  telegram.say(GROUP, 'just talk')
  telegram.say(GROUP, '/recap@other_bot')
  telegram.say(GROUP, '/ban somebody')
  const message = telegram.say(GROUP, '/recap@Recap_Test_Bot reddit')
  const [own] = [await telegram.waitFor(GROUP, () => true)]
  telegram.say(GROUP, 'and @recap_test_bot what about Acme?')
  telegram.say(GROUP, '@recap_test_bot /recap')
  telegram.say(GROUP, 'tell me more', { replyTo: own.id })
  telegram.say(GROUP, 'talk about @recap_test_bot_two')
  assert.deepEqual(
    (await asked()).map(({ input }) => input),
    [
      { kind: 'line', command: 'recap', line: 'reddit' },
      { kind: 'text', text: 'and what about Acme?' },
      { kind: 'line', command: 'recap', line: '' },
      { kind: 'text', text: 'tell me more' },
    ],
  )
  assert.equal(own.replyTo, message)
})

test('a picture counts by its caption, in private also without one unless it is one of several, and a mention alone gets an answer', async (t) => {
  const { telegram, asked } = await open(t)
  const from = { id: 42, is_bot: false, first_name: 'Ada' }
  const photo = [{ file_id: 'f', file_unique_id: 'u', width: 1, height: 1 }]
  const own = { message_id: 5, date: 1, chat: { id: 42, type: 'private', first_name: 'Ada' }, from } as const
  const group = { message_id: 6, date: 1, chat: { id: GROUP, type: 'supergroup', title: 'g' }, from } as const
  const mention = [{ type: 'mention', offset: 0, length: 15 } as const]
  telegram.push({ message: { ...own, photo, caption: 'What is this?' } })
  telegram.push({ message: { ...own, photo } })
  telegram.push({ message: { ...own, photo, media_group_id: '1' } })
  telegram.push({ message: { ...own, pinned_message: { ...own, text: 'pinned' } } })
  telegram.push({ message: { ...group, photo, caption: '@recap_test_bot and this?', caption_entities: mention } })
  telegram.push({ message: { ...group, photo } })
  telegram.say(GROUP, '@recap_test_bot')
  const all = await asked()
  // Of two chats neither waits for the other.
  const texts = (chat: number) => all.filter(({ target }) => target.chat === String(chat)).map(({ input }) => input)
  assert.deepEqual(texts(42), [
    { kind: 'text', text: 'What is this?' },
    { kind: 'text', text: '' },
  ])
  assert.deepEqual(texts(GROUP), [
    { kind: 'text', text: 'and this?' },
    { kind: 'text', text: '' },
  ])
})

test('a group: only administrators manage, named or anonymous', async (t) => {
  const { telegram, asked } = await open(t)
  telegram.chat(GROUP).admins.add(7)
  telegram.say(GROUP, '/recap', { user: 7 })
  telegram.say(GROUP, '/recap', { user: 8 })
  telegram.say(GROUP, '/recap', { anonymous: true })
  assert.deepEqual(await Promise.all((await asked()).map((one) => one.mayManage())), [true, false, true])
})

for (const [status, words] of [
  [400, 'Bad Request: user not found'],
  [400, 'Bad Request: member list is inaccessible'],
  [403, 'Forbidden: bot is not a member of the supergroup chat'],
] as const)
  test(`a group: whoever cannot be looked up does not manage (${words})`, async (t) => {
    const { telegram, asked } = await open(t)
    telegram.fail({ method: 'getChatMember', error: new ApiError(status, words) })
    telegram.say(GROUP, '/recap', { user: 7 })
    assert.equal(await (await asked())[0]?.mayManage(), false)
  })

test('a forum: what is asked in a topic is answered there', async (t) => {
  const { telegram, asked } = await open(t)
  telegram.say(GROUP, '/recap', { thread: 3 })
  const [first] = await asked()
  assert.deepEqual(first?.target, { platform: 'telegram', chat: String(GROUP), thread: '3' })
  assert.equal(telegram.messages(GROUP)[0]?.thread, 3)
})

test('a channel: its posts command, and talk to nobody else', async (t) => {
  const { telegram, asked } = await open(t)
  telegram.chat(CHANNEL).type = 'channel'
  telegram.say(CHANNEL, 'Good morning, @recap_test_bot')
  telegram.say(CHANNEL, '/recap')
  const all = await asked()
  assert.deepEqual(
    all.map(({ input }) => input),
    [{ kind: 'line', command: 'recap', line: '' }],
  )
  assert.equal(await all[0]?.mayManage(), true)
  assert.equal(all[0]?.private, false)
})

test('other bots, and a channel post that reaches its group, are not answered', async (t) => {
  const { telegram, asked } = await open(t)
  const chat = { id: GROUP, type: 'supergroup', title: 'g' } as const
  const base = { message_id: 5, date: 1, chat, text: '/recap' }
  telegram.push({ message: { ...base, from: { id: 5, is_bot: true, first_name: 'Bot' } } })
  const channel = { id: CHANNEL, type: 'channel', title: 'c' } as const
  telegram.push({ message: { ...base, is_automatic_forward: true, sender_chat: channel } as never })
  assert.deepEqual(await asked(), [])
})

test('a chat that is lost or moves is told', async (t) => {
  const { telegram, asked, on } = await open(t)
  telegram.block(42)
  telegram.block(GROUP)
  telegram.migrate(-7, -100_700)
  telegram.push({ my_chat_member: { chat: { id: 1 }, new_chat_member: { status: 'member' } } as never })
  await asked()
  assert.deepEqual(
    on.lost.map(({ target }) => target),
    [42, GROUP].map((chat) => ({ platform: 'telegram', chat: String(chat) })),
  )
  assert.deepEqual(on.movedTo, [{ from: { platform: 'telegram', chat: '-7' }, to: { platform: 'telegram', chat: '-100700' } }])
})
