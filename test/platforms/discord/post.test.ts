import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:http'
import test from 'node:test'
import { doc, paragraph } from '../../../src/doc/nodes.ts'
import { Forbidden, Gone, OperatorError, Rejected, RetryLater } from '../../../src/errors.ts'
import type { Payload } from '../../../src/platforms/platform.ts'
import { renderDiscord } from '../../../src/platforms/discord/render.ts'
import { shared, without } from '../../shared.ts'
import { fakeClock } from '../../fakes/clock.ts'
import { openDiscord, targetOf, withDiscord } from './bench.ts'

const payloadOf = (text: string): Payload => renderDiscord(doc(paragraph(text)))[0] ?? {}
const HELLO = payloadOf('Hello')
const MESSAGES = /^\/channels\/\d+\/messages/

withDiscord('what is sent is what was rendered, with the part as an enforced nonce', async ({ discord, bot, target }) => {
  await bot.post(target, HELLO, 'digest/1/part/1')
  const { nonce, ...body } = discord.requests.at(-1)?.body ?? {}
  const [container] = HELLO['components'] as object[]
  const [{ id }] = body['components'] as [{ id: number }]
  assert.deepEqual(body, { ...HELLO, components: [{ ...container, id }], enforce_nonce: true })
  assert.ok(Number.isSafeInteger(id) && id > 0 && id < 2 ** 31, 'the mark by which it is found again')
  assert.match(String(nonce), /^[\w-]{25}$/)
})

for (const fault of [{ status: 502 }, {}])
  withDiscord(
    `an answer lost after the work (${fault.status ?? 'connection cut'}) leaves one message`,
    async ({ discord, bot, target }) => {
      discord.fail({ path: MESSAGES, when: 'after', ...fault })
      await assert.rejects(bot.post(target, HELLO, 'a'), (error) => !(error instanceof RetryLater || error instanceof Rejected))
      assert.equal(discord.requests.filter(({ path }) => MESSAGES.test(path)).length, 1, 'one request, one outcome')
      const { message } = await bot.post(target, HELLO, 'a')
      assert.deepEqual(
        discord.messages(target.chat).map(({ id }) => id),
        [message],
      )
      assert.equal(discord.requests.filter(({ path }) => MESSAGES.test(path)).length, 2)
    },
  )

withDiscord('a part posted again within the window is the same message; another part is another one', async ({ discord, bot, target }) => {
  const first = await bot.post(target, HELLO, 'a')
  assert.deepEqual(await bot.post(target, HELLO, 'a'), first)
  await bot.post(target, HELLO, 'b')
  assert.equal(discord.messages(target.chat).length, 2)
})

const clock = fakeClock()
withDiscord(
  'the window that is promised is one that Discord keeps',
  async ({ discord, bot, target }) => {
    await bot.post(target, HELLO, 'a')
    await clock.tick(bot.dedupeWindow)
    await bot.post(target, HELLO, 'a')
    assert.equal(discord.messages(target.chat).length, 1)
  },
  { clock },
)

withDiscord('a short rate limit is waited for', async ({ discord, bot, target }) => {
  discord.fail({ path: MESSAGES, status: 429, retryAfter: 0.05 })
  await bot.post(target, HELLO, 'a')
  assert.equal(discord.messages(target.chat).length, 1)
})

for (const scope of ['user', 'shared', 'global'] as const)
  withDiscord(
    `a long rate limit (${scope}) is told, not waited for`,
    async ({ discord, bot, target, logged }) => {
      discord.fail({ path: MESSAGES, status: 429, retryAfter: 90, scope })
      await assert.rejects(bot.post(target, HELLO, 'a'), (error) => error instanceof RetryLater && error.ms >= 90_000 && error.ms < 92_000)
      assert.deepEqual(
        logged.filter((line) => line.startsWith('error')),
        [],
      )
    },
    // By the real clock some of the time has passed when the refusal is told.
    { clock: fakeClock() },
  )

test('a Discord that cannot be reached was sent nothing: it is tried later, and told once, as is its coming back', async (t) => {
  const { discord, bot, target, logged } = await openDiscord()
  await discord.close()
  for (const part of ['a', 'b'])
    await assert.rejects(bot.post(target, HELLO, part), (error) => error instanceof RetryLater && error.cause instanceof Error)
  const told = () => logged.filter((line) => /^(?:warn|info): Discord/.test(line)).map((line) => line.slice(0, 4))
  assert.deepEqual(told(), ['warn'])
  const back = createServer((_, response) => response.writeHead(200, { 'content-type': 'application/json' }).end('{"id":"1"}'))
  back.listen(Number(new URL(discord.apiUrl).port), '127.0.0.1')
  await once(back, 'listening')
  t.after(() => {
    back.close()
    back.closeAllConnections()
  })
  await bot.post(target, HELLO, 'a')
  assert.deepEqual(told(), ['warn', 'info'])
  await bot.stop()
})

const REFUSALS = [
  ['deleted', Gone, /10003.*deleted/],
  ['no access', Gone, /50001.*View Channel/],
  ['no private messages', Gone, /50007/],
  ['no permission', Forbidden, /50013.*Send Messages/],
] as const
for (const [refuses, type, says] of REFUSALS)
  withDiscord(`a channel that refuses (${refuses}) is ${type.name}, with what to do about it and the cause`, async ({ discord, bot }) => {
    const target = targetOf(discord.addChannel('other', { refuses }))
    await assert.rejects(
      bot.post(target, HELLO, 'a'),
      (error) => error instanceof type && says.test(error.message) && error.cause instanceof Error,
    )
  })

for (const [status, code, wait] of [
  [400, 20016, 60_000],
  [429, 0, 7050],
] as const)
  withDiscord(`${status} with code ${code} is to be tried later`, async ({ discord, bot, target }) => {
    discord.fail({ path: MESSAGES, status, code, retryAfter: 7 })
    await assert.rejects(bot.post(target, HELLO, 'a'), (error) => error instanceof RetryLater && Math.abs(error.ms - wait) < 100)
  })

withDiscord(
  'a wrong token is told with its mend, each time',
  async ({ bot, target }) => {
    for (const part of ['a', 'b'])
      await assert.rejects(bot.post(target, HELLO, part), (error) => error instanceof OperatorError && /DISCORD_TOKEN/.test(error.message))
  },
  { token: 'wrong' },
)

test('a body that Discord would refuse is found by the fake', { skip: without(shared('contract', 'discord-contract.mjs')) }, async () => {
  const { discord, bot, target, close } = await openDiscord()
  await bot.post(target, { ...HELLO, allowed_mentions: { parse: ['everyone'] } }, 'a')
  assert.throws(() => discord.assertClean(), /everyone/)
  await assert.rejects(close(), /everyone/)
})
