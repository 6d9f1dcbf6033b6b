import assert from 'node:assert/strict'
import test from 'node:test'
import { endsEarly, isFeed, readFeed } from '../../src/sources/feed.ts'
import { sampleBody, sampleFeed } from '../fakes/feed.ts'

const SITE = 'https://news.example'
const slugs = (xml: string): string[] => readFeed(xml).map((item) => ('why' in item ? `line ${item.line}: ${item.why}` : item.slug))

test('an RSS item gives what the feed says of an issue', () => {
  const [item] = readFeed(
    sampleFeed(SITE, [{ slug: '26-01-02-news', title: 'A & B <c>', date: 'Fri, 02 Jan 2026 05:44:39 GMT', body: sampleBody('One') }]),
  )
  assert.deepEqual(item, {
    line: 2,
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
    line: 1,
    link: 'https://news.example/issues/26-01-03-two',
    slug: '26-01-03-two',
    title: 'Two',
    date: '2026-01-03T00:00:00.000Z',
    summary: undefined,
    tags: ['k'],
    body: '<p>hi</p>',
  })
})

test('raw control characters are taken out, and the text around them stays', () => {
  const [item] = readFeed(sampleFeed(SITE, [{ slug: 'a', body: '<p>it\u0019s\u001c fine\u0000</p>' }]))
  assert.equal(item !== undefined && 'body' in item ? item.body : '', '<p>its fine</p>')
})

test('references to control characters are taken out, others stay', () => {
  const [item] = readFeed(
    sampleFeed(SITE, ['<item><title>a&#x19;b&#28;c&#0;d&#x1F;e&#10;f&#38;g</title><link>https://news.example/a</link></item>']),
  )
  assert.equal(item !== undefined && 'title' in item ? item.title : '', 'abcde\nf&g')
})

test('a link that is no web address is refused', () => {
  const items = ['javascript:alert(1)', 'file:///etc/hosts', 'tag:news.example,2026:1'].map(
    (link) => `<item><title>x</title><link>${link}</link></item>`,
  )
  for (const found of slugs(sampleFeed(SITE, items)))
    assert.match(found, /^line \d: item \d of the feed: has a link that is no web address$/)
})

test('a text that was cut is known as such, closed tags behind its dots or not', () => {
  const long = `<p>${'x '.repeat(40_000)}`
  for (const end of ['...', '...</p>', '...</li>\n</ul>\n</li>\n</ul>\n']) assert.ok(endsEarly(long + end), end)
  for (const body of [`${long}.</p>`, `${long}... and so on</p>`, '<p>To be continued...</p>']) assert.equal(endsEarly(body), false)
  const guilds = `<h1>AI Discord Recap</h1>${'<p>much</p>'.repeat(60)}`
  assert.ok(endsEarly(guilds))
  assert.equal(endsEarly(`${guilds}<h1>PART 1: summaries</h1>`), false)
})

test('a feed made to be slow is read in time, and one of too many items as far as it is read at all', () => {
  const began = performance.now()
  const open = '<![CDATA[<!--'.repeat(100_000)
  assert.throws(() => readFeed(`<rss>${open}`), /cut off/)
  assert.equal(readFeed(`<rss><channel>${open}</channel></rss>`).length, 0)
  assert.equal(isFeed(`${'<!-- a -->'.repeat(10_000)}<html>`), false)
  assert.throws(() => readFeed(`<rss></rss>${'<!-- a -->'.repeat(500)}x`), /cut off/)
  const [long] = readFeed(`<rss><channel><item>${'<h1'.repeat(1_500_000)}</item></channel></rss>`)
  assert.match(long !== undefined && 'why' in long ? long.why : '', /longer than 4000000 characters/)
  const many = readFeed(`<rss><channel>${'<item><title>x</title></item>\n'.repeat(6000)}</channel></rss>`)
  assert.deepEqual(
    [many.length, many.at(-1)],
    [5001, { line: 5001, why: 'the feed holds more than 5000 items; this one and what follows was not read' }],
  )
  // Read item by item in a straight line this takes two seconds; in any other way, minutes.
  assert.ok(performance.now() - began < 30_000)
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
