import assert from 'node:assert/strict'
import test from 'node:test'
import { withoutAsides, withoutFraming } from '../../src/answer/framing.ts'
import { tokens } from '../../src/archive/text.ts'

const left = (text: string, intent: Parameters<typeof withoutFraming>[1]): string[] => tokens(withoutFraming(text, intent))

test('the words of the asking are not looked for', () => {
  for (const text of [
    'the history of lanterns',
    'lanterns timeline',
    'lanterns evolved over time',
    'lanterns since their launch',
    'whatever happened to lanterns',
  ])
    assert.ok(left(text, 'course').includes('lantern') && left(text, 'course').length <= 2, text)
  for (const text of ['first mention of lanterns', 'when was lanterns first mentioned', 'the earliest news about lanterns'])
    assert.deepEqual(
      left(text, 'first').filter((word) => !['about', 'new'].includes(word)),
      ['lantern'],
      text,
    )
})

test('nor are those of who has been away', () => {
  for (const text of [
    'catch me up on lanterns',
    'bring us up to speed on lanterns',
    'fill me in on lanterns',
    'what is the deal with lanterns',
    'what did I miss about lanterns',
    'bring mich auf den neuesten Stand bei Lanterns',
    'ponme al día sobre Lanterns',
    'mets-moi au courant sur Lanterns',
  ])
    assert.deepEqual(left(text, 'news'), ['lantern'], text)
})

test('nor are those of other languages', () => {
  for (const text of ['historia Lanterns', 'Geschichte Lanterns', 'histoire Lanterns', 'évolué Lanterns depuis', 'Lanterns 的发展历程'])
    assert.deepEqual(
      left(text, 'course').filter((word) => word !== '的'),
      ['lantern'],
      text,
    )
  for (const text of ['primera mention Lanterns', 'Lanterns ersten erwähnt', 'première fois Lanterns', '最早提到Lanterns'])
    assert.deepEqual(left(text, 'first'), ['lantern'], text)
})

test('words that tell something elsewhere stay, and so do the only ones there are', () => {
  assert.deepEqual(left('the history feature of lanterns', 'fact'), ['the', 'history', 'featur', 'of', 'lantern'])
  assert.deepEqual(left('timeline', 'course'), ['timelin'])
})

const bare = (question: string): string => withoutAsides(question, (clause) => clause.includes('lantern'))

test('what askers say of themselves is not looked for', () => {
  assert.equal(bare("so my boss wants a report by friday, what's new with lamps?"), "what's new with lamps?")
  assert.equal(bare('Ich brauche das für ein Referat. Wer baut Lampen?'), 'Wer baut Lampen?')
  assert.equal(bare('J’ai besoin de ça pour un exposé, qui fait des lampes ?'), 'qui fait des lampes ?')
  for (const kept of [
    'i have 24 gb of ram, which lamp fits?',
    'i love lanterns, what is new?',
    'can i use lamps? how bright are they',
    'my lamp is broken',
    'my boss wants a report, lamps',
    'lamps 3.5, how bright',
    'since Mon, who builds lamps?',
    'at I/O, who spoke of lamps?',
    'in the MI-series, who is new?',
  ])
    assert.equal(bare(kept), kept)
})
