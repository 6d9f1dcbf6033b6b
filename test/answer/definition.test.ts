import assert from 'node:assert/strict'
import test from 'node:test'
import { definedIn, definition } from '../../src/answer/definition.ts'

test('what is to be explained is read from the question', () => {
  const asked: Readonly<Record<string, string | undefined>> = {
    'What is Glimmer?': 'Glimmer',
    'what exactly is the Glimmer Protocol': 'Glimmer Protocol',
    "who's Ann Lumen?": 'Ann Lumen',
    'what does Acme Labs do': 'Acme Labs',
    'explain Glimmer': 'Glimmer',
    'what is Glimmer in LLMs': 'Glimmer',
    'what is a mixture of lamps?': 'mixture of lamps',
    'what is a good price of lamps?': undefined,
    'what is a summary of lamps?': undefined,
    'what is worth reading': undefined,
    'what is new': undefined,
    'what is the price of Glimmer': undefined,
    'what is the best lamp that I could put up': undefined,
    'when is Glimmer out': undefined,
    'what is the lamp of Acme called': undefined,
    'whats the Acme lamp called': undefined,
  }
  for (const [question, name] of Object.entries(asked)) assert.equal(definedIn(question), name, question)
})

test('what says what it is counts more than what says what it does, and that more than that it is new', () => {
  const { strength = () => 0 } = definition('Glimmer')
  for (const sentence of [
    'Glimmer is a lamp for ships.',
    'Acme unveiled Glimmer, an oil lamp.',
    'Glimmer: a lamp for ships.',
    'Introducing Glimmer — a lamp.',
  ])
    assert.equal(strength(sentence), 3, sentence)
  for (const sentence of [
    'The startup Glimmer is hiring.',
    'Glimmer lets ships find home.',
    'A lamp called "Glimmer" is lit.',
    'Glimmer (light for ships) is lit.',
  ])
    assert.equal(strength(sentence), 2, sentence)
  assert.equal(strength('Acme unveiled Glimmer.'), 1)
  for (const sentence of [
    'Finding home with Glimmer is a joy.',
    'Glimmer: A member asked for help.',
    'Is Glimmer a lamp?',
    'Glimmer-2 is a lamp.',
    'Some lamp is lit.',
  ])
    assert.equal(strength(sentence), 0, sentence)
})

test('who somebody is is said by an office', () => {
  const { strength = () => 0 } = definition('Ann Lumen', true)
  for (const sentence of ['Acme CEO Ann Lumen spoke.', 'Ann Lumen, the former head of Acme, spoke.'])
    assert.equal(strength(sentence), 3, sentence)
  for (const sentence of ['Ann Lumen spoke.', 'Ann Lumen builds lamps.', 'Acme presents Ann Lumen.'])
    assert.equal(strength(sentence), 0, sentence)
})
