/** A replayed period for subscriptions of every kind: rhythms, quiet days, names. */
import assert from 'node:assert/strict'
import test from 'node:test'
import { readRhythm } from '../../commands/options.ts'
import { readChoice } from '../../src/cli/subscription-options.ts'
import { body, issue } from '../archive/sample.ts'
import { issueOf } from '../digest/issues.ts'
import { openPeriod, short, textOf } from './period.ts'

const lamps = (title: string, about = title) => issue({ date: '2026-03-02', title, sections: { twitter: body(about) } })
const rivers = issue({ date: '2026-03-03', title: 'Rivers', sections: { twitter: body('Rivers') } })
const hills = issue({ date: '2026-03-04', title: 'Hills', sections: { twitter: body('Hills') } })

test('weekly: one digest on its day with what the week brought, and the next week what came since', async () => {
  const { file, seen } = openPeriod()
  await file('2026-03-03T05:10', lamps('Lamps'))
  await file('2026-03-04T09:00', rivers)
  await file('2026-03-06T12:00', hills)
  const told = await seen({ every: 'friday' }, { to: Date.parse('2026-03-14T00:00Z') })
  assert.deepEqual(
    told.map(short).map((line) => line.slice(0, 18)),
    ['03-06T08:00 post 1', '03-13T08:00 post 2'],
  )
  const [first = '', second = ''] = told.map(textOf)
  assert.match(first, /Rivers[^]*Lamps/)
  assert.doesNotMatch(first, /Hills/)
  assert.match(second, /Hills/)
  assert.doesNotMatch(second, /Rivers|Lamps/)
})

test('weekly: what is corrected after its week came is edited in that digest', async () => {
  const { file, seen } = openPeriod()
  await file('2026-03-03T05:10', lamps('Lamps'))
  await file('2026-03-04T09:00', rivers)
  await file('2026-03-05T10:00', lamps('Lamps, mended', 'Bulbs'))
  const told = await seen({ every: 'wednesday', hour: '12:00' })
  assert.deepEqual(
    told.map(short).map((line) => line.slice(0, 18)),
    ['03-04T12:00 post 1', '03-05T10:00 edit 1'],
  )
  assert.match(told.map(textOf)[1] ?? '', /Rivers[^]*Lamps, mended/)
})

test('as it arrives: at the look that finds it, inside the window; later ones when it opens; corrections whenever they come', async () => {
  const { file, seen } = openPeriod()
  await file('2026-03-03T09:10', lamps('Lamps'))
  await file('2026-03-03T23:40', rivers)
  await file('2026-03-04T02:05', lamps('Lamps, mended', 'Bulbs'))
  await file('2026-03-04T22:00', hills)
  const arrival = { every: 'arrival', hour: '07:30', until: '22:00' } as const
  assert.deepEqual((await seen(arrival)).map(short), [
    '03-03T09:15 post 1 Lamps, mended',
    '03-04T02:15 edit 1 Lamps, mended',
    '03-04T07:30 post 2 Rivers',
    '03-05T07:30 post 3 Hills',
  ])
  const berlin = (await seen({ ...arrival, zone: 'Europe/Berlin', until: '23:30' })).map(short)
  assert.deepEqual(berlin.slice(2), ['03-04T06:30 post 2 Rivers', '03-04T22:00 post 3 Hills'])
  const always = (await seen({ every: 'arrival' })).map(short)
  assert.deepEqual(always.slice(1, 2), ['03-03T23:45 post 2 Rivers'])
})

test('a quiet day brings as much as any other, one line, or nothing', async () => {
  const { file, seen } = openPeriod()
  await file('2026-03-03T05:00', issueOf('2026-03-02', { twitter: ['Llamas swim.'] }, { quiet: true, title: 'Not much' }))
  await file('2026-03-04T05:00', issueOf('2026-03-03', { twitter: ['Otters fly.'] }, { title: 'Otters' }))
  const [usual, line, skip] = [await seen(), await seen({ quiet: 'line' }), await seen({ quiet: 'skip' })]
  assert.match(usual.map(textOf).join(), /Llamas swim[^]*Otters fly/)
  assert.deepEqual(line.map(short), ['03-03T08:00 post 1 A quiet day. Not much · March 2, 2026', '03-04T08:00 post 2 Otters'])
  assert.doesNotMatch(line.map(textOf).join(), /Llamas swim/)
  assert.deepEqual(skip.map(short), ['03-04T08:00 post 1 Otters'])
})

test('names: only the days and items that mention one, with the quiet choice for the others', async () => {
  const { file, seen } = openPeriod()
  await file('2026-03-03T05:00', issueOf('2026-03-02', { twitter: ['Llama 3.1 swims.'] }, { title: 'Newer' }))
  await file('2026-03-04T05:00', issueOf('2026-03-03', { twitter: ['Llama 3 swims.', 'Otters fly.'] }, { title: 'Older' }))
  const told = await seen({ about: ['Llama 3'] })
  assert.deepEqual(told.map(short), ['03-04T08:00 post 1 Older'])
  assert.match(told.map(textOf).join(), /Llama 3 swims/)
  assert.doesNotMatch(told.map(textOf).join(), /Otters/)
  assert.deepEqual((await seen({ about: ['Llama 3'], quiet: 'line' })).map(short), [
    '03-03T08:00 post 1 Nothing about Llama 3. Newer · March 2, 2026',
    '03-04T08:00 post 2 Older',
  ])
  assert.deepEqual((await seen({ about: ['Llama 3'], every: 'thursday' })).map(short).length, 1)
})

test('weekly: the day is the same as in a chat', () => {
  const { every } = readChoice({ every: 'weekly' }, { platform: 'telegram', chat: '1' }, { zone: 'UTC', locale: 'en' })
  assert.equal(every, readRhythm('weekly', 'en'))
})
