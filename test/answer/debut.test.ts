import assert from 'node:assert/strict'
import test, { type TestContext } from 'node:test'
import { comingsOut, introductions } from '../../src/answer/debut.ts'
import { type Archive, openArchive } from '../../src/archive/archive.ts'
import type { Name } from '../../src/issue/names.ts'
import { issue, item } from '../archive/sample.ts'
import { fakeClock } from '../fakes/clock.ts'

const UNTIL = '2026-03-31'

/** Issues by day: what they are tagged with, and their titles. */
const tagged = (t: TestContext, days: Readonly<Record<string, [models: string[], title?: string]>>): { archive: Archive; name: Name } => {
  const archive = openArchive(':memory:', { clock: fakeClock() })
  t.after(() => archive.close())
  for (const [date, [models, title = 'A day']] of Object.entries(days))
    archive.put(
      issue({
        id: `${date.slice(2)}-x`,
        date,
        title,
        tags: { companies: [], models, topics: [], people: [] },
        sections: { twitter: { Things: [item(`Of ${date}.`)] } },
      }),
    )
  const [found] = archive.names().find('Glimmer 3')
  assert.ok(found)
  return { archive, name: found.name }
}

test('something came out around its first tag, its first title, or the first days full of it', (t) => {
  const { archive, name } = tagged(t, {
    '2025-01-10': [['glimmer-3']],
    '2025-06-20': [['glimmer-30'], 'Glimmer 30'],
    '2025-09-01': [['glimmer-3-large'], 'Glimmer 3 is here'],
    '2025-09-02': [['glimmer-3']],
    '2025-09-04': [['glimmer-3']],
  })
  assert.deepEqual(comingsOut(archive, name, UNTIL), [
    { since: '2024-12-31', until: '2025-01-10' },
    { since: '2025-08-29', until: '2025-09-01' },
    { since: '2025-09-02', until: '2025-09-03' },
  ])
  assert.deepEqual(comingsOut(archive, name, '2025-05-01').length, 2)
  assert.deepEqual(comingsOut(archive, name, '2024-01-01'), [])
})

test('a name is explained when it is new; one without tags, in any of the older days', (t) => {
  const { archive, name } = tagged(t, { '2025-03-31': [['glimmer-3']], '2026-03-30': [[]] })
  assert.deepEqual(introductions(archive, name, UNTIL), [{ since: '2025-02-19', until: '2025-04-02' }])
  assert.deepEqual(introductions(archive, name, UNTIL, 10), [{ since: '2025-02-19', until: '2025-04-10' }])
  assert.deepEqual(introductions(archive, name, '2025-04-02'), [], 'the newest days are looked at anyway')
  const late = tagged(t, { '2025-01-10': [['glimmer-3']], '2025-06-20': [[], 'Glimmer 3 is here'] })
  assert.deepEqual(
    introductions(late.archive, late.name, UNTIL).map(({ since }) => since),
    ['2024-12-01', '2025-05-11'],
    'and again when it came out',
  )
  assert.deepEqual(introductions(archive, undefined, UNTIL), [
    { since: '2025-03-31', until: '2025-06-30' },
    { since: '2025-07-01', until: '2025-09-29' },
  ])
})
