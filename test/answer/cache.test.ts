import assert from 'node:assert/strict'
import test, { type TestContext } from 'node:test'
import { createBudgets, type Tally } from '../../src/answer/budget.ts'
import { createAnswerCache, type Written } from '../../src/answer/cache.ts'
import { openSqliteStores } from '../../src/stores/sqlite.ts'
import { issue, item } from '../archive/sample.ts'
import { fakeClock } from '../fakes/clock.ts'
import { type Script, scriptedModel } from '../fakes/model.ts'
import { stage } from './stage.ts'

const QUESTION = 'How much does the Glimmer 3 lamp cost?'
const GOOD = 'Acme released the Glimmer 3 lamp for $1,299 [1].'

const start = (t: TestContext, ...scripts: Script[]) => {
  const clock = fakeClock()
  const stores = openSqliteStores(':memory:', { clock })
  t.after(() => stores.close())
  const store = stores.open<Written>('answers')
  const budgets = createBudgets({ store: stores.open<Tally>('budgets'), limits: { user: 0, chat: 0, all: 0 }, clock })
  const model = scriptedModel(...scripts)
  return { model, store, budgets, ...stage(t, model, { cache: createAnswerCache(store), budgets, clock }) }
}

test('the same question is answered once by the model, whatever its case, spaces and end', async (t) => {
  const { ask, model, budgets } = start(t, [GOOD])
  for (const question of [QUESTION, 'how much does the  Glimmer 3 lamp COST', `${QUESTION}?! `]) {
    const answer = await ask(question)
    assert.deepEqual([answer.model, answer.answer, answer.question], ['scripted', GOOD, question])
  }
  assert.equal(model.requests.length, 1)
  const { all } = await budgets.usage(undefined)
  assert.deepEqual([all.asked, all.cached], [1, 2])
})

test('that the items hold no answer is remembered, too', async (t) => {
  const { ask, model } = start(t, ['NOT_COVERED'])
  for (const _ of [1, 2]) assert.equal((await ask('how many rivers were in the Danube survey?')).answered, false)
  assert.equal(model.requests.length, 1)
})

test('another question, section, day, language or number of citations is asked anew', async (t) => {
  const { ask, model } = start(t, ...Array.from({ length: 9 }, (): Script => [GOOD]))
  await ask(QUESTION)
  await ask('what does the Glimmer 3 lamp cost?')
  await ask(QUESTION, { section: 'twitter' })
  await ask(QUESTION, { now: '2026-03-04' })
  await ask(QUESTION, { locale: 'fr' })
  await ask(QUESTION, { limit: 1 })
  assert.equal(model.requests.length, 6)
})

test('an archive that has more to say is asked anew, one that changed elsewhere is not', async (t) => {
  const { ask, archive, model } = start(t, [GOOD], [GOOD])
  await ask(QUESTION)
  archive.put(issue({ id: '26-03-03-x', date: '2026-03-03', sections: { twitter: { Trains: [item('Comet is a new train.')] } } }))
  await ask(QUESTION)
  assert.equal(model.requests.length, 1)
  archive.put(
    issue({ id: '26-03-03-y', date: '2026-03-03', sections: { twitter: { Lamps: [item('The Glimmer 3 lamp costs $999 now.')] } } }),
  )
  await ask(QUESTION)
  assert.equal(model.requests.length, 2)
})

test('what failed is not kept, and what is kept goes after a day', async (t) => {
  const { ask, clock, model } = start(t, [new Error('500')], [GOOD], [GOOD])
  assert.equal((await ask(QUESTION)).model, null)
  assert.equal((await ask(QUESTION)).model, 'scripted')
  await clock.tick(24 * 3_600_000)
  await ask(QUESTION)
  assert.equal(model.requests.length, 3)
})

test('no word of a question is kept', async (t) => {
  const { ask, store } = start(t, [GOOD])
  await ask('how much does the Glimmer 3 lamp cost my friend Zacharias?')
  let kept = ''
  for await (const entry of store.entries()) kept += JSON.stringify(entry)
  assert.match(kept, /1,299/)
  assert.doesNotMatch(kept, /Zacharias|how much/i)
})

test('a cache that fails costs the answer nothing', async (t) => {
  const { store } = start(t)
  const broken = createAnswerCache({ ...store, get: () => Promise.reject(new Error('x')), set: () => Promise.reject(new Error('x')) })
  const { ask, log } = stage(t, scriptedModel([GOOD]), { cache: broken })
  assert.equal((await ask(QUESTION)).model, 'scripted')
  assert.equal(log.records.filter(({ level }) => level === 'warn').length, 2)
})
