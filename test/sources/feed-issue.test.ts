import assert from 'node:assert/strict'
import test from 'node:test'
import { issueOf } from '../../src/sources/feed-issue.ts'
import type { FeedItem } from '../../src/sources/feed.ts'
import { sampleBody } from '../fakes/feed.ts'

const item: FeedItem = {
  line: 1,
  link: 'https://news.example/issues/26-01-02-news/',
  slug: '26-01-02-news',
  title: 'A <b>title</b>',
  date: undefined,
  summary: '**In** short',
  tags: [],
  body: `<h1>Its heading</h1>${sampleBody('One')}`,
}
const read = (change: Partial<FeedItem>) => {
  const found = issueOf({ ...item, ...change }, item.body ?? '', 'feed')
  return 'issue' in found ? found.issue : assert.fail(found.why)
}

test('title and summary are those of the feed, without markup', () => {
  const { title, summary } = read({})
  assert.deepEqual([title, summary], ['A title', 'In short'])
})

test('where the feed has no title, it is that of the text', () => {
  assert.equal(read({ title: undefined }).title, 'Its heading')
})
