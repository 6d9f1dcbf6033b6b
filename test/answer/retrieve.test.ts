import assert from 'node:assert/strict'
import test, { type TestContext } from 'node:test'
import { understand } from '../../src/answer/question.ts'
import { type Retrieved, retrieve } from '../../src/answer/retrieve.ts'
import { openArchive } from '../../src/archive/archive.ts'
import { issue, item } from '../archive/sample.ts'
import { fakeClock } from '../fakes/clock.ts'

const NOW = '2026-03-04'

const search = (t: TestContext, days: Readonly<Record<string, readonly string[]>>): ((question: string) => Retrieved) => {
  const archive = openArchive(':memory:', { clock: fakeClock() })
  t.after(() => archive.close())
  for (const [date, texts] of Object.entries(days))
    archive.put(issue({ id: `${date.slice(2)}-x`, date, sections: { twitter: { Things: texts.map((text) => item(text)) } } }))
  return (question) => retrieve(archive, understand({ question, locale: 'en', now: NOW }, 'en'), NOW, 'en', 10)
}
const datesOf = ({ hits }: Retrieved): string[] => hits.map(({ date }) => date)

test('of items that say the same, one is found', (t) => {
  const ask = search(t, {
    '2026-03-01': ['Acme opened the tallest lighthouse of the northern coast on Sunday.'],
    '2026-03-02': ['Acme opened the tallest lighthouse of the northern coast on Sunday!', 'A lighthouse keeper retired.'],
  })
  assert.equal(ask('lighthouse').hits.length, 2)
})

test('the newer comes first, but the oldest where the first mention is asked for', (t) => {
  const ask = search(t, {
    '2025-06-01': ['The comet was seen by a farmer.'],
    '2025-11-02': ['The comet was seen by a pilot.'],
    '2026-03-02': ['The comet was seen by a sailor.'],
  })
  assert.equal(datesOf(ask('comet'))[0], '2026-03-02')
  assert.equal(datesOf(ask('first mention of the comet'))[0], '2025-06-01')
})

test('each time that is compared is looked at', (t) => {
  const week = Array.from({ length: 12 }, (_, at) => `Lamp price number ${at} is ${at * 7} dollars in town ${'abcdefghijkl'[at]}.`)
  const ask = search(t, { '2025-05-05': ['The lamp price is high.'], '2026-03-02': week })
  assert.equal(datesOf(ask('lamp price')).includes('2025-05-05'), false)
  assert.ok(datesOf(ask('lamp price in May 2025 vs now')).indexOf('2025-05-05') < 3)
})

test('days in which nothing is found are given up', (t) => {
  const ask = search(t, { '2026-02-20': ['A heron stood there.'] })
  assert.deepEqual(datesOf(ask('heron yesterday')), ['2026-02-20'])
})

test('a story is told from its beginning on, a long time asked for as well', (t) => {
  const days = Array.from({ length: 24 }, (_, at) => `${2024 + Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}-15`)
  const crowd = Array.from({ length: 12 }, (_, at) => `The comet stood above town ${'abcdefghijkl'[at]} and ${at * 7} people looked.`)
  const ask = search(t, {
    ...Object.fromEntries(
      days.map((date, at) => [date, [`The comet of season ${at}: ${'abcdefghijklmnopqrstuvwxyz'[at]} observers wrote about it.`]]),
    ),
    '2026-03-02': crowd,
  })
  assert.ok(!datesOf(ask('comet')).includes('2024-01-15'))
  for (const question of ['history of the comet', 'comet since 2024', 'what happened with the comet between January 2024 and March 2026']) {
    const dates = datesOf(ask(question))
    assert.ok(dates.includes('2024-01-15'), `${question}: ${dates.join()}`)
    assert.ok(new Set(dates.map((date) => date.slice(0, 7))).size >= 5, `${question}: ${dates.join()}`)
  }
})

test('what is new is what the recaps say of a thing, and not in passing, however much the channels talk', (t) => {
  const archive = openArchive(':memory:', { clock: fakeClock() })
  t.after(() => archive.close())
  const talk = Array.from({ length: 80 }, (_, at) =>
    item(`Comet comet comet, said guest ${at * 7} of table ${String.fromCodePoint(97 + (at % 26))}${at}.`),
  )
  const told = [
    item('Seven towns made plans for spring.\nA comet flag, comet bread and a comet song for the comet.'),
    item('The comet will be seen again in May.'),
  ]
  archive.put(issue({ id: '26-03-03-x', date: '2026-03-03', sections: { twitter: { Things: told }, 'discord-detail': { Inn: talk } } }))
  const { hits } = retrieve(archive, understand({ question: 'what is new with the comet?', locale: 'en', now: NOW }, 'en'), NOW, 'en', 10)
  assert.equal(hits[0]?.item.text, 'The comet will be seen again in May.')
  assert.ok(hits.some(({ item: { text } }) => text.startsWith('Seven towns')))
})

test('of a thing that nobody speaks of any more, what was said last is new', (t) => {
  const often = 'The comet is a comet like any comet: an old comet.'
  const ask = search(t, {
    '2025-05-05': [often],
    '2025-05-25': ['The comet left.'],
    '2025-05-26': ['Two farmers bought a comet of glass in the town.'],
  })
  assert.deepEqual(datesOf(ask('what is new with the comet?')), ['2025-05-26', '2025-05-25', '2025-05-05'])
})
