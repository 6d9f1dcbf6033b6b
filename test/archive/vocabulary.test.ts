import assert from 'node:assert/strict'
import test from 'node:test'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import fc from 'fast-check'
import { createVocabulary } from '../../src/archive/vocabulary.ts'

const FOREIGN = /[^\0-\x7f“”→\u{1f300}-\u{1faff}]/u

const pieces = (text: string): string[] => [text]

test('a text is cut at its words, each small, and what stands for a word is made once', () => {
  const made: string[] = []
  const { join, list } = createVocabulary(
    (word) => {
      made.push(word)
      return `${word}!`
    },
    pieces,
    FOREIGN,
  )
  assert.equal(join('Lamp, lamp-2'), 'lamp! lamp! 2!')
  assert.equal(join('“LAMP” → off 🎉'), 'lamp! off!')
  assert.deepEqual(list('“LAMP” → off, 3 🎉'), ['lamp!', 'off!', '3!'])
  assert.deepEqual(made, ['lamp', '2', 'off', '3'])
  assert.equal(join(' - '), '')
  assert.deepEqual(list(' - '), [])
})

test('what stands for a word may be shorter, longer or another', () => {
  const tokens: Record<string, string> = { lamps: 'lamp', lamp7: 'lamp 7', flies: 'fly', abc: 'a b c' }
  const { join, list } = createVocabulary((word) => tokens[word] ?? word, pieces, FOREIGN)
  const text = 'Lamps lamp7 Flies abc'
  for (const again of [text, `${text} ${text}`]) {
    const expected = again.replaceAll(text, 'lamp lamp 7 fly a b c')
    assert.equal(join(again), expected)
    assert.deepEqual(list(again), expected.split(' '))
  }
  assert.equal(join('abc '.repeat(100_000)), 'a b c '.repeat(100_000).trimEnd(), 'also of a text that is longer than any before')
  assert.equal(list('abc '.repeat(200_000)).length, 600_000)
})

test('common words are left out where tokens are joined', () => {
  const tokens: Record<string, string> = { lamps: 'lamp', ofs: 'o f s' }
  const { join, list } = createVocabulary((word) => tokens[word] ?? word, pieces, FOREIGN, new Set(['of', 'the', 'ofs']))
  for (let round = 0; round < 2; round++) {
    assert.equal(join('The lamps of OFS, of the'), 'lamp')
    assert.deepEqual(list('The lamps of OFS'), ['the', 'lamp', 'of', 'o', 'f', 's'])
    assert.equal(join('the of'), '')
  }
})

test('a text with foreign letters is not joined, one with foreign signs is', () => {
  const { join } = createVocabulary((word) => word, pieces, FOREIGN)
  for (const text of ['naïve', 'lamp 灯', 'é', '𝔸 lamp', 'a\ud835', '\udd38'.padEnd(3, 'é')]) assert.equal(join(text), undefined, text)
  assert.equal(join('a🎉b“c'), 'a b c')
  assert.equal(join('a🎉é'), undefined)
})

test('pieces with foreign letters are listed whole, up to the separators around them', () => {
  const { list } = createVocabulary((word) => word, pieces, FOREIGN)
  assert.deepEqual(list('a naïve lamp, 灯7: 𝔸b🎉é'), ['a', 'naïve', 'lamp', '灯7', '𝔸b', 'é'])
  assert.deepEqual(list('x\ud835𝔸 b'), ['x\ud835𝔸', 'b'], 'half a pair')
  assert.deepEqual(list('a\ud835'), ['a\ud835'])
})

test('after a very long text no more memory is held than before', () => {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  const held = (): number => {
    for (let round = 0; round < 3; round++) collect()
    return process.memoryUsage().arrayBuffers
  }
  const { join, list } = createVocabulary((word) => word, pieces, FOREIGN)
  const before = held()
  for (const read of [join, list]) {
    assert.equal(read('lamp '.repeat(1_000_000))?.length, read === join ? 4_999_999 : 1_000_000)
    assert.ok(held() < before + 2 ** 20)
  }
})

/** As many words, of which a usual hash (FNV-1a) gives all a value that ends in nearly the same bits. */
const alike = (count: number): string[] => {
  const found: string[] = []
  for (let n = 36 ** 4; found.length < count; n++) {
    const word = n.toString(36)
    let hash = 0x811c9dc5
    for (let at = 0; at < word.length; at++) hash = Math.imul(hash ^ word.charCodeAt(at), 0x01000193)
    if ((hash & (2 ** 18 - 1)) < 2000) found.push(word)
  }
  return found
}

/** Microseconds of the processor that a text of these words takes. */
const cpu = (words: readonly string[]): number => {
  const text = words.join(' ')
  const times = [1, 2, 3].map(() => {
    const { join } = createVocabulary((word) => word, pieces, FOREIGN)
    const before = process.cpuUsage()
    assert.equal(join(text), text)
    return process.cpuUsage(before).user
  })
  return Math.min(...times)
}

test('words that were chosen to be alike take no longer than others', () => {
  const plain = Array.from({ length: 20_000 }, (_, n) => (36 ** 4 + n).toString(36))
  assert.ok(cpu(alike(20_000)) < 10 * cpu(plain))
})

test('no two words are taken for one', () => {
  const { join, list } = createVocabulary((word) => word, pieces, FOREIGN)
  const words = Array.from({ length: 250_000 }, (_, n) => n.toString(36))
  assert.equal(join(words.join(' ')), words.join(' '))
  assert.deepEqual(list(words.join(' ')), words)
  assert.equal(join(words.slice(0, 1000).join('\n')), words.slice(0, 1000).join(' '), 'also after some had to be forgotten')
})

test('any ASCII text gives the words that a pattern finds', () => {
  const { join, list } = createVocabulary((word) => word, pieces, FOREIGN)
  fc.assert(
    fc.property(fc.string({ unit: 'binary-ascii' }), (text) => {
      const expected = text.toLowerCase().match(/[a-z0-9]+/g) ?? []
      assert.deepEqual(list(text), [...expected])
      assert.equal(join(text), expected.join(' '))
    }),
  )
})
