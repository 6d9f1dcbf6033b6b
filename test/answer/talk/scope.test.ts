import assert from 'node:assert/strict'
import test from 'node:test'
import { rescope, scopeOf } from '../../../src/answer/talk/scope.ts'

const NOW = '2026-03-04'

test('a question comes apart into place, days and the rest', () => {
  assert.deepEqual(scopeOf('any lamps on reddit last week?', NOW), {
    text: 'any lamps?',
    section: 'reddit',
    days: { since: '2026-02-23', until: '2026-03-01' },
    period: 'last week',
  })
  assert.deepEqual(scopeOf('灯的价格', NOW), { text: '灯的价格' })
})

test('days and place are changed apart from each other', () => {
  const question = 'any lamps on reddit yesterday?'
  assert.equal(rescope(question, { period: 'last week' }, NOW), 'any lamps on reddit last week?')
  assert.equal(rescope(question, { section: 'twitter' }, NOW), 'any lamps yesterday?')
  assert.equal(rescope(question, {}, NOW), question)
})
