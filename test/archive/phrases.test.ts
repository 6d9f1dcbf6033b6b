import assert from 'node:assert/strict'
import test from 'node:test'
import { briefest } from '../../src/archive/phrases.ts'

test('of runs of words those are left that have no other within', () => {
  const runs = ['gadget 3', 'gadget 3 8b', 'new gadget 3', 'gadget 31', 'lamp', 'lamp', 'lamps'].map((run) => run.split(' '))
  assert.deepEqual(briefest([...runs, []]), [['gadget', '3'], ['gadget', '31'], ['lamp'], ['lamps'], []])
})
