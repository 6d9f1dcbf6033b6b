import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { shorten } from '../../src/doc/shorten.ts'

test('text is shortened after a sentence, else after a word', () => {
  assert.equal(shorten('One is here. Two is there. Three is far away.', 30), 'One is here. Two is there.')
  assert.equal(shorten('It stands in the U.S. market and is sold there.', 34), 'It stands in the U.S. market and…')
  assert.equal(shorten('第一句在这里。第二句在那里。第三句很长很长很长很长很长。', 24), '第一句在这里。第二句在那里。')
  assert.equal(shorten('a sentence that goes on and on', 22), 'a sentence that goes…')
})

test('shortened text is never longer than the room and never ends in half a character', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 400 }), fc.integer({ min: 20, max: 300 }), (words, room) => {
      const short = shorten(words, room)
      assert.ok(short.length <= room)
      assert.ok(short.isWellFormed())
    }),
  )
})
