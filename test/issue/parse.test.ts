import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import test from 'node:test'
import type { Issue } from '../../src/issue/issue.ts'
import { UnreadableIssue, issueId, parseIssue } from '../../src/issue/parse.ts'

const fixtures = join(import.meta.dirname, '../fixtures/issues')
const golden = join(import.meta.dirname, '../golden/issues')
const parse = (name: string): Issue =>
  parseIssue({ text: readFileSync(join(fixtures, name), 'utf8'), format: name.endsWith('.html') ? 'html' : 'markdown', name })
const recap = (items: string): string => `# AI Twitter Recap\n\n**Topic**\n\n${items}\n`
const read = (text: string, more: Partial<Parameters<typeof parseIssue>[0]> = {}): Issue =>
  parseIssue({ text, format: 'markdown', name: '26-01-02-test.md', ...more })

for (const name of [
  '23-12-11-guilds.md',
  '24-01-05-page.html',
  '24-03-16-parts.md',
  '24-08-20-themes.md',
  '24-08-20-themes-zh.md',
  '25-04-22-mail.md',
  '26-02-20-site.md',
])
  test(`reads ${name}`, (t) => {
    t.assert.fileSnapshot(parse(name), join(golden, name.replace(/\.\w+$/, '.json')))
  })

test('takes the id from a path or a link, and the day from the id', () => {
  assert.equal(issueId('en/24-04-23-ainews.md.gz'), '24-04-23-ainews')
  assert.equal(issueId('https://news.smol.ai/issues/26-01-02-gpt-5.5/'), '26-01-02-gpt-5.5')
  assert.equal(read(recap('- a'), { name: 'seed-2024-04-23-zh.md' }).date, '2024-04-23')
  assert.equal(read(recap('- a'), { name: 'untitled.md', date: 'Fri, 02 Jan 2026 05:44:39 GMT' }).date, '2026-01-02')
  assert.equal(read(recap('- a'), { date: '2026-05-04T05:44:39Z' }).statedDate, '2026-05-04')
})

test('what the caller knows fills what the text does not say', () => {
  const known = { title: 'Known', summary: '**Known** summary', tags: { models: ['tiny'] }, url: 'https://example.com/x', edition: 'fr' }
  const bare = read(recap('- a'), known)
  assert.deepEqual(
    [bare.title, bare.summary, bare.tags.models, bare.url, bare.edition],
    ['Known', 'Known summary', ['tiny'], 'https://example.com/x', 'fr'],
  )
  const said = read(`---\ntitle: Said\ndescription: said\nmodels: [big]\n---\n${recap('- a')}`, known)
  assert.deepEqual([said.title, said.summary, said.tags.models], ['Said', 'said', ['big']])
  assert.equal(read(recap('- a')).url, 'https://news.smol.ai/issues/26-01-02-test')
})

test('a first heading is the title only where none is known', () => {
  const text = `# A day of [news](https://example.com/n)\n\n${recap('- a')}`
  assert.equal(read(text).title, 'A day of news')
  const known = read(text, {}).sections[0]
  assert.deepEqual(known?.topics[0]?.items[0]?.urls ?? [], ['https://example.com/n'])
  assert.equal(read(`---\ntitle: Another\n---\n${text}`).sections[0]?.topics[0]?.heading, 'A day of news')
})

const quiet = (title: string, opening = ''): boolean => read(`---\ntitle: ${title}\n---\n${opening}\n\n${recap('- a')}`).quiet === true

test('a quiet day is one by its title or its first words', () => {
  for (const title of [
    'not much happened today',
    'Not much (in lamps) happened',
    'super quiet day',
    '今天没什么事',
    '今天没发生什么大事',
    '平静的一天',
  ])
    assert.ok(quiet(title), title)
  assert.ok(quiet('Lamps', '**a quiet day.**'))
  for (const title of ['Lamp 2', 'No quiet day', '没什么比灯更亮']) assert.ok(!quiet(title, 'A quiet lamp.'), title)
})

test('broken front matter costs its fields, not the issue', () => {
  assert.equal(read(`---\ntitle: "open\ndate: [\n---\n${recap('- a')}`).id, '26-01-02-test')
  assert.equal(read(`---\n- a\n- b\n---\n${recap('- a')}`).title, '26-01-02-test')
})

test('what is no issue is refused', () => {
  const stub = '---\ntitle: T\ndate: 2026-01-02\n---\n\nThe body is served elsewhere.\n'
  const template =
    '---\ntitle: T\n---\n\n**a quiet day.**\n\n# AI Twitter Recap\n\n# AI Reddit Recap\n\n## /r/LocalLlama Recap\n\n> r/openai\n'
  const index = '# All issues\n\n- [one](https://example.com/1)\n- [two](https://example.com/2)\n'
  for (const text of ['', ' \n', stub, template, index, '---\n---\n']) assert.throws(() => read(text), UnreadableIssue)
  assert.throws(() => read(recap('- a'), { name: 'undated.md' }), UnreadableIssue)
  assert.throws(() => read('<article></article>', { format: 'html' }), UnreadableIssue)
})

test("the newsletter's page with an empty article keeps what it says about it", () => {
  const page = '<title>T</title><meta name="description" content="S"><article></article>'
  assert.deepEqual([read(page, { format: 'html' }).summary, read(page, { format: 'html' }).sections], ['S', []])
})

test('an essay without recaps is an issue when it has a day', () => {
  const essay = 'Words about models. '.repeat(100)
  assert.deepEqual(
    read(essay).sections.map((section) => section.kind),
    ['headline'],
  )
  assert.throws(() => read(essay, { name: 'project-1.md', date: '2024-03-18' }), UnreadableIssue)
})
