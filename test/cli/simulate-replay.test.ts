import assert from 'node:assert/strict'
import test from 'node:test'
import type { Replay } from '../../src/cli/simulate-replay.ts'
import { body, issue } from '../archive/sample.ts'
import { HOUR, openPeriod, short } from './period.ts'

const onePartABlock: Replay['render'] = ({ children }) => children.map((block) => ({ block }))

test('an issue comes at the hour after it was filed, and its correction when that was filed', async () => {
  const { file, seen } = openPeriod()
  await file('2026-03-03T05:10', issue({ date: '2026-03-02', title: 'Lamps', sections: { twitter: body('Lamps') } }))
  await file('2026-03-04T09:00', issue({ date: '2026-03-03', title: 'Rivers', sections: { twitter: body('Rivers') } }))
  await file('2026-03-05T12:20', issue({ date: '2026-03-02', title: 'Lamps, mended', sections: { twitter: body('Bulbs') } }))
  const told = await seen()
  assert.deepEqual(told.map(short), ['03-03T08:00 post 1 Lamps, mended', '03-05T08:00 post 2 Rivers', '03-05T12:30 edit 1 Lamps, mended'])
  assert.doesNotMatch(String(told[0]?.payload['text']), /pdated/)
  assert.match(String(told[2]?.payload['text']), /pdated/)
})

const edition = (name: string, title: string) => issue({ date: '2026-03-02', edition: name, title, sections: { twitter: body('Lamps') } })

test('the correction of an edition is seen by who reads that one', async () => {
  const { file, seen } = openPeriod()
  await file('2026-03-03T05:10', edition('en', 'Lamps'))
  await file('2026-03-03T05:20', edition('zh', 'Deng'))
  await file('2026-03-05T12:20', edition('zh', 'Deng, mended'))
  assert.deepEqual((await seen({ locale: 'zh' })).map(short), ['03-03T08:00 post 1 Deng, mended', '03-05T12:30 edit 1 Deng, mended'])
  assert.deepEqual((await seen({ locale: 'en' })).map(short), ['03-03T08:00 post 1 Lamps'])
})

test('what was imported long after its day came at the hour given', async () => {
  const { file, seen } = openPeriod()
  for (const date of ['2026-03-02', '2026-03-03', '2026-03-04'])
    await file('2026-03-06T12:00', issue({ date, title: date, sections: { twitter: body(date) } }))
  assert.deepEqual((await seen({}, { came: 33 * HOUR })).map(short), [
    '03-04T08:00 post 1 2026-03-02',
    '03-05T08:00 post 2 2026-03-03',
    // Filed within days of its own.
    '03-07T08:00 post 3 2026-03-04',
  ])
})

test('an issue from before the period is the first that a new subscriber gets; one that comes after it is not there', async () => {
  const { file, seen } = openPeriod()
  await file('2026-03-20T12:00', issue({ date: '2026-02-27', title: 'Before', sections: { twitter: body('Lamps') } }))
  await file('2026-03-20T12:00', issue({ date: '2026-03-08', title: 'After', sections: { twitter: body('Rivers') } }))
  assert.deepEqual((await seen()).map(short), ['03-02T08:00 post 1 Before'])
})

test('a long digest comes in parts, each with its number; the same again is the same', async () => {
  const { file, seen } = openPeriod()
  await file('2026-03-03T05:10', issue({ date: '2026-03-02', sections: { twitter: body('Lamps') } }))
  const told = await seen({}, { render: onePartABlock })
  assert.ok(told.length > 2)
  assert.deepEqual(
    told.map(({ part, of }) => [part, of]),
    told.map((_, index) => [index + 1, told.length]),
  )
  assert.deepEqual(await seen({}, { render: onePartABlock }), told)
})
