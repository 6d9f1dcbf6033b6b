import assert from 'node:assert/strict'
import test from 'node:test'
import { type Statement, statementsOf } from '../../src/answer/evidence.ts'
import { extract } from '../../src/answer/extract.ts'
import { wanted } from '../../src/answer/expect.ts'
import type { Intent } from '../../src/answer/intent.ts'
import type { RankedHit } from '../../src/answer/retrieve.ts'

const hit = (score: number, more: Partial<RankedHit> = {}): RankedHit => ({
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
  ...more,
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
const said = (statements: Statement[], hits: RankedHit[], broad = false, intent: Intent = 'fact'): string[] =>
  extract({ hits, statements }, { broad, intent }).sentences.map(({ text, index }) => `${index}: ${text}`)

test('no sentence is said twice, nor one that is but a sigh', () => {
  const statements = [
    statement({ text: 'The lamp is lit again.' }),
    statement({ text: 'The lamp is lit again.', at: 1 }),
    statement({ text: 'Hmm...', at: 2, own: 0 }),
    statement({ text: 'the lamp is lit again.', index: 1 }),
    statement({ text: 'It is the old lamp.', index: 1, at: 1 }),
  ]
  assert.deepEqual(said(statements, [hit(1), hit(1)]), ['0: The lamp is lit again.', '1: It is the old lamp.'])
})

const tell = (...texts: string[]): string[] =>
  said(
    texts.map((text, index) => statement({ text, index })),
    texts.map(() => hit(10)),
  )

test('what neighbouring items say in nearly the same words is said once, but not with another number', () => {
  assert.equal(tell('Acme sells the blue lamp for $40.', 'The blue lamp is sold by Acme for $40.').length, 1)
  assert.equal(tell('Acme sells the blue lamp for $40.', 'The blue lamp is sold by Acme for $50.').length, 2)
  assert.equal(tell('Acme sells the blue lamp.', 'Lumen hires ten people for its shop.').length, 2)
})

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

test('what is of one day and section stands together, in the order of days where it is asked how something went', () => {
  const hits = [hit(1, { date: '2026-03-02' }), hit(0.9, { date: '2026-03-01' }), hit(0.8, { date: '2026-03-02' })]
  const statements = ['Second.', 'First.', 'Second, too.'].map((text, index) => statement({ text, index }))
  assert.deepEqual(said(statements, hits, true, 'news'), ['0: Second.', '2: Second, too.', '1: First.'])
  assert.deepEqual(said(statements, hits, true, 'course'), ['1: First.', '0: Second.', '2: Second, too.'])
})

test('names alone, and pages without a description, are no sentences', () => {
  assert.deepEqual(statementsOf('The lamp is lit. @ann, @bob and @carl\nLamps - a page: no description found'), ['The lamp is lit.'])
})

test('sentences with the value are said first, of whichever item; what refers to something comes with it', () => {
  const hits = [hit(1), hit(0.9)]
  const statements = [
    statement({ text: long('Words'), value: false }),
    statement({ text: 'A lamp.', index: 1, value: false, own: 0.2 }),
    statement({ text: long('It costs $12'), at: 1, index: 1 }),
  ]
  const lines = extract({ hits, statements }, { broad: false, intent: 'fact', wants: wanted('lamp price') }).sentences
  assert.deepEqual(
    lines.map(({ text }) => text.split(' ')[0]),
    ['Words', 'A', 'It'],
  )
  const many = Array.from({ length: 4 }, (_, at) => statement({ text: long(`Words ${at}`), at, value: false }))
  const [, value] = extract(
    { hits, statements: [...many, ...statements.slice(2)] },
    { broad: false, intent: 'fact', wants: wanted('lamp price') },
  ).sentences
  assert.match(value?.text ?? '', /^It costs/)
})

const fit = { gap: 0, lacks: [], lacking: 0, lost: [], away: 0, spread: () => 1 }
/** Of each item a sentence that does not name what is asked for, and one that does, as well as `own` says. */
const NEWS = [
  [
    'Acme opened a shop.',
    'Acme sells the lamp 3 in its own shop since Monday, where people had waited the whole night for the doors to open.',
  ],
  [
    'Lumen closed a shop.',
    'Reviewers of nine papers found that one charge lasts longer than the maker had said: the lamp 3 burns for two weeks.',
  ],
  [
    'Glass is scarce.',
    'A lamp of another kind, made by hand out of green glass, went for eighty thousand at an auction held in the old harbour.',
    0.5,
  ],
  [
    'A fair began.',
    'Whoever tried it at the fair praised how light it is, and asked why lamp 3 has no second button for the colder months.',
  ],
  [
    'Heron is late.',
    'Heron delivers no spare parts before summer, says a letter to the dealers, but repairs each broken lamp 3 without charge.',
  ],
  [
    'A court sat.',
    'Its design was copied from an earlier one, claims a suit against the three engineers who drew lamp 3 while still students.',
  ],
  ['It rained.', 'Divers carried lamp 3 down to a wreck at forty metres, and came back with the first pictures of its cargo of porcelain.'],
] as const
const newsOf = (items: readonly (readonly [string, string, number?])[]): string[] => {
  const statements = items.flatMap(([first, second, own = 1], index) => [
    statement({ text: first, index, own: 0.2, support: 0.2, fit }),
    statement({ text: second, index, at: 1, own, fit }),
  ])
  return said(
    statements,
    items.map(() => hit(10)),
    true,
    'news',
  )
}

test('what is new is told in a line of each item that names the thing, and in five at most', () => {
  assert.deepEqual(
    newsOf(NEWS),
    [0, 1, 3, 4, 5].map((index) => `${index}: ${NEWS[index]?.[1]}`),
  )
})

test('where little is new, the best item tells more', () => {
  const statements = [statement({ text: NEWS[0][1], fit }), statement({ text: 'It costs less than the last one.', at: 1, own: 0.5, fit })]
  assert.equal(said(statements, [hit(10)], true, 'news').length, 2)
})

test('beside a fact stands nothing that has less of what was asked', () => {
  const statements = [
    statement({ text: 'The lamp costs $40.' }),
    statement({ text: 'Lamps are sold in Oslo.', index: 1, own: 0.5, support: 0.5 }),
  ]
  assert.deepEqual(said(statements, [hit(10), hit(9)]), ['0: The lamp costs $40.'])
  assert.equal(said(statements, [hit(10), hit(9)], true).length, 2)
})
