import assert from 'node:assert/strict'
import test from 'node:test'
import { openArchive } from '../../src/archive/archive.ts'
import { createCompleter } from '../../src/bot/complete.ts'
import { systemClock } from '../../src/clock.ts'
import type { Issue } from '../../src/issue/issue.ts'

const issue = (id: string, title: string, models: string[]): Issue => ({
  id,
  edition: 'en',
  date: `20${id.slice(0, 8)}`,
  title,
  url: '',
  summary: '',
  tags: { companies: [], models, topics: [], people: [] },
  sections: [],
})

test('issues are offered by day and title, names in any spelling and most frequent first, zones by their city', (t) => {
  const archive = openArchive(':memory:', { clock: systemClock })
  t.after(() => archive.close())
  archive.put(issue('26-03-02-otter', 'Otter opens', ['otter-3', 'heron-1']))
  archive.put(issue('26-03-03-heron', 'Heron follows', ['heron-1']))
  const complete = createCompleter(archive)
  const values = (kind: string, typed: string, limit = 5) => complete(kind, typed, limit).map(({ value }) => value)
  assert.deepEqual(values('issue', ''), ['26-03-03-heron', '26-03-02-otter'])
  assert.deepEqual(values('issue', '2026-03-02'), ['26-03-02-otter'])
  assert.deepEqual(values('issue', 'OTTER op'), ['26-03-02-otter'])
  assert.deepEqual(values('issue', '', 1), ['26-03-03-heron'])
  assert.deepEqual(values('name', ''), ['heron 1', 'otter 3'])
  assert.deepEqual(values('name', 'Otter3'), ['otter 3'])
  assert.deepEqual(values('name', 'ottre-3'), ['otter 3'], 'slips are seen through')
  assert.deepEqual(values('zone', 'new york'), ['America/New_York'])
  assert.deepEqual(values('frobnication', 'x'), [])
})

test('of several names the last is completed, and a zone by an old name or through a slip', (t) => {
  const archive = openArchive(':memory:', { clock: systemClock })
  t.after(() => archive.close())
  archive.put(issue('26-03-02-otter', 'Otter opens', ['otter-3', 'heron-1']))
  const complete = createCompleter(archive)
  assert.deepEqual(complete('name', 'heron 1, ott', 5), [{ label: 'heron 1, otter 3', value: 'heron 1, otter 3' }])
  assert.deepEqual(complete('zone', 'berlim', 5), [{ label: 'Europe/Berlin', value: 'Europe/Berlin' }])
  assert.match(complete('zone', 'kolkata', 5)[0]?.value ?? '', /^Asia\/(?:Kolkata|Calcutta)$/)
})

test('names are the archive’s, made once for all that is typed, and anew when issues come', (t) => {
  const archive = openArchive(':memory:', { clock: systemClock })
  t.after(() => archive.close())
  archive.put(issue('26-03-02-otter', 'Otter opens', ['otter-3']))
  const complete = createCompleter(archive)
  const names = archive.names()
  for (const typed of ['o', 'ot', 'ott']) assert.deepEqual(complete('name', typed, 5), [{ label: 'otter 3', value: 'otter 3' }])
  assert.equal(archive.names(), names)
  archive.put(issue('26-03-03-ottawa', 'Ottawa follows', ['ottawa-1']))
  assert.equal(complete('name', 'ott', 5).length, 2)
  assert.notEqual(archive.names(), names)
})
