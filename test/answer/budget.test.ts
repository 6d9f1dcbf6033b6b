import assert from 'node:assert/strict'
import test, { type TestContext } from 'node:test'
import { createBudgets, type Limits, type Permit, type Tally } from '../../src/answer/budget.ts'
import type { Model, ModelRequest } from '../../src/models/model.ts'
import { openSqliteStores } from '../../src/stores/sqlite.ts'
import type { Store } from '../../src/stores/store.ts'
import { fakeClock } from '../fakes/clock.ts'
import { HANG, type Script, scriptedModel } from '../fakes/model.ts'
import { stage } from './stage.ts'

const ADA = { user: 'discord/1', chat: 'discord/100' }
const BEN = { user: 'discord/2', chat: 'discord/100' }
const EVE = { user: 'discord/3', chat: 'discord/200' }
const QUESTION = 'how much does the Glimmer 3 lamp cost?'
const GOOD = 'Acme released the Glimmer 3 lamp for $1,299 [1].'

const start = (t: TestContext, limits: Partial<Limits> = {}) => {
  const clock = fakeClock('2026-03-03T22:00:00Z')
  const stores = openSqliteStores(':memory:', { clock })
  t.after(() => stores.close())
  const store = stores.open<Tally>('budgets')
  return { clock, store, budgets: createBudgets({ store, limits: { user: 0, chat: 0, all: 0, ...limits }, clock }) }
}
const refused = (permit: Permit): string | undefined => (permit.granted ? undefined : permit.budget)

test('each budget refuses by itself, the narrowest first', async (t) => {
  const { budgets } = start(t, { user: 100, chat: 250, all: 320 })
  assert.equal(refused(await budgets.take(ADA, 100)), undefined)
  assert.equal(refused(await budgets.take(ADA, 1)), 'user')
  assert.equal(refused(await budgets.take(BEN, 100)), undefined)
  assert.equal(refused(await budgets.take({ user: 'discord/4', chat: ADA.chat }, 60)), 'chat')
  assert.equal(refused(await budgets.take(EVE, 100)), undefined)
  assert.equal(refused(await budgets.take({ user: 'telegram/1', chat: 'telegram/1' }, 21)), 'all')
  assert.equal(refused(await budgets.take(undefined, 21)), 'all')
})

test('what was set aside and not used is given back', async (t) => {
  const { budgets } = start(t, { user: 100 })
  const permit = await budgets.take(ADA, 100)
  assert.ok(permit.granted)
  await permit.settle(30)
  assert.equal(refused(await budgets.take(ADA, 71)), 'user')
  assert.equal(refused(await budgets.take(ADA, 70)), undefined)
})

test('many at once are let through one by one', async (t) => {
  const { budgets } = start(t, { user: 100 })
  const permits = await Promise.all(Array.from({ length: 20 }, () => budgets.take(ADA, 10)))
  assert.equal(permits.filter(({ granted }) => granted).length, 10)
  assert.equal((await budgets.usage(ADA)).user?.tokens, 100)
})

test('a new day begins with whole budgets; what is used late counts for the day on which it began', async (t) => {
  const { budgets, clock } = start(t, { user: 100 })
  const late = await budgets.take(ADA, 100)
  const permit = await budgets.take(ADA, 1)
  assert.ok(late.granted && !permit.granted)
  assert.equal(new Date(permit.renews).toISOString(), '2026-03-04T00:00:00.000Z')
  await clock.tick(permit.renews - clock.now())
  await late.settle(90)
  assert.equal((await budgets.usage(ADA)).user?.tokens, 0)
  assert.equal(refused(await budgets.take(ADA, 100)), undefined)
})

test('a budget of 0 has no end', async (t) => {
  const { budgets } = start(t)
  assert.equal(refused(await budgets.take(ADA, 1e12)), undefined)
})

test('who asked is not to be read in the store, nor held together over days, and is gone after two', async (t) => {
  const { budgets, store, clock } = start(t)
  const keys = async (): Promise<string[]> => {
    const found: string[] = []
    for await (const [key] of store.entries()) found.push(key)
    return found
  }
  await budgets.take(ADA, 1)
  const first = await keys()
  for (const key of first) assert.doesNotMatch(key, /discord|\b100\b/)
  await clock.tick(24 * 3_600_000)
  await budgets.take(ADA, 1)
  const hashes = (await keys()).flatMap((key) => key.split(' ').slice(2))
  assert.equal(new Set(hashes).size, 4)
  await clock.tick(25 * 3_600_000)
  for (const key of await keys()) assert.ok(!first.includes(key))
})

/** Says what it cost. */
const costly = (script: Script, usage?: { promptTokens: number; completionTokens: number }): Model => {
  const model = scriptedModel(script)
  return {
    name: 'costly',
    async *stream(request: ModelRequest) {
      yield* model.stream(request)
      return usage
    },
  }
}

test('an answer counts what the server says; where it says nothing, or goes silent, an estimate', async (t) => {
  const { budgets, clock } = start(t)
  const stated = stage(t, costly([GOOD], { promptTokens: 700, completionTokens: 20 }), { budgets, clock })
  await stated.ask(QUESTION, { asker: ADA })
  assert.deepEqual((await budgets.usage(ADA)).user, { tokens: 720, asked: 1, cached: 0 })
  const unstated = stage(t, costly([GOOD]), { budgets, clock })
  await unstated.ask(QUESTION, { asker: EVE })
  const { user: eve } = await budgets.usage(EVE)
  assert.ok(eve && eve.tokens > 300 && eve.tokens < 4000, String(eve?.tokens))
  const silent = stage(t, scriptedModel([HANG]), { budgets, clock })
  const asked = silent.all(QUESTION, { asker: BEN })
  await clock.tick(16_000)
  await asked
  const { user } = await budgets.usage(BEN)
  assert.ok(user && user.tokens > 300 && user.tokens < 4000, String(user?.tokens))
})

test('a server that refuses costs nothing', async (t) => {
  const { budgets, clock } = start(t)
  const { ask } = stage(t, scriptedModel([new Error('500')]), { budgets, clock })
  await ask(QUESTION, { asker: ADA })
  assert.equal((await budgets.usage(ADA)).user?.tokens, 0)
})

test('with a budget used up, the answer without the model comes, and says which and until when', async (t) => {
  const { budgets, clock } = start(t, { user: 10 })
  const model = scriptedModel([GOOD])
  const { all } = stage(t, model, { budgets, clock })
  const [answer, ...more] = await all(QUESTION, { asker: ADA })
  assert.deepEqual(answer?.instead, { why: 'spent', budget: 'user', renews: Date.parse('2026-03-04') })
  assert.match(answer?.answer ?? '', /\$1,299\. \[1\]/)
  assert.deepEqual([more.length, model.requests.length], [0, 0])
})

test('where budgets cannot be read, no model is asked, and the answer comes all the same', async (t) => {
  const broken: Store<Tally> = { ...start(t).store, get: () => Promise.reject(new Error('no store')) }
  const clock = fakeClock()
  const model = scriptedModel([GOOD])
  const { ask } = stage(t, model, { budgets: createBudgets({ store: broken, limits: { user: 1, chat: 1, all: 1 }, clock }), clock })
  const answer = await ask(QUESTION, { asker: ADA })
  assert.deepEqual([answer.model, answer.instead?.why, model.requests.length], [null, 'failed', 0])
})
