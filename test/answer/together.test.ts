/** The same question of several people at once. */
import assert from 'node:assert/strict'
import test, { type TestContext } from 'node:test'
import { createBudgets, type Limits, type Tally } from '../../src/answer/budget.ts'
import { createAnswerCache, type Written } from '../../src/answer/cache.ts'
import { openSqliteStores } from '../../src/stores/sqlite.ts'
import { fakeClock } from '../fakes/clock.ts'
import { HANG, type Script, scriptedModel } from '../fakes/model.ts'
import { stage } from './stage.ts'

const QUESTION = 'How much does the Glimmer 3 lamp cost?'
const GOOD = 'Acme released the Glimmer 3 lamp for $1,299 [1].'
const person = (name: string) => ({ user: `discord/${name}`, chat: 'discord/100' })

const start = (t: TestContext, scripts: Script[], limits: Partial<Limits> = {}) => {
  const clock = fakeClock()
  const stores = openSqliteStores(':memory:', { clock })
  t.after(() => stores.close())
  const budgets = createBudgets({ store: stores.open<Tally>('budgets'), limits: { user: 0, chat: 0, all: 0, ...limits }, clock })
  const model = scriptedModel(...scripts)
  return { model, budgets, ...stage(t, model, { budgets, cache: createAnswerCache(stores.open<Written>('answers')), clock }) }
}

test('many who ask the same at once are served by one call, on the account of the first', async (t) => {
  const { ask, model, budgets } = start(t, [[GOOD.slice(0, 20), GOOD.slice(20)]])
  const names = Array.from({ length: 20 }, (_, at) => String(at))
  const answers = await Promise.all(
    names.map((name) => ask(name === '7' ? `${QUESTION.toUpperCase()}??` : QUESTION, { asker: person(name) })),
  )
  assert.deepEqual(new Set(answers.map(({ answer, model: by }) => `${String(by)}: ${answer}`)), new Set([`scripted: ${GOOD}`]))
  assert.equal(answers[7]?.question, `${QUESTION.toUpperCase()}??`)
  assert.equal(model.requests.length, 1)
  const { all, user } = await budgets.usage(person('0'))
  assert.deepEqual(
    [all, user?.tokens, (await budgets.usage(person('5'))).user],
    [{ tokens: 2, asked: 1, cached: 19 }, 2, { tokens: 0, asked: 0, cached: 1 }],
  )
})

test('what goes wrong goes wrong for all, once; who asks later is asked for anew', async (t) => {
  const { ask, model } = start(t, [[new Error('500')], [GOOD]])
  const answers = await Promise.all([ask(QUESTION), ask(QUESTION), ask(QUESTION)])
  assert.ok(answers.every(({ instead, answer }) => instead?.why === 'failed' && answer.includes('$1,299')))
  assert.equal(model.requests.length, 1)
  assert.equal((await ask(QUESTION)).model, 'scripted')
})

test('another question, or the same in another language, is not waited for', async (t) => {
  const { ask, model } = start(t, [[GOOD], [GOOD], [GOOD]])
  await Promise.all([ask(QUESTION), ask(QUESTION, { locale: 'fr' }), ask('what is the price of the Glimmer 3 lamp?')])
  assert.equal(model.requests.length, 3)
})

test('who gives up takes the answer from nobody; when all have, the model is left', async (t) => {
  const { all, ask, grow, clock, model, log } = start(t, [[`${GOOD} It`, HANG]])
  const stop = new AbortController()
  const first = all(QUESTION, {}, stop.signal)
  const second = grow(QUESTION)[Symbol.asyncIterator]()
  assert.equal((await second.next()).value?.answer, GOOD)
  stop.abort()
  const left = (await first).at(-1)
  assert.deepEqual([left?.model, left?.instead?.why], [null, 'failed'])
  assert.equal(model.requests[0]?.signal.aborted, false)
  assert.equal(model.requests.length, 1)
  await second.return?.()
  assert.equal(model.requests[0]?.signal.aborted, true)
  assert.deepEqual(log.records, [])
  // What was given up is joined by nobody.
  model.next([GOOD])
  assert.equal((await ask(QUESTION)).model, 'scripted')
  assert.equal(model.requests.length, 2)
  await clock.tick(60_000)
})

test('a budget that is used up is the asker’s own: who joined asks on their own account', async (t) => {
  const { ask, model, budgets } = start(t, [[GOOD]], { user: 5000 })
  const poor = person('poor')
  await budgets.take(poor, 4999)
  const [refused, served, joined] = await Promise.all([poor, person('rich'), person('third')].map((asker) => ask(QUESTION, { asker })))
  assert.deepEqual([refused?.instead?.why, served?.model, joined?.model, model.requests.length], ['spent', 'scripted', 'scripted', 1])
})
