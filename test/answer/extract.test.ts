import assert from 'node:assert/strict'
import test from 'node:test'
import { isCovered } from '../../src/answer/covered.ts'
import { type Statement, statementsOf } from '../../src/answer/evidence.ts'
import { wanted } from '../../src/answer/expect.ts'
import { extract } from '../../src/answer/extract.ts'
import type { RankedHit } from '../../src/answer/retrieve.ts'

const hit = (score: number): RankedHit => ({
  uid: 'a',
  issue: 'a',
  issueUrl: 'https://example.com/a',
  title: 'A',
  edition: 'en',
  date: '2026-03-01',
  kind: 'twitter',
  topic: 'Lamps',
  item: { text: '', urls: [], authors: [] },
  score,
  coverage: 1,
  words: [],
})
const statement = (more: Partial<Statement>): Statement => ({
  text: 'The lamp is lit.',
  index: 0,
  at: 0,
  own: 1,
  support: 1,
  value: true,
  missing: 0,
  ...more,
})
const long = (start: string): string => `${start} ${'and so on '.repeat(25)}`.trim()
const said = (statements: Statement[], hits: RankedHit[], broad = false): string[] =>
  extract({ hits, statements }, { broad }).sentences.map(({ text, index }) => `${index}: ${text}`)

test('the sentence with the value comes before the one with the words', () => {
  const statements = [
    statement({ text: long('Words'), value: false }),
    statement({ text: long('Aside'), at: 1, own: 0.1, support: 0.2, value: false }),
    statement({ text: long('Value'), at: 2, own: 0.9 }),
    statement({ text: long('More'), at: 3, own: 0.8 }),
  ]
  assert.deepEqual(
    said(statements, [hit(1)]).map((line) => line.split(' ')[1]),
    ['Value', 'More'],
  )
})

test('a fact takes at most 600 characters, an overview 1,200', () => {
  const statements = Array.from({ length: 40 }, (_, at) => statement({ text: long(`Line ${at}`), index: at % 4, at: Math.floor(at / 4) }))
  const hits = [hit(1), hit(0.9), hit(0.8), hit(0.7)]
  const length = (broad: boolean): number => said(statements, hits, broad).join('\n').length
  assert.ok(length(false) <= 600)
  assert.ok(length(true) > 600 && length(true) <= 1200)
})

test('items far behind the best are not said, and a title is followed by what it is about', () => {
  const statements = [
    statement({ text: 'Lamp, at last?' }),
    statement({ text: 'It was lit by hand.', at: 1, own: 0, support: 0.1 }),
    statement({ text: 'Some river.', index: 1 }),
  ]
  assert.deepEqual(said(statements, [hit(1), hit(0.1)]), ['0: Lamp, at last?', '0: It was lit by hand.'])
})

test('a sentence too long for a chat is cut between words', () => {
  const [line = ''] = said([statement({ text: 'word '.repeat(200) })], [hit(1)])
  assert.match(line, / word…$/)
  assert.ok(line.length < 430)
})

test('scores and bullets are no sentences', () => {
  assert.deepEqual(statementsOf('Is it lit? (Score: 12, Comments: 3): The post says so.\n• **Yes** it is.'), [
    'Is it lit?',
    'The post says so.',
    'Yes** it is.',
  ])
  assert.deepEqual(statementsOf('A lamp (Activity: 9): It is lit.'), ['A lamp: It is lit.'])
})

const covered = (question: string, telling: number, more: Partial<Statement>): boolean =>
  isCovered({ statements: [statement(more)], telling }, { wants: wanted(question) })

test('a short question for a value must find it beside its words; a long one may find less; one for no value is easily answered', () => {
  assert.equal(covered('lamp price', 2, {}), true)
  assert.equal(covered('lamp price', 2, { value: false }), false)
  assert.equal(covered('lamp price', 2, { support: 0.4, missing: 0.6 }), false)
  assert.equal(covered('lamp price', 9, { support: 0.4, missing: 0.2 }), true)
  assert.equal(covered('who made the lamp', 2, { support: 0.4, missing: 0.6 }), true)
  assert.equal(covered('who made the lamp', 2, { support: 0.1, missing: 0.9 }), false)
  assert.equal(isCovered({ statements: [], telling: 1 }, { wants: [] }), false)
})
