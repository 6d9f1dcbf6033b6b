import assert from 'node:assert/strict'
import test, { type TestContext } from 'node:test'
import { actions, button, type Doc, doc, paragraph } from '../../../src/doc/nodes.ts'
import type { Incoming, Target } from '../../../src/platforms/platform.ts'
import { refusals } from '../../fakes/telegram.ts'
import { createBench, dispatchOf } from './bench.ts'

const PRIVATE = 42
const GROUP = -100_500
const CHANNEL = -100_900
const LONG = 'A sentence. '.repeat(500)

const say = (text: string): Doc => doc(paragraph(text), actions(button('More', { command: 'more', options: {} })))
const target = (chat: number, thread?: number): Target => ({
  platform: 'telegram',
  chat: String(chat),
  ...(thread === undefined ? {} : { thread: String(thread) }),
})

/** A bot that answers `asked`, and after that, button by button, `more 1`, `more 2` … */
const open = async (
  t: TestContext,
  answer: (incoming: Incoming, more: number) => Doc = ({ input }, more) => say(input.kind === 'action' ? `more ${more}` : 'asked'),
) => {
  const bench = await createBench(t)
  const { telegram } = bench
  let pressed = 0
  const on = dispatchOf(async function* (incoming) {
    yield answer(incoming, incoming.input.kind === 'action' ? ++pressed : 0)
  })
  const platform = bench.platform()
  await platform.start(on)
  const digest = async (chat: number, thread?: number) => {
    const [payload] = platform.render(say('digest'))
    assert.ok(payload !== undefined)
    await platform.post(target(chat, thread), payload, 'part')
    return await telegram.waitFor(chat, ({ text }) => text === 'digest')
  }
  const texts = (chat: number) => telegram.messages(chat).map(({ text }) => text)
  const dealtWith = () => telegram.until(() => telegram.pending().length === 0)
  return { ...bench, on, digest, texts, dealtWith }
}

test('a pressed button is acknowledged while its answer takes time', async (t) => {
  const wait = Promise.withResolvers<void>()
  const bench = await createBench(t)
  const { telegram } = bench
  const on = dispatchOf(async function* ({ input }) {
    if (input.kind === 'action') await wait.promise
    yield say(input.kind === 'action' ? 'more' : 'asked')
  })
  await bench.platform().start(on)
  telegram.say(PRIVATE, '/recap')
  telegram.press(await telegram.waitFor(PRIVATE, () => true), 'More')
  await telegram.until(() => telegram.sent('answerCallbackQuery').length === 1)
  wait.resolve()
  await telegram.waitFor(PRIVATE, ({ text }) => text === 'more')
  assert.deepEqual(on.asked[1]?.input, { kind: 'action', id: 'more' })
})

for (const [where, chat, how] of [
  ['a private chat', PRIVATE, {}],
  ['a group', GROUP, { user: 7 }],
  ['a topic', GROUP, { user: 7, thread: 3 }],
] as const)
  test(`${where}: buttons change the answer to the one who asked`, async (t) => {
    const { telegram, texts } = await open(t)
    telegram.say(chat, '/recap', how)
    const message = await telegram.waitFor(chat, ({ text }) => text === 'asked')
    for (const text of ['more 1', 'more 2']) {
      telegram.press(message, 'More', 'user' in how ? how.user : chat)
      await telegram.waitFor(chat, (shown) => shown.text === text)
    }
    assert.deepEqual(texts(chat), ['more 2'])
  })

test('a group: an answer stays when others press its buttons, and theirs come beside it', async (t) => {
  const { telegram, texts, on } = await open(t)
  telegram.say(GROUP, '/recap', { user: 7 })
  const message = await telegram.waitFor(GROUP, ({ text }) => text === 'asked')
  telegram.press(message, 'More', 8)
  const more = await telegram.waitFor(GROUP, ({ text }) => text === 'more 1')
  assert.deepEqual(texts(GROUP), ['asked', 'more 1'])
  assert.equal(more.replyTo, message.id)
  assert.equal(await on.asked[1]?.mayManage(), false)
})

for (const [where, thread] of [['a group'], ['a topic', 3]] as const)
  test(`${where}: a digest stays, whoever presses its buttons`, async (t) => {
    const { telegram, texts, digest } = await open(t)
    const posted = await digest(GROUP, thread)
    telegram.press(posted, 'More', telegram.chat(GROUP).opener)
    await telegram.waitFor(GROUP, ({ text }) => text === 'more 1')
    telegram.press(posted, 'More', 8)
    const more = await telegram.waitFor(GROUP, ({ text }) => text === 'more 2')
    assert.deepEqual(texts(GROUP), ['digest', 'more 1', 'more 2'])
    assert.deepEqual([more.replyTo, more.thread], [posted.id, thread])
  })

test('a private chat: a digest stays when its buttons are pressed; the answer changes with its own', async (t) => {
  const { telegram, texts, digest } = await open(t)
  telegram.press(await digest(PRIVATE), 'More')
  telegram.press(await telegram.waitFor(PRIVATE, ({ text }) => text === 'more 1'), 'More')
  await telegram.waitFor(PRIVATE, ({ text }) => text === 'more 2')
  assert.deepEqual(texts(PRIVATE), ['digest', 'more 2'])
})

test('each part of an answer is known for the answer to the one who asked', async (t) => {
  const { telegram } = await open(t, ({ input }) => say(input.kind === 'action' ? LONG : 'asked'))
  const asked = telegram.say(GROUP, '/recap', { user: 7 })
  telegram.press(await telegram.waitFor(GROUP, () => true), 'More', 7)
  await telegram.until(() => telegram.messages(GROUP).length === 2)
  assert.deepEqual(
    telegram.messages(GROUP).map(({ replyTo }) => replyTo),
    [asked, asked],
  )
})

test('a button on a message that was deleted answers anew', async (t) => {
  const { telegram } = await open(t)
  telegram.say(GROUP, '/recap', { user: 7 })
  const message = await telegram.waitFor(GROUP, () => true)
  telegram.fail({ method: 'editMessageText', error: refusals.deleted(), times: 2 })
  telegram.press(message, 'More', 7)
  await telegram.waitFor(GROUP, ({ text }) => text === 'more 1')
})

test('a channel: buttons work for those who manage it, and nobody else writes into it', async (t) => {
  const { telegram, texts, digest, dealtWith } = await open(t)
  telegram.chat(CHANNEL).type = 'channel'
  telegram.chat(CHANNEL).admins.add(7)
  const posted = await digest(CHANNEL)
  telegram.press(posted, 'More', 8)
  await dealtWith()
  assert.deepEqual(texts(CHANNEL), ['digest'])
  telegram.press(posted, 'More', 7)
  await telegram.waitFor(CHANNEL, ({ text }) => text === 'more 1')
  telegram.say(CHANNEL, '/recap')
  telegram.press(await telegram.waitFor(CHANNEL, ({ text }) => text === 'asked'), 'More', 7)
  await telegram.waitFor(CHANNEL, ({ text }) => text === 'more 2')
  assert.deepEqual(texts(CHANNEL), ['digest', 'more 1', 'more 2'])
})
