import assert from 'node:assert/strict'
import test from 'node:test'
import { asksMaker, asksWhenOut, maker, out } from '../../src/answer/event.ts'

test('that it is asked when something came out is read in six languages', () => {
  for (const [question, english] of [
    ['when was Glimmer 3 released', 'when was Glimmer 3 released'],
    ['Glimmer 3 release date', 'Glimmer 3 release date'],
    ['Glimmer 3 是什么时候发布的', 'Glimmer 3 released'],
    ['wann wurde Glimmer 3 angekündigt', 'Glimmer 3 announced'],
  ] as const)
    assert.equal(asksWhenOut(question, english), true, question)
  assert.equal(asksWhenOut('when did Acme buy Lumen', 'when did Acme buy Lumen'), false)
  assert.equal(asksWhenOut('how was Glimmer 3 released', 'how was Glimmer 3 released'), false)
})

test('a report has the verb beside the name, and is of this, now', () => {
  const strength = out('Glimmer 3').strength ?? (() => 0)
  for (const sentence of [
    'Acme released Glimmer 3 today.',
    'Introducing the new Glimmer 3 lamp.',
    'Glimmer 3 is now out.',
    'Glimmer 3 (a lamp) has been released.',
  ])
    assert.equal(strength(sentence), 2, sentence)
  for (const sentence of ['Acme launches a fan for Glimmer 3.', 'Beta launches Glimmer-3-Lite.'])
    assert.equal(strength(sentence), 1, sentence)
  for (const sentence of [
    'Glimmer 3 will be released in May.',
    'Rumors say that Glimmer 3 is out.',
    'It shines brighter since Glimmer 3 was released.',
    'Glimmer 3 is bright.',
  ])
    assert.equal(strength(sentence), 0, sentence)
})

test('a mention of a release answers only where the name is not known', () => {
  assert.equal(out('Glimmer 3').in('Acme should make a better Glimmer 3 release.'), false)
  assert.equal(out('Glimmer 3').in('Acme released Glimmer 3.'), true)
  assert.equal(out().in('Acme released the lamp.'), true)
})

test('who made something is said actively, passively, and by an apostrophe', () => {
  assert.equal(asksMaker('who created Glimmer?'), true)
  assert.equal(asksMaker('who is behind Glimmer'), true)
  assert.equal(asksMaker('did Acme release Glimmer'), true)
  assert.equal(asksMaker('who likes Glimmer'), false)
  assert.equal(asksMaker('did Acme like Glimmer'), false)
  const want = maker('Glimmer')
  for (const sentence of ['Acme created Glimmer.', 'Glimmer, a lamp made by Acme, is lit.', "Acme's Glimmer is lit."])
    assert.equal(want.in(sentence), true, sentence)
  assert.equal(want.in('Glimmer is lit.'), false)
  assert.equal(maker().in('Acme created Glimmer.'), false)
})
