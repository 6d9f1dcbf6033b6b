import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { openArchive } from '../../src/archive/archive.ts'
import type { SearchQuery } from '../../src/archive/search.ts'
import type { Issue } from '../../src/issue/issue.ts'
import { fakeClock } from '../fakes/clock.ts'
import { body, issue, item } from './sample.ts'

const filled = (...issues: Issue[]) => {
  const archive = openArchive(':memory:', { clock: fakeClock() })
  for (const each of issues) archive.put(each)
  const find = (text: string, query: Partial<SearchQuery> = {}): string[] =>
    archive.search({ text, limit: 10, ...query }).map((hit) => hit.item.text)
  return { archive, find }
}
const tweets = (...texts: string[]): Issue => issue({ sections: { twitter: { Lamps: texts.map((text) => item(text)) } } })

test('finds an item with all that is needed to cite it', (t) => {
  const { archive } = filled(issue({ sections: { reddit: { Rivers: [item('The Danube is blue', 'https://example.com/danube')] } } }))
  t.after(() => archive.close())
  const [hit] = archive.search({ text: 'danube', limit: 1 })
  assert.deepEqual(
    { ...hit, score: 1 },
    {
      uid: '26-03-02-a-day',
      issue: '26-03-02-a-day',
      issueUrl: 'https://example.com/issues/26-03-02-a-day/',
      title: 'A day',
      edition: 'en',
      date: '2026-03-02',
      kind: 'reddit',
      topic: 'Rivers',
      item: item('The Danube is blue', 'https://example.com/danube'),
      score: 1,
      coverage: 1,
      words: ['the', 'danub', 'is', 'blue'],
    },
  )
})

test('items with all words come before items with some, and rare words count more', (t) => {
  const { archive, find } = filled(
    tweets('Glimmer is out', 'The Glimmer lamp shines', 'One lamp shines', 'A lamp here', 'A lamp there', 'No lamp'),
  )
  t.after(() => archive.close())
  assert.deepEqual(find('the glimmer lamp?').slice(0, 2), ['The Glimmer lamp shines', 'Glimmer is out'])
})

test('names are found under their spellings, joined or apart', (t) => {
  const { archive, find } = filled(tweets('GadgetCoder-3 writes code', 'The quiet Story Bench was run'))
  t.after(() => archive.close())
  for (const spelling of ['gadgetcoder3', 'gadget coder 3', 'GadgetCoder 3'])
    assert.equal(find(spelling)[0], 'GadgetCoder-3 writes code', spelling)
  assert.equal(find('storybench')[0], 'The quiet Story Bench was run')
})

test('short forms find the long ones', (t) => {
  const { archive, find } = filled({
    ...tweets('Heronworks doubled the context of its model', 'A lamp', 'GH3 draws', 'Grand Heron 3 paints'),
    tags: { companies: ['heronworks'], models: ['grand-heron-3'], topics: [], people: [] },
  })
  t.after(() => archive.close())
  assert.deepEqual(find('hrnw ctx'), ['Heronworks doubled the context of its model'])
  for (const text of ['gh3', 'grand heron 3', 'grand-heron-3'])
    assert.deepEqual(find(text).sort(), ['GH3 draws', 'Grand Heron 3 paints'], text)
})

test('gigs are gigabytes', (t) => {
  const { archive, find } = filled(tweets('A laptop with 96GB', 'A laptop with 64GB'))
  t.after(() => archive.close())
  assert.equal(find('laptop 96gig')[0], 'A laptop with 96GB')
})

test('Chinese words of two characters are found within a sentence', (t) => {
  const { archive, find } = filled(issue({ edition: 'zh', sections: { twitter: { 芯: [item('新的推理芯片发布了'), item('天气很好')] } } }))
  t.after(() => archive.close())
  assert.deepEqual(find('芯片'), ['新的推理芯片发布了'])
  assert.deepEqual(find('芯片多少钱'), ['新的推理芯片发布了'])
})

test('the section, the days and the edition bound what is found', (t) => {
  const { archive, find } = filled(
    issue({ date: '2026-03-02', sections: { reddit: { Lamps: [item('Lamp on reddit')] }, twitter: { Lamps: [item('Lamp on twitter')] } } }),
    issue({ date: '2026-03-05', sections: { 'discord-detail': { Lamps: [item('Lamp in a channel')] } } }),
    issue({ date: '2026-03-05', edition: 'zh', sections: { twitter: { 灯: [item('Lamp 灯')] } } }),
  )
  t.after(() => archive.close())
  assert.deepEqual(find('lamp', { kinds: ['reddit'] }), ['Lamp on reddit'])
  assert.deepEqual(find('lamp', { kinds: ['discord', 'discord-detail'] }), ['Lamp in a channel'])
  assert.deepEqual(find('lamp', { until: '2026-03-04' }).sort(), ['Lamp on reddit', 'Lamp on twitter'])
  assert.deepEqual(find('lamp', { since: '2026-03-03' }).sort(), ['Lamp in a channel', 'Lamp 灯'].sort())
  assert.deepEqual(find('lamp', { edition: 'zh' }), ['Lamp 灯'])
  assert.equal(find('lamp', { limit: 2 }).length, 2)
})

test('what is recent comes first where that is wished for', (t) => {
  const days = ['2026-01-10', '2026-02-20', '2026-02-28']
  const { archive } = filled(...days.map((date) => issue({ date, sections: { twitter: { [`Of ${date}`]: [item('The lamp is lit')] } } })))
  t.after(() => archive.close())
  const dates = archive.search({ text: 'lamp', recent: '2026-03-01', limit: 3 }).map(({ date }) => date)
  assert.deepEqual(dates, days.toReversed())
})

test('says how much of a question an item covers', (t) => {
  const { archive } = filled(
    tweets('The Glimmer lamp', 'Another lamp'),
    issue({ date: '2026-03-03', sections: { twitter: body('Rivers') } }),
  )
  t.after(() => archive.close())
  const { hits, terms } = archive.find({ text: 'glimmer lamp warranty', limit: 2 })
  assert.deepEqual(
    terms.map(({ word }) => word),
    ['glimmer', 'lamp', 'warranty'],
  )
  assert.ok((hits[0]?.coverage ?? 0) > (hits[1]?.coverage ?? 1))
  assert.ok((hits[0]?.coverage ?? 1) < 1)
})

test('whatever is typed is text, never the syntax of the index', (t) => {
  const { archive } = filled(tweets('A "quoted" lamp AND more (or less) NEAR* here^'))
  t.after(() => archive.close())
  for (const text of [
    '"',
    'lamp"',
    'AND',
    'lamp AND',
    'NEAR(lamp)',
    'heading: lamp',
    '(',
    '*',
    'lamp*',
    '^lamp',
    '-lamp',
    '',
    '   ',
    '\u0000',
    '🙂',
  ])
    assert.doesNotThrow(() => archive.search({ text, limit: 3 }), JSON.stringify(text))
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void archive.search({ text, limit: 3 })))
})
