import assert from 'node:assert/strict'
import test from 'node:test'
import type { Answer, Citation } from '../../src/answer/answer.ts'
import { answerDoc, evidenceDoc, hitsDoc, moreDoc } from '../../src/answer/present.ts'
import { actions, button, doc, emphasis, heading, link, list, listItem, paragraph, strong, text } from '../../src/doc/nodes.ts'
import { plainText } from '../../src/doc/plain.ts'
import { item } from '../archive/sample.ts'

const citation = (n: number, more: Partial<Citation> = {}): Citation => ({
  n,
  issue: '26-03-02-a-day',
  issueUrl: 'https://example.com/issues/26-03-02-a-day/',
  date: '2026-03-02',
  section: 'reddit',
  topic: 'Lamps',
  text: 'The lamp is on',
  urls: ['https://reddit.com/1'],
  ...more,
})
const answer = (more: Partial<Answer>): Answer => ({
  question: 'Which lamp?',
  answered: true,
  answer: '',
  citations: [],
  model: null,
  ms: 1,
  ...more,
})
const buttons = (shown: ReturnType<typeof answerDoc>): string[] =>
  shown.children.flatMap((block) => (block.type === 'actions' ? block.children.map(({ label }) => label) : []))

test('marks lead to the originals, and the sources follow', () => {
  const shown = answerDoc(
    answer({ answer: 'The red one. [1]\nNot the blue one. [2]', citations: [citation(1), citation(2, { urls: [], topic: '' })] }),
    'en',
  )
  const issueUrl = 'https://example.com/issues/26-03-02-a-day/'
  assert.deepEqual(
    shown,
    doc(
      paragraph('The red one. ', link('https://reddit.com/1', '[1]')),
      paragraph('Not the blue one. ', link(issueUrl, '[2]')),
      paragraph(strong('Sources')),
      list([
        listItem(paragraph(link('https://reddit.com/1', '[1]'), ' ', link(issueUrl, 'March 2, 2026'), text(' · Reddit · Lamps'))),
        listItem(paragraph(link(issueUrl, '[2]'), ' ', link(issueUrl, 'March 2, 2026'), text(' · Reddit'))),
      ]),
    ),
  )
})

test('sources that were not cited are not listed', () => {
  const shown = answerDoc(answer({ answer: 'The red one. [1]', citations: [citation(1), citation(2)] }), 'en')
  assert.doesNotMatch(JSON.stringify(shown), /\[2\]/)
})

test('a whole answer has few buttons, each with words, and none for what is not there', () => {
  const red = answer({ answer: 'The red one. [1]', citations: [citation(1)] })
  assert.deepEqual(buttons(answerDoc(red, 'en')), [])
  assert.deepEqual(buttons(answerDoc(red, 'en', { id: 'a', hasMore: true })), ['🔎 Evidence', 'More', '👍 Helpful', '👎 Not helpful'])
  assert.deepEqual(buttons(answerDoc(red, 'en', { id: 'a' })), ['🔎 Evidence', '👍 Helpful', '👎 Not helpful'])
  const uncovered = answer({ answered: false, answer: 'Not covered.' })
  assert.deepEqual(buttons(answerDoc(uncovered, 'zh', { id: 'a' })), ['👍 有帮助', '👎 没帮助'])
})

test('what was taken over stands above, quietly', () => {
  const [first] = answerDoc(answer({ answer: 'Red.' }), 'en', { about: 'Lamp 3 · Reddit' }).children
  assert.deepEqual(first, paragraph(emphasis('About: Lamp 3 · Reddit')))
})

test('a mark without a citation and an address that is none stay text', () => {
  const shown = answerDoc(
    answer({ answer: 'a [7] b [1]', citations: [citation(1, { urls: ['javascript:alert(1)'], issueUrl: '' })] }),
    'zh',
  )
  assert.deepEqual(shown.children[0], paragraph('a [7] b ', '[1]'))
  assert.doesNotMatch(JSON.stringify(shown), /javascript|"link"/)
  assert.match(JSON.stringify(shown), /2026年3月2日/)
})

const hit = (words: string, url?: string) => ({
  uid: 'u',
  issue: '26-03-02-a-day',
  issueUrl: 'https://example.com/issue/',
  title: 'A day',
  edition: 'en',
  date: '2026-03-02',
  kind: 'twitter' as const,
  topic: 'Lamps',
  item: item(words, url),
  score: 1,
})

test('search results are short, with original and issue', () => {
  assert.deepEqual(
    hitsDoc([hit('The lamp\nis on', 'https://www.reddit.com/1')], 'lamp', 'en'),
    doc(
      heading(2, 'Found for “lamp”'),
      list([
        listItem(
          paragraph('The lamp is on', ' ', link('https://www.reddit.com/1', 'reddit.com')),
          paragraph(link('https://example.com/issue/', 'March 2, 2026'), text(' · Twitter/X · Lamps')),
        ),
      ]),
    ),
  )
  const long = JSON.stringify(hitsDoc([hit('lamp '.repeat(500))], 'lamp', 'en'))
  assert.ok(long.length < 900 && long.includes('…'))
})

test('a search that finds nothing says so', () => {
  assert.deepEqual(hitsDoc([], 'zeppelin', 'en'), doc(paragraph('Nothing was found for “zeppelin”.')))
})

test('what only came near is shown with its words', () => {
  const near = answer({ answered: false, answer: 'Not covered. [1]', citations: [citation(1)] })
  assert.match(plainText(answerDoc(near, 'en')), /\[1\] The lamp is on\nMarch 2, 2026 · Reddit · Lamps/)
})

test('evidence is the raw items with all their links, cut to the room of one message', () => {
  const urls = ['https://a.example/1', 'https://b.example/2', 'javascript:alert(1)']
  const shown = plainText(evidenceDoc([citation(1, { urls }), citation(3, { text: 'lamp '.repeat(900) })], 'en'))
  assert.match(shown, /\[1\] The lamp is on a\.example b\.example\nMarch 2, 2026 · Reddit · Lamps/)
  assert.match(shown, /\[3\] lamp/)
  assert.ok(shown.length < 2000)
  assert.doesNotMatch(shown, /javascript/)
})

const page = (next?: { of: string; from: string }) => moreDoc([citation(4)], 'en', next)
test('a page of further items leads on, or says that it is the last', () => {
  const call = { of: 'abc', from: '5' }
  assert.deepEqual(page(call).children.at(-1), actions(button('More', { command: 'more', options: call })))
  assert.match(plainText(page()), /The lamp is on[^]*there are no more/)
  assert.doesNotMatch(plainText(page()), /\[4\]/)
})
