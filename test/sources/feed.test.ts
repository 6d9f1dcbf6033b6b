import assert from 'node:assert/strict'
import test from 'node:test'
import { isFeed, readFeed } from '../../src/sources/feed.ts'
import { sampleBody, sampleFeed } from '../fakes/feed.ts'

const SITE = 'https://news.example'
const slugs = (xml: string): string[] => readFeed(xml).map((item) => ('why' in item ? `line ${item.line}: ${item.why}` : item.slug))

test('an RSS item gives what the feed says of an issue', () => {
  const [item] = readFeed(
    sampleFeed(SITE, [{ slug: '26-01-02-news', title: 'A & B <c>', date: 'Fri, 02 Jan 2026 05:44:39 GMT', body: sampleBody('One') }]),
  )
  assert.deepEqual(item, {
    link: 'https://news.example/issues/26-01-02-news/',
    slug: '26-01-02-news',
    title: 'A & B <c>',
    date: '2026-01-02T05:44:39.000Z',
    summary: '**In short**',
    tags: ['acme-labs'],
    body: sampleBody('One'),
  })
})

test('markup that is data in a body stays data', () => {
  const [item] = readFeed(sampleFeed(SITE, [{ slug: 'a', body: '<p>&lt;item&gt; &amp;amp; 1 &lt; 2</p>' }]))
  assert.equal(item !== undefined && 'body' in item ? item.body : '', '<p>&lt;item&gt; &amp;amp; 1 &lt; 2</p>')
})

test('an Atom entry is read too, with a relative link', () => {
  const atom = `<feed xmlns="http://www.w3.org/2005/Atom"><title>t</title><entry><id>urn:1</id><title>Two</title>
    <link rel="alternate" href="/issues/26-01-03-two"/><updated>2026-01-03T00:00:00Z</updated>
    <content type="html">&lt;p&gt;hi&lt;/p&gt;</content><category term="k"/></entry></feed>`
  assert.ok(isFeed(atom))
  const [item] = readFeed(atom, 'https://news.example/atom.xml')
  assert.deepEqual(item, {
    link: 'https://news.example/issues/26-01-03-two',
    slug: '26-01-03-two',
    title: 'Two',
    date: '2026-01-03T00:00:00.000Z',
    tags: ['k'],
    body: '<p>hi</p>',
  })
})

test('raw control characters are taken out, and the text around them stays', () => {
  const [item] = readFeed(sampleFeed(SITE, [{ slug: 'a', body: '<p>it\u0019s\u001c fine\u0000</p>' }]))
  assert.equal(item !== undefined && 'body' in item ? item.body : '', '<p>its fine</p>')
})

test('a bare ampersand or angle bracket is mended', () => {
  const [item] = readFeed(sampleFeed(SITE, ['<item><title>R&D: 3 < 4</title><link>https://news.example/a</link></item>']))
  assert.equal(item !== undefined && 'title' in item ? item.title : '', 'R&D: 3 < 4')
})

test('a broken item costs itself only, and is named by its line', () => {
  const broken = ['<item><title>never closed<link>https://news.example/b</link></item>', '<item><title>no link</title></item>']
  assert.deepEqual(slugs(sampleFeed(SITE, [{ slug: 'a' }, ...broken, { slug: 'c' }])), [
    'a',
    'line 3: item 2 of the feed: is not well-formed XML',
    'line 4: item 3 of the feed: has no link',
    'c',
  ])
})

test('an item that is not closed does not swallow the next, nor does one that CDATA or a comment mentions', () => {
  const found = slugs(sampleFeed(SITE, ['<item><title>open</title>', { slug: 'b' }, '<!-- <item> -->']))
  assert.equal(found.length, 2)
  assert.equal(found[1], 'b')
  const quoted =
    '<item><title>q</title><link>https://news.example/q</link><description><![CDATA[a <item> of </item> news]]></description></item>'
  assert.deepEqual(slugs(sampleFeed(SITE, [quoted, { slug: 'c' }])), ['q', 'c'])
})

test('a feed that was cut off is refused whole: half an issue must not pass for a whole one', () => {
  const whole = sampleFeed(SITE, [{ slug: 'a', body: sampleBody('One') }, { slug: 'b' }])
  assert.throws(() => readFeed(whole.slice(0, -30)), /cut off/)
})

test('pages and other XML are no feeds', () => {
  assert.equal(isFeed('<!doctype html><html><body><rss></rss></body></html>'), false)
  assert.equal(isFeed('<?xml version="1.0"?><urlset></urlset>'), false)
  assert.equal(isFeed('\uFEFF<?xml version="1.0"?>\n<!-- made by hand --><rss version="2.0">'), true)
})
