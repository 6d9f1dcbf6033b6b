/** What Discord does to deliveries: each channel gets its digest once, or its people know why not. */
import assert from 'node:assert/strict'
import test, { type TestContext } from 'node:test'
import type { Target } from '../../../src/platforms/platform.ts'
import { createDiscord } from '../../../src/platforms/discord/index.ts'
import { fakeDiscord } from '../../fakes/discord.ts'
import { fakeClock } from '../../fakes/clock.ts'
import { HOUR, openWire, OWNER } from '../wire.ts'

const stage = async (t: TestContext, { items = 1 }: { items?: number } = {}) => {
  const clock = fakeClock('2026-03-02T07:59:30Z')
  const discord = await fakeDiscord({ clock })
  t.after(() => discord.close())
  const wire = openWire(t, (parts) => createDiscord({ token: discord.token, apiUrl: discord.apiUrl, ...parts }), { items, clock })
  const target: Target = { platform: 'discord', chat: discord.channel }
  const other: Target = { platform: 'discord', chat: discord.addChannel('other') }
  const texts = ({ chat }: Target = target): string[] => discord.messages(chat).map(({ text }) => text)
  const told = (): string[] => {
    const chat = [...discord.channels.values()].find(({ name }) => name === `private ${OWNER}`)?.id
    return chat === undefined ? [] : texts({ platform: 'discord', chat })
  }
  const path = new RegExp(`^/channels/${target.chat}/messages`)
  const asked = (method = 'POST'): number => discord.requests.filter((one) => one.method === method && path.test(one.path)).length
  /** The next requests to the channel, or to all. */
  const fail = (fault: Parameters<typeof discord.fail>[0], where: RegExp = path): void => discord.fail({ path: where, ...fault })
  return { discord, target, other, texts, told, asked, fail, ...wire }
}

for (const [what, fault] of [
  ['a server fault before the work', { status: 503, times: 2 }],
  ['a server fault after the work', { status: 502, when: 'after' }],
  ['a connection cut before the work', {}],
  ['a connection cut after the work', { when: 'after' }],
  ['429 of the route', { status: 429, retryAfter: 3 }],
  ['429 of the route, for long', { status: 429, retryAfter: 600 }],
  ['429 shared with others', { status: 429, retryAfter: 40, scope: 'shared' }],
  ['slow mode', { status: 400, code: 20016 }],
  ['the channel’s write limit', { status: 429, code: 20028 }],
  ['the server’s write limit', { status: 400, code: 20029 }],
  ['a resource’s limit', { status: 400, code: 40062 }],
  ['an overload', { status: 503, code: 130_000 }],
] as const)
  test(`${what}: the digest comes once, and the other channel does not wait`, async (t) => {
    const { subscribe, strike, until, clock, target, other, texts, states, told, fail, subscription } = await stage(t)
    await subscribe(target, other)
    fail({ method: 'POST', ...fault })
    await strike()
    const from = clock.now()
    await until(() => texts(other).length === 1)
    assert.ok(clock.now() - from < 15_000)
    await until(async () => (await states(target))[0] === 'sent')
    assert.deepEqual([texts().length, texts(other).length, told()], [1, 1, []])
    assert.equal((await subscription(target))?.paused, undefined)
  })

for (const [what, fault] of [
  ['429 of all routes', { status: 429, retryAfter: 20, scope: 'global' }],
  ['429 from what stands before Discord', { status: 429, retryAfter: 20, isForeign: true }],
] as const)
  test(`${what}: everything waits, and each channel gets its digest once`, async (t) => {
    const { discord, subscribe, strike, until, clock, texts, log, fail } = await stage(t)
    const channels = Array.from({ length: 30 }, (_, n): Target => ({ platform: 'discord', chat: discord.addChannel(`channel ${n}`) }))
    await subscribe(...channels)
    fail({ method: 'POST', ...fault }, /\/messages$/)
    await strike()
    const posts = () => discord.requests.filter(({ method }) => method === 'POST').length
    await until(() => log.records.some(({ message }) => message === 'the platform limits our rate'))
    // What was on its way when the refusal came back.
    const before = posts()
    await clock.tick(15_000)
    assert.ok(posts() === before && before <= 15, `${before} and ${posts()} requests`)
    await until(() => channels.every((channel) => texts(channel).length > 0))
    assert.equal(posts(), 31)
    assert.ok(channels.every((channel) => texts(channel).length === 1))
    assert.ok(log.records.every(({ level }) => level !== 'error'))
  })

for (const [what, status, code] of [
  ['the channel was deleted', 404, 10_003],
  ['the account was deleted', 404, 10_013],
  ['the bot may not see the channel', 403, 50_001],
  ['the person takes no direct messages', 403, 50_007],
  ['the person shares no server with the bot', 403, 50_278],
] as const)
  test(`lost: ${what}; its subscription is paused, the other gets its digest, and who subscribed is told`, async (t) => {
    const { subscribe, strike, until, target, other, texts, states, subscription, told, fail, asked } = await stage(t)
    await subscribe(target, other)
    fail({ method: 'POST', status, code, times: 9 })
    await strike()
    await until(async () => texts(other).length === 1 && (await subscription(target))?.paused !== undefined)
    assert.deepEqual([texts(), await states(target)], [[], ['gone']])
    await until(() => told().length === 1)
    assert.match(told()[0] ?? '', /paused/)
    assert.equal(asked(), 1, 'it is not asked again')
  })

for (const [what, status, code, mend] of [
  ['to write', 403, 50_013, /Grant me “View Channel” and “Send Messages”.*“Send Messages in Threads”/],
  ['to write in an archived thread', 400, 50_083, /archived. Open it again/],
  ['to write in a locked thread', 400, 160_005, /locked. Unlock it, or grant me “Manage Threads”/],
  ['to write what the server’s AutoMod blocks', 400, 200_000, /AutoMod.*Exempt my role or the channel/],
  ['to write in a forum', 400, 40_058, /forum.*Subscribe a text channel, or a thread/],
  ['to write in what is no text channel', 400, 50_008, /Subscribe a text channel, or a thread/],
  ['to pass the server’s verification', 403, 50_009, /verification level.*role/],
] as const)
  test(`a right is missing ${what}: who subscribed is told once how to grant it, and the digest comes within an hour of that`, async (t) => {
    const { subscribe, strike, until, clock, target, texts, states, told, subscription, fail, asked } = await stage(t)
    await subscribe(target)
    fail({ method: 'POST', status, code, times: 3 })
    await strike()
    for (let hour = 1; hour <= 3; hour++) {
      await until(async () => asked() === hour && (await states(target)).includes('planned'))
      await clock.tick(HOUR)
    }
    await until(() => texts().length > 0)
    assert.deepEqual([texts().length, await states(target)], [1, ['sent']])
    assert.equal(told().length, 1)
    assert.match(told()[0] ?? '', mend)
    assert.equal((await subscription(target))?.paused, undefined)
  })

for (const [what, fault] of [
  ['429', { status: 429, retryAfter: 20 }],
  ['too many edits of an old message', { status: 429, code: 30_046 }],
  ['too many edits of an old message, as a bad request', { status: 400, code: 30_046 }],
  ['too many edits of an announcement', { status: 429, code: 20_022 }],
  ['a server fault before the work', { status: 500 }],
  ['a server fault after the work', { status: 500, when: 'after' }],
  ['a connection cut before the work', {}],
  ['a connection cut after the work', { when: 'after' }],
] as const)
  test(`an edit meets ${what}: it is done again, and the message is as it should be`, async (t) => {
    const { subscribe, strike, correct, until, target, texts, states, fail, asked } = await stage(t)
    await subscribe(target)
    await strike()
    await until(async () => (await states(target))[0] === 'sent')
    fail({ method: 'PATCH', ...fault })
    await correct('Otter closes')
    await until(async () => (await states(target))[0] === 'edited')
    assert.equal(texts().length, 1)
    assert.match(texts()[0] ?? '', /Otter closes/)
    assert.deepEqual([asked('PATCH'), asked()], [2, 1])
  })

for (const [what, status, code] of [
  ['unknown message', 404, 10_008],
  ['another’s message', 403, 50_005],
  ['a malformed body', 400, 50_035],
] as const)
  test(`an edit is refused (${what}): nothing is posted instead, it is noted why, and the other messages are corrected`, async (t) => {
    const { subscribe, strike, correct, until, target, texts, states, why, fail, isWhole } = await stage(t, { items: 40 })
    await subscribe(target)
    await strike()
    await until(() => isWhole(target))
    const count = texts().length
    fail({ method: 'PATCH', status, code })
    await correct('Otter closes')
    await until(async () => (await why(target)).includes(`${code}`))
    await until(async () => (await states(target)).slice(1).every((state) => state === 'edited'))
    assert.equal(texts().length, count)
    assert.equal((await states(target))[0], 'sent')
  })

test('a channel is lost when it is corrected: it is paused, and its message stands as it was', async (t) => {
  const { subscribe, strike, correct, until, target, texts, states, subscription, fail } = await stage(t)
  await subscribe(target)
  await strike()
  await until(async () => (await states(target))[0] === 'sent')
  fail({ method: 'PATCH', status: 403, code: 50_001 })
  await correct('Otter closes')
  await until(async () => (await subscription(target))?.paused !== undefined)
  assert.deepEqual([texts().length, await states(target)], [1, ['sent']])
})
