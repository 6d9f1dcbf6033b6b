import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import test, { type TestContext } from 'node:test'
import { openArchive } from '../../src/archive/archive.ts'
import { byDay } from '../../src/archive/filing.ts'
import { createWatch } from '../../src/archive/watch.ts'
import type { Issue } from '../../src/issue/issue.ts'
import { fakeClock } from '../fakes/clock.ts'
import { recordingLog } from '../fakes/log.ts'
import { body, issue, item } from './sample.ts'

const MANY = 8

const stage = (t: TestContext) => {
  const folder = mkdtempSync(join(tmpdir(), 'recap-'))
  const path = join(folder, 'archive.sqlite')
  const archive = openArchive(path, { clock: fakeClock() })
  const other = new DatabaseSync(path)
  t.after(() => {
    archive.close()
    other.close()
    rmSync(folder, { recursive: true })
  })
  const pieces = (): unknown => other.prepare('SELECT count(DISTINCT segid) AS pieces FROM words_idx').get()?.['pieces']
  const found = (): string[] => archive.search({ text: 'lamps', limit: 999 }).map(({ item }) => item.text)
  const check = (): void => other.exec("INSERT INTO words (words) VALUES ('integrity-check')")
  return { archive, other, pieces, found, check }
}

/** Words for more than a page of the index. */
const LONG = Array.from({ length: 200 }, (_, at) => item(Array.from({ length: 10 }, (_, nth) => `w${at}x${nth}`).join(' ')))

const onDay = (day: number): Issue =>
  issue({ date: `2026-03-${String(day).padStart(2, '0')}`, sections: { twitter: body(`Lamps ${day}`), reddit: { Words: LONG } } })

test('issues that are filed together leave one piece of the index, in whatever order they come', (t) => {
  const { archive, pieces } = stage(t)
  const come = [9, 3, 12, 1, 7].map((day) => ({ issue: onDay(day) }))
  archive.transaction(() => byDay(come).forEach((each) => archive.put(each.issue)))
  assert.equal(pieces(), 1)
})

test('few pieces stay as they are, many are merged, at once or step by step', (t) => {
  const { archive, pieces, found, check } = stage(t)
  for (let day = 1; day < MANY; day++) archive.put(onDay(day))
  assert.equal(archive.mergeIndex(), false)
  assert.equal(pieces(), MANY - 1)
  archive.put(onDay(MANY))
  const [before, names] = [found(), archive.names()]
  let steps = 1
  while (archive.mergeIndex(1)) steps++
  assert.ok(steps > 1)
  assert.equal(pieces(), 1)
  assert.deepEqual(found(), before)
  // What is made of the issues stays: they are the same.
  assert.equal(archive.names(), names)
  check()
  for (let day = MANY + 1; day < 2 * MANY; day++) archive.put(onDay(day))
  archive.mergeIndex()
  assert.equal(pieces(), 1)
})

test('a step waits for no other process that writes, and is left for later', (t) => {
  const { archive, other, pieces } = stage(t)
  for (let day = 1; day <= MANY; day++) archive.put(onDay(day))
  other.exec('BEGIN IMMEDIATE')
  assert.equal(archive.mergeIndex(64), true)
  other.exec('COMMIT')
  assert.equal(archive.mergeIndex(64), false)
  assert.equal(pieces(), 1)
})

test('what filing left is merged between two looks at the sources, a step at a time', async (t) => {
  const { archive, pieces } = stage(t)
  const clock = fakeClock()
  const refresh = { look: () => Promise.resolve({ added: [], changed: [], problems: [] }), report: () => [] }
  let steps = 0
  const mergeIndex = (): boolean => {
    steps++
    return archive.mergeIndex(1)
  }
  for (let day = 1; day <= MANY; day++) archive.put(onDay(day))
  const watch = createWatch({ refresh, archive: { mergeIndex }, every: 600_000, seen: () => Promise.resolve(), clock, log: recordingLog() })
  await watch.start()
  assert.equal(steps, 0)
  await clock.tick(1000)
  assert.ok(steps >= 1 && steps <= 2)
  await clock.tick(300_000)
  assert.equal(pieces(), 1)
  for (let day = MANY + 1; day <= 2 * MANY; day++) archive.put(onDay(day))
  await clock.tick(300_000)
  watch.stop()
  const before = steps
  await clock.tick(600_000)
  assert.equal(steps, before)
  assert.equal(clock.waiting(), 0)
})

test('a merge that fails is told, and tried again later', async (t) => {
  const { archive } = stage(t)
  const [clock, log] = [fakeClock(), recordingLog()]
  const refresh = { look: () => Promise.resolve({ added: [], changed: [], problems: [] }), report: () => [] }
  let fails = true
  const mergeIndex = (pages?: number): boolean => {
    if (fails) throw new Error('the disk is full')
    return archive.mergeIndex(pages)
  }
  const watch = createWatch({ refresh, archive: { mergeIndex }, every: 60_000, seen: () => Promise.resolve(), clock, log })
  await watch.start()
  await clock.tick(10_000)
  assert.equal(log.records.length, 1)
  fails = false
  await clock.tick(120_000)
  assert.equal(log.records.length, 1)
  watch.stop()
})
