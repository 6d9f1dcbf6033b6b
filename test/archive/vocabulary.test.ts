import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { createVocabulary } from '../../src/archive/vocabulary.ts'

const FOREIGN = /[^\0-\x7f“”→\u{1f300}-\u{1faff}]/u

test('a text is cut at its words, each small, and what stands for a word is made once', () => {
  const made: string[] = []
  const read = createVocabulary((word) => {
    made.push(word)
    return `${word}!`
  }, FOREIGN)
  assert.equal(read('Lamp, lamp-2'), 'lamp! lamp! 2!')
  assert.equal(read('“LAMP” → off 🎉'), 'lamp! off!')
  assert.deepEqual(made, ['lamp', '2', 'off'])
  assert.equal(read(' - '), '')
})

test('what stands for a word may be shorter, longer or another', () => {
  const read = createVocabulary((word) => ({ lamps: 'lamp', lamp7: 'lamp 7', flies: 'fly', abc: 'a b c' })[word] ?? word, FOREIGN)
  const text = 'Lamps lamp7 Flies abc'
  assert.equal(read(text), 'lamp lamp 7 fly a b c')
  assert.equal(read(`${text} ${text}`), 'lamp lamp 7 fly a b c lamp lamp 7 fly a b c')
  assert.equal(read('abc '.repeat(100_000)), 'a b c '.repeat(100_000).trimEnd(), 'also of a text that is longer than any before')
})

test('common words are left out where what tells is wanted', () => {
  const read = createVocabulary((word) => ({ lamps: 'lamp', ofs: 'o f s' })[word] ?? word, FOREIGN, new Set(['of', 'the', 'ofs']))
  for (let round = 0; round < 2; round++) {
    assert.equal(read('The lamps of OFS, of the', true), 'lamp')
    assert.equal(read('The lamps of OFS'), 'the lamp of o f s')
    assert.equal(read('the of', true), '')
  }
})

test('a text with foreign letters is left to others, one with foreign signs is not', () => {
  const read = createVocabulary((word) => word, FOREIGN)
  for (const text of ['naïve', 'lamp 灯', 'é', '𝔸 lamp', 'a\ud835', '\udd38'.padEnd(3, 'é')]) assert.equal(read(text), undefined, text)
  assert.equal(read('a🎉b“c'), 'a b c')
  assert.equal(read('a🎉é'), undefined)
})

test('no two words are taken for one', () => {
  const read = createVocabulary((word) => word, FOREIGN)
  const words = Array.from({ length: 250_000 }, (_, n) => n.toString(36))
  assert.equal(read(words.join(' ')), words.join(' '))
  assert.equal(read(words.slice(0, 1000).join('\n')), words.slice(0, 1000).join(' '), 'also after some had to be forgotten')
})

test('any ASCII text gives the words that a pattern finds', () => {
  const read = createVocabulary((word) => word, FOREIGN)
  fc.assert(
    fc.property(fc.string({ unit: 'binary-ascii' }), (text) => {
      assert.equal(read(text), (text.toLowerCase().match(/[a-z0-9]+/g) ?? []).join(' '))
    }),
  )
})
