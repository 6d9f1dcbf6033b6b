import assert from 'node:assert/strict'
import test from 'node:test'
import { openArchive } from '../../src/archive/archive.ts'
import { findTurned, turned } from '../../src/archive/turned.ts'
import { buildNames } from '../../src/issue/names.ts'
import { fakeClock } from '../fakes/clock.ts'
import { issue, item } from './sample.ts'

const tags = (...models: string[]) => ({ companies: [], models, topics: [], people: [] })
const names = buildNames([{ tags: tags('heron-3.5-reed', 'heron-3', 'gadget-3', 'gadget-3.1', 'gadget-3-8b') }])
const found = (text: string): [string, string][] => findTurned(text, names).map(({ name, written }) => [name.key, written])

const spelled = (text: string): string[] => {
  const name = names.lookup(text)
  return name ? turned(name, names) : []
}

test('a name is known with its version at the end, with and without its family', () => {
  for (const written of ['Heron Reed 3.5', 'Reed 3.5', 'reed-3.5', 'heron-reed-v3.5'])
    assert.deepEqual(
      found(`is ${written} out?`).map(([key]) => key),
      ['heron3.5reed'],
      written,
    )
  for (const other of ['Reed 3', 'Reed 3.5.1', 'Reed 3.5%', 'Stork 3.5', 'Gadget 3', 'Heron 3'])
    assert.deepEqual(found(`is ${other} out?`), [], other)
})

test('a name is spelled in the other order', () => {
  assert.deepEqual(spelled('heron 3.5 reed'), ['heron reed 3.5', 'reed 3.5', '3.5 reed'])
  assert.deepEqual(spelled('gadget 3'), [], 'a size is no version, nor what stands at the end')
})

test('whichever order is typed, items with either are found', (t) => {
  const archive = openArchive(':memory:', { clock: fakeClock() })
  t.after(() => archive.close())
  const texts = ['Reed 3.5 sings', '3.5 Reed hums', 'Heron 3.5 Reed whistles', 'Heron Reed 3.5 croaks']
  const more = ['Reed 4.0 sings', 'Gadget 3.5 hums', 'A reed, and 3.5 metres of it']
  archive.put(issue({ tags: tags('heron-3.5-reed'), sections: { twitter: { Birds: [...texts, ...more].map((text) => item(text)) } } }))
  for (const asked of ['reed 3.5', '3.5 reed', 'heron 3.5 reed', 'heron reed 3.5'])
    assert.deepEqual(
      archive
        .search({ text: asked, limit: 4 })
        .map((hit) => hit.item.text)
        .sort(),
      [...texts].sort(),
      asked,
    )
})
