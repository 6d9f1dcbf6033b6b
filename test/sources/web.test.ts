import assert from 'node:assert/strict'
import test from 'node:test'
import { systemClock } from '../../src/clock.ts'
import { RetryLater } from '../../src/errors.ts'
import { createSource } from '../../src/sources/by-address.ts'
import type { SourceState } from '../../src/sources/source.ts'
import { collect, idsOf, sourceContract } from '../contracts/source.ts'
import type { FakeSite, SampleItem } from '../fakes/feed.ts'
import { sampleBody, sampleFeed, samplePage, startSite } from '../fakes/feed.ts'

const options = { clock: systemClock, userAgent: 'Recap/test' }
/** Where the feed says that its issues are; the fake stands for a mirror of it. */
const SITE = 'https://news.example'

sourceContract('feed', async () => {
  const site = await startSite()
  const items = new Map<string, SampleItem>()
  const publish = (slug: string, body: string): Promise<void> => {
    items.set(slug, { slug, body })
    site.serve('/rss.xml', sampleFeed(SITE, [...items.values()]))
    return Promise.resolve()
  }
  return {
    source: createSource(`${site.origin}/rss.xml`, options),
    put: (slug, ...texts) => publish(slug, sampleBody(...texts)),
    spoil: (slug) => publish(slug, '<p>nothing to see</p>'),
    remove: () => site[Symbol.asyncDispose](),
    [Symbol.asyncDispose]: () => site[Symbol.asyncDispose]().catch(() => {}),
  }
})

/** Looks as the bot does, with the state of the look before. */
const follow = (site: FakeSite, address = `${site.origin}/rss.xml`) => {
  const source = createSource(address, options)
  let state: SourceState | undefined
  return async () => {
    site.requests.splice(0)
    const look = await source.look(state === undefined ? {} : { state })
    const seen = await collect(look)
    state = look.state()
    return { ...seen, ids: idsOf(seen.found), paths: site.requests.map(({ path }) => path) }
  }
}
const page = (slug: string): string => `/issues/${slug}/`

test('an issue whose text the feed does not hold is read from its page, once', async () => {
  await using site = await startSite()
  site.serve(
    '/rss.xml',
    sampleFeed(SITE, [
      { slug: '26-05-19-a', body: sampleBody('One') },
      { slug: '26-05-20-b', title: 'Bee', date: 'Mon, 04 May 2026 05:44:39 GMT' },
    ]),
  )
  site.serve(page('26-05-20-b'), samplePage('Bee', sampleBody('Two')))
  const look = follow(site)
  const first = await look()
  assert.deepEqual(first.ids, ['26-05-19-a', '26-05-20-b'])
  assert.deepEqual(first.paths, ['/rss.xml', page('26-05-20-b')])
  const issue = first.found.find(({ issue }) => issue.id === '26-05-20-b')?.issue
  assert.equal(issue?.url, `${SITE}${page('26-05-20-b')}`)
  assert.match(issue?.sections[0]?.topics[0]?.items[0]?.text ?? '', /Two/)
  assert.deepEqual((await look()).found, [])
})

test('a page that is corrected is seen, though its feed did not change', async () => {
  await using site = await startSite()
  site.serve('/rss.xml', sampleFeed(SITE, [{ slug: '26-05-20-b' }]))
  site.serve(page('26-05-20-b'), samplePage('Bee', sampleBody('Two')))
  const look = follow(site)
  await look()
  site.serve(page('26-05-20-b'), samplePage('Bee', sampleBody('Two, corrected')))
  const { found } = await look()
  assert.match(found[0]?.issue.sections[0]?.topics[0]?.items[0]?.text ?? '', /corrected/)
  assert.deepEqual((await look()).found, [])
})

test('a text that leaves the feed is no change, but a new title then is', async () => {
  await using site = await startSite()
  const newer = { slug: '26-05-21-c', body: sampleBody('Three') }
  site.serve('/rss.xml', sampleFeed(SITE, [{ slug: '26-05-20-b', title: 'Bee', body: sampleBody('Two') }]))
  site.serve(page('26-05-20-b'), samplePage('Bee', sampleBody('Two', 'and what the feed left out')))
  const look = follow(site)
  await look()
  site.serve('/rss.xml', sampleFeed(SITE, [newer, { slug: '26-05-20-b', title: 'Bee' }]))
  const { ids, paths } = await look()
  assert.deepEqual([ids, paths], [['26-05-21-c'], ['/rss.xml']])
  site.serve('/rss.xml', sampleFeed(SITE, [newer, { slug: '26-05-20-b', title: 'Bee, renamed' }]))
  assert.deepEqual((await look()).ids, ['26-05-20-b'])
})

test('pages that stand elsewhere than the issues are never asked for', async () => {
  await using site = await startSite()
  site.serve(
    '/rss.xml',
    sampleFeed(SITE, [
      { slug: '26-05-19-a', body: sampleBody('One') },
      { slug: 'project-1', folder: 'projects' },
    ]),
  )
  const look = follow(site)
  const { ids, unread, paths } = await look()
  assert.deepEqual([ids, unread, paths], [['26-05-19-a'], [], ['/rss.xml']])
})

test('a page that is no issue is reported once and not asked for again', async () => {
  await using site = await startSite()
  site.serve('/rss.xml', sampleFeed(SITE, [{ slug: 'about-us' }]))
  site.serve(page('about-us'), samplePage('About us', '<p>hello</p>'))
  const look = follow(site)
  assert.equal((await look()).unread.length, 1)
  site.serve('/rss.xml', sampleFeed(SITE, [{ slug: 'about-us' }, { slug: '26-05-19-a', body: sampleBody('One') }]))
  const { ids, unread } = await look()
  assert.deepEqual([ids, unread], [['26-05-19-a'], []])
})

test('a heap of pages is fetched newest first, so many a look, until all are in', async () => {
  await using site = await startSite()
  const slugs = Array.from({ length: 25 }, (_, index) => `26-05-20-n${String(index).padStart(2, '0')}`)
  for (const slug of slugs) site.serve(page(slug), samplePage(slug, sampleBody(`Of ${slug}`)))
  site.serve(
    '/rss.xml',
    sampleFeed(
      SITE,
      slugs.map((slug) => ({ slug })),
    ),
  )
  const look = follow(site)
  const first = await look()
  assert.equal(first.ids.length, 20)
  site.serve('/rss.xml', sampleFeed(SITE, [...slugs.map((slug) => ({ slug })), { slug: '26-05-21-new', body: sampleBody('One') }]))
  const second = await look()
  assert.deepEqual(new Set([...first.ids, ...second.ids]), new Set([...slugs, '26-05-21-new']))
})

test('a page that fails is tried again at the next look, and costs nobody else', async () => {
  await using site = await startSite()
  site.serve('/rss.xml', sampleFeed(SITE, [{ slug: '26-05-20-b' }, { slug: '26-05-19-a', body: sampleBody('One') }]))
  site.serve(page('26-05-20-b'), { status: 500 })
  const look = follow(site)
  const first = await look()
  assert.deepEqual(first.ids, ['26-05-19-a'])
  assert.match(first.unread[0]?.why ?? '', /HTTP status 500/)
  site.serve(page('26-05-20-b'), samplePage('Bee', sampleBody('Two')))
  assert.deepEqual((await look()).ids, ['26-05-20-b'])
})

test('a text that the feed cuts is read whole from its page; failing that, as it is', async () => {
  await using site = await startSite()
  const cut = `${sampleBody('One')}<p>${'x'.repeat(100_000)}...`
  site.serve(
    '/rss.xml',
    sampleFeed(SITE, [
      { slug: '26-05-20-b', body: cut },
      { slug: '26-05-19-a', body: cut },
    ]),
  )
  site.serve(page('26-05-20-b'), samplePage('Bee', sampleBody('One', 'and the rest')))
  const { found } = await follow(site)()
  const items = (slug: string) =>
    found
      .find(({ issue }) => issue.id === slug)
      ?.issue.sections[0]?.topics[0]?.items.map(({ text }) => text)
      .join('|')
  assert.match(items('26-05-20-b') ?? '', /and the rest/)
  assert.match(items('26-05-19-a') ?? '', /One/)
})

test('a malformed or cut answer is an error that changes nothing; the state before still holds', async () => {
  await using site = await startSite()
  const whole = sampleFeed(SITE, [{ slug: '26-05-19-a', body: sampleBody('One') }])
  site.serve('/rss.xml', whole)
  const look = follow(site)
  await look()
  site.serve('/rss.xml', whole.slice(0, -40))
  await assert.rejects(look(), /cannot be read.*cut off/)
  site.serve('/rss.xml', { body: whole, headers: { etag: '"other"' }, cut: true })
  await assert.rejects(look(), /the connection was cut/)
  site.serve('/rss.xml', whole)
  assert.deepEqual((await look()).found, [])
})

test('a busy site is left alone for as long as it asks, its pages too', async () => {
  await using site = await startSite()
  site.serve('/rss.xml', { status: 429, headers: { 'retry-after': '30' } })
  await assert.rejects(follow(site)(), (error) => error instanceof RetryLater && error.ms === 30_000)
  site.serve('/rss.xml', sampleFeed(SITE, [{ slug: '26-05-20-b' }, { slug: '26-05-20-c' }]))
  site.serve(page('26-05-20-c'), { status: 503, headers: { 'retry-after': '30' } })
  site.serve(page('26-05-20-b'), { status: 503, headers: { 'retry-after': '30' } })
  assert.equal((await follow(site)()).paths.length, 2)
})

test('an issue’s own page is a source, and so is a site that names its feed', async () => {
  await using site = await startSite()
  site.serve('/issues/26-05-20-b', samplePage('Bee', sampleBody('Two')))
  assert.deepEqual((await follow(site, `${site.origin}/issues/26-05-20-b`)()).ids, ['26-05-20-b'])
  site.serve('/', '<html><head><link rel="alternate" type="application/rss+xml" href="/rss.xml"></head><body></body></html>')
  site.serve('/rss.xml', sampleFeed(SITE, [{ slug: '26-05-19-a', body: sampleBody('One') }]))
  assert.deepEqual((await follow(site, `${site.origin}/`)()).ids, ['26-05-19-a'])
  site.serve('/nothing', '<html><body>hello</body></html>')
  await assert.rejects(follow(site, `${site.origin}/nothing`)(), /neither a feed nor an issue/)
})
