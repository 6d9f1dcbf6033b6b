/** Importing again, and going on after a stop. */
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import test from 'node:test'
import { sampleFeed, sampleMarkdown, samplePage, sampleBody, startSite } from '../fakes/feed.ts'
import { openPlace } from './run.ts'

test('an import passes over what it filed before, reads what changed, and all when the archive is gone', async (t) => {
  const { run, write, cwd } = openPlace(t)
  for (const day of [1, 2, 3]) write(`in/26-01-0${day}-a.md`, sampleMarkdown(`Thing ${day}`))
  write('in/bad.md', 'nothing to see')
  assert.match((await run(['import', 'in'])).stdout, /^3 added, 0 changed, 0 unchanged, 1 unreadable\n/)
  const again = await run(['import', './in/'])
  assert.match(again.stdout, /^0 added, 0 changed, 3 unchanged, 1 unreadable\n/)
  assert.match(again.stderr, /^in\/bad\.md: .+\n$/)
  write('in/26-01-02-a.md', sampleMarkdown('Thing 9'))
  assert.match((await run(['import', 'in'])).stdout, /^0 added, 1 changed, 2 unchanged, 1 unreadable\n/)
  for (const end of ['', '-wal', '-shm']) rmSync(join(cwd, 'data', `archive.sqlite${end}`), { force: true })
  assert.match((await run(['import', 'in'])).stdout, /^3 added, 0 changed, 0 unchanged, 1 unreadable\n/)
})

const day = (at: number): string => new Date(Date.UTC(2026, 0, at)).toISOString().slice(2, 10)

test('after many issues the index is one piece', async (t) => {
  const { run, write, cwd } = openPlace(t)
  const pieces = (): unknown => {
    const db = new DatabaseSync(join(cwd, 'data/archive.sqlite'), { readOnly: true })
    const row = db.prepare('SELECT count(DISTINCT segid) AS pieces FROM words_idx').get()
    db.close()
    return row?.['pieces']
  }
  // The last day comes first, and is filed last.
  for (const at of [1, 2, 3, 4, 5]) write(`back/${9 - at}-20${day(200 + at)}.md`, sampleMarkdown(`Thing ${200 + at}`))
  await run(['import', 'back'])
  assert.equal(pieces(), 1)
  for (let at = 1; at <= 49; at++) write(`few/${day(at)}-a.md`, sampleMarkdown(`Thing ${at}`))
  await run(['import', 'few'])
  assert.ok(Number(pieces()) > 1)
  for (let at = 101; at <= 150; at++) write(`many/${day(at)}-a.md`, sampleMarkdown(`Thing ${at}`))
  assert.match((await run(['import', 'many'])).stdout, /^50 added/)
  assert.equal(pieces(), 1)
})

test('all pages that a feed leads to are imported, and go on after a stop where it stopped', async (t) => {
  await using site = await startSite()
  const slugs = Array.from({ length: 30 }, (_, at) => `25-01-${String(at + 1).padStart(2, '0')}-old`)
  site.serve(
    '/rss.xml',
    sampleFeed(
      'https://news.example',
      slugs.map((slug) => ({ slug })),
    ),
  )
  const [stopper = '', ...rest] = slugs
  for (const slug of rest) site.serve(`/issues/${slug}/`, samplePage(slug, sampleBody(`Of ${slug}`)))
  site.serve(`/issues/${stopper}/`, { hang: true })
  const place = openPlace(t)
  const child = place.spawn(['import', `${site.origin}/rss.xml`])
  const exit = once(child, 'exit') as Promise<[number | null]>
  // Newest first, the one that hangs comes last.
  await site.asked(`/issues/${stopper}/`)
  child.kill('SIGINT')
  assert.deepEqual((await exit)[0], 130)
  site.requests.splice(0)
  site.serve(`/issues/${stopper}/`, samplePage(stopper, sampleBody('The last')))
  const { stdout } = await place.run(['import', `${site.origin}/rss.xml`])
  assert.match(stdout, /^1 added, 0 changed, 29 unchanged, 0 unreadable\nThe archive holds 30 issues/)
  assert.deepEqual(
    site.requests.filter(({ headers }) => headers['if-none-match'] === undefined).map(({ path }) => path),
    ['/rss.xml', `/issues/${stopper}/`],
  )
})

test('a site that asks to wait is named, with how long, and what is left with it', async (t) => {
  await using site = await startSite()
  const { run } = openPlace(t)
  const busy = { status: 429, headers: { 'retry-after': '60' } }
  site.serve('/rss.xml', busy)
  const first = await run(['import', `${site.origin}/rss.xml`])
  assert.equal(first.code, 1)
  assert.equal(first.stderr, `${site.origin}/rss.xml asks to wait 60 s. Give the same command again then.\n`)
  const slugs = [1, 2, 3, 4].map((day) => `26-01-0${day}-a`)
  site.serve(
    '/rss.xml',
    sampleFeed(
      'https://news.example',
      slugs.map((slug) => ({ slug })),
    ),
  )
  site.serve('/issues/26-01-04-a/', samplePage('A', sampleBody('One')))
  site.serve('/issues/26-01-03-a/', busy)
  const { code, stdout, stderr } = await run(['import', `${site.origin}/rss.xml`])
  assert.equal(code, 1)
  assert.match(stdout, /^1 added, 0 changed, 0 unchanged, 3 unreadable\n/)
  assert.match(
    stderr,
    /26-01-03-a\/: its site asks to wait 60 s\n.+rss\.xml: 2 more pages were not asked for, .+ The same command goes on later\.\n$/,
  )
})
