import assert from 'node:assert/strict'
import test, { type TestContext } from 'node:test'
import { type Doc, doc, paragraph } from '../../../src/doc/nodes.ts'
import type { Incoming } from '../../../src/platforms/platform.ts'
import { refusals } from '../../fakes/telegram.ts'
import { createBench, dispatchOf } from './bench.ts'

const GROUP = -100_500
const say = (text: string): Doc => doc(paragraph(text))

const open = async (t: TestContext, answer: (incoming: Incoming) => AsyncIterable<Doc>) => {
  const bench = await createBench(t)
  const on = dispatchOf(answer)
  await bench.platform().start(on)
  return { ...bench, on }
}

/** An answer that a test lets grow, doc by doc. */
const growing = () => {
  let next = Promise.withResolvers<Doc | undefined>()
  return {
    async *answer() {
      for (let doc = await next.promise; doc !== undefined; doc = await next.promise) {
        next = Promise.withResolvers()
        yield doc
      }
    },
    show: (doc?: Doc) => next.resolve(doc),
  }
}

test('a growing answer is one message, edited at most once a second, and its last state is always shown', async (t) => {
  const answer = growing()
  const { telegram, clock } = await open(t, answer.answer)
  telegram.say(42, 'tell me')
  await telegram.until(() => telegram.pending().length > 0)
  answer.show(say('a'))
  await telegram.waitFor(42, ({ text }) => text === 'a')
  await clock.tick(0)
  answer.show(say('a b'))
  await clock.tick(500)
  assert.equal(telegram.sent('editMessageText').length, 0)
  await clock.tick(500)
  answer.show(say('a b c'))
  await telegram.waitFor(42, ({ text }) => text === 'a b c')
  answer.show(say('a b c d'))
  await clock.tick(0)
  answer.show()
  await telegram.waitFor(42, ({ text }) => text === 'a b c d')
  assert.equal(telegram.messages(42).length, 1)
  assert.equal(telegram.sent('editMessageText').length, 2)
})

test('an answer that becomes shorter leaves no message over', async (t) => {
  const { telegram, clock } = await open(t, async function* () {
    yield say('a long sentence. '.repeat(600))
    yield say('short')
  })
  telegram.say(42, 'tell me')
  await telegram.waitFor(42, ({ text }) => text === 'short')
  await telegram.until(() => telegram.messages(42).length === 1)
  await clock.tick(0)
})

test('"typing" is shown while one waits, and not after', async (t) => {
  const answer = growing()
  const { telegram, clock, on } = await open(t, answer.answer)
  telegram.say(GROUP, '/ask x', { thread: 3 })
  await telegram.until(() => on.asked.length === 1)
  await clock.tick(400)
  assert.equal(telegram.sent('sendChatAction').length, 0)
  await clock.tick(200)
  await telegram.until(() => telegram.sent('sendChatAction').length === 1)
  await clock.tick(5000)
  await telegram.until(() => telegram.sent('sendChatAction').length === 2)
  assert.deepEqual(telegram.sent('sendChatAction')[0], { chat_id: GROUP, message_thread_id: 3, action: 'typing' })
  answer.show(say('there'))
  await telegram.waitFor(GROUP, () => true)
  await clock.tick(20_000)
  assert.equal(telegram.sent('sendChatAction').length, 2)
  answer.show()
})

test('"typing" ends with a call that fails', async (t) => {
  let calls = 0
  const { telegram, clock, on } = await open(t, async function* () {
    if (calls++ === 0) throw new Error('a fault')
    yield say('there')
  })
  telegram.say(GROUP, '/ask x')
  await telegram.until(() => on.asked.length === 1)
  await clock.tick(20_000)
  telegram.say(42, 'x')
  await telegram.waitFor(42, ({ text }) => text === 'there')
  assert.deepEqual(telegram.sent('sendChatAction'), [])
})

test('an answer waits as long as Telegram asks for', async (t) => {
  const { telegram, clock } = await open(t, async function* () {
    yield say('at last')
  })
  telegram.fail({ method: 'sendMessage', error: refusals.tooMany(20), times: 2 })
  telegram.say(42, 'x')
  await telegram.until(() => telegram.sent('sendMessage').length === 2)
  await clock.tick(19_000)
  assert.deepEqual(telegram.messages(42), [])
  await clock.tick(1000)
  await telegram.waitFor(42, ({ text }) => text === 'at last')
})

for (const cut of ['before', undefined] as const)
  test(`an answer is sent again when ${cut === 'before' ? 'the connection is cut' : 'Telegram has a fault'}`, async (t) => {
    const { telegram, tickUntil } = await open(t, async function* () {
      yield say('at last')
    })
    telegram.fail({ method: 'sendMessage', times: 2, ...(cut === undefined ? { error: refusals.internal() } : { cut }) })
    telegram.say(42, 'x')
    await tickUntil(() => telegram.messages(42).some(({ text }) => text === 'at last'))
    assert.equal(telegram.messages(42).length, 1)
  })

test('a chat that is lost while it is answered is told; one that moved gets its answer there', async (t) => {
  const { telegram, on } = await open(t, async function* () {
    yield say('hello')
  })
  telegram.chat(42).lost = refusals.blocked()
  telegram.say(42, 'x')
  telegram.migrate(GROUP, -100_501, true)
  telegram.say(GROUP, '/x')
  await telegram.waitFor(-100_501, ({ text }) => text === 'hello')
  assert.deepEqual(on.lost, [{ target: { platform: 'telegram', chat: '42' }, why: 'Forbidden: bot was blocked by the user' }])
  assert.deepEqual(on.movedTo, [{ from: { platform: 'telegram', chat: String(GROUP) }, to: { platform: 'telegram', chat: '-100501' } }])
})

test('where the bot may not write, the log says how to mend it', async (t) => {
  const { telegram, log } = await open(t, async function* () {
    yield say('hello')
  })
  telegram.fail({ method: 'sendMessage', chat: GROUP, error: refusals.noRights(), times: 2 })
  telegram.say(GROUP, '/x')
  await telegram.until(() => log.records.some(({ level }) => level === 'error'))
  const error = log.records.find(({ level }) => level === 'error')?.fields?.['error']
  assert.match(String(error), /Allow members to send messages/)
})
