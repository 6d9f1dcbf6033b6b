/** "More" and "longer" look where the answer looked: also in the days when what was asked about was new. */
import assert from 'node:assert/strict'
import test from 'node:test'
import type { Issue } from '../../../src/issue/issue.ts'
import { issue, item } from '../../archive/sample.ts'
import { talk, texts } from '../talk.ts'

const put = (date: string, items: readonly string[], models: string[] = []): Issue =>
  issue({
    id: `${date.slice(2)}-beacon`,
    date,
    tags: { companies: [], models, topics: [], people: [] },
    sections: { discord: { Boats: items.map((text) => item(text)) } },
  })
/** It came out long ago, and is spoken of each day since. */
const OLD = ['Beacon 2 is a lamp for ships.', 'Beacon 2 can be seen from the moon.', 'Captains ordered Beacon 2 by the dozen.']
const ORDERS = Array.from(
  { length: 12 },
  (_, at) => `Order number ${at} for a Beacon 2 came from ${'abcdefghijkl'[at]}${'uvwxyzuvwxyz'[at]}onia.`,
)
const beacon = [
  put('2025-01-08', [...OLD, ...ORDERS], ['beacon-2']),
  ...Array.from({ length: 18 }, (_, day) =>
    put(
      `2026-02-${10 + day}`,
      Array.from({ length: 6 }, (__, at) => `Beacon 2 talk number ${at} of day ${day}, told to members.`),
    ),
  ),
]

test('more', async (t) => {
  const { say, person } = talk(t, undefined, beacon)
  const { id, text } = await say('what is Beacon 2?')
  assert.match(text, /lamp for ships/)
  const shown = [text]
  for (let from: number | undefined = 0; from !== undefined;) {
    const page = await person().more(id, from)
    shown.push(...texts(page))
    from = page.kind === 'items' ? page.next : undefined
  }
  for (const each of [...OLD, ...ORDERS]) assert.ok(shown.join('\n').includes(each), each)
})

test('longer', async (t) => {
  const { say } = talk(t, undefined, beacon)
  await say('what is Beacon 2?')
  const { text } = await say('longer')
  for (const each of OLD) assert.ok(text.includes(each), text)
})
