import assert from 'node:assert/strict'
import { createWriteStream } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import test from 'node:test'
import { createGzip, gzipSync } from 'node:zlib'
import { pack } from 'tar-stream'
import { createFolderSource } from '../../src/sources/folder.ts'
import { collect, idsOf } from '../contracts/source.ts'
import { sampleBody, sampleFeed, sampleMarkdown, samplePage } from '../fakes/feed.ts'
import { folderContract, openFolder } from './place.ts'

folderContract('folder', createFolderSource)

const look = async (path: string) => collect(await createFolderSource(path).look({}))

test('walks folders and reads every kind of file, packed or not; what else lies there is passed over', async () => {
  await using place = await openFolder()
  const at = (...parts: string[]): string => join(place.folder, ...parts)
  await mkdir(at('2026', 'deep'), { recursive: true })
  await mkdir(at('.git'))
  await writeFile(at('26-01-02-a.md'), sampleMarkdown('One'))
  await writeFile(at('2026', '26-01-03-b.html.gz'), gzipSync(samplePage('Bee', sampleBody('Two'))))
  await writeFile(
    at('2026', 'deep', 'feed.xml'),
    sampleFeed('https://news.example', [{ slug: '26-01-04-c', body: sampleBody('Three') }, { slug: '26-01-05-d' }]),
  )
  await writeFile(at('picture.png'), 'no text')
  await writeFile(at('.git', '26-01-06-e.md'), sampleMarkdown('Hidden'))
  const { found, unread } = await look(place.folder)
  assert.deepEqual(unread, [])
  assert.deepEqual(idsOf(found), ['26-01-02-a', '26-01-03-b', '26-01-04-c'])
  assert.deepEqual(
    found.map(({ from }) => from),
    [at('2026', '26-01-03-b.html.gz'), at('2026', 'deep', 'feed.xml'), at('26-01-02-a.md')],
  )
})

test('a folder named after a language says which edition its issues are', async () => {
  await using place = await openFolder()
  await mkdir(join(place.folder, 'zh'))
  await writeFile(join(place.folder, 'zh', '26-01-02-a.md'), sampleMarkdown('One'))
  const { found } = await look(join(place.folder, 'zh', '26-01-02-a.md'))
  assert.equal(found[0]?.issue.edition, 'zh')
})

test('damaged and outsized files are reported with why', async () => {
  await using place = await openFolder()
  const at = (name: string): string => join(place.folder, name)
  await writeFile(at('a.md.gz'), 'not gzip')
  await writeFile(at('b.md.gz'), gzipSync(sampleMarkdown('One')).subarray(0, 40))
  await writeFile(at('c.md.gz'), gzipSync(Buffer.alloc(33 * 2 ** 20)))
  await writeFile(at('d.xml'), '<html></html>')
  await writeFile(at('e.xml'), sampleFeed('https://news.example', [{ slug: '26-01-04-c', body: sampleBody('x') }]).slice(0, -20))
  const { found, unread } = await look(place.folder)
  assert.deepEqual(found, [])
  assert.deepEqual(
    unread.map(({ why }) => why),
    [
      'it is not intact gzip',
      'its gzip data ends too early',
      'unpacked it is larger than 32 MiB',
      'this is neither RSS nor Atom',
      'the feed is cut off: its end is missing',
    ],
  )
})

const writeTar = async (path: string, files: Record<string, string>): Promise<void> => {
  const tar = pack()
  for (const [name, text] of Object.entries(files)) tar.entry({ name }, text)
  tar.finalize()
  await pipeline(tar, createGzip(), createWriteStream(path))
}

test('reads a .tar.gz member by member', async () => {
  await using place = await openFolder()
  const path = join(place.folder, 'all.tar.gz')
  await writeTar(path, {
    './26-01-02-a.md': sampleMarkdown('One'),
    'notes.txt': 'other',
    'zh/26-01-03-b.md': sampleMarkdown('Two'),
    'c.md': 'nothing to see',
  })
  const { found, unread } = await look(path)
  assert.deepEqual(
    found.map(({ issue, from }) => [issue.id, issue.edition, from]),
    [
      ['26-01-02-a', 'en', join(path, '26-01-02-a.md')],
      ['26-01-03-b', 'zh', join(path, 'zh', '26-01-03-b.md')],
    ],
  )
  assert.deepEqual(
    unread.map(({ from }) => from),
    [join(path, 'c.md')],
  )
})

test('of a damaged .tar.gz, what stands before the damage is read', async () => {
  await using place = await openFolder()
  const path = join(place.folder, 'all.tgz')
  const noise = Array.from({ length: 4000 }, (_, index) => `Fact ${(index * 7919) % 10007} about ${index ** 2}`)
  await writeTar(path, { '26-01-02-a.md': sampleMarkdown('One'), '26-01-03-b.md': sampleMarkdown(...noise) })
  await writeFile(path, (await readFile(path)).subarray(0, -5000))
  const { found, unread } = await look(path)
  assert.deepEqual(idsOf(found), ['26-01-02-a'])
  assert.equal(unread.length, 1)
  assert.match(unread[0]?.why ?? '', /damaged/)
})

test('refuses a kind of file that it does not know', async () => {
  await using place = await openFolder()
  await writeFile(join(place.folder, 'a.pdf'), '%PDF')
  await assert.rejects(look(join(place.folder, 'a.pdf')), /no kind of file that holds issues/)
})
