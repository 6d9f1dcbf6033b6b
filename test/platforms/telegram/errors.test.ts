import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import test from 'node:test'
import { inspect } from 'node:util'
import { GrammyError, HttpError } from 'grammy'
import { doc, paragraph } from '../../../src/doc/nodes.ts'
import { Forbidden, Gone, Moved, OperatorError, Rejected, RetryLater } from '../../../src/errors.ts'
import { translate } from '../../../src/platforms/telegram/errors.ts'
import { refusals } from '../../fakes/telegram/errors.ts'
import { createBench } from './bench.ts'

const TOKEN = '12:secret'
const refusal = (error_code: number, description: string, parameters = {}): GrammyError =>
  new GrammyError('Call failed', { ok: false, error_code, description, parameters }, 'sendMessage', { text: 'words' })
const told = (...args: Parameters<typeof refusal>): Error => translate(refusal(...args), TOKEN)

test('429 says how long to wait', () => {
  const error = told(429, 'Too Many Requests: retry after 7', { retry_after: 7 })
  assert.ok(error instanceof RetryLater && error.ms === 7000)
  assert.ok(error.cause instanceof GrammyError)
})

test('a group that became a supergroup says where it is', () => {
  const error = told(400, 'Bad Request: group chat was upgraded to a supergroup chat', { migrate_to_chat_id: -1001 })
  assert.ok(error instanceof Moved && error.to === '-1001')
})

for (const [status, description] of [
  [403, 'Forbidden: bot was blocked by the user'],
  [403, 'Forbidden: user is deactivated'],
  [403, 'Forbidden: bot was kicked from the supergroup chat'],
  [403, 'Forbidden: bot is not a member of the channel chat'],
  [403, 'Forbidden: the group chat was deleted'],
  [400, 'Bad Request: chat not found'],
  [400, 'Bad Request: message thread not found'],
] as const)
  test(`gone: ${description}`, () => assert.ok(told(status, description) instanceof Gone))

for (const [status, description, words] of [
  [400, 'Bad Request: TOPIC_CLOSED', /topic is closed\./],
  [400, 'Bad Request: not enough rights to send text messages to the chat', /Allow members to send messages/],
  [403, 'Forbidden: CHAT_WRITE_FORBIDDEN', /Allow members to send messages/],
] as const)
  test(`forbidden: ${description}`, () => {
    const error = told(status, description)
    assert.ok(error instanceof Forbidden)
    assert.match(error.message, words)
  })

test('rejected: what no right would mend', () => {
  const error = told(400, "Bad Request: can't parse entities")
  assert.ok(error instanceof Rejected && !(error instanceof Forbidden))
  assert.match(error.message, /can't parse/)
})

test('what leaves the outcome open stays a fault', () => {
  for (const error of [told(500, 'Internal Server Error'), told(409, 'Conflict'), translate(new TypeError('a bug'), TOKEN)])
    assert.ok(![RetryLater, Gone, Moved, Rejected].some((kind) => error instanceof kind))
})

test('the token of a URL in a network error is in no message, stack or cause', () => {
  const inner = Object.assign(new Error(`request to https://api.example/bot${TOKEN}/getMe failed`), { code: 'ECONNRESET' })
  const error = translate(new HttpError("Network request for 'getMe' failed!", inner), TOKEN)
  assert.match(error.message, /ECONNRESET/)
  assert.ok(!inspect(error, { depth: 9 }).includes(TOKEN))
})

test('a network error whose code is not known is told without one', () => {
  const inner = Object.assign(new Error('the connection was closed'), { code: undefined })
  assert.equal(translate(new HttpError("Network request for 'getMe' failed!", inner), TOKEN).message, "Network request for 'getMe' failed!")
})

test('what was sent is in no error', () => {
  for (const error of [
    told(400, "Bad Request: can't parse entities"),
    told(403, 'Forbidden: bot was blocked by the user'),
    told(500, 'Internal'),
  ])
    assert.ok(!inspect(error, { depth: 9 }).includes('words'))
})

test('what cannot have arrived may be sent again: nobody was connected to, which is told once, and when somebody is', async (t) => {
  const { platform, log } = await createBench(t)
  const away = createServer((_, response) => response.end(JSON.stringify({ ok: true, result: { message_id: 1 } })))
  away.listen(0, '127.0.0.1')
  await once(away, 'listening')
  const { port } = away.address() as AddressInfo
  away.close()
  await once(away, 'close')
  const bot = platform({ apiRoot: `http://127.0.0.1:${port}` })
  const [payload] = bot.render(doc(paragraph('digest')))
  assert.ok(payload !== undefined)
  const post = () => bot.post({ platform: 'telegram', chat: '1' }, payload, 'part')
  for (let n = 0; n < 2; n++)
    await assert.rejects(post(), (error) => {
      assert.ok(error instanceof RetryLater)
      return /ECONNREFUSED/.test(String(error.cause))
    })
  assert.deepEqual(
    log.records.map(({ level }) => level),
    ['warn'],
  )
  away.listen(port, '127.0.0.1')
  await once(away, 'listening')
  t.after(() => {
    away.close()
    away.closeAllConnections()
  })
  await post()
  assert.deepEqual(
    log.records.map(({ level }) => level),
    ['warn', 'info'],
  )
})

test('what may have arrived may not: the connection broke', async (t) => {
  const { platform, telegram } = await createBench(t)
  const bot = platform()
  const [payload] = bot.render(doc(paragraph('digest')))
  assert.ok(payload !== undefined)
  for (const cut of ['before', 'after'] as const) {
    telegram.fail({ method: 'sendMessage', cut })
    await assert.rejects(bot.post({ platform: 'telegram', chat: '1' }, payload, 'part'), (error) => !(error instanceof RetryLater))
  }
})

test('a token that is refused while posting is the operator’s to mend, and the message is not lost', async (t) => {
  const { telegram, platform } = await createBench(t)
  const one = platform()
  const target = { platform: 'telegram', chat: '7' }
  const [payload] = one.render(doc(paragraph('words')))
  assert.ok(payload)
  telegram.fail({ method: 'sendMessage', error: refusals.unauthorized() })
  await assert.rejects(
    one.post(target, payload, 'part'),
    (error: Error) => error instanceof OperatorError && /TELEGRAM_TOKEN/.test(error.message),
  )
  const ref = await one.post(target, payload, 'part')
  telegram.fail({ method: 'editMessageText', error: refusals.unauthorized() })
  await assert.rejects(one.edit(ref, payload), OperatorError)
})
