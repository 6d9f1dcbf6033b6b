import assert from 'node:assert/strict'
import test from 'node:test'
import { firstDay } from '../../src/answer/first.ts'
import { openArchive } from '../../src/archive/archive.ts'
import { issue, item } from '../archive/sample.ts'
import { fakeClock } from '../fakes/clock.ts'

test('the first day that has all of a name is found among many', (t) => {
  const archive = openArchive(':memory:', { clock: fakeClock() })
  t.after(() => archive.close())
  const days = Array.from({ length: 40 }, (_, at) => new Date(Date.UTC(2026, 0, 1 + at)).toISOString().slice(0, 10))
  for (const [at, date] of days.entries())
    archive.put(
      issue({
        date,
        sections: {
          twitter: { Lamps: [item(at < 17 ? `Glimmer 2 with 3 lights on ${date}.` : `Glimmer 3 beside Glimmer 2 on ${date}.`)] },
        },
      }),
    )
  const first = (name: string, until = '2026-03-01') => firstDay(archive, { names: [name], until, edition: 'en' })
  assert.equal(first('Glimmer 3'), days[17])
  assert.equal(first('Glimmer 2'), days[0])
  assert.equal(first('Glimmer 3', days[16]), undefined)
  assert.equal(first('zeppelin'), undefined)
  assert.equal(first('Glimmer', '2025-01-01'), undefined)
})
