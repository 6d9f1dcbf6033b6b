import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { distance, slipsOf } from '../../src/issue/slips.ts'

test('a slip is a letter put in, left out, changed, or swapped with the next', () => {
  for (const slip of ['lantern', 'lanern', 'lantterns', 'lantirn', 'lanetrn'])
    assert.equal(distance(slip, 'lantern', 2), slip === 'lantern' ? 0 : slip === 'lantterns' ? 2 : 1, slip)
  assert.equal(distance('', 'ab', 2), 2)
})

test('what is further off is not measured', () => {
  assert.equal(distance('lamp', 'harbour', 2), 3)
  assert.equal(distance('lantern', 'pattern', 1), 2)
})

test('it is as far there as back, and within the limit as without', () => {
  const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 7 })
  fc.assert(
    fc.property(word, word, fc.integer({ min: 0, max: 3 }), (one, other, limit) => {
      const far = distance(one, other, 7)
      assert.equal(far, distance(other, one, 7))
      assert.equal(far === 0, one === other)
      assert.equal(distance(one, other, limit), Math.min(far, limit + 1))
    }),
  )
})

test('the longer a word is, the more slips it may have', () => {
  assert.deepEqual(['lamp', 'lamps', 'lanterns'].map(slipsOf), [0, 1, 2])
})
