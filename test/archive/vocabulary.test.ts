import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { createVocabulary } from '../../src/archive/vocabulary.ts'

test('a text is cut at its words, each small, and what was made of a word is made once', () => {
  const made: string[] = []
  const read = createVocabulary((word) => {
    made.push(word)
    return `${word}!`
  })
  assert.deepEqual(read('Lamp, lamp-2'), ['lamp!', 'lamp!', '2!'])
  assert.deepEqual(read('“LAMP” → off'), ['lamp!', 'off!'])
  assert.deepEqual(made, ['lamp', '2', 'off'])
})

test('no two words are taken for one', () => {
  const read = createVocabulary((word) => word)
  const words = Array.from({ length: 250_000 }, (_, n) => n.toString(36))
  assert.deepEqual(read(words.join(' ')), words)
  assert.deepEqual(read(words.slice(0, 1000).join('\n')), words.slice(0, 1000), 'also after some had to be forgotten')
})

test('any ASCII text gives the words that a pattern finds', () => {
  const read = createVocabulary((word) => word)
  fc.assert(
    fc.property(fc.string({ unit: 'binary-ascii' }), (text) => {
      assert.deepEqual(read(text), text.toLowerCase().match(/[a-z0-9]+/g) ?? [])
    }),
  )
})
