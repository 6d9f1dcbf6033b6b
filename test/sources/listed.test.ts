/** What a feed lists, and whether a page that it listed is gone: what tells that an issue was withdrawn. */
import assert from 'node:assert/strict'
import test from 'node:test'
import { createSource } from '../../src/sources/by-address.ts'
import { collect } from '../contracts/source.ts'
import { fakeClock } from '../fakes/clock.ts'
import { sampleBody, sampleFeed, startSite } from '../fakes/feed.ts'

const SITE = 'https://news.example'
const clock = fakeClock('2026-03-05T08:00Z')
const options = { clock, userAgent: 'Recap/test' }
const page = (slug: string): string => `${SITE}/issues/${slug}/`
const whole = (slug: string) => ({ slug, body: sampleBody(`On ${slug}.`) })
const slugs = ['26-03-04-lamps', '26-03-03-rivers', '26-03-02-otters']

test('a feed lists all that it holds by slug, address and day, read or not', async () => {
  await using site = await startSite()
  const items = [{ slug: '26-03-09-to-come', body: sampleBody('Kites.') }, ...slugs.map(whole)]
  site.serve('/rss.xml', sampleFeed(SITE, items))
  const source = createSource(`${site.origin}/rss.xml`, options)
  const look = await source.look({})
  await collect(look)
  assert.deepEqual(look.listed, [
    { id: '26-03-09-to-come', url: page('26-03-09-to-come') },
    ...slugs.map((slug) => ({ id: slug, url: page(slug), date: `20${slug.slice(0, 8)}` })),
  ])
  const again = await source.look({ state: look.state() })
  await collect(again)
  assert.equal(again.listed, undefined, 'nothing changed')
})

test('a feed with an item that cannot be read does not say what it lists', async () => {
  await using site = await startSite()
  const [first = '', , last = ''] = slugs
  site.serve('/rss.xml', sampleFeed(SITE, [whole(first), '<item><title>It leads nowhere</title></item>', whole(last)]))
  const look = await createSource(`${site.origin}/rss.xml`, options).look({})
  const { unread } = await collect(look)
  assert.equal(unread.length, 1)
  assert.equal(look.listed, undefined)
})

test('a page is gone that says so, and no other', async () => {
  await using site = await startSite()
  const { isGone } = createSource(`${site.origin}/rss.xml`, options)
  site.serve('/issues/there/', '<h1>There</h1>')
  site.serve('/issues/moved/', { status: 301, headers: { location: '/issues/there/' } })
  site.serve('/issues/gone/', { status: 410 })
  for (const status of [401, 403, 429, 500, 503]) site.serve(`/issues/${status}/`, { status })
  site.serve('/issues/torn/', { body: 'x'.repeat(1000), cut: true })
  const says = async (name: string): Promise<boolean | undefined> => isGone?.(page(name))
  assert.deepEqual([await says('gone'), await says('never-there')], [true, true])
  for (const name of ['there', 'moved', '401', '403', '429', '500', '503', 'torn']) assert.equal(await says(name), false, name)
  const away = createSource('http://127.0.0.1:1/rss.xml', options)
  assert.equal(await away.isGone?.(page('any')), false, 'nothing answers')
  await assert.rejects(async () => isGone?.(page('gone'), AbortSignal.abort(new Error('stopping'))), /stopping/)
})
