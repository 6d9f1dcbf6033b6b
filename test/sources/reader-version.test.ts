import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test from 'node:test'
import { createFolderSource } from '../../src/sources/folder.ts'
import { ofVersion, readerVersion } from '../../src/sources/reader-version.ts'
import { collect, idsOf } from '../contracts/source.ts'
import { sampleMarkdown } from '../fakes/feed.ts'

test('another version of what reads issues reads all again', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'recap-'))
  t.after(() => rm(folder, { recursive: true }))
  await writeFile(join(folder, '26-01-02-a.md'), sampleMarkdown('One'))
  const first = await ofVersion(createFolderSource(folder), 'one').look({})
  const { found } = await collect(first)
  const marks = Object.fromEntries(found.flatMap(({ remember }) => (remember === undefined ? [] : [remember])))
  for (const state of [first.state(), marks]) {
    assert.deepEqual((await collect(await ofVersion(createFolderSource(folder), 'one').look({ state }))).found, [])
    assert.deepEqual(idsOf((await collect(await ofVersion(createFolderSource(folder), 'two').look({ state }))).found), ['26-01-02-a'])
  }
})

test('the version is another when any of the code is', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'recap-'))
  t.after(() => rm(folder, { recursive: true }))
  const write = async (name: string, text: string): Promise<string> => {
    await writeFile(join(folder, name), text)
    return readerVersion([folder])
  }
  const versions = [await write('a.ts', '1'), await write('a.ts', '2'), await write('b.ts', '')]
  assert.equal(new Set(versions).size, 3)
  assert.equal(await write('notes.txt', ''), versions[2])
  assert.equal(readerVersion(), readerVersion())
})
