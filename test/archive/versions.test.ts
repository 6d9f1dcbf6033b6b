import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { openArchive } from '../../src/archive/archive.ts'
import { tokens } from '../../src/archive/text.ts'
import { createFinder, lineOf } from '../../src/archive/versions.ts'
import { fakeClock } from '../fakes/clock.ts'
import { issue, item } from './sample.ts'

test('a line knows which of its words go on with a number', () => {
  const { words, goesOn } = lineOf('Gadget 3.1.4 and gadget3. 1 lamp')
  assert.deepEqual(words, ['gadget', '3', '1', '4', 'and', 'gadget', '3', '1', 'lamp'])
  assert.deepEqual([...goesOn], [2, 3])
})

test('a line has the words that the index has', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom('1', '.', '4o', 'lamp', ' ', '灯', '½', 'é'), { maxLength: 12 }), (pieces) => {
      const text = pieces.join('')
      assert.deepEqual(lineOf(text).words, tokens(text))
    }),
  )
})

const stands = (text: string, phrase: readonly string[]): boolean => {
  const line = lineOf(text)
  return createFinder([{ alternatives: [phrase] }])(line).flat().length > 0
}

test('a name does not stand where another version begins as it does', () => {
  const gadget = ['gadget', '3']
  for (const text of ['Gadget 3', 'gadget-3-8b', 'Gadget 3 Instruct', 'Gadget 3, 1 lamp', 'Gadget 3.1 and Gadget 3.'])
    assert.ok(stands(text, gadget), text)
  for (const text of ['Gadget 3.1', 'gadget3.1-8b', 'Gadget 3o', 'Gadget 31']) assert.ok(!stands(text, gadget), text)
  assert.ok(stands('Gadget 3.1', ['gadget', '3', '1']))
  assert.ok(stands('3.1 is out', ['3']), 'a number alone is no version of anything')
})

test('a nought at the end makes no other version', (t) => {
  for (const text of ['Gadget 3.0', 'gadget 3.0.0 is out']) assert.ok(stands(text, ['gadget', '3']), text)
  for (const text of ['Gadget 3.0.1', 'Gadget 3.01']) assert.ok(!stands(text, ['gadget', '3']), text)
  assert.ok(!stands('Gadget 7.3 lamps', ['3', 'lamp']), 'nor does a version begin within another')
  const archive = openArchive(':memory:', { clock: fakeClock() })
  t.after(() => archive.close())
  const texts = ['Gadget 0.54.0 is out', 'Gadget v0.54 has a bug', 'Gadget 0.54.1 mends it', 'Gadget 0.5 is old']
  archive.put(issue({ sections: { twitter: { Gadgets: texts.map((text) => item(text)) } } }))
  for (const asked of ['gadget 0.54', 'gadget v0.54.0', 'gadget 0.54.0'])
    assert.deepEqual(
      archive
        .search({ text: asked, limit: 2 })
        .map((hit) => hit.item.text)
        .sort(),
      texts.slice(0, 2),
      asked,
    )
})

for (const spelling of ['Gadget 3.1', 'GADGETS-3.1', 'gadget3.1-8b'])
  test(`what is asked of a version is not answered with more and newer items on the next: ${spelling}`, (t) => {
    const archive = openArchive(':memory:', { clock: fakeClock() })
    t.after(() => archive.close())
    const next = Array.from({ length: 60 }, (_, at) => item(`${spelling} does thing number ${at + 100}`))
    archive.put(issue({ date: '2026-03-02', sections: { twitter: { Old: [item('Gadget 3 does a thing'), item('Gadget-3-8B too')] } } }))
    archive.put(issue({ date: '2026-03-20', sections: { twitter: { New: [...next, item(`${spelling} is better than Gadget 3`)] } } }))
    const found = (text: string) => archive.search({ text, limit: 3, recent: '2026-03-21' }).map((hit) => hit.item.text)
    const right = ['Gadget 3 does a thing', `${spelling} is better than Gadget 3`, 'Gadget-3-8B too'].sort()
    assert.deepEqual(found('gadget 3').sort(), right)
    assert.deepEqual(found('gadget3').sort(), right)
    for (const text of found('gadget 3.1')) assert.match(text, /3\.1/)
  })
