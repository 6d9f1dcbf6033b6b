import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { indexText, indexed, tokens } from '../../src/archive/text.ts'

const same = (...texts: string[]): void => {
  for (const text of texts) assert.deepEqual(tokens(text), tokens(texts[0] ?? ''), text)
}

test('spellings of a name are the same words', () => {
  same('llama3', 'Llama 3', 'LLaMA-3', 'llama_3')
  same('gpt4.1', 'GPT-4.1', 'gpt 4 1')
  same('4bit', '4-bit', '4 Bit')
  same('café', 'CAFE\u0301', 'Cafe')
})

test('sizes and versions stay whole', () => {
  assert.deepEqual(tokens('Llama-3-8B, 16K, GPT-4o'), ['llama', '3', '8b', '16k', 'gpt', '4o'])
})

test('forms of a word are the same word', () => {
  same('model', 'models', "model's".slice(0, 5))
  same('train', 'trains', 'trained', 'training')
  same('release', 'releases', 'released', 'releasing')
  same('query', 'queries')
  same('running', 'runs')
})

test('short words keep their endings', () => {
  assert.deepEqual(tokens('bus ring red class thing king speed'), ['bus', 'ring', 'red', 'class', 'thing', 'king', 'speed'])
})

test('Chinese is cut into overlapping pairs, and Latin words within it stay words', () => {
  assert.deepEqual(tokens('检索增强'), ['检索', '索增', '增强'])
  assert.deepEqual(tokens('在Llama3上'), ['在', 'llama', '3', '上'])
})

test('the index is without the commonest words', () => {
  const texts = ['The state of the art is a lamp', 'an A100 and a river', 'Le café of the day']
  for (const text of texts) assert.deepEqual(indexed(tokens(text)).join(' '), indexText(text), text)
  assert.equal(indexText('The state of the art is a lamp'), 'stat art lamp')
  assert.equal(indexText('an A100 and a river'), 'a 100 river', 'a letter that is part of a word stays')
  assert.deepEqual(tokens('of the art'), ['of', 'the', 'art'])
  assert.equal(indexText('of the'), '')
  assert.deepEqual(indexed(tokens('ARES')), ['ares'], 'what only its ending tells from one stays')
  assert.equal(indexText('ARES'), 'ares')
})

test('any text becomes words that the index keeps as they are', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      for (const token of tokens(text)) assert.match(token, /^[\p{L}\p{M}\p{N}ー]+$/u)
    }),
  )
})
