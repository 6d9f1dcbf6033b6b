import assert from 'node:assert/strict'
import test, { type TestContext } from 'node:test'
import { RetryLater } from '../../src/errors.ts'
import { createOpenAI } from '../../src/models/openai.ts'
import { drain, modelContract, type Turn } from '../contracts/model.ts'
import { fakeClock } from '../fakes/clock.ts'
import { HANG, scriptedModel, type Script } from '../fakes/model.ts'
import { startFakeOpenAI, type Reply } from '../fakes/openai.ts'

const asReply = (turn: Turn): Reply =>
  'pieces' in turn
    ? { pieces: turn.pieces, ends: turn.ends, usage: { prompt_tokens: 5, completion_tokens: 3 } }
    : turn.refuse === 'wait'
      ? { status: 429, headers: { 'retry-after': String(turn.ms / 1000) } }
      : { status: 500 }

modelContract('openai', async () => {
  const server = await startFakeOpenAI()
  return {
    model: createOpenAI({ baseUrl: server.url, model: 'lamp-1', clock: fakeClock() }),
    turn: (turn) => server.next(asReply(turn)),
    close: server.close,
  }
})

modelContract('scripted', () => {
  const model = scriptedModel()
  const turn = (turn: Turn): void => {
    if ('refuse' in turn) return model.next([turn.refuse === 'wait' ? new RetryLater(turn.ms) : new Error('a fault')])
    const end: Script = turn.ends === 'cut' ? [new Error('cut')] : turn.ends === 'hang' ? [HANG] : []
    model.next([...turn.pieces, ...end])
  }
  return Promise.resolve({ model, turn, close: () => Promise.resolve() })
})

const start = async (t: TestContext, options: { apiKey?: string } = {}) => {
  const server = await startFakeOpenAI()
  t.after(server.close)
  const model = createOpenAI({ baseUrl: server.url, model: 'lamp-1', clock: fakeClock('2026-03-02T08:00:00Z'), ...options })
  const ask = () =>
    drain(model.stream({ messages: [{ role: 'user', content: 'Which lamp?' }], maxTokens: 50, signal: new AbortController().signal }))
  return { server, ask }
}

test('asks for a stream with usage, once, with the key and the limit', async (t) => {
  const { server, ask } = await start(t, { apiKey: 'k-123' })
  server.next({ pieces: ['Red.'], usage: { prompt_tokens: 7, completion_tokens: 2 } })
  assert.deepEqual(await ask(), { pieces: ['Red.'], usage: { promptTokens: 7, completionTokens: 2 } })
  const [request] = server.requests
  assert.equal(request?.model, 'lamp-1')
  assert.equal(request?.stream, true)
  assert.deepEqual(request?.['stream_options'], { include_usage: true })
  assert.equal(request?.['max_tokens'], 50)
  assert.deepEqual(server.keys, ['Bearer k-123'])
})

test('a server that does not say what it cost is not guessed for', async (t) => {
  const { server, ask } = await start(t)
  server.next({ pieces: ['Red.'] })
  assert.deepEqual(await ask(), { pieces: ['Red.'], usage: undefined })
})

test('a model that knows the limit under its newer name only is asked with that, from then on at once', async (t) => {
  const { server, ask } = await start(t)
  server.next({ status: 400, body: '{"error":{"message":"Unsupported parameter: max_tokens. Use max_completion_tokens."}}' })
  server.next({ pieces: ['Red.'] })
  server.next({ pieces: ['Red.'] })
  for (const _ of [1, 2]) assert.deepEqual((await ask()).pieces, ['Red.'])
  assert.deepEqual(
    server.requests.map((request) => [request['max_tokens'], request['max_completion_tokens'], request['temperature']]),
    [
      [50, undefined, 0],
      [undefined, 50, undefined],
      [undefined, 50, undefined],
    ],
  )
  server.next({ status: 400, body: '{"error":{"message":"no such model"}}' })
  await assert.rejects(ask(), /no such model/)
  assert.equal(server.requests.length, 4)
})

test('a server that is down is asked once: whoever waits gets the answer without it', async (t) => {
  const { server, ask } = await start(t)
  server.next({ status: 503 })
  await assert.rejects(ask(), /The model server says/)
  assert.equal(server.requests.length, 1)
})

test('how long to wait is read in milliseconds, in seconds and as a date', async (t) => {
  const { server, ask } = await start(t)
  const waits: [Record<string, string>, number][] = [
    [{ 'retry-after-ms': '250' }, 250],
    [{ 'retry-after': '1.5' }, 1500],
    [{ 'retry-after': 'Mon, 02 Mar 2026 08:00:30 GMT' }, 30_000],
    [{}, 10_000],
    [{ 'retry-after': 'soon' }, 10_000],
  ]
  for (const [headers, ms] of waits) {
    server.next({ status: 429, headers })
    await assert.rejects(ask(), (error) => error instanceof RetryLater && error.ms === ms, JSON.stringify(headers))
  }
})

test('a stream that ends without saying that it is finished was cut', async (t) => {
  const { server, ask } = await start(t)
  server.next({ pieces: ['The red '], ends: 'unfinished' })
  await assert.rejects(ask(), /cut its answer off/)
})

test('what is no stream of events is an error', async (t) => {
  const { server, ask } = await start(t)
  for (const raw of ['data: {"choices": [', 'data: not JSON\n\n', '<html>Gateway</html>', '']) {
    server.next({ raw })
    await assert.rejects(ask(), Error, raw)
  }
})
