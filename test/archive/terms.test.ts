import assert from 'node:assert/strict'
import test from 'node:test'
import { draftTerms, splits, termsOf } from '../../src/archive/terms.ts'

const typed = (text: string): string[] => draftTerms(text).map(({ word }) => word)

test('a question is looked up by the words that say something', () => {
  assert.deepEqual(typed('what is the context length of Gadget 3?'), ['context', 'length', 'Gadget', 'Gadget 3'])
  assert.deepEqual(typed('灯泡多少钱'), ['灯泡'])
  assert.deepEqual(typed('who says which?'), ['who', 'says', 'which'], 'where all words say nothing they are what there is')
  assert.deepEqual(typed('the of and'), [], 'but for those that the index is without')
  assert.deepEqual(typed('lamp lamp LAMP'), ['lamp'])
})

const phrases = (text: string) => draftTerms(text).map(({ word, alternatives: [parts = []] }) => `${word}: ${parts.join(' ')}`)

test('a word that says nothing in another language may be part of a name, unless the text is in that language', () => {
  assert.deepEqual(typed('glimmer dit news'), ['glimmer', 'dit'])
  assert.deepEqual(typed('que dit glimmer'), ['glimmer'])
})

test('a version is one term with the name before it, and one by itself', () => {
  assert.deepEqual(phrases('Gadget 3.1 nests'), ['Gadget: gadget', 'Gadget 3.1: gadget 3 1', '3.1: 3 1', 'nests: nest'])
  assert.deepEqual(phrases('gadget3.1'), ['gadget3.1: gadget 3 1', '3.1: 3 1'])
  assert.ok(
    draftTerms('1.'.repeat(100)).every(({ alternatives: [parts = []] }) => parts.length < 20),
    'no number has hundreds of parts',
  )
  assert.deepEqual(phrases('1.5b'), ['1.5b: 1 5b'])
  assert.deepEqual(typed('gadget 3 weeks later'), ['gadget', '3', 'weeks', 'later'], 'nor is a length of time')
  assert.deepEqual(phrases('goals for 2030'), ['goals: goal', '2030: 2030'], 'what stands apart is no version')
  assert.deepEqual(draftTerms('16k lamps')[0]?.alternatives, [['16k'], ['16000'], ['16', '000']])
  assert.deepEqual(phrases('one. 2.'), ['2: 2'], 'the end of a sentence is no dot in a number')
})

test('what is of a version is found without the sign that was left out', () => {
  const [first] = draftTerms('k3s tokenizer')
  assert.deepEqual(first?.alternatives, [
    ['k', '3s'],
    ['k', '3'],
  ])
  assert.deepEqual(draftTerms('30s')[0]?.alternatives, [['30s']])
})

test('another name stands for each word of the one that was typed', () => {
  const alias = { written: ['grand', 'heron', '3'], others: [['gh', '3']] }
  const others = termsOf('grand heron 3 nests', [alias]).map(({ word, alternatives }) => [
    word,
    alternatives.map((each) => each.join(' ')).includes('gh 3'),
  ])
  assert.deepEqual(others, [
    ['grand', true],
    ['heron', true],
    ['heron 3', true],
    ['nests', false],
  ])
})

test('a word may be two', () => {
  assert.deepEqual(splits(['birdnest']), [
    ['b', 'irdnest'],
    ['bir', 'dnest'],
    ['bird', 'nest'],
    ['birdn', 'est'],
  ])
  assert.deepEqual(splits(['bird', 'nest']), [])
  assert.deepEqual(splits(['xbird', '2']), [['x', 'bird', '2']])
  assert.deepEqual(splits(['bir']), [])
  assert.deepEqual(splits(['bird'.repeat(20)]), [])
})
