/** Announcement channels: what is posted there is published to the servers that follow it, once, and whatever happens the post stands. */
import assert from 'node:assert/strict'
import test, { type TestContext } from 'node:test'
import { REST, Routes } from 'discord.js'
import { doc, paragraph } from '../../../src/doc/nodes.ts'
import { RetryLater } from '../../../src/errors.ts'
import { createDiscord } from '../../../src/platforms/discord/index.ts'
import { renderDiscord } from '../../../src/platforms/discord/render.ts'
import type { Target } from '../../../src/platforms/platform.ts'
import { fakeClock } from '../../fakes/clock.ts'
import { fakeDiscord } from '../../fakes/discord.ts'
import { HOUR, openWire, OWNER } from '../wire.ts'
import { targetOf, withDiscord } from './bench.ts'

const CROSSPOST = /\/crosspost$/
const [HELLO = {}] = renderDiscord(doc(paragraph('Hello')))

/** A channel that others follow, and one that nobody can. */
const stage = async (t: TestContext, { items = 1 }: { items?: number } = {}) => {
  const clock = fakeClock('2026-03-02T07:59:30Z')
  const discord = await fakeDiscord({ clock })
  t.after(() => discord.close())
  const wire = openWire(t, (parts) => createDiscord({ token: discord.token, apiUrl: discord.apiUrl, ...parts }), { items, clock })
  const target: Target = { platform: 'discord', chat: discord.addChannel('news', { type: 5 }) }
  const plain: Target = { platform: 'discord', chat: discord.channel }
  await wire.subscribe(target, plain)
  await wire.delivery.subscriptions.followable(target)
  const publications = async (at = target) =>
    (await wire.delivery.recent(at, 1)).flatMap(({ parts }) => parts.map(({ publication = 'none' }) => publication))
  const asked = (): string[] => discord.requests.filter(({ path }) => CROSSPOST.test(path)).map(({ path }) => path.split('/')[4] ?? '')
  return {
    ...wire,
    discord,
    target,
    plain,
    publications,
    asked,
    messages: ({ chat } = target) => discord.messages(chat),
    copies: () => discord.messages(target.chat).map(({ copies }) => copies),
    told: () => {
      const chat = [...discord.channels.values()].find(({ name }) => name === `private ${OWNER}`)?.id
      return chat === undefined ? [] : discord.messages(chat).map(({ text }) => text)
    },
    /** Until nothing more is to be published, and there is something. */
    settled: () =>
      wire.until(async () => {
        const all = await publications()
        return (await wire.isWhole(target)) && all.length > 0 && !all.includes('due')
      }),
  }
}

test('all parts are published once, in order, when all are posted; where nobody can follow, nothing is', async (t) => {
  const { strike, settled, until, isWhole, discord, target, plain, messages, copies, asked, publications, states } = await stage(t, {
    items: 40,
  })
  await strike()
  await settled()
  await until(() => isWhole(plain))
  assert.ok(messages().length > 2)
  assert.deepEqual(
    asked(),
    messages().map(({ id }) => id),
  )
  assert.deepEqual(
    copies(),
    messages().map(() => 1),
  )
  const order = discord.requests.filter(({ path }) => path.includes(target.chat)).map(({ path }) => CROSSPOST.test(path))
  assert.ok(order.indexOf(true) > order.lastIndexOf(false), 'posted first')
  assert.deepEqual(new Set(await publications()), new Set(['published']))
  assert.deepEqual(new Set(await states(target)), new Set(['sent']))
  assert.deepEqual(new Set(await publications(plain)), new Set(['none']))
})

withDiscord(
  'ten messages an hour and channel are published; the next is told when, and Discord refuses nothing. Another channel waits for nothing',
  async ({ discord, bot, logged }) => {
    const [news, other] = [targetOf(discord.addChannel('news', { type: 5 })), targetOf(discord.addChannel('other', { type: 5 }))]
    const asked = () => discord.requests.filter(({ path }) => CROSSPOST.test(path)).length
    for (let n = 0; n < 10; n++) assert.equal(await bot.publish?.(await bot.post(news, HELLO, `${n}`)), true)
    const next = await bot.post(news, HELLO, 'next')
    for (let n = 0; n < 2; n++)
      await assert.rejects(
        async () => bot.publish?.(next),
        (error) => error instanceof RetryLater && error.ms > 3_590_000 && error.ms < 3_610_000,
      )
    assert.equal(asked(), 10)
    assert.equal(await bot.publish?.(await bot.post(other, HELLO, 'a')), true)
    await bot.post(news, HELLO, 'b')
    assert.ok(logged.every((line) => !line.startsWith('warn')))
  },
  { bucket: { limit: 100, ms: 1000 } },
)

test('where others have used up the hour, the rest is published when it may be: one request was refused', async (t) => {
  const { strike, settled, until, isWhole, discord, target, clock, messages, copies, asked, publications } = await stage(t, { items: 180 })
  const other = new REST({ api: discord.apiUrl }).setToken(discord.token)
  for (let n = 0; n < 6; n++) {
    await discord.say(target.chat, `announcement ${n}`)
    await other.post(Routes.channelMessageCrosspost(target.chat, messages().at(-1)?.id ?? ''))
  }
  await strike()
  await until(async () => asked().length === 6 + 5 && (await isWhole(target)))
  assert.equal((await publications()).filter((each) => each === 'published').length, 4)
  await clock.tick(HOUR - 60_000)
  assert.equal(asked().length, 6 + 5)
  await clock.tick(60_000)
  await settled()
  const count = messages().length
  assert.deepEqual([asked().length, copies().filter((each) => each === 1).length], [count + 1, count])
})

for (const [what, fault] of [
  ['429, for long', { status: 429, retryAfter: 1200, scope: 'shared' }],
  ['429, for a moment', { status: 429, retryAfter: 2 }],
  ['a server fault before the work', { status: 503 }],
  ['a server fault after the work', { status: 502, when: 'after' }],
  ['a connection cut after the work', { when: 'after' }],
  ['an overload', { status: 503, code: 130_000 }],
  ['an answer that it was published before', { status: 400, code: 40_033, when: 'after' }],
] as const)
  test(`${what}: published once, and the posts wait for nothing`, async (t) => {
    const { strike, settled, until, isWhole, discord, target, plain, messages, copies, told, clock, publications } = await stage(t)
    discord.fail({ path: CROSSPOST, ...fault })
    await strike()
    const from = clock.now()
    await until(async () => (await isWhole(target)) && (await isWhole(plain)))
    assert.ok(clock.now() - from < 5000)
    await clock.tick(1_200_000)
    await settled()
    assert.deepEqual([messages().length, copies(), await publications(), told()], [1, [1], ['published'], []])
  })

test('while a channel may publish no more, it is posted to all the same', async (t) => {
  const { strike, until, isWhole, discord, target, copies, correct, messages } = await stage(t)
  discord.fail({ path: CROSSPOST, status: 429, retryAfter: 3000 })
  await strike()
  await until(() => isWhole(target))
  await correct('Otter closes')
  await until(() => messages()[0]?.edits === 1)
  assert.deepEqual(copies(), [0])
})

test('a right is missing: who subscribed is told once how to grant it, the post stands, and it is published within an hour of that', async (t) => {
  const { strike, settled, until, discord, target, clock, asked, told, messages, copies, states, why, subscription } = await stage(t)
  discord.fail({ path: CROSSPOST, status: 403, code: 50_013, times: 3 })
  await strike()
  for (let hour = 1; hour <= 3; hour++) {
    await until(async () => asked().length === hour && (await why(target)).includes('50013'))
    assert.deepEqual([messages().length, await states(target)], [1, ['sent']])
    await clock.tick(HOUR)
  }
  await settled()
  assert.deepEqual([copies(), await why(target), told().length], [[1], '', 1])
  assert.match(told()[0] ?? '', /stands there, but I may not publish it.*Grant me.*“Send Messages”/)
  assert.equal((await subscription(target))?.paused, undefined)
})

test('a channel that is an announcement channel no more: its posts stand, and it is asked once a digest', async (t) => {
  const { strike, settled, discord, target, asked, publications, why, states, told, log } = await stage(t, { items: 40 })
  discord.changeChannel(target.chat, 0)
  await strike()
  await settled()
  assert.equal(asked().length, 1)
  assert.deepEqual(new Set(await publications()), new Set(['dropped']))
  assert.match(await why(target), /announcement channel/)
  assert.deepEqual([new Set(await states(target)), told()], [new Set(['sent']), []])
  assert.ok(log.records.every(({ level }) => level !== 'error'))
})

test('a message that its people deleted is left out; the others are published', async (t) => {
  const { strike, settled, discord, asked, messages, publications } = await stage(t, { items: 40 })
  discord.fail({ path: CROSSPOST, status: 404, code: 10_008 })
  await strike()
  await settled()
  const all = messages().map(() => 'published')
  assert.deepEqual(await publications(), ['dropped', ...all.slice(1)])
  assert.equal(asked().length, messages().length)
})

test('a channel that is lost meanwhile is paused', async (t) => {
  const { strike, until, discord, target, subscription } = await stage(t)
  discord.fail({ path: CROSSPOST, status: 403, code: 50_001 })
  await strike()
  await until(async () => (await subscription(target))?.paused !== undefined)
})

test('a correction reaches those who follow by the edit alone', async (t) => {
  const { strike, settled, until, correct, asked, states, target, publications, messages } = await stage(t)
  await strike()
  await settled()
  await correct('Otter closes')
  await until(async () => (await states(target))[0] === 'edited')
  assert.deepEqual([asked().length, await publications(), messages().length], [1, ['published'], 1])
})
