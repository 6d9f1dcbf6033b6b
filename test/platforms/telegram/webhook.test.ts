import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import test, { type TestContext } from 'node:test'
import { doc, paragraph } from '../../../src/doc/nodes.ts'
import { OperatorError } from '../../../src/errors.ts'
import { createBench, dispatchOf } from './bench.ts'

const URL = 'https://bot.example.org/telegram'

const open = async (t: TestContext) => {
  const bench = await createBench(t)
  const wait = Promise.withResolvers<void>()
  const on = dispatchOf(async function* ({ input }) {
    if (input.kind === 'text' && input.text === 'slow') await wait.promise
    yield doc(paragraph('ok'))
  })
  const platform = bench.platform({ mode: 'webhook', webhook: { url: URL, port: 0 } })
  const start = async () => {
    await platform.start(on)
    return `http://127.0.0.1:${bench.log.records.find(({ fields }) => fields?.['port'] !== undefined)?.fields?.['port'] as number}/telegram`
  }
  return { ...bench, on, platform, start, finish: () => wait.resolve() }
}

test('Telegram brings updates, with a secret that is not the token', async (t) => {
  const { telegram, on, start } = await open(t)
  const address = await start()
  const [set] = telegram.sent('setWebhook')
  assert.equal(set?.['url'], URL)
  assert.deepEqual(set?.['allowed_updates'], ['message', 'channel_post', 'callback_query', 'my_chat_member'])
  assert.ok(!String(set?.['secret_token']).includes(telegram.token))
  telegram.say(1, 'hello')
  assert.deepEqual(await telegram.bring(address), [200])
  assert.equal(on.asked.length, 1)
  assert.equal(telegram.messages(1).length, 1)
})

test('whoever does not know the secret is refused', async (t) => {
  const { telegram, on, start } = await open(t)
  const address = await start()
  telegram.say(1, 'hello')
  assert.deepEqual(await telegram.bring(address, 'wrong'), [401])
  assert.deepEqual(await telegram.bring(address, ''), [401])
  assert.equal((await fetch(address)).status, 405)
  assert.equal(on.asked.length, 0)
})

test('what is no update is refused', async (t) => {
  const { telegram, start } = await open(t)
  const address = await start()
  const headers = { 'x-telegram-bot-api-secret-token': String(telegram.sent('setWebhook')[0]?.['secret_token']) }
  for (const body of ['{', '{}', '[1]', `{"update_id":1,"x":"${'x'.repeat(1_100_000)}"}`])
    assert.equal((await fetch(address, { method: 'POST', headers, body })).status, 400)
})

test('an update is acknowledged after it was handled, and handled once however often it comes', async (t) => {
  const { telegram, on, start, finish } = await open(t)
  const address = await start()
  telegram.say(1, 'slow')
  const first = telegram.bring(address)
  await telegram.until(() => on.asked.length === 1)
  const second = telegram.bring(address)
  assert.equal(telegram.pending().length, 1)
  finish()
  assert.deepEqual([await first, await second], [[200], [200]])
  assert.equal(on.asked.length, 1)
  assert.equal(telegram.messages(1).length, 1)
})

test('what is under way at the stop is not acknowledged', async (t) => {
  const { telegram, on, start, platform } = await open(t)
  const address = await start()
  telegram.say(1, 'slow')
  const brought = telegram.bring(address)
  await telegram.until(() => on.asked.length === 1)
  await Promise.all([assert.rejects(brought), platform.stop()])
  assert.equal(telegram.pending().length, 1)
})

test('a port that is taken is the operator’s to mend', async (t) => {
  const other = createServer().listen(0)
  await once(other, 'listening')
  t.after(() => other.close())
  const { platform } = await createBench(t)
  const { port } = other.address() as AddressInfo
  const bot = platform({ mode: 'webhook', webhook: { url: URL, port } })
  await assert.rejects(
    bot.start(dispatchOf(async function* () {})),
    (error) => error instanceof OperatorError && /PORT/.test(error.message),
  )
})

test('a start that fails leaves the port free for the next', async (t) => {
  const { telegram, platform } = await createBench(t)
  const other = createServer().listen(0)
  await once(other, 'listening')
  const { port } = other.address() as AddressInfo
  other.close()
  await once(other, 'close')
  for (const method of ['getMe', 'setWebhook']) {
    telegram.fail({ method, cut: 'before' })
    const bot = platform({ mode: 'webhook', webhook: { url: URL, port } })
    await assert.rejects(bot.start(dispatchOf(async function* () {})), /Network/)
  }
  await platform({ mode: 'webhook', webhook: { url: URL, port } }).start(dispatchOf(async function* () {}))
  assert.equal((await fetch(`http://127.0.0.1:${port}`)).status, 405)
})
