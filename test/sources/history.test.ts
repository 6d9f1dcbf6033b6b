/** Feeds over time: the years before, pages that fail, items that leave and come back. */
import assert from 'node:assert/strict'
import test from 'node:test'
import { createSource } from '../../src/sources/by-address.ts'
import type { SourceState } from '../../src/sources/source.ts'
import { collect, idsOf } from '../contracts/source.ts'
import type { FakeSite, SampleItem } from '../fakes/feed.ts'
import { sampleBody, sampleFeed, samplePage, startSite } from '../fakes/feed.ts'

const SITE = 'https://news.example'
const MINUTE = 60_000
const page = (slug: string): string => `/issues/${slug}/`

const follow = (site: FakeSite, { all = false } = {}) => {
  let now = Date.parse('2026-05-25T00:00:00Z')
  const clock = { now: () => now, after: () => () => {} }
  const source = createSource(`${site.origin}/rss.xml`, { clock, userAgent: 'Recap/test', all })
  let state: SourceState = {}
  return {
    publish: (...items: SampleItem[]) => site.serve('/rss.xml', sampleFeed(SITE, items)),
    wait: (ms: number) => (now += ms),
    async look() {
      now += 15 * MINUTE
      site.requests.splice(0)
      const look = await source.look({ state })
      const { found, unread } = await collect(look)
      state = JSON.parse(JSON.stringify(look.state())) as SourceState
      return { ids: idsOf(found), found, unread, paths: site.requests.map(({ path }) => path), progress: look.progress?.() }
    },
  }
}

const cut = (item: string): SampleItem => ({ slug: '26-05-23-b', body: `${sampleBody(item)}<p>${'x'.repeat(100_000)}...</p>` })
const newest = { slug: '26-05-24-new', body: sampleBody('One') }
const years = (count: number): SampleItem[] =>
  Array.from({ length: count }, (_, at) => ({
    slug: `25-${String(12 - Math.floor(at / 28)).padStart(2, '0')}-${String(28 - (at % 28)).padStart(2, '0')}-old`,
  }))
const serveAll = (site: FakeSite, items: readonly SampleItem[]): void => {
  for (const { slug } of items) site.serve(page(slug), samplePage(slug, sampleBody(`Of ${slug}`)))
}

test('the years before are read bit by bit, newest first, each page once; then the site is left in peace', async () => {
  await using site = await startSite()
  const old = years(45)
  serveAll(site, old)
  const { publish, look } = follow(site)
  publish(newest, ...old)
  assert.deepEqual((await look()).paths, ['/rss.xml'], 'the first look is for the newest')
  const asked: string[] = []
  for (const count of [20, 20, 5]) {
    const { ids, paths } = await look()
    assert.equal(ids.length, count)
    asked.push(...paths.slice(1))
  }
  assert.deepEqual(
    asked,
    old.map(({ slug }) => page(slug)),
  )
  // The whole feed came for the last of them; from now on it is asked whether it changed, and no page is.
  const { ids, paths } = await look()
  assert.deepEqual([ids, paths], [[], ['/rss.xml']])
})

test('a new issue does not wait for the years before, whatever its day', async () => {
  await using site = await startSite()
  const old = years(45)
  const late = { slug: '24-03-04-late' }
  serveAll(site, [...old, late])
  const { publish, look } = follow(site)
  publish(newest, ...old)
  await look()
  publish(newest, ...old, late)
  assert.equal((await look()).paths[1], page(late.slug))
})

test('an import reads all of it in one look, and says how far it has come', async () => {
  await using site = await startSite()
  const old = years(45)
  serveAll(site, old)
  const { publish, look } = follow(site, { all: true })
  publish(newest, ...old)
  const { ids, progress } = await look()
  assert.deepEqual([ids.length, progress], [46, { done: 46, total: 46 }])
})

test('a page that is never there is asked for less and less, and found when it comes after all', async () => {
  await using site = await startSite()
  const { publish, look, wait } = follow(site)
  publish(newest, { slug: '26-05-23-gone' })
  let asked = 0
  for (let at = 0; at < 96 * 3; at++) asked += (await look()).paths.filter((path) => path === page('26-05-23-gone')).length
  assert.ok(asked > 5 && asked < 20, `${asked} times in three days`)
  serveAll(site, [{ slug: '26-05-23-gone' }])
  wait(24 * 60 * MINUTE)
  assert.deepEqual((await look()).ids, ['26-05-23-gone'])
})

test('pages that do not answer cost a look little, and the issues that the feed holds nothing', async () => {
  await using site = await startSite()
  const { publish, look } = follow(site)
  const torn = Array.from({ length: 6 }, (_, at) => ({ slug: `26-05-23-torn${at}` }))
  for (const { slug } of torn) site.serve(page(slug), { body: 'x'.repeat(100), cut: true })
  publish(newest, ...torn)
  const { ids, paths, unread } = await look()
  assert.deepEqual([ids, paths.length, unread.length], [[newest.slug], 3, 2])
  serveAll(site, torn)
  assert.equal((await look()).ids.length, 6)
})

test('a site that asks to wait is not asked for pages until then, by later looks either', async () => {
  await using site = await startSite()
  const { publish, look, wait } = follow(site)
  const two = [{ slug: '26-05-23-b' }, { slug: '26-05-22-c' }]
  for (const { slug } of two) site.serve(page(slug), { status: 429, headers: { 'retry-after': '3600' } })
  publish(newest, ...two)
  assert.equal((await look()).paths.length, 2)
  serveAll(site, two)
  for (let at = 0; at < 3; at++) assert.deepEqual((await look()).paths, ['/rss.xml'])
  wait(30 * MINUTE)
  assert.deepEqual((await look()).ids, ['26-05-22-c', '26-05-23-b'])
})

test('an empty feed, or a page in its place, is a failure: nothing is taken to be gone, and nothing read again', async () => {
  await using site = await startSite()
  const { publish, look } = follow(site)
  const old = years(3)
  serveAll(site, old)
  publish(newest, ...old)
  await look()
  await look()
  publish()
  await assert.rejects(look(), /rss\.xml cannot be read: the feed holds no items; does a browser show some\?/)
  site.serve('/rss.xml', '<!doctype html><html><body>We will be right back</body></html>')
  await assert.rejects(look(), /rss\.xml is neither a feed nor an issue: .+ Does a browser show the recaps there\?/)
  publish(newest, ...old)
  assert.deepEqual((await look()).paths, ['/rss.xml'])
})

test('issues that vanish and come back in a heap are known still, and their pages left alone meanwhile', async () => {
  await using site = await startSite()
  const { publish, look } = follow(site)
  const heap = [{ slug: '26-05-23-b' }, { slug: '26-05-22-c' }]
  serveAll(site, heap)
  publish(newest, ...heap)
  assert.equal((await look()).ids.length, 3)
  publish(newest)
  await look()
  assert.deepEqual((await look()).paths, ['/rss.xml'])
  publish(newest, ...heap)
  assert.deepEqual((await look()).ids, [])
})

test('a page is asked for as long as it may be corrected, and no longer', async () => {
  await using site = await startSite()
  const { publish, look, wait } = follow(site)
  const watched = { slug: '26-05-20-watched' }
  serveAll(site, [watched])
  publish(newest, watched)
  await look()
  assert.deepEqual((await look()).paths, ['/rss.xml', page(watched.slug)])
  wait(4 * 24 * 60 * MINUTE)
  publish({ slug: '26-05-28-later', body: sampleBody('Two') }, newest, watched)
  await look()
  assert.deepEqual((await look()).paths, ['/rss.xml'])
})

test('a day to come makes no other day old', async () => {
  await using site = await startSite()
  const { publish, look } = follow(site)
  const recent = { slug: '26-05-23-b' }
  serveAll(site, [recent])
  publish({ slug: '29-05-24-slip', body: sampleBody('Three') }, newest, recent)
  assert.deepEqual((await look()).ids, ['26-05-23-b', '26-05-24-new', '29-05-24-slip'])
})

test('what the feed says of a title holds, read from the page or from the feed', async () => {
  await using site = await startSite()
  const { publish, look } = follow(site)
  const item = { slug: '26-05-23-b', title: 'Bee & co' }
  site.serve(page(item.slug), samplePage('Bee & co', sampleBody('Two')))
  publish(newest, item)
  const { found } = await look()
  assert.deepEqual(
    found.map(({ issue }) => [issue.id, issue.title, issue.summary]),
    [
      ['26-05-24-new', '26-05-24-new', 'In short'],
      ['26-05-23-b', 'Bee & co', 'In short'],
    ],
  )
})

test('of two items with one link the upper one counts', async () => {
  await using site = await startSite()
  const { publish, look } = follow(site)
  publish({ ...newest, title: 'Now' }, { ...newest, title: 'Then' })
  assert.deepEqual(
    (await look()).found.map(({ issue }) => issue.title),
    ['Now'],
  )
})

test('a correction of a text that the feed cuts comes, though its page cannot be read', async () => {
  await using site = await startSite()
  const { publish, look } = follow(site)
  publish(newest, cut('First'))
  await look()
  publish(newest, cut('Second'))
  const { found } = await look()
  assert.deepEqual([found.length, found[0]?.partial], [1, true])
  assert.match(JSON.stringify(found[0]?.issue.sections[0]), /Second/)
  assert.deepEqual((await look()).ids, [])
})

test('seven hundred items in two megabytes are read in a second or so, and asked for whole only while pages are owed', async () => {
  await using site = await startSite()
  const { publish, look } = follow(site)
  const old = years(330)
    .flatMap((item) => [item, { ...item, slug: `${item.slug}-too` }])
    .map((item) => ({ ...item, title: 'much '.repeat(500) }))
  publish(newest, ...old)
  const began = performance.now()
  assert.deepEqual((await look()).ids, [newest.slug])
  assert.ok(performance.now() - began < 20_000)
  const { paths } = await look()
  assert.equal(paths.length, 21)
})
