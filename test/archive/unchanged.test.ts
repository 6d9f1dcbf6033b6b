import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test from 'node:test'
import { openArchive } from '../../src/archive/archive.ts'
import { fakeClock } from '../fakes/clock.ts'
import { body, issue } from './sample.ts'

test('what is made of the archive is kept until it changes, through this connection or another', (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'recap-'))
  const [mine, other] = [0, 1].map(() => openArchive(join(folder, 'archive.sqlite'), { clock: fakeClock() }))
  t.after(() => {
    mine?.close()
    other?.close()
    rmSync(folder, { recursive: true })
  })
  assert.deepEqual([mine?.count().issues, mine?.count().editions], [0, []])
  mine?.put(issue({ date: '2026-03-02', sections: { twitter: body('Lamps') } }))
  assert.deepEqual([mine?.count().issues, mine?.count().editions], [1, ['en']])
  assert.equal(mine?.count(), mine?.count())
  other?.put(issue({ date: '2026-03-03', sections: { twitter: body('Rivers') } }))
  assert.equal(mine?.count().issues, 2)
})

test('what is made while something is written that is undone is not kept', (t) => {
  const archive = openArchive(':memory:', { clock: fakeClock() })
  t.after(() => archive.close())
  assert.throws(
    () =>
      archive.transaction(() => {
        archive.put(issue({ sections: { twitter: body('Lamps') } }))
        assert.equal(archive.count().issues, 1)
        throw new Error('undone')
      }),
    /undone/,
  )
  assert.equal(archive.count().issues, 0)
})
