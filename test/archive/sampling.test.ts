import assert from 'node:assert/strict'
import test from 'node:test'
import { openArchive } from '../../src/archive/archive.ts'
import { best, bestOfParts, merged, partsOf } from '../../src/archive/sampling.ts'
import { fakeClock } from '../fakes/clock.ts'
import { issue, item } from './sample.ts'

const same = (): number => 1
const earliest = (found: readonly string[]): string | undefined => [...found].sort()[0]

test('the parts of a span follow each other and leave nothing out', () => {
  for (const [from, to] of [
    [0, 79],
    [5, 104],
    [7, 9],
  ] as const) {
    const rows = partsOf(from, to).flatMap(([first, last]) => Array.from({ length: last - first + 1 }, (_, at) => first + at))
    assert.deepEqual(
      rows,
      Array.from({ length: to - from + 1 }, (_, at) => from + at),
    )
  }
})

test('lists are merged, newest first, and their weights added', () => {
  assert.deepEqual(
    merged([
      { rows: [9, 4, 1], weight: 1 },
      { rows: [], weight: 8 },
      { rows: [10, 4], weight: 2 },
    ]),
    {
      rows: [10, 9, 4, 1],
      weights: [2, 1, 3, 1],
    },
  )
  assert.deepEqual(merged([]), { rows: [], weights: [] })
})

test('the best come first, and of those that weigh the same the newest', () => {
  const weighted = { rows: [4, 3, 2, 1], weights: [1, 2, 5, 2] }
  assert.deepEqual(best(weighted, same, 3), [2, 3, 1])
  assert.deepEqual(
    best(weighted, (row) => (row === 4 ? 9 : 1), 1),
    [4],
  )
  assert.deepEqual(best({ rows: [2, 1], weights: [0, 1] }, same, 2), [1], 'none without weight')
})

test('of each part as many are taken, however little its rows weigh', () => {
  const rows = Array.from({ length: 80 }, (_, at) => 79 - at)
  const taken = bestOfParts({ rows, weights: rows.map((row) => (row < 70 ? 1 : 100)) }, same, 16)
  assert.equal(taken.length, 16)
  for (let part = 0; part < 8; part++) assert.equal(taken.filter((row) => Math.floor(row / 10) === part).length, 2)
  assert.deepEqual(bestOfParts({ rows: [], weights: [] }, same, 16), [])
})

test('of a word that very many items have, those of all days are found, and the oldest first where they are asked for', (t) => {
  const archive = openArchive(':memory:', { clock: fakeClock() })
  t.after(() => archive.close())
  const months = Array.from({ length: 20 }, (_, at) => `${2024 + Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}-15`)
  archive.transaction(() => {
    for (const date of months) {
      const texts = Array.from({ length: 120 }, (_, at) => `The lantern shone over pier ${at} in ${date.slice(0, 7)}.`)
      if (date === months[2]) texts.push('A rusty lantern shone.')
      archive.put(issue({ date, sections: { twitter: { [`Harbour ${date}`]: texts.map((text) => item(text)) } } }))
    }
  })
  const dates = (text: string, sample: 'newest' | 'spread' | 'oldest'): string[] =>
    archive.search({ text, sample, limit: 200 }).map(({ date }) => date)
  assert.ok(String(earliest(dates('lantern', 'newest'))) > '2024-08')
  const spread = new Set(dates('lantern', 'spread'))
  assert.ok(spread.has('2024-01-15') && spread.size >= 8, [...spread].join())
  assert.ok(new Set(dates('lantern shone', 'spread')).has('2024-01-15'))
  assert.deepEqual([...new Set(dates('lantern', 'oldest'))], ['2024-01-15'])
  assert.equal(dates('rusty lantern', 'oldest')[0], '2024-03-15')
  // None has both: those with the weightier word.
  assert.equal(earliest(dates('rusty quay', 'oldest')), '2024-03-15')
  assert.deepEqual(dates('nowhere', 'oldest'), [])
})

test('of many words the oldest need have only the five that tell most', (t) => {
  const archive = openArchive(':memory:', { clock: fakeClock() })
  t.after(() => archive.close())
  const put = (date: string, ...texts: readonly string[]): void =>
    void archive.put(issue({ date, sections: { twitter: { [`Of ${date}`]: texts.map((text) => item(text)) } } }))
  put('2025-01-01', 'Heron, coast, rudder, anchor, beacon.')
  put('2025-02-01', 'Heron, coast, rudder, anchor, beacon, and a boat in the water.')
  put('2025-03-01', 'A boat in the water.', 'Another boat in deep water.')
  const [first] = archive
    .search({ text: 'beacon boat heron water coast anchor rudder', sample: 'oldest', limit: 9 })
    .map(({ date }) => date)
    .sort()
  assert.equal(first, '2025-01-01')
})

test('the oldest that have a name as it was typed come before older ones with its words apart, or with another name', (t) => {
  const archive = openArchive(':memory:', { clock: fakeClock() })
  t.after(() => archive.close())
  const days: readonly [string, string][] = [
    ['2025-01-01', 'HC: heavy clouds'],
    ['2025-02-01', 'A heron sat on the coast'],
    ['2025-03-01', 'Heron Coast (HC) opens'],
    ['2025-04-01', 'Heron Coast (HC) grows'],
    ['2025-05-01', 'HC closes'],
  ]
  for (const [date, text] of days)
    archive.put(
      issue({
        date,
        tags: { companies: ['heron-coast'], models: [], topics: [], people: [] },
        sections: { twitter: { [`Of ${date}`]: [item(text)] } },
      }),
    )
  const dates = (text: string): string[] => archive.search({ text, sample: 'oldest', limit: 9 }).map(({ date }) => date)
  assert.deepEqual(dates('of Heron Coast').sort(), ['2025-03-01', '2025-04-01'])
  assert.equal(dates('coast heron').sort()[0], '2025-02-01')
})
