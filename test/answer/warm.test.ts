import assert from 'node:assert/strict'
import test from 'node:test'
import { warm } from '../../src/answer/warm.ts'
import { type Archive, openArchive } from '../../src/archive/archive.ts'
import { issue } from '../archive/sample.ts'
import { fakeClock } from '../fakes/clock.ts'
import { recordingLog } from '../fakes/log.ts'
import { issues } from './stage.ts'

const prepare = (more: Partial<Archive> = {}) => {
  const clock = fakeClock()
  const archive = openArchive(':memory:', { clock })
  const log = recordingLog()
  const asked: { text: string; until: string | undefined }[] = []
  const watched: Archive = {
    ...archive,
    find(query) {
      asked.push({ text: query.text, until: query.until })
      return archive.find(query)
    },
    ...more,
  }
  return { archive, log, asked, parts: { archive: watched, clock, log } }
}
const tagged = issue({ date: '2026-03-04', tags: { companies: ['acme'], models: ['glimmer-3'], topics: [], people: [] } })

test('asks what people ask, of names in the archive, as on the day of its newest issue', async (t) => {
  const { archive, log, asked, parts } = prepare()
  t.after(() => archive.close())
  for (const each of [...issues(), tagged]) archive.put(each)
  await warm(parts)
  assert.ok(new Set(asked.map(({ text }) => text)).size >= 6, JSON.stringify(asked))
  for (const { text, until } of asked) {
    assert.match(text, /acme|glimmer/u)
    assert.ok(until !== undefined && until <= '2026-03-09', until)
  }
  assert.deepEqual(
    log.records.map(({ level, message }) => [level, message]),
    [['debug', 'ready for questions']],
  )
})

test('of an archive without issues nothing is asked, nor when it is over; what goes wrong is logged', async (t) => {
  const { archive, log, asked, parts } = prepare({
    names: () => {
      throw new Error('the disk is gone')
    },
  })
  t.after(() => archive.close())
  await warm({ ...parts, archive: { ...parts.archive, names: archive.names } })
  archive.put(tagged)
  await warm(parts, () => true)
  assert.deepEqual([asked, log.records.filter(({ level }) => level === 'warn')], [[], []])
  await warm(parts)
  assert.deepEqual(log.records.map(({ level }) => level), ['warn']) // prettier-ignore
})

test('what goes wrong because it is over is not told', async (t) => {
  let over = false
  const { archive, log, parts } = prepare({
    names: () => {
      over = true
      throw new Error('the archive is closed')
    },
  })
  t.after(() => archive.close())
  archive.put(tagged)
  await warm(parts, () => over)
  assert.deepEqual(log.records, [])
})
