import assert from 'node:assert/strict'
import test from 'node:test'
import { isCovered } from '../../src/answer/covered.ts'
import { definition } from '../../src/answer/definition.ts'
import type { Fit, Statement } from '../../src/answer/evidence.ts'
import { wanted } from '../../src/answer/expect.ts'
import type { Named } from '../../src/answer/look.ts'
import type { Term } from '../../src/archive/search.ts'
import { tokens } from '../../src/archive/text.ts'
import type { Name } from '../../src/issue/names.ts'
import { issue, item } from '../archive/sample.ts'
import { stage } from './stage.ts'

const open = { closed: false } as const
const statement: Statement = { text: 'The lamp is lit.', index: 0, at: 0, own: 1, support: 1, value: true, missing: 0 }
const covered = (question: string, telling: number, more: Partial<Statement>): boolean =>
  isCovered(
    { hits: [], statements: [{ ...statement, ...more }], telling },
    { ...open, text: question, intent: 'fact', wants: wanted(question) },
  )

test('a short question for a value must find it beside its words; a long one may find less; one for no value is easily answered', () => {
  assert.equal(covered('lamp price', 2, {}), true)
  assert.equal(covered('lamp price', 2, { value: false }), false)
  assert.equal(covered('lamp price', 2, { support: 0.4, missing: 0.6 }), false)
  assert.equal(covered('lamp price', 9, { support: 0.4, missing: 0.2 }), true)
  assert.equal(covered('lamp price', 3, { support: 0.6, missing: 0.4 }), true)
  assert.equal(covered('lamp price', 3, { support: 0.5, missing: 0.5 }), false)
  assert.equal(covered('lamp price', 5, { value: false }), false, 'no value at all')
  assert.equal(covered('who made the lamp', 2, { support: 0.4, missing: 0.6 }), true)
  assert.equal(covered('who made the lamp', 2, { support: 0.1, missing: 0.9 }), false)
  assert.equal(isCovered({ hits: [], statements: [], telling: 1 }, { ...open, text: '', intent: 'fact', wants: [] }), false)
})

const term = (word: string, weight = 1): Term => ({ word, alternatives: [tokens(word)], weight })
const fit = (more: Partial<Fit>): Partial<Statement> => ({
  fit: { gap: 0, lacks: [], lacking: 0, lost: [], away: 0, spread: () => 2, ...more },
})
const glimmer: Name = { key: 'glimmer', kind: 'models', forms: ['glimmer'], count: 9 }

test('a date is of what is asked only beside nearly all of its words', () => {
  const lacking = { ...fit({ lacks: [term('Japanese')], lacking: 0.4 }), support: 0.7, missing: 0.3 }
  assert.equal(covered('when will the lamp come', 3, lacking), false)
  assert.equal(covered('when will the lamp come', 3, { ...lacking, ...fit({ lacking: 0.2 }) }), true)
  assert.equal(covered('when will the lamp come', 6, lacking), true, 'a long question describes it in other words')
  assert.equal(covered('price of the lamp', 3, { ...lacking, text: 'The lamp is $9.' }), true)
})

test('of a question in few words that names nothing known, all must stand there', () => {
  const asked = { ...open, text: 'lamp recipe', intent: 'fact', wants: [] } as const
  const judge = (more: Partial<Statement>, over: Partial<Parameters<typeof isCovered>[1]> = {}, names: Named = []): boolean =>
    isCovered({ hits: [], statements: [{ ...statement, ...more }], telling: 2 }, { ...asked, ...over }, names, 12)
  assert.equal(judge(fit({ gap: 0.1 })), true)
  assert.equal(judge(fit({ gap: 0.5 })), false)
  assert.equal(judge(fit({ gap: 0.5 }), {}, [{ name: glimmer, written: 'glimmer' }]), true)
  assert.equal(judge(fit({ gap: 0.5 }), { intent: 'news' }), true)
  assert.equal(judge(fit({ gap: 0.5 }), { kinds: ['reddit'] }), true)
  assert.equal(judge(fit({ lacks: [term('zorblax', 13)] }), {}, [{ name: glimmer, written: 'glimmer' }]), false)
})

const rare = (telling: number, word: string, weight: number, more: Partial<Parameters<typeof isCovered>[1]> = {}): boolean =>
  isCovered(
    { hits: [], statements: [{ ...statement, ...fit({ lacks: [term(word, weight)] }) }], telling },
    { ...open, text: `languages of ${word}`, intent: 'fact', wants: [], ...more },
    [],
    12,
  )

test('a word that one item has at most is a name: without it nothing is about it', () => {
  assert.equal(rare(5, 'zorblax', 11.6), false)
  assert.equal(rare(5, 'zorblax', 11), true, 'two items have it')
  assert.equal(rare(6, 'zorblax', 11.6), true, 'a long question describes')
  assert.equal(rare(5, 'zorblax 7', 11.6), true, 'a version')
  assert.equal(rare(5, 'zorblax', 11.6, { intent: 'news' }), true)
  assert.equal(rare(5, 'zorblax', 11.6, { left: /./u }), true, 'it may be a word that was not translated')
})

test('one thing is covered where it is said as a fact, of these, and that just this was done', () => {
  const names = [{ name: glimmer, written: 'Glimmer' }]
  const judge = (more: Partial<Statement>, telling = 3): boolean =>
    isCovered(
      { hits: [], statements: [{ ...statement, text: 'Acme bought Glimmer.', ...more }], telling },
      { closed: true, text: 'did Acme buy Glimmer', intent: 'fact', wants: [] },
      names,
    )
  assert.equal(judge(fit({})), true)
  assert.equal(judge({ text: 'Acme might buy Glimmer.', ...fit({}) }), false)
  assert.equal(judge(fit({ gap: 0.2 })), false)
  assert.equal(judge(fit({ gap: 0.2 }), 5), true)
  assert.equal(judge(fit({ gap: 0.2, lacks: [term('Glimmer')] }), 5), false)
  assert.equal(judge({ text: 'Acme met Glimmer.', ...fit({ gap: 0.2 }) }, 5), false)
  assert.equal(judge(fit({ gap: 0.2, lacks: [term('2031')] }), 5), false)
})

const spoken = (more: Partial<Statement>, text = 'does Glimmer shine under water'): boolean =>
  isCovered(
    { hits: [], statements: [{ ...statement, text: 'Glimmer can dive.', ...more }], telling: 3 },
    { closed: true, text, intent: 'fact', wants: [] },
    [{ name: glimmer, written: 'Glimmer' }],
  )

test('where nothing is done that is known, a thing is covered where it is spoken of as a fact', () => {
  assert.equal(spoken(fit({ gap: 0.5, lacking: 0.2 })), true)
  assert.equal(spoken(fit({ gap: 0.5, lacking: 0.5 })), false)
  assert.equal(spoken(fit({ gap: 0.5, lacking: 0.2, lacks: [term('Glimmer')] })), false)
  assert.equal(spoken({ text: 'Glimmer might dive.', ...fit({ gap: 0.5, lacking: 0.2 }) }), false)
  assert.equal(spoken(fit({ gap: 0.5, lacking: 0.2 }), 'did Acme buy Glimmer'), false)
})

const explained = (more: Partial<Statement>, telling: number): boolean =>
  isCovered(
    { hits: [], statements: [{ ...statement, ...more }], telling },
    { ...open, text: 'what does the harbor glimmer stand for', intent: 'fact', wants: [definition('harbor glimmer')] },
  )

test('what is explained is covered where it is explained, or where all of its words stand together', () => {
  assert.equal(explained({ value: false, ...fit({}) }, 2), true)
  assert.equal(explained({ value: false, ...fit({ gap: 0.3 }) }, 2), false)
  assert.equal(explained({ value: false, ...fit({ spread: () => 4 }) }, 2), false, 'far apart')
  assert.equal(explained({ value: false, ...fit({}) }, 1), false)
  assert.equal(explained(fit({}), 1), true)
  assert.equal(definition('glimmer').words.test('stand'), true)
})

test('a value is of the name, the version and the benchmark that were asked for', () => {
  const names = [{ name: glimmer, written: 'glimmer' }]
  const judge = (lacks: Term[]): boolean => {
    const question = 'glimmer LampBench score'
    return isCovered(
      { hits: [], statements: [{ ...statement, ...fit({ lacks }) }], telling: 3 },
      { ...open, text: question, intent: 'fact', wants: wanted(question) },
      names,
    )
  }
  assert.equal(judge([]), true)
  for (const word of ['glimmer', 'LampBench', 'glimmer 2']) assert.equal(judge([term(word)]), false, word)
  assert.equal(judge([term('harbor 2')]), true)
})

test('a product is known by its own name: the company beside it may be missing, but nothing else', () => {
  const acme: Name = { key: 'acme', kind: 'companies', forms: ['acme'], count: 9 }
  const names = [acme, glimmer].map((name) => ({ name, written: name.key }))
  const judge = (support: number, ...lacks: Term[]): boolean => {
    const question = 'price of the acme glimmer lamp'
    const found = { ...statement, text: 'The Glimmer lamp is $9.', support, missing: 1 - support, ...fit({ lacks }) }
    return isCovered(
      { hits: [], statements: [found], telling: 3 },
      { ...open, text: question, intent: 'fact', wants: wanted(question) },
      names,
    )
  }
  assert.equal(judge(0.8, term('acme')), true)
  assert.equal(judge(0.75, term('acme')), false)
  assert.equal(judge(0.8, term('acme'), term('lamp')), false)
  assert.equal(judge(0.8, term('glimmer')), false)
})

const harbor = term('harbor', 9)
const without = { ...statement, support: 0.4, ...fit({ lacks: [harbor], lost: [harbor] }) }
const about = { ...statement, value: false, support: 0.6, ...fit({}) }
const priced = (statements: Statement[], telling = 4): boolean =>
  isCovered({ hits: [], statements, telling }, { ...open, text: 'harbor lamp oil price', intent: 'fact', wants: wanted('price') })

test('a value is of something else where another speaks of a seldom thing that was asked for, and of more that was asked', () => {
  assert.equal(priced([without, about]), false)
  assert.equal(priced([without, about], 6), true, 'it is described')
  assert.equal(priced([without]), true, 'nobody speaks of it')
  assert.equal(priced([without, { ...about, ...fit({ lacks: [harbor] }) }]), true)
  assert.equal(priced([without, { ...about, support: 0.45 }]), true, 'nobody says much of it')
  assert.equal(priced([{ ...without, support: 0.7 }, about]), true, 'it has more of what was asked')
  assert.equal(priced([without, about, { ...about, value: true, support: 0.3 }]), true, 'there is a value beside it')
  const often = term('lamp', 5)
  assert.equal(priced([{ ...without, ...fit({ lacks: [often], lost: [often] }) }, about]), true)
})

test('a value in a sentence about another version is of that one', () => {
  const names = [{ name: glimmer, written: 'glimmer' }]
  const judge = (text: string): boolean =>
    isCovered(
      { hits: [], statements: [{ ...statement, text }], telling: 2 },
      { ...open, text: 'glimmer 4 speed', intent: 'fact', wants: wanted('glimmer 4 speed') },
      names,
    )
  assert.equal(judge('Glimmer 3 does 40 tok/s.'), false)
  assert.equal(judge('Glimmer 4 does 40 tok/s, Glimmer 3 half of it.'), true)
  assert.equal(judge('It does 40 tok/s.'), true)
})

test('a guess is no answer to a short question for what a product has', () => {
  assert.equal(covered('lamp price', 2, { text: 'It might cost $40.' }), false)
  assert.equal(covered('lamp speed', 2, { text: 'It might do 40 tok/s.' }), true)
  assert.equal(covered('lamp price', 4, { text: 'It might cost $40.' }), true)
  assert.equal(covered('lamp price', 2, { text: 'Acme was bought for $40.', own: 0 }), false, 'nor what stands beside it on something else')
  assert.equal(covered('lamp price', 2, { text: 'It costs $40.', own: 0 }), true)
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
