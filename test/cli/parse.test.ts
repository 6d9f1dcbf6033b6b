import assert from 'node:assert/strict'
import test from 'node:test'
import { gzipSync } from 'node:zlib'
import { sampleBody, sampleFeed, sampleMarkdown } from '../fakes/feed.ts'
import { jsonLines, openPlace } from './run.ts'

test('prints an issue a line, from a folder, a packed file and a feed', async (t) => {
  const { run, write } = openPlace(t)
  write('in/26-01-02-a.md.gz', gzipSync(sampleMarkdown('Acme ships a model')))
  write(
    'feed.xml',
    sampleFeed('https://news.example', [{ slug: '26-01-03-b', title: 'Bee', body: sampleBody('Two') }, { slug: '26-01-04-c' }]),
  )
  const { code, stdout, stderr } = await run(['parse', 'in', 'feed.xml'])
  assert.deepEqual([code, stderr], [0, ''])
  const issues = jsonLines(stdout)
  assert.deepEqual(
    issues.map(({ source, id, date, url }) => [source, id, date, url]),
    [
      ['in/26-01-02-a.md.gz', '26-01-02-a', '2026-01-02', 'https://news.smol.ai/issues/26-01-02-a'],
      ['feed.xml', '26-01-03-b', '2026-01-03', 'https://news.example/issues/26-01-03-b/'],
    ],
  )
  assert.deepEqual(
    (issues[0] as { sections?: { kind: string }[] }).sections?.map(({ kind }) => kind),
    ['twitter'],
  )
})

test('a bad file is reported with its name, the rest is printed, and the exit code is 1', async (t) => {
  const { run, write } = openPlace(t)
  write('in/26-01-02-a.md', sampleMarkdown('One'))
  write('in/26-01-03-b.md', '\u0000\u0001')
  const { code, stdout, stderr } = await run(['parse', 'gone.md', 'in'])
  assert.equal(code, 1)
  assert.deepEqual(
    jsonLines(stdout).map(({ id }) => id),
    ['26-01-02-a'],
  )
  assert.match(stderr, /^gone\.md cannot be read: there is no such file or folder\nin\/26-01-03-b\.md: .+\n$/)
})

test('needs a path', async (t) => {
  assert.deepEqual(await openPlace(t).run(['parse']), {
    code: 1,
    stdout: '',
    stderr: 'recap parse needs at least one PATH: a file or a folder.\n',
  })
})
