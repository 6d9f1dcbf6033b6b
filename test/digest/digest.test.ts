import assert from 'node:assert/strict'
import test from 'node:test'
import { digest, sectionPages } from '../../src/digest/digest.ts'
import type { Block, Doc } from '../../src/doc/nodes.ts'
import { plainText } from '../../src/doc/plain.ts'
import type { Issue, Section } from '../../src/issue/issue.ts'

const section = (kind: Section['kind'], topics: number, items: number): Section => ({
  kind,
  heading: kind,
  topics: Array.from({ length: topics }, (_, topic) => ({
    heading: `${kind} topic ${topic}`,
    items: Array.from({ length: items }, (_, n) => ({
      text: `${kind} ${topic}.${n}: ${'a fact. '.repeat(30)}`,
      urls: ['https://example.com'],
      authors: [],
    })),
  })),
})
const issue: Issue = {
  id: '25-01-20-sample',
  edition: 'en',
  date: '2025-01-20',
  title: 'A title',
  url: 'https://example.com/issues/25-01-20-sample',
  summary: 'What happened. '.repeat(60),
  tags: { companies: [], models: [], topics: [], people: [] },
  sections: [
    section('headline', 1, 1),
    section('twitter', 6, 4),
    section('reddit', 5, 3),
    section('discord', 2, 2),
    section('discord-detail', 9, 9),
  ],
}
const labels = (shown: Doc): string[] =>
  shown.children.flatMap((block: Block) => (block.type === 'actions' ? block.children.map((one) => one.label) : []))

test('a compact digest fits one message of either platform and has a button for each section', () => {
  const shown = digest(issue, { sections: [], layout: 'compact', locale: 'en' })
  assert.ok(plainText(shown).length < 3900)
  assert.deepEqual(labels(shown), ['Twitter/X', 'Reddit', 'Discord', 'Read the whole issue'])
  assert.match(plainText(shown), /January 20, 2025/)
  assert.match(plainText(shown), /and 8 more/)
})

test('only the sections asked for, in their order', () => {
  const shown = plainText(digest(issue, { sections: ['reddit'], layout: 'full', locale: 'en' }))
  assert.match(shown, /reddit topic 4/)
  assert.doesNotMatch(shown, /twitter|discord/)
})

test('a digest in a language without its edition says so', () => {
  assert.match(plainText(digest(issue, { sections: [], layout: 'compact', locale: 'zh' })), /2025年1月20日 · 英语/)
})

test('a correction is marked', () => {
  assert.match(plainText(digest(issue, { sections: [], layout: 'compact', locale: 'en', updated: '10:00' })), /updated 10:00/)
})

test('an issue that was withdrawn says so, with its items and their links, and leads nowhere else', () => {
  const withdrawn = { ...issue, withdrawn: true as const }
  for (const options of [{}, { only: { about: ['twitter'], mentions: (text: string) => text.startsWith('twitter') } }]) {
    const shown = digest(withdrawn, { sections: [], layout: 'compact', locale: 'en', ...options })
    const [title] = shown.children
    assert.deepEqual(title, { type: 'heading', depth: 1, children: [{ type: 'delete', children: [{ type: 'text', value: 'A title' }] }] })
    assert.match(plainText(shown), /withdrew this issue[^]*twitter 0\.0/)
    assert.doesNotMatch(plainText(shown), /What happened/)
    assert.match(JSON.stringify(shown), /"url":"https:\/\/example.com"/)
    assert.doesNotMatch(JSON.stringify(shown), new RegExp(issue.url))
    assert.deepEqual(labels(shown), [])
  }
  assert.ok(plainText(digest(withdrawn, { sections: [], layout: 'compact', locale: 'en' })).length < 3900)
  assert.match(plainText(sectionPages(withdrawn, 'twitter', 'en')[0] ?? assert.fail()), /A title[^]*withdrew this issue/)
})

test('the pages of a section hold every item once', () => {
  const texts = sectionPages(issue, 'twitter', 'en').map((page) => plainText(page))
  assert.ok(texts.length > 1)
  for (const words of texts) assert.ok(words.length < 3900)
  for (let topic = 0; topic < 6; topic++)
    for (let n = 0; n < 4; n++)
      assert.equal(texts.filter((words) => words.includes(`twitter ${topic}.${n}:`) || words.includes(`twitter ${topic}.${n}\n`)).length, 1)
  assert.deepEqual(sectionPages(issue, 'other' as 'reddit', 'en'), [])
})
