import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test, { type TestContext } from 'node:test'
import { openArchive } from '../../src/archive/archive.ts'
import { createNames } from '../../src/archive/names.ts'
import { openArchiveFile } from '../../src/archive/schema.ts'
import type { Issue } from '../../src/issue/issue.ts'
import { fakeClock } from '../fakes/clock.ts'
import { issue, item } from './sample.ts'

const tags = {
  companies: ['heronworks', 'grand-heron', 'nothing', 'goldenbird'],
  models: ['calm-river-3', 'otter'],
  topics: ['school-of-fish'],
  people: [],
}
const texts = [
  ...Array.from({ length: 40 }, (_, at) => `Nothing of note on day ${at}`),
  'The School of Fish (SoF) layer, and another SoF',
  'Layers of a School of Fish (SoF)',
  'Slow Water Flow (SWF) is slow, says the paper',
  'More on slow water flow (SWF).',
  'A one-off Lone Wet Stone (LWS)',
  'a lamp (old)',
  'outer lamp (old)',
  'HRNW rises as Heronworks sells nests',
  'HRNW (Heronworks) falls',
  'Heronworks is HRNW to brokers',
  ...Array.from({ length: 12 }, (_, at) => `Nothing to the nth, in ${at} gb`),
  'Calm River 3 is out',
]

const named = (t: TestContext) => {
  const folder = mkdtempSync(join(tmpdir(), 'names-'))
  const path = join(folder, 'archive.sqlite')
  const archive = openArchive(path, { clock: fakeClock() })
  const put = (each: Partial<Issue>, ...lines: string[]) =>
    archive.put({ ...issue({ sections: { twitter: { Lamps: lines.map((line) => item(line)) } } }), ...each })
  put({ tags }, ...texts)
  const db = openArchiveFile(path)
  t.after(() => {
    db.close()
    archive.close()
    rmSync(folder, { recursive: true })
  })
  const names = createNames(db)
  const others = (text: string) => names.aliases(text).flatMap((alias) => alias.others.map((other) => other.join(' ')))
  return { names, others, put }
}

test('what the items put in brackets is short for what stands before', (t) => {
  const { others } = named(t)
  assert.deepEqual(others('what is SWF?'), ['slow water flow'])
  assert.deepEqual(others('swf'), ['slow water flow'])
  assert.deepEqual(others('lws'), [], 'said once, it may be chance')
  assert.deepEqual(others('old'), [], 'a word in brackets is no abbreviation')
})

test('a tagged name has its initials as an alias where items define them', (t) => {
  const { others } = named(t)
  assert.deepEqual(others('a school of fish'), ['sof'])
  assert.deepEqual(others('sof'), ['school of fish'])
  assert.deepEqual(others('calm river 3'), ['cr 3'], 'a version makes initials plain')
  assert.deepEqual(others('cr3 speed'), ['calm river 3'])
})

test('a contraction stands for the name in whose company it is found', (t) => {
  const { others } = named(t)
  assert.deepEqual(others('hrnw'), ['heronwork'])
  assert.deepEqual(others('gh'), ['grand heron'], 'found nowhere, it is the one name with these initials')
  assert.deepEqual(others('ot'), ['otter'])
  assert.deepEqual(others('nth'), [], 'the name stands near everything')
  assert.deepEqual(others('gb'), [], 'the name stands elsewhere')
  assert.deepEqual(others('a lamp and the nest'), [])
})

test('names are made anew when issues are filed, also by another process', (t) => {
  const { names, others, put } = named(t)
  assert.equal(names.table().lookup('wren 5'), undefined)
  assert.equal(names.table(), names.table(), 'and not before')
  const words = names.words()
  assert.equal(names.words(), words)
  assert.deepEqual(others('bnw'), [])
  put({ id: '26-03-03-b', date: '2026-03-03', tags: { ...tags, models: ['wren-5'] } }, 'A Big New World (BNW)', 'The Big New World (BNW)')
  assert.equal(names.table().lookup('Wren5')?.count, 1)
  assert.ok([...names.words()].includes('wren'))
  assert.deepEqual(others('bnw'), ['big new world'])
})
