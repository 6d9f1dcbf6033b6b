/** Files that were read before are passed over, and never one that changed. */
import assert from 'node:assert/strict'
import { createWriteStream } from 'node:fs'
import { chmod, mkdir, mkdtemp, rename, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join, sep } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { TestContext } from 'node:test'
import test from 'node:test'
import { createGzip } from 'node:zlib'
import { pack } from 'tar-stream'
import { createFolderSource } from '../../src/sources/folder.ts'
import type { SourceState } from '../../src/sources/source.ts'
import { collect, idsOf } from '../contracts/source.ts'
import { sampleBody, sampleFeed, sampleMarkdown } from '../fakes/feed.ts'

const openFolder = async (t: TestContext): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'recap-'))
  t.after(() => rm(folder, { recursive: true, force: true }))
  return folder
}

/** Looks with nothing but what the issues said to remember, as an import does. */
const follow = (path: string) => {
  const state: Record<string, SourceState[string]> = {}
  return async () => {
    const look = await createFolderSource(path).look({ state: { ...state } })
    const { found, unread } = await collect(look)
    for (const { remember } of found) if (remember !== undefined) state[remember[0]] = remember[1]
    return { ids: idsOf(found), unread, state: look.state() }
  }
}

const writeTar = async (path: string, files: Record<string, string>): Promise<void> => {
  const tar = pack()
  for (const [name, text] of Object.entries(files)) tar.entry({ name, mtime: new Date(0) }, text)
  tar.finalize()
  await pipeline(tar, createGzip(), createWriteStream(path))
}

test('a file is read again when its content changed, though its size and time are as they were', async (t) => {
  const folder = await openFolder(t)
  const path = join(folder, '26-01-02-a.md')
  const write = async (text: string): Promise<void> => {
    await writeFile(path, text)
    await utimes(path, 1000, 1000)
  }
  await write(sampleMarkdown('One'))
  // As if the file system's clock had moved on since: what was just written is not judged by its times.
  const now = Date.now() + 60_000
  t.mock.method(Date, 'now', () => now)
  const look = follow(folder)
  assert.deepEqual((await look()).ids, ['26-01-02-a'])
  assert.deepEqual((await look()).ids, [])
  await write(sampleMarkdown('Two'))
  assert.deepEqual((await look()).ids, ['26-01-02-a'])
  // Another file in its place, of the same size and time.
  await writeFile(join(folder, 'new'), sampleMarkdown('Six'))
  await utimes(join(folder, 'new'), 1000, 1000)
  await rename(join(folder, 'new'), path)
  assert.deepEqual((await look()).ids, ['26-01-02-a'])
  assert.deepEqual((await look()).ids, [])
})

test('a file that was but touched is not read for an issue again', async (t) => {
  const folder = await openFolder(t)
  await writeFile(join(folder, '26-01-02-a.md'), sampleMarkdown('One'))
  const look = follow(folder)
  await look()
  await utimes(join(folder, '26-01-02-a.md'), 2000, 2000)
  assert.deepEqual((await look()).ids, [])
})

test('of a tar, the members that changed are read', async (t) => {
  const path = join(await openFolder(t), 'all.tar.gz')
  const files = { '26-01-02-a.md': sampleMarkdown('One'), '26-01-03-b.md': sampleMarkdown('Two'), 'bad.md': 'nothing to see' }
  await writeTar(path, files)
  const look = follow(path)
  const first = await look()
  assert.deepEqual([first.ids.length, first.unread.length], [2, 1])
  await writeTar(path, { ...files, '26-01-03-b.md': sampleMarkdown('Six'), '26-01-04-c.md': sampleMarkdown('Three') })
  const second = await look()
  assert.deepEqual(second.ids, ['26-01-03-b', '26-01-04-c'])
  assert.deepEqual(second.unread.length, 1, 'what is bad is reported each time')
  assert.ok(second.state[`${path}${sep}26-01-02-a.md`], 'what was passed over is remembered still')
  const owed = await createFolderSource(path).look({ state: { ...second.state, [`${path}${sep}26-01-02-a.md`]: { owed: true } } })
  assert.deepEqual(idsOf((await collect(owed)).found), ['26-01-02-a'], 'and read again when the archive lost it')
})

test('a feed in a file is remembered when all of it could be read, and what is bad in it is named by its line', async (t) => {
  const path = join(await openFolder(t), 'feed.xml')
  const good = [1, 2].map((day) => ({ slug: `26-01-0${day}-a`, body: sampleBody('One') }))
  await writeFile(path, sampleFeed('https://news.example', [...good, { slug: 'bad', body: '<p>nothing to see</p>' }]))
  const look = follow(path)
  const first = await look()
  assert.deepEqual([first.ids.length, first.unread.map(({ from, line }) => [from, line])], [2, [[path, 4]]])
  assert.equal((await look()).ids.length, 2)
  await writeFile(path, sampleFeed('https://news.example', good))
  assert.equal((await look()).ids.length, 2)
  const { ids, state } = await look()
  assert.deepEqual([ids, state[path]?.issues], [[], 2])
})

test('what lies in a folder and is no file is reported, and costs nobody else', async (t) => {
  const folder = await openFolder(t)
  await writeFile(join(folder, '26-01-02-a.md'), sampleMarkdown('One'))
  const server = createServer().listen(join(folder, 'socket.md'))
  t.after(() => server.close())
  await new Promise((resolve) => server.once('listening', resolve))
  const { ids, unread } = await follow(folder)()
  assert.deepEqual(ids, ['26-01-02-a'])
  assert.deepEqual(unread, [{ from: join(folder, 'socket.md'), why: 'it is no file with a content of its own' }])
})

test(
  'a folder that may not be read is reported, and the rest goes in',
  { skip: process.getuid?.() === 0 && 'root may read all' },
  async (t) => {
    const folder = await openFolder(t)
    await mkdir(join(folder, 'closed'))
    await chmod(join(folder, 'closed'), 0)
    await writeFile(join(folder, '26-01-02-a.md'), sampleMarkdown('One'))
    const { ids, unread } = await follow(folder)()
    assert.deepEqual([ids, unread], [['26-01-02-a'], [{ from: join(folder, 'closed'), why: 'no permission to read it' }]])
  },
)

test('files in other encodings are read', async (t) => {
  const folder = await openFolder(t)
  await writeFile(join(folder, '26-01-02-a.md'), Buffer.from(`\uFEFF${sampleMarkdown('Zürich')}`, 'utf16le'))
  const path = join(folder, '26-01-02-a.md')
  const { found } = await collect(await createFolderSource(path).look({}))
  assert.match(JSON.stringify(found[0]?.issue.sections), /Zürich/)
  assert.ok((await stat(path)).size > 0)
})
