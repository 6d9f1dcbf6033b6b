import assert from 'node:assert/strict'
import test from 'node:test'
import { asksForDeed, isHeld, isTold } from '../../src/answer/told.ts'
import { tokens } from '../../src/archive/text.ts'

const told = (question: string, sentence: string, names = ['Acme', 'Lumen']): boolean =>
  isTold(
    sentence,
    question,
    names.map((name) => [tokens(name)]),
  )

test('who bought whom is told in one clause, and not the other way round', () => {
  const question = 'did Acme buy Lumen'
  for (const sentence of [
    'Acme acquired Lumen.',
    'Lumen was bought by Acme.',
    "Acme's acquisition of Lumen is done.",
    'Fairs: Acme purchases Lumen',
  ])
    assert.equal(told(question, sentence), true, sentence)
  for (const sentence of ['Lumen acquired Acme.', 'Acme buys lamps: Lumen is dark.', 'Acme, Acquisition, Lumen', 'Acme and Lumen met.'])
    assert.equal(told(question, sentence), false, sentence)
})

test('a question may ask it passively, or of one name', () => {
  assert.equal(told('was Lumen bought by Acme', 'Acme acquired Lumen.'), true)
  assert.equal(told('was Lumen bought by Acme', 'Lumen acquired Acme.'), false)
  assert.equal(told('did Acme shut down', 'Acme discontinued its lamps.', ['Acme']), true)
  assert.equal(told('did Acme shut down', 'Acme sells lamps.', ['Acme']), false)
})

test('what stands in brackets is an aside, and a name may be spelled in another way', () => {
  assert.equal(told('did Acme buy Lumen', 'Acme (the maker of lamps: all of them) bought Lumen.'), true)
  assert.equal(isTold('A project developed by Ida for the lumen-kit.', 'who made the lumenkit', [[['lumenkit'], ['lumen', 'kit']]]), true)
  assert.equal(isTold('A project developed by Ida for the lumen-kit.', 'who made the lumenkit', [[['lumenkit']]]), false)
})

test('what makes somebody do something is no maker', () => {
  assert.equal(asksForDeed('does oil make Lumen shine'), false)
  assert.equal(asksForDeed('who made Lumen'), true)
})

test('where no name or nothing that is done is known, nothing is held against a sentence', () => {
  assert.equal(told('did Acme shine', 'Lumen shines.'), true)
  assert.equal(told('did somebody buy it', 'Lumen shines.', []), true)
})

const held = (sentence: string, question = 'who is the cfo of Acme', names = ['Acme']): boolean =>
  isHeld(
    sentence,
    question,
    names.map((name) => [tokens(name)]),
  )

test('an office is held where it stands beside the name', () => {
  for (const sentence of ['Ida is the CFO of Acme.', "Ida became Acme's new CFO.", 'Acme CFO Ida spoke.'])
    assert.equal(held(sentence), true, sentence)
  for (const sentence of ['Ida, once CFO of Lumen, joined the board of Acme.', 'Ida joined Acme.'])
    assert.equal(held(sentence), false, sentence)
  assert.equal(held('Ida joined Acme.', 'who joined Acme'), true, 'no office is asked for')
  assert.equal(held('Ida joined.', undefined, []), true, 'no name is known')
})

test('going public is told in any of its words', () => {
  assert.equal(told('when did Acme go public', 'Acme had its IPO.', ['Acme']), true)
  assert.equal(told('when did Acme go public', 'Acme made its code public.', ['Acme']), false)
})
