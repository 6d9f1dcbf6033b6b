/** What platforms do to a delivery, on the wire: nothing is lost or doubled. */
import assert from 'node:assert/strict'
import test from 'node:test'
import type { TestContext } from 'node:test'
import { createDeliverer } from '../../src/delivery/deliver.ts'
import type { DeliveryJob } from '../../src/delivery/deliver.ts'
import { createLedger } from '../../src/delivery/ledger.ts'
import { createLosses } from '../../src/delivery/losses.ts'
import { createSubscriptions } from '../../src/delivery/subscriptions.ts'
import { createTurns } from '../../src/delivery/turns.ts'
import { doc, paragraph } from '../../src/doc/nodes.ts'
import { RetryLater } from '../../src/errors.ts'
import { createDiscord } from '../../src/platforms/discord/index.ts'
import type { Platform, Target } from '../../src/platforms/platform.ts'
import { createTelegram } from '../../src/platforms/telegram/index.ts'
import { openSqliteStores } from '../../src/stores/sqlite.ts'
import { systemClock } from '../../src/clock.ts'
import { fakeDiscord } from '../fakes/discord.ts'
import { recordingLog } from '../fakes/log.ts'
import { fakeTelegram, refusals } from '../fakes/telegram.ts'
import { choice } from './stage.ts'

const log = recordingLog()
const clock = systemClock
const MESSAGES = /\/messages/

/** A chat with a subscriber; `bring` runs a job as often as the queue would, without its waits. */
const stage = async (t: TestContext, platform: Platform, target: Target) => {
  const stores = openSqliteStores(':memory:', { clock })
  t.after(() => stores.close())
  const ledger = createLedger({ parts: stores.open('ledger'), chats: stores.open('chats'), holders: stores.openSets('holders'), clock })
  const subscriptions = createSubscriptions({
    store: stores.open('subscriptions'),
    moves: stores.open('subscription-moves'),
    threads: stores.open('subscription-threads'),
    ledger,
    clock,
  })
  const platforms = new Map([[platform.name, platform]])
  const blocks = ['Alpha', 'Beta']
  const deliver = createDeliverer({
    platforms,
    subscriptions,
    ledger,
    losses: createLosses({ platforms, subscriptions, told: stores.open('told'), log }),
    turns: createTurns({ clock }),
    compose: async (_, uid, mark) => doc(paragraph([...blocks, mark ?? uid].join(' '))),
    version: () => undefined,
    isWithdrawn: () => false,
    remember: async () => {},
    correctFor: 60_000,
    whenUnknown: 'leave',
    clock,
    log,
  })
  const { subscription } = await subscriptions.put({ ...choice(target), createdBy: '42' })
  const bring = async (kind: DeliveryJob['kind'] = 'digest', tries = 4): Promise<unknown> => {
    for (let n = 1; ; n++) {
      try {
        return await deliver({ id: 'job', data: { kind, subscription: subscription.id, uid: 'one' } })
      } catch (error) {
        if (n === tries) return error
      }
    }
  }
  const states = async (at = target) => (await ledger.parts(at, 'one')).map(({ state }) => state)
  return { bring, states, subscriptions, ledger, change: () => void blocks.push('Gamma') }
}

const onDiscord = async (t: TestContext) => {
  const discord = await fakeDiscord()
  const platform = createDiscord({ token: discord.token, apiUrl: discord.apiUrl, clock, log })
  t.after(async () => {
    await platform.stop()
    await discord.close()
  })
  const target = { platform: 'discord', chat: discord.channel }
  return {
    discord,
    target,
    ...(await stage(t, platform, target)),
    texts: () => discord.messages(target.chat).map(({ text }) => text.trim()),
  }
}
const onTelegram = async (t: TestContext, target: Target = { platform: 'telegram', chat: '-100' }) => {
  const telegram = await fakeTelegram()
  const seen = openSqliteStores(':memory:', { clock })
  const { apiRoot, token } = telegram
  const platform = createTelegram({ token, apiRoot, mode: 'polling', seen: seen.open('seen'), clock, log })
  t.after(async () => {
    await platform.stop()
    await telegram.close()
    await seen.close()
  })
  return { telegram, ...(await stage(t, platform, target)), texts: (chat = -100) => telegram.messages(chat).map(({ text }) => text) }
}

for (const [what, fault] of [
  ['5xx before the work', { status: 503, times: 2 }],
  ['5xx after the work', { status: 502, when: 'after' as const }],
  ['a connection cut before the work', {}],
  ['a connection cut after the work', { when: 'after' as const }],
  ['429 of the route', { status: 429, retryAfter: 0.05 }],
  ['429 of all routes', { status: 429, retryAfter: 0.05, scope: 'global' as const }],
  ['slow mode', { status: 400, code: 20016 }],
] as const)
  test(`Discord, ${what}: one message`, async (t) => {
    const { discord, bring, states, texts } = await onDiscord(t)
    discord.fail({ method: 'POST', path: MESSAGES, ...fault })
    assert.equal(await bring(), undefined)
    assert.deepEqual([texts(), await states()], [['Alpha Beta one'], ['sent']])
  })

test('Discord refuses an edit: the message stands as it was, and says why', async (t) => {
  const { discord, bring, states, texts, ledger, target, change } = await onDiscord(t)
  await bring()
  change()
  discord.fail({ method: 'PATCH', path: MESSAGES, status: 400, code: 50035 })
  assert.equal(await bring('correction'), undefined)
  assert.deepEqual([texts(), await states()], [['Alpha Beta one'], ['sent']])
  assert.match((await ledger.parts(target, 'one'))[0]?.why ?? '', /50035/)
})

test('Discord lacks a right: the digest waits an hour, and comes once it is granted', async (t) => {
  const { discord, bring, texts } = await onDiscord(t)
  const channel = discord.channels.get(discord.channel)
  assert.ok(channel)
  channel.refuses = 'no permission'
  const error = await bring('digest', 1)
  assert.ok(error instanceof RetryLater && error.ms === 3_600_000)
  delete channel.refuses
  await bring()
  assert.deepEqual(texts(), ['Alpha Beta one'])
})

for (const [what, fault, shown, state] of [
  ['an internal error', { error: refusals.internal() }, [], 'unknown'],
  ['a connection cut before the work', { cut: 'before' as const }, [], 'unknown'],
  ['a connection cut after the work', { cut: 'after' as const }, ['Alpha Beta one'], 'unknown'],
  ['a malformed message', { error: refusals.badRequest() }, [], 'rejected'],
] as const)
  test(`Telegram, ${what}: never two messages, and it is known which may be missing`, async (t) => {
    const { telegram, bring, states, texts } = await onTelegram(t)
    telegram.fail({ method: 'sendMessage', chat: -100, ...fault })
    assert.equal(await bring(), undefined)
    assert.deepEqual([texts(), await states()], [[...shown], [state]])
    assert.equal(telegram.messages(42).length, state === 'unknown' ? 1 : 0, 'who subscribed is told')
  })

test('Telegram, a flood wait is waited for', async (t) => {
  const { telegram, bring, states } = await onTelegram(t)
  telegram.fail({ method: 'sendMessage', error: refusals.tooMany(30) })
  const error = await bring('digest', 1)
  assert.ok(error instanceof RetryLater && error.ms > 25_000)
  assert.deepEqual(await states(), ['planned'])
})

test('Telegram, a group that became a supergroup gets the digest there, and what was posted before is not posted again', async (t) => {
  const { telegram, bring, states, texts, subscriptions, change } = await onTelegram(t)
  await bring()
  telegram.migrate(-100, -200, true)
  change()
  assert.equal(await bring('correction'), undefined)
  assert.equal(await bring(), undefined)
  const moved = { platform: 'telegram', chat: '-200' }
  assert.deepEqual(await states(moved), ['sent'])
  assert.ok(await subscriptions.get(moved))
  assert.deepEqual([texts(), texts(-200)], [['Alpha Beta one'], []])
})

test('Telegram, a closed topic waits; a chat that blocked the bot is paused', async (t) => {
  const topic = { platform: 'telegram', chat: '-100', thread: '7' }
  const { telegram, bring, states, texts, subscriptions } = await onTelegram(t, topic)
  telegram.chat(-100).closed.add(7)
  assert.ok((await bring('digest', 1)) instanceof RetryLater)
  assert.deepEqual(await states(), ['planned'])
  telegram.chat(-100).closed.delete(7)
  telegram.chat(-100).lost = refusals.kicked('supergroup')
  assert.equal(await bring(), undefined)
  assert.match((await subscriptions.get(topic))?.paused?.why ?? '', /kicked/)
  assert.deepEqual([texts(), await states()], [[], ['gone']])
})
