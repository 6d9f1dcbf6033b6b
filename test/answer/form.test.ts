import assert from 'node:assert/strict'
import test from 'node:test'
import { isClosed, isOne } from '../../src/answer/form.ts'

test('who asks for one thing by all of its words is told from who asks what there is', () => {
  for (const question of [
    'Did Acme buy Lumen?',
    'who made the Glimmer lamp',
    'When was Glimmer released?',
    'what is the capital of Lumenia',
    'how tall is the lighthouse',
    'how do I knit a scarf',
    'why did Ann leave Acme',
  ])
    assert.equal(isClosed(question), true, question)
  for (const question of [
    'any news on Glimmer',
    'Glimmer price',
    'did anyone buy the lamp',
    'why do people like Glimmer',
    'what is new at the fair',
    'when was Glimmer released and who made it',
  ])
    assert.equal(isClosed(question), false, question)
})

test('a second question within one is seen', () => {
  assert.equal(isOne('when did the lamp come out'), true)
  assert.equal(isOne('when did the lamp come out and when was it banned'), false)
})
