import assert from 'node:assert/strict'
import test from 'node:test'
import type { TestContext } from 'node:test'
import { Forbidden, Rejected, RetryLater } from '../../src/errors.ts'
import { choice, group, stage, text } from './stage.ts'

/** The usual stage, in a chat that others follow: `published`, what they got, `before` each of which something may be thrown. */
const followed = async (t: TestContext, withdrawn = new Set<string>()) => {
  const home = await stage(t, { withdrawn })
  await home.subscriptions.followable(group)
  const wire: { published: string[]; before: () => void | Promise<void> } = { published: [], before: () => {} }
  home.service.platform.publish = async ({ message }) => {
    await wire.before()
    wire.published.push(message)
    return true
  }
  const parts = () => home.ledger.parts(group, 'one')
  return { ...home, wire, parts, publications: async () => (await parts()).map(({ publication }) => publication) }
}

test('what is to be published is noted before it is sent, so that no crash comes between', async (t) => {
  const { deliver, job, service, wire, publications } = await followed(t)
  service.before = (post) => {
    if (post === 3) throw new Error('connection reset')
  }
  await assert.rejects(deliver(job()))
  assert.deepEqual([await publications(), wire.published], [['due', 'due', 'due'], []])
})

test('what was published is not published again, and what was not is, however often the job runs', async (t) => {
  const { deliver, job, wire, publications } = await followed(t)
  wire.before = () => {
    if (wire.published.length === 2) throw new RetryLater(60_000)
  }
  for (let n = 0; n < 2; n++) await assert.rejects(deliver(job()), (error) => error instanceof RetryLater && error.ms === 60_000)
  assert.deepEqual(await publications(), ['published', 'published', 'due'])
  wire.before = () => {}
  for (let n = 0; n < 2; n++) await deliver(job())
  assert.deepEqual(wire.published, ['message 1', 'message 2', 'message 3'])
  assert.deepEqual(await publications(), ['published', 'published', 'published'])
})

test('a digest waits for no publishing of the one before in its chat', async (t) => {
  const { deliver, job, issues, texts, wire } = await followed(t)
  const held = Promise.withResolvers<void>()
  wire.before = () => held.promise
  issues['two'] = ['D']
  const first = deliver(job())
  const second = deliver(job('digest', 'two'))
  for (let turns = 0; texts().length < 4 && turns < 1000; turns++) await new Promise((resolve) => setImmediate(resolve))
  assert.deepEqual([texts(), wire.published], [['A', 'B', 'C', 'D'].map(text), []])
  held.resolve()
  await Promise.all([first, second])
  assert.deepEqual(wire.published.toSorted(), ['message 1', 'message 2', 'message 3', 'message 4'])
})

test('what is corrected while it is being published is known to be both', async (t) => {
  const { deliver, job, issues, texts, wire, parts } = await followed(t)
  const asked = Promise.withResolvers<void>()
  const held = Promise.withResolvers<void>()
  wire.before = () => {
    wire.before = () => {}
    asked.resolve()
    return held.promise
  }
  issues['one'] = ['A']
  const publishing = deliver(job())
  await asked.promise
  issues['one'] = ['A2']
  await deliver(job('correction'))
  held.resolve()
  await publishing
  assert.deepEqual(
    (await parts()).map(({ state, publication }) => [state, publication]),
    [['edited', 'published']],
  )
  issues['one'] = ['A']
  await deliver(job('correction'))
  assert.deepEqual(texts(), [text('A (updated)')])
})

test('a correction and what is noted of publishing do not write over each other', async (t) => {
  const { deliver, job, issues, texts, ledger, parts } = await followed(t)
  issues['one'] = ['A']
  let correcting: Promise<void> | undefined
  const read = ledger.part.bind(ledger)
  ledger.part = async (name) => {
    const part = await read(name)
    if (correcting !== undefined) return part
    issues['one'] = ['A2']
    correcting = deliver(job('correction'))
    for (let turns = 0; texts()[0] === text('A') && turns < 50; turns++) await new Promise((resolve) => setImmediate(resolve))
    return part
  }
  await deliver(job())
  await correcting
  assert.deepEqual(
    (await parts()).map(({ state, publication }) => [state, publication]),
    [['edited', 'published']],
  )
})

test('what a correction adds to a digest that broke off is published, too', async (t) => {
  const { deliver, job, issues, service, texts, wire } = await followed(t)
  service.before = (post) => {
    if (post === 2) throw new RetryLater(1000)
  }
  await assert.rejects(deliver(job()), RetryLater)
  issues['one'] = ['A2', 'B', 'C', 'D']
  await deliver(job('correction'))
  assert.deepEqual(texts(), ['A2 (updated)', 'B', 'C', 'D'].map(text))
  assert.deepEqual(wire.published, ['message 1', 'message 2', 'message 3', 'message 4'])
})

test('a part that waited while nobody could follow the chat is published if they can when it is sent', async (t) => {
  const { deliver, job, service, subscriptions, wire } = await followed(t)
  await subscriptions.put(choice())
  service.before = (post) => {
    if (post === 2) throw new RetryLater(1000)
  }
  await assert.rejects(deliver(job()), RetryLater)
  await subscriptions.followable(group)
  await deliver(job())
  assert.deepEqual(wire.published, ['message 2', 'message 3'])
})

test('what is corrected after it was published needs nothing more; while it waits it is published as it is then', async (t) => {
  const { deliver, job, issues, wire, publications } = await followed(t)
  wire.before = () => {
    if (wire.published.length === 1) throw new RetryLater(60_000)
  }
  await assert.rejects(deliver(job()), RetryLater)
  issues['one'] = ['A2', 'B2', 'C']
  await assert.rejects(deliver(job('correction')), RetryLater)
  wire.before = () => {}
  await deliver(job())
  assert.deepEqual(wire.published, ['message 1', 'message 2', 'message 3'])
  assert.deepEqual(await publications(), ['published', 'published', 'published'])
})

test('why a part was not published is still said when it was corrected since', async (t) => {
  const { deliver, job, issues, wire, parts } = await followed(t)
  wire.before = () => {
    if (wire.published.length === 0) throw new Rejected('unknown message')
  }
  issues['one'] = ['A']
  await deliver(job())
  issues['one'] = ['A2']
  await deliver(job('correction'))
  assert.deepEqual(
    (await parts()).map(({ state, publication, why }) => [state, publication, why]),
    [['edited', 'dropped', 'unknown message']],
  )
})

for (const [what, change, why] of [
  ['withdrawn', 'withdraw', /withdrawn/],
  ['no longer to be published', 'switch off', /switched off/],
] as const)
  test(`what is ${what} while it waits goes to nobody, and says so`, async (t) => {
    const withdrawn = new Set<string>()
    const { deliver, job, subscriptions, wire, parts } = await followed(t, withdrawn)
    wire.before = () => {
      throw new RetryLater(60_000)
    }
    await assert.rejects(deliver(job()), RetryLater)
    if (change === 'withdraw') withdrawn.add('one')
    else await subscriptions.put({ ...choice(), publish: false })
    await deliver(job())
    assert.deepEqual(wire.published, [])
    for (const part of await parts()) {
      assert.equal(part.publication, 'dropped')
      assert.match(part.why ?? '', why)
    }
  })

test('a right that stays missing is waited for as long as that of posting, and then no more', async (t) => {
  const { deliver, job, clock, wire, parts, states } = await followed(t)
  wire.before = () => {
    throw new Forbidden('grant it Send Messages')
  }
  await assert.rejects(deliver(job()), (error) => error instanceof RetryLater && error.ms === 3_600_000)
  assert.deepEqual(
    (await parts()).map(({ publication, why }) => [publication, why]),
    [
      ['due', 'grant it Send Messages'],
      ['due', undefined],
      ['due', undefined],
    ],
  )
  await clock.tick(3 * 86_400_000 + 1)
  await deliver(job())
  assert.deepEqual(
    new Set((await parts()).map(({ publication, why }) => `${publication}: ${why}`)),
    new Set(['dropped: grant it Send Messages']),
  )
  assert.deepEqual(await states(), ['sent', 'sent', 'sent'])
})

test('a platform that fails for long is asked again for days, uses up no attempt, and then it is said that nobody got it', async (t) => {
  const { deliver, job, clock, wire, parts, states, log } = await followed(t)
  wire.before = () => {
    if (wire.published.length === 1) throw new Error('503 at https://example.org/token')
  }
  for (let n = 0; n < 3; n++) await assert.rejects(deliver(job()), (error) => error instanceof RetryLater && error.ms === 300_000)
  const told = async () => (await parts()).map(({ publication, why }) => [publication, why])
  const failed = 'publishing it failed'
  assert.deepEqual(await told(), [
    ['published', undefined],
    ['due', failed],
    ['due', undefined],
  ])
  assert.ok(log.records.some(({ level }) => level === 'warn'))
  await clock.tick(3 * 86_400_000 + 1)
  await deliver(job())
  assert.deepEqual(await told(), [
    ['published', undefined],
    ['dropped', failed],
    ['dropped', failed],
  ])
  assert.deepEqual(await states(), ['sent', 'sent', 'sent'])
})

test('what could be published in the end says nothing of the tries before', async (t) => {
  const { deliver, job, wire, parts } = await followed(t)
  wire.before = () => {
    wire.before = () => {}
    throw new Error('connection reset')
  }
  await assert.rejects(deliver(job()), RetryLater)
  await deliver(job())
  assert.deepEqual(new Set((await parts()).map(({ publication, why }) => `${publication} ${why}`)), new Set(['published undefined']))
})

test('a chat that can be followed is published unless somebody chose otherwise; one of which nothing is known is not', async (t) => {
  const { deliver, job, service, subscriptions, publications, wire } = await followed(t)
  const { publish } = (await subscriptions.get(group)) ?? {}
  assert.equal(publish, true)
  await subscriptions.put({ ...choice(), publish: false })
  await subscriptions.followable(group)
  assert.equal((await subscriptions.get(group))?.publish, false)
  await deliver(job())
  await subscriptions.put(choice())
  await deliver(job('digest', 'one'))
  assert.equal(service.messages.length, 3)
  assert.deepEqual([await publications(), wire.published], [[undefined, undefined, undefined], []])
  await subscriptions.followable({ platform: 'chat', chat: 'nobody subscribed' })
})
