/** Questions to a bot that has a model: the real client talks to a scripted server. */
import assert from 'node:assert/strict'
import test, { type TestContext } from 'node:test'
import { plainText } from '../../src/doc/plain.ts'
import { type Who, createBot } from '../fakes/bot.ts'
import { startFakeOpenAI } from '../fakes/openai.ts'

const QUESTION = 'What does the computer-using agent score on OSWorld?'
const GOOD = 'The computer-using agent scores 38.1% on OSWorld [1].'

const start = async (t: TestContext, env: NodeJS.ProcessEnv = {}) => {
  const server = await startFakeOpenAI()
  t.after(server.close)
  const bot = await createBot(t, { env: { OPENAI_BASE_URL: server.url, OPENAI_MODEL: 'lamp-1', ...env } })
  return { server, ...bot }
}

test('an answer by a model says so, and comes from memory for whoever asks the same', async (t) => {
  const { server, say } = await start(t)
  server.next({ pieces: [GOOD], usage: { prompt_tokens: 800, completion_tokens: 12 } })
  for (const name of ['1', '2']) {
    const { text } = await say(`/ask ${QUESTION}`, { target: { platform: 'discord', chat: name } })
    assert.match(text, /The computer-using agent scores 38\.1% on OSWorld \[1\]/)
    assert.match(text, /Written by lamp-1/)
  }
  assert.equal(server.requests.length, 1)
  const { text } = await say('/about')
  assert.match(text, /Used today: 812 of 2,000,000 tokens; here 0 of 500,000; by you 812 of 100,000\./)
  assert.match(text, /Questions to the model: 1; answered from memory: 1\./)
})

test('the first checked sentence is on its way while the server is still to say the next', async (t) => {
  const { server, app } = await start(t)
  server.next({ pieces: [GOOD.slice(0, 12), GOOD.slice(12)], ends: 'hang' })
  const docs = app.dispatch.run({
    input: { kind: 'text', text: QUESTION },
    target: { platform: 'discord', chat: '1' },
    user: { id: '1', name: 'Ada' },
    private: false,
    mayManage: () => Promise.resolve(true),
  })
  for await (const doc of docs) {
    assert.match(plainText(doc), /The computer-using agent scores 38\.1% on OSWorld \[1\]/)
    break
  }
})

test('when the model fails, or a budget is used up, the recaps’ own sentences come with a line that says why', async (t) => {
  const { server, say } = await start(t, { RECAP_TOKENS_PER_USER: '4000' })
  server.next({ status: 500 })
  const failed = await say(`/ask ${QUESTION}`)
  assert.match(failed.text, /38\.1[^]*the language model gave no answer/)
  server.next({ pieces: ['Nothing.'], usage: { prompt_tokens: 3500, completion_tokens: 400 } })
  await say(`/ask ${QUESTION}`)
  const spent = await say(`/ask ${QUESTION}`)
  assert.match(spent.text, /38\.1[^]*your share of the language model is used up until .* UTC/)
  assert.equal(server.requests.length, 2)
})

test('without a model nothing is said of one', async (t) => {
  const { say } = await createBot(t)
  assert.doesNotMatch((await say(`/ask ${QUESTION}`)).text, /language model|Written by/)
  assert.doesNotMatch((await say('/about')).text, /tokens/)
})

test('the channels of a server share its budget, and the topics of a group theirs', async (t) => {
  const { server, say } = await start(t, { RECAP_TOKENS_PER_CHAT: '4000' })
  const places = [
    [1, 2].map((channel): Who => ({ server: '9', target: { platform: 'discord', chat: `10${channel}` } })),
    [1, 2].map((thread): Who => ({ target: { platform: 'telegram', chat: '-100', thread: String(thread) } })),
  ]
  for (const [at, [here = {}, there = {}]] of places.entries()) {
    server.next({ pieces: [GOOD], usage: { prompt_tokens: 3000, completion_tokens: 12 } })
    await say(`/ask ${'so, '.repeat(at)}${QUESTION}`, { ...here, user: { id: '1', name: 'Ada' } })
    const refused = await say('/ask what does CUA score on OSWorld?', { ...there, user: { id: '2', name: 'Bob' } })
    assert.match(refused.text, /this chat’s or server’s share of the language model is used up/)
    assert.match((await say('/about', there)).text, /here 3,012 of 4,000/)
  }
  const elsewhere = { target: { platform: 'discord', chat: '103' }, user: { id: '2', name: 'Bob' } }
  server.next({ pieces: [GOOD] })
  assert.match((await say('/ask what does CUA score on OSWorld?', elsewhere)).text, /Written by lamp-1/)
})
