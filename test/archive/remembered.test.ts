import assert from 'node:assert/strict'
import { test } from 'node:test'
import { remembered } from '../../src/archive/remembered.ts'

const counted = (most: number): { read: (text: string) => { text: string }; made: string[] } => {
  const made: string[] = []
  const read = remembered(most, (text) => {
    made.push(text)
    return { text }
  })
  return { read, made }
}

test('what was made of a text is given again', () => {
  const { read, made } = counted(2)
  const first = read('lamp')
  assert.equal(read('lamp'), first)
  assert.notEqual(read('light'), first)
  assert.deepEqual(made, ['lamp', 'light'])
})

test('no more is kept than of so many texts', () => {
  const { read, made } = counted(2)
  for (const text of ['lamp', 'light', 'candle', 'candle', 'lamp']) read(text)
  assert.deepEqual(made, ['lamp', 'light', 'candle', 'lamp'])
})
