/** What Telegram does to deliveries: each chat gets its digest once, or its people know why not. */
import assert from 'node:assert/strict'
import test, { type TestContext } from 'node:test'
import type { Target } from '../../../src/platforms/platform.ts'
import { createTelegram } from '../../../src/platforms/telegram/index.ts'
import { fakeTelegram, refusals } from '../../fakes/telegram.ts'
import { ApiError } from '../../fakes/telegram/errors.ts'
import { HOUR, openWire, OWNER } from '../wire.ts'
import { memoryStore } from './bench.ts'

const SEND = 'sendMessage'
const EDIT = 'editMessageText'
const CHAT = -100
const target = (chat: number, thread?: number): Target => ({
  platform: 'telegram',
  chat: String(chat),
  ...(thread === undefined ? {} : { thread: String(thread) }),
})

const stage = async (t: TestContext, options: { items?: number; locale?: string } = {}) => {
  const telegram = await fakeTelegram()
  const { token, apiRoot } = telegram
  t.after(() => telegram.close())
  const wire = openWire(t, (parts) => createTelegram({ token, apiRoot, mode: 'polling', seen: memoryStore(), ...parts }), options)
  const texts = (chat = CHAT): string[] => telegram.messages(chat).map(({ text }) => text)
  const told = (): string[] => texts(Number(OWNER))
  return { telegram, texts, told, ...wire }
}
const bad = (description: string): ApiError => new ApiError(400, `Bad Request: ${description}`)

test('the whole bot is told to wait: all wait, and each chat gets its digest once', async (t) => {
  const { telegram, subscribe, strike, until, clock, texts, log } = await stage(t)
  const chats = Array.from({ length: 40 }, (_, n) => n + 1)
  await subscribe(...chats.map((chat) => target(chat)))
  telegram.fail({ method: SEND, error: refusals.tooMany(20), times: 6 })
  await strike()
  await until(() => telegram.sent(SEND).length >= 6)
  await until(() => chats.every((chat) => texts(chat).length > 0))
  assert.ok(chats.every((chat) => texts(chat).length === 1))
  assert.ok(clock.now() >= Date.parse('2026-03-02T08:00:20Z'))
  assert.ok(telegram.sent(SEND).length <= 40 + 6, 'nobody asked in vain meanwhile')
  assert.ok(log.records.every(({ level }) => level !== 'error'))
})

for (const [what, seconds] of [
  ['slow mode', 30],
  ['a flood wait of hours', 7200],
] as const)
  test(`a chat's own limit (${what}) holds up no other, and its digest comes when it is over`, async (t) => {
    const { telegram, subscribe, strike, until, clock, texts, states, subscription, told } = await stage(t)
    const others = [1, 2, 3]
    await subscribe(target(CHAT), ...others.map((chat) => target(chat)))
    telegram.fail({ method: SEND, chat: CHAT, error: refusals.tooMany(seconds) })
    await strike()
    const from = clock.now()
    await until(() => others.every((chat) => texts(chat).length === 1))
    assert.ok(clock.now() - from < 25_000, 'the others did not wait')
    assert.deepEqual(texts(), [])
    await until(async () => (await states(target(CHAT))).includes('planned'))
    await clock.tick(seconds * 1000)
    await until(() => texts().length > 0)
    assert.deepEqual([texts().length, await states(target(CHAT)), told()], [1, ['sent'], []])
    assert.equal((await subscription(target(CHAT)))?.paused, undefined)
  })

for (const [what, refusal, chat] of [
  ['the user blocked the bot', refusals.blocked(), 7],
  ['the user is deactivated', new ApiError(403, 'Forbidden: user is deactivated'), 7],
  ['the user never began', new ApiError(403, "Forbidden: bot can't initiate conversation with a user"), 7],
  ['the bot was kicked from a group', refusals.kicked('supergroup'), CHAT],
  ['the bot was kicked from a channel', refusals.kicked('channel'), CHAT],
  ['the bot is no member', new ApiError(403, 'Forbidden: bot is not a member of the channel chat'), CHAT],
  ['the group was deleted', new ApiError(403, 'Forbidden: the group chat was deleted'), CHAT],
  ['the group is deactivated', bad('group chat was deactivated'), CHAT],
  ['the chat is not found', bad('chat not found'), CHAT],
  ['the channel is private now', bad('CHANNEL_PRIVATE'), CHAT],
  ['the topic was deleted', bad('message thread not found'), CHAT],
] as const)
  test(`lost: ${what}; its subscription is paused, the others get theirs, and who subscribed is told`, async (t) => {
    const { telegram, subscribe, strike, until, texts, states, subscription, told } = await stage(t)
    const lost = what.includes('topic') ? target(chat, 3) : target(chat)
    await subscribe(lost, target(8))
    telegram.fail({ method: SEND, chat, error: refusal, times: 9 })
    await strike()
    await until(async () => texts(8).length === 1 && (await subscription(lost))?.paused !== undefined)
    assert.deepEqual([texts(chat), await states(lost)], [[], ['gone']])
    await until(() => told().length === 1)
    assert.match(told()[0] ?? '', /paused/)
    assert.equal(telegram.sent(SEND).filter(({ chat_id: id }) => id === chat).length, 1, 'it is not asked again')
  })

for (const [what, refusal, mend] of [
  ['in a group', refusals.noRights(), /Allow members to send messages/],
  ['in a group, by its rules', new ApiError(403, 'Forbidden: CHAT_WRITE_FORBIDDEN'), /Allow members to send messages/],
  ['in a group, itself', bad('CHAT_RESTRICTED'), /restricted that chat/],
  ['in a channel', bad('need administrator rights in the channel chat'), /administrator .*“Post messages”/],
  ['in a channel, as Telegram itself says', bad('CHAT_ADMIN_REQUIRED'), /administrator .*“Post messages”/],
  ['in a channel, as a reader', bad('have no write access to the chat'), /administrator .*“Post messages”/],
  ['in a closed topic', bad('TOPIC_CLOSED'), /topic is closed\. Open it/],
] as const)
  test(`a right is missing ${what}: who subscribed is told once how to grant it, and the digest comes within an hour of that`, async (t) => {
    const { telegram, subscribe, strike, until, clock, texts, states, told, subscription } = await stage(t)
    await subscribe(target(CHAT))
    telegram.fail({ method: SEND, chat: CHAT, error: refusal, times: 3 })
    await strike()
    const asked = () => telegram.sent(SEND).filter(({ chat_id: id }) => id === CHAT).length
    for (let hour = 1; hour <= 3; hour++) {
      await until(async () => asked() === hour && (await states(target(CHAT))).includes('planned'))
      await clock.tick(HOUR)
    }
    await until(() => texts().length > 0)
    assert.deepEqual([texts().length, await states(target(CHAT))], [1, ['sent']])
    assert.equal(told().length, 1)
    assert.match(told()[0] ?? '', mend)
    assert.equal((await subscription(target(CHAT)))?.paused, undefined)
  })

test('how to grant a right is told in the language of the subscription', async (t) => {
  const { telegram, subscribe, strike, until, told } = await stage(t, { locale: 'zh' })
  await subscribe(target(CHAT))
  telegram.fail({ method: SEND, chat: CHAT, error: refusals.noRights() })
  await strike()
  await until(() => told().length === 1)
  assert.match(told()[0] ?? '', /允许成员发送消息/)
  assert.doesNotMatch(told()[0] ?? '', /Allow members/)
})

test('a token that is refused loses nothing: the digests come when it is right again', async (t) => {
  const { telegram, subscribe, strike, until, texts, states, log } = await stage(t)
  await subscribe(target(1), target(2))
  telegram.fail({ method: SEND, error: refusals.unauthorized(), times: 4 })
  await strike()
  await until(() => texts(1).length > 0 && texts(2).length > 0)
  assert.deepEqual([texts(1).length, texts(2).length, await states(target(1)), await states(target(2))], [1, 1, ['sent'], ['sent']])
  assert.ok(!JSON.stringify(log.records).includes(telegram.token))
})

test('a group becomes a supergroup between two parts: the rest comes there, nothing twice', async (t) => {
  const { telegram, subscribe, strike, until, texts, isWhole, subscription } = await stage(t, { items: 40 })
  await subscribe(target(CHAT))
  await strike()
  await until(() => texts().length === 1)
  telegram.migrate(CHAT, -1001, true)
  await until(() => isWhole(target(-1001)))
  const all = [...texts(), ...texts(-1001)].join('\n')
  for (let n = 1; n <= 40; n++) assert.equal(all.split(`Thing ${n} of`).length, 2, `thing ${n}`)
  assert.ok(texts(-1001).length >= 2)
  assert.ok(await subscription(target(-1001)))
  assert.equal(await subscription(target(CHAT)), undefined)
})

for (const [what, fault] of [
  ['429', { error: refusals.tooMany(20) }],
  ['an internal error', { error: refusals.internal() }],
  ['a connection cut before the work', { cut: 'before' }],
  ['a connection cut after the work', { cut: 'after' }],
] as const)
  test(`an edit meets ${what}: it is done again, and the message is as it should be`, async (t) => {
    const { telegram, subscribe, strike, correct, until, texts, states } = await stage(t)
    await subscribe(target(CHAT))
    await strike()
    await until(async () => (await states(target(CHAT)))[0] === 'sent')
    telegram.fail({ method: EDIT, ...fault })
    await correct('Otter closes')
    await until(async () => (await states(target(CHAT)))[0] === 'edited')
    assert.equal(texts().length, 1)
    assert.match(texts()[0] ?? '', /Otter closes/)
    assert.equal(telegram.sent(EDIT).length, 2)
  })

test('an edit is found done already (“message is not modified”): it counts as done', async (t) => {
  const { telegram, subscribe, strike, correct, until, states, why } = await stage(t)
  await subscribe(target(CHAT))
  await strike()
  await until(async () => (await states(target(CHAT)))[0] === 'sent')
  telegram.fail({
    method: EDIT,
    error: bad('message is not modified: specified new message content and reply markup are exactly the same'),
  })
  await correct('Otter closes')
  await until(async () => (await states(target(CHAT)))[0] === 'edited')
  assert.equal(await why(target(CHAT)), '')
  assert.equal(telegram.sent(EDIT).length, 1)
})

for (const description of ["message can't be edited", 'message to edit not found', 'MESSAGE_ID_INVALID'])
  test(`an edit is refused (${description}): nothing is posted instead, it is noted why, and the other messages are corrected`, async (t) => {
    const { telegram, subscribe, strike, correct, until, states, why, texts, isWhole } = await stage(t, { items: 40 })
    await subscribe(target(CHAT))
    await strike()
    await until(() => isWhole(target(CHAT)))
    const count = texts().length
    telegram.fail({ method: EDIT, error: bad(description) })
    await correct('Otter closes')
    await until(async () => (await why(target(CHAT))).includes(description))
    await until(async () => (await states(target(CHAT))).slice(1).includes('edited'))
    assert.equal(texts().length, count)
    assert.equal((await states(target(CHAT)))[0], 'sent')
  })

test('a chat is lost when it is corrected: it is paused, and its message stands as it was', async (t) => {
  const { telegram, subscribe, strike, correct, until, states, subscription, texts } = await stage(t)
  await subscribe(target(CHAT))
  await strike()
  await until(async () => (await states(target(CHAT)))[0] === 'sent')
  telegram.chat(CHAT).lost = refusals.kicked('supergroup')
  await correct('Otter closes')
  await until(async () => (await subscription(target(CHAT)))?.paused !== undefined)
  assert.deepEqual([texts().length, await states(target(CHAT))], [1, ['sent']])
})
