import assert from 'node:assert/strict'
import test from 'node:test'
import { openArchive } from '../../src/archive/archive.ts'
import { fakeClock } from '../fakes/clock.ts'
import { issue, item } from './sample.ts'

const many = (text: string, times: number) => Array.from({ length: times }, (_, at) => item(`${text} on day ${at + 100}`))

const filled = () => {
  const archive = openArchive(':memory:', { clock: fakeClock() })
  archive.put(
    issue({
      tags: { companies: ['lanternica'], models: ['kingfisher-2.5'], topics: [], people: [] },
      sections: {
        twitter: {
          Lamps: [...many('Lanternica shines', 5), ...many('Lanternics', 3), ...many('Kingfisher 2.5 dives', 4), item('A rare glowworm')],
          Birds: [...many('A pelican flies', 320), item('A pelicen flies')],
        },
      },
    }),
  )
  const asked = (text: string) =>
    archive.find({ text, limit: 3 }).terms.map(({ word, meant }) => (meant === undefined ? word : `${word} = ${meant}`))
  const first = (text: string) => archive.search({ text, limit: 1 })[0]?.item.text
  return { archive, asked, first }
}

test('a word that no item has is read as the nearest that they have, and the result says so', (t) => {
  const { archive, asked, first } = filled()
  t.after(() => archive.close())
  assert.deepEqual(asked('lanternixa'), ['lanternixa = Lanternica'], 'the nearest, and of these the most frequent')
  assert.match(first('lanternixa') ?? '', /^Lanternica/)
  assert.match(first('lantrenica') ?? '', /^Lanternica/)
  assert.deepEqual(asked('ekingfisher'), ['ekingfisher = Kingfisher'], 'a name, whatever it was made to begin with')
})

test('the number behind a mistyped name stays behind it', (t) => {
  const { archive, asked, first } = filled()
  t.after(() => archive.close())
  assert.deepEqual(asked('kingfsher 2.5'), ['kingfsher = Kingfisher', 'kingfsher 2.5 = Kingfisher 2.5', '2.5'])
  assert.match(first('关于kingfsher 2.5') ?? '', /^Kingfisher 2\.5/)
})

test('a slip that an item has too is corrected where hundreds have what was meant', (t) => {
  const { archive, asked } = filled()
  t.after(() => archive.close())
  assert.deepEqual(asked('pelicen'), ['pelicen = pelican'])
  assert.ok(
    archive.search({ text: 'pelicen', limit: 400 }).some((hit) => hit.item.text === 'A pelicen flies'),
    'and found itself',
  )
})

test('what is known, short, far off, or near only to what is rare stays as it was typed', (t) => {
  const { archive, asked } = filled()
  t.after(() => archive.close())
  for (const word of ['pelican', 'pelicans', 'lanternics', 'dyves', 'divs', 'kngfshr', 'glowwormy', 'pelican2', '鹈鹕飞鸟']) {
    assert.ok(!asked(word).some((each) => each.includes('=')), word)
  }
})
