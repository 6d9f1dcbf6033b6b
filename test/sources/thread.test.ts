import assert from 'node:assert/strict'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import test from 'node:test'
import { createSource } from '../../src/sources/by-address.ts'
import { createFolderSource } from '../../src/sources/folder.ts'
import { createThreadSource } from '../../src/sources/thread.ts'
import { collect, idsOf } from '../contracts/source.ts'
import { sampleMarkdown } from '../fakes/feed.ts'
import { folderContract, openFolder } from './place.ts'

folderContract('folder in a thread', createThreadSource)

const fill = async (folder: string, count: number): Promise<string[]> => {
  const ids = Array.from({ length: count }, (_, at) => `26-01-${String(at + 1).padStart(2, '0')}-day`)
  for (const id of ids) await writeFile(join(folder, `${id}.md`), sampleMarkdown(`About ${id}`))
  return ids
}

test('a thread reads what a folder source reads, in its order, and says how far it has come', async () => {
  await using place = await openFolder()
  const ids = await fill(place.folder, 25)
  await writeFile(join(place.folder, 'broken.md'), 'nothing to see')
  const look = await createThreadSource(place.folder).look({})
  assert.equal(look.progress?.().done, 0)
  const beside = await createFolderSource(place.folder).look({})
  const [inThread, here] = [await collect(look), await collect(beside)]
  assert.deepEqual(inThread, here)
  assert.deepEqual(look.state(), beside.state())
  assert.deepEqual(idsOf(inThread.found), ids)
  const { done, total } = look.progress?.() ?? { done: 0, total: 0 }
  assert.ok(total > 0 && done > total / 2 && done <= total, `${done} of ${total}`)
  assert.deepEqual(Object.keys(look.state()).length, 26)
})

test('a thread stops when told to, or when nobody asks any more', async () => {
  await using place = await openFolder()
  await fill(place.folder, 25)
  const stop = new AbortController()
  const look = await createThreadSource(place.folder).look({ signal: stop.signal })
  let read = 0
  await assert.rejects(async () => {
    for await (const _ of look.issues) if (++read === 2) stop.abort(new Error('enough'))
  }, /enough/)
  assert.equal(read, 2)
  for await (const _ of (await createThreadSource(place.folder).look({})).issues) break
})

test('many files are read aside where that is wanted, one is not', async () => {
  await using place = await openFolder()
  await mkdir(join(place.folder, 'in'))
  await fill(join(place.folder, 'in'), 1)
  const options = { clock: { now: () => 0, after: () => () => {} }, userAgent: 'test', aside: true }
  for (const path of ['in', 'in/26-01-01-day.md']) {
    const { found } = await collect(await createSource(join(place.folder, path), options).look({}))
    assert.deepEqual(idsOf(found), ['26-01-01-day'])
  }
})
