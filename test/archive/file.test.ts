import assert from 'node:assert/strict'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import test, { type TestContext } from 'node:test'
import { Worker } from 'node:worker_threads'
import { openArchive } from '../../src/archive/archive.ts'
import { OperatorError } from '../../src/errors.ts'
import { fakeClock } from '../fakes/clock.ts'
import { recordingLog } from '../fakes/log.ts'
import { body, issue } from './sample.ts'

const clock = fakeClock()
const place = (t: TestContext): string => {
  const folder = mkdtempSync(join(tmpdir(), 'archive-'))
  t.after(() => rmSync(folder, { recursive: true }))
  return join(folder, 'archive.sqlite')
}
const refuses = (path: string, why: RegExp): void =>
  assert.throws(
    () => openArchive(path, { clock }),
    (error) => error instanceof OperatorError && error.message.includes(path) && why.test(error.message),
  )

test('what was filed is there after opening again, also for a second reader', (t) => {
  const path = place(t)
  const archive = openArchive(path, { clock })
  archive.put(issue({ sections: { twitter: body('Lamps') } }))
  const second = openArchive(path, { clock })
  assert.equal(second.search({ text: 'lamps', limit: 9 }).length, 4)
  second.put(issue({ date: '2026-03-03', sections: { twitter: body('Rivers') } }))
  second.close()
  assert.equal(archive.count().issues, 2)
  archive.close()
})

test('a damaged file is named with the mend, and left as it is', (t) => {
  const path = place(t)
  writeFileSync(path, 'This was never a database, but somebody named it so. '.repeat(100))
  const before = readFileSync(path)
  refuses(path, /backup|move it away/i)
  assert.deepEqual(readFileSync(path), before)
})

test('a file of a newer version is named with the mend, and left as it is', (t) => {
  const path = place(t)
  openArchive(path, { clock }).close()
  const newer = new DatabaseSync(path)
  newer.exec('PRAGMA user_version = 99')
  newer.close()
  const before = readFileSync(path)
  refuses(path, /newer.*update the program/i)
  assert.deepEqual(readFileSync(path), before)
})

test('a file of the first format is brought along', (t) => {
  const path = place(t)
  const filed = issue({ sections: { twitter: body('Lamps') } })
  const before = openArchive(path, { clock })
  const { uid } = before.put(filed)
  before.close()
  const old = new DatabaseSync(path)
  old.exec(
    'ALTER TABLE issue DROP COLUMN source; ALTER TABLE issue DROP COLUMN origin; ALTER TABLE item DROP COLUMN item; PRAGMA user_version = 1',
  )
  old.close()
  const archive = openArchive(path, { clock })
  assert.deepEqual(archive.get(uid)?.issue, filed)
  assert.deepEqual(archive.put(issue({ date: '2026-03-05', sections: { twitter: body('Rivers') } })).status, 'added')
  archive.close()
})

test('the index of an older file is made anew, without what was withdrawn', (t) => {
  const path = place(t)
  const before = openArchive(path, { clock })
  const { uid } = before.put(issue({ sections: { twitter: body('The state of the art in lamps') } }))
  before.put(issue({ date: '2026-03-05', sections: { twitter: body('The state of the art in rivers') } }))
  before.withdraw(uid, 'feed')
  before.close()
  const old = new DatabaseSync(path)
  old.exec(`INSERT INTO words (words) VALUES ('delete-all');
    INSERT INTO words (rowid, body) SELECT id, 'the state of the art' FROM item; PRAGMA user_version = 3`)
  old.close()
  const log = recordingLog()
  const archive = openArchive(path, { clock, log })
  assert.deepEqual(
    log.records.map(({ fields }) => fields),
    [{ path, from: 3, to: 4 }],
  )
  const found = archive.search({ text: 'state of the art', limit: 99 })
  assert.ok(found.length > 0 && found.every(({ date }) => date === '2026-03-05'))
  assert.deepEqual(
    archive.search({ text: 'rivers', limit: 99 }).map(({ item }) => item.text),
    found.map(({ item }) => item.text),
  )
  archive.close()
})

test('while another process brings the file to the newest format it is waited for, which the log tells', async (t) => {
  const path = place(t)
  openArchive(path, { clock }).close()
  const old = new DatabaseSync(path)
  const { user_version: version } = old.prepare('PRAGMA user_version').get() ?? {}
  old.exec('PRAGMA user_version = 1')
  old.close()
  const ends = new Int32Array(new SharedArrayBuffer(4))
  const other = new Worker(
    `const { parentPort, workerData: { path, version, ends } } = require('node:worker_threads')
    const db = new (require('node:sqlite').DatabaseSync)(path)
    db.exec('BEGIN IMMEDIATE')
    parentPort.postMessage('begun')
    Atomics.wait(ends, 0, 0)
    db.exec('PRAGMA user_version = ' + version + '; COMMIT')
    db.close()`,
    { eval: true, workerData: { path, version, ends } },
  )
  t.after(() => other.terminate())
  await once(other, 'message')
  const told: string[] = []
  const info = (message: string): void => {
    told.push(message)
    Atomics.store(ends, 0, 1)
    Atomics.notify(ends, 0)
  }
  openArchive(path, { clock, log: { ...recordingLog(), info } }).close()
  assert.equal(told.length, 1)
  assert.match(told[0] ?? '', /waiting/)
})

test("another program's database is not taken for an archive", (t) => {
  const path = place(t)
  const other = new DatabaseSync(path)
  other.exec('CREATE TABLE recipe (name TEXT)')
  other.close()
  refuses(path, /not an archive/)
  const after = new DatabaseSync(path)
  assert.deepEqual(
    after
      .prepare('SELECT name FROM sqlite_schema')
      .all()
      .map((each) => each['name']),
    ['recipe'],
  )
  after.close()
})
