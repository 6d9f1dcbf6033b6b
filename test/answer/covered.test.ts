import assert from 'node:assert/strict'
import test from 'node:test'
import { isCovered } from '../../src/answer/covered.ts'
import type { Statement } from '../../src/answer/evidence.ts'
import { wanted } from '../../src/answer/expect.ts'
import { issue, item } from '../archive/sample.ts'
import { stage } from './stage.ts'

const statement: Statement = { text: 'The lamp is lit.', index: 0, at: 0, own: 1, support: 1, value: true, missing: 0 }
const covered = (question: string, telling: number, more: Partial<Statement>): boolean =>
  isCovered({ hits: [], statements: [{ ...statement, ...more }], telling }, { text: question, intent: 'fact', wants: wanted(question) })

test('a short question for a value must find it beside its words; a long one may find less; one for no value is easily answered', () => {
  assert.equal(covered('lamp price', 2, {}), true)
  assert.equal(covered('lamp price', 2, { value: false }), false)
  assert.equal(covered('lamp price', 2, { support: 0.4, missing: 0.6 }), false)
  assert.equal(covered('lamp price', 9, { support: 0.4, missing: 0.2 }), true)
  assert.equal(covered('who made the lamp', 2, { support: 0.4, missing: 0.6 }), true)
  assert.equal(covered('who made the lamp', 2, { support: 0.1, missing: 0.9 }), false)
  assert.equal(isCovered({ hits: [], statements: [], telling: 1 }, { text: '', intent: 'fact', wants: [] }), false)
})

test('a version that nobody speaks of is not covered by what is said of others', async (t) => {
  const { archive, ask } = stage(t)
  const texts = ['Zephyr 2 supports sails.', 'Zephyr 3 supports oars.', 'Zephyr 3.5 supports rudders.', 'Zephyr 4 pulls carts.']
  archive.put(issue({ id: '26-03-03-z', date: '2026-03-03', sections: { twitter: { Boats: texts.map((text) => item(text)) } } }))
  assert.equal((await ask('does Zephyr 9 support sails')).answered, false)
  assert.equal((await ask('does zephyr v9 support sails')).answered, false)
  assert.equal((await ask('does Zephyr 3 support oars')).answered, true)
  assert.equal((await ask('Zephyr 4 vs Zephyr 9')).answered, true)
})
