import assert from 'node:assert/strict'
import test from 'node:test'
import { sentences, splitComplete } from '../../src/answer/sentences.ts'

test('sentences end at full stops that end sentences', () => {
  assert.deepEqual(sentences('Glimmer 3.5 is out. It costs $2.40 a month, e.g. for students! Is it good? Yes.'), [
    'Glimmer 3.5 is out.',
    'It costs $2.40 a month, e.g. for students!',
    'Is it good?',
    'Yes.',
  ])
  assert.deepEqual(sentences('灯亮了。很好！对吗？对'), ['灯亮了。', '很好！', '对吗？', '对'])
  assert.deepEqual(sentences('Which one fits? (Score: 5): the small one. 哪个？（得分：5）：小的。'), [
    'Which one fits? (Score: 5): the small one.',
    '哪个？（得分：5）：小的。',
  ])
  assert.deepEqual(sentences('A title\n- one\n- two'), ['A title', '- one', '- two'])
  assert.deepEqual(sentences('  '), [])
})

test('while a text grows, only what surely ended is given out', () => {
  assert.deepEqual(splitComplete('One lamp [1]. Two'), { complete: ['One lamp [1].'], rest: ' Two' })
  assert.deepEqual(splitComplete('One lamp.'), { complete: [], rest: 'One lamp.' }, 'a citation may still follow')
  assert.deepEqual(splitComplete('One lamp. [1] Two'), { complete: ['One lamp. [1]'], rest: ' Two' })
  assert.deepEqual(splitComplete('It costs 2.'), { complete: [], rest: 'It costs 2.' }, 'the figure may go on')
  assert.deepEqual(splitComplete('灯亮了 [1]。很好'), { complete: ['灯亮了 [1]。'], rest: '很好' })
})

test('cut anywhere, the pieces give the same sentences as the whole', () => {
  const text = 'One lamp is on [1]. Two lamps cost $2.50 each. [2] Three, e.g. red ones, are off [1][2]. Four!'
  const whole = splitComplete(text)
  for (let cut = 0; cut <= text.length; cut++) {
    const first = splitComplete(text.slice(0, cut))
    const second = splitComplete(first.rest + text.slice(cut))
    assert.deepEqual([...first.complete, ...second.complete], whole.complete, text.slice(0, cut))
  }
})
