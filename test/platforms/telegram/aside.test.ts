/** Buttons that leave the message on which they stand as it is, and replies to messages that have some. */
import assert from 'node:assert/strict'
import test, { type TestContext } from 'node:test'
import { command } from '../../../src/bot/command.ts'
import { type Doc, actions, button, doc, paragraph } from '../../../src/doc/nodes.ts'
import { createBench, dispatchOf } from './bench.ts'

const PRIVATE = 42
const GROUP = -100_500

const answer = doc(paragraph('Llama'), actions(button('Good', { command: 'rate', options: { of: 'abc' } })))

const open = async (t: TestContext, pressed: Doc) => {
  const bench = await createBench(t)
  const on = dispatchOf(async function* ({ input }) {
    yield input.kind === 'action' ? pressed : answer
  })
  const platform = bench.platform()
  await platform.menu([command({ name: 'rate', description: 'ask.description', options: {}, aside: true, run: () => doc() })])
  await platform.start(on)
  const texts = (chat: number) => bench.telegram.messages(chat).map(({ text }) => text)
  const dealtWith = () => bench.telegram.until(() => bench.telegram.pending().length === 0)
  return { ...bench, on, texts, dealtWith }
}

test('a line is a notice that only the presser sees; the answer stays', async (t) => {
  const { telegram, texts, dealtWith } = await open(t, doc(paragraph('Counted.')))
  telegram.say(PRIVATE, 'Llama?')
  telegram.press(await telegram.waitFor(PRIVATE, () => true), 'Good')
  await dealtWith()
  assert.deepEqual(
    telegram.sent('answerCallbackQuery').map(({ text }) => text),
    ['Counted.'],
  )
  assert.deepEqual(texts(PRIVATE), ['Llama'])
})

test('what is longer is a message of its own, even for the asker', async (t) => {
  const long = doc(paragraph('An item. '.repeat(30).trim()))
  const { telegram, texts, dealtWith } = await open(t, long)
  telegram.say(PRIVATE, 'Llama?')
  const shown = await telegram.waitFor(PRIVATE, () => true)
  telegram.press(shown, 'Good')
  const beside = await telegram.waitFor(PRIVATE, ({ text }) => text.startsWith('An item.'))
  await dealtWith()
  assert.deepEqual([beside.replyTo, texts(PRIVATE)[0], telegram.sent('answerCallbackQuery').length], [shown.id, 'Llama', 1])
})

test('a reply to a message of ours comes with its buttons, one to anybody else’s without', async (t) => {
  const { telegram, on, dealtWith } = await open(t, answer)
  const question = telegram.say(PRIVATE, 'Llama?')
  const shown = await telegram.waitFor(PRIVATE, () => true)
  telegram.say(PRIVATE, 'and the 70B?', { replyTo: shown.id })
  telegram.say(PRIVATE, 'and Mistral?', { replyTo: question })
  telegram.say(GROUP, `@${telegram.me.username} Llama?`, { thread: 3 })
  const inTopic = await telegram.waitFor(GROUP, () => true)
  telegram.say(GROUP, 'and the 70B?', { thread: 3, replyTo: inTopic.id, user: 8 })
  await dealtWith()
  const buttons = ['rate?of=abc']
  assert.deepEqual(
    on.asked.map(({ repliesTo }) => repliesTo),
    [
      undefined,
      { target: { platform: 'telegram', chat: String(PRIVATE) }, buttons },
      undefined,
      undefined,
      { target: { platform: 'telegram', chat: String(GROUP), thread: '3' }, buttons },
    ],
  )
})
