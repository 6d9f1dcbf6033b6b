import assert from 'node:assert/strict'
import test from 'node:test'
import { markdownBlocks } from '../../src/doc/markdown.ts'
import type { Section } from '../../src/issue/issue.ts'
import { passagesOf } from '../../src/issue/issue.ts'
import { readSections } from '../../src/issue/sections.ts'
import { isStats, readStats } from '../../src/issue/stats.ts'

const read = (markdown: string): Section[] => readSections(markdownBlocks(markdown)).sections
const kinds = (markdown: string): string[] => read(markdown).map((section) => section.kind)
const items = (sections: Section[]) => sections.flatMap((section) => section.topics.flatMap((topic) => topic.items))
const headings = (markdown: string): string[] => read(markdown).flatMap((section) => section.topics.map((topic) => topic.heading))

test('tells the kinds of all spellings of the headings', () => {
  const spellings: [string, string][] = [
    ['# AI Twitter Recap', 'twitter'],
    ['# **AI Twitter Recap**', 'twitter'],
    ['# PART X: AI Twitter recap', 'twitter'],
    ['## AI Twitter 综述', 'twitter'],
    ['# REDDIT', 'reddit'],
    ['# REDDIT: /r/LocalLlama', 'reddit'],
    ['# AI Reddit 内容回顾', 'reddit'],
    ['# AI Discords', 'discord'],
    ['# PART 0: Summary of Summaries of Summaries', 'discord'],
    ['# Discord: High level Discord summaries', 'discord'],
    ['# 第一部分：高层级 Discord 摘要', 'discord'],
    ['# 人工智能 Twitter 回顾', 'twitter'],
    ['## AI 推特速览', 'twitter'],
    ['# AI 红迪社区小结', 'reddit'],
    ['# 第 1 部分：Discord 高层次概述', 'discord'],
    ['# 第 2 部分：各频道的详细概述', 'discord-detail'],
    ['# Discord：详细的频道小结与链接', 'discord-detail'],
    ['# Part 2', 'discord-detail'],
    ['# PART 2: Detailed by-Channel summaries and links', 'discord-detail'],
    ['# Discord：分频道详细总结及链接', 'discord-detail'],
  ]
  for (const [heading, kind] of spellings) assert.deepEqual(kinds(`${heading}\n\n- item`), [kind], heading)
})

test('a heading of another kind opens a topic, whatever it mentions', () => {
  assert.deepEqual(kinds('# AI Twitter Recap\n\n# Headline Story: Reddit goes public\n\n- a\n\n## All AI Reddit Recap\n\n- b'), ['twitter'])
  assert.deepEqual(headings('# AI Reddit Recap\n\n## /r/openai Recap\n\n**Theme 1.** **Two**:\n\n- a'), ['/r/openai Recap', 'Theme 1. Two'])
})

test('outermost bullets are items, with what is nested in them', () => {
  const [section] = read(
    '# AI Reddit Recap\n\n- **A** (Score: 1,024, Comments: 7)\n  - one [x](https://e.com/x)\n  - two\n- B (热度: 12)\n',
  )
  assert.deepEqual(section?.topics[0]?.items, [
    { text: 'A (Score: 1,024, Comments: 7)\n• one x\n• two', urls: ['https://e.com/x'], authors: [], score: 1024, comments: 7 },
    { text: 'B (热度: 12)', urls: [], authors: [], score: 12 },
  ])
})

test('links of headings go to the first item below, and make one where there is none', () => {
  const sections = read(
    '# PART 1: Discord\n\n## [A](https://e.com/a) Discord\n\n### [B](https://e.com/b)\n\n- x\n\n## [C](https://e.com/c) Discord',
  )
  assert.deepEqual(
    items(sections).map(({ text, urls }) => [text, urls]),
    [
      ['x', ['https://e.com/a', 'https://e.com/b']],
      ['C Discord', ['https://e.com/c']],
    ],
  )
})

test('pictures leave their description, if it says anything', () => {
  const [first, second] = items(
    read('# AI Twitter Recap\n\n- see ![image.png](https://e.com/1.png)\n- see ![a chart](https://e.com/2.png)'),
  )
  assert.deepEqual([first?.text, first?.urls, second?.text, second?.urls], ['see', [], 'see a chart', []])
})

test('control characters go, those that part words leave a blank', () => {
  assert.equal(items(read('# AI Twitter Recap\n\n- a\u000bb\u0002c'))[0]?.text, 'a bc')
})

test('authors are named in the text or wrote the linked status, each once', () => {
  const [item] = items(
    read(
      '# AI Twitter Recap\n\n- `@Ann` and @bob mail x@mail.com [again](https://x.com/ann/status/1) [c](https://twitter.com/carol_c/status/2?s=20) @here',
    ),
  )
  assert.deepEqual(item?.authors, ['@Ann', '@bob', '@carol_c'])
})

test('notes about the recap are no items, other words are', () => {
  const sections = read(
    '# AI Twitter Recap\n\n> all recaps done by a model\n\nA paragraph that says much.\n\nTO BE COMPLETED\n\n```\ncode\n```',
  )
  assert.deepEqual(
    items(sections)
      .flatMap(passagesOf)
      .map(({ text }) => text),
    ['A paragraph that says much.', 'code'],
  )
})

test('paragraphs in a row are one item with a passage for each, bullets are not', () => {
  const sections = read(
    '# AI Discord Recap\n\n## A Guild\n\n**One**: by @ann, [a](https://e.com/a).\n\n**Two**: [b](https://e.com/b), [a](https://e.com/a).\n\n- bullet\n\nAfter it.\n\n## B\n\nElse.',
  )
  const [run, bullet, after, other] = items(sections)
  assert.deepEqual([run?.text, run?.urls, run?.authors], ['One: by @ann, a.\nTwo: b, a.', ['https://e.com/a', 'https://e.com/b'], ['@ann']])
  assert.deepEqual(
    run?.passages?.map(({ text, urls }) => [text, urls]),
    [
      ['One: by @ann, a.', ['https://e.com/a']],
      ['Two: b, a.', ['https://e.com/b', 'https://e.com/a']],
    ],
  )
  assert.deepEqual(
    [bullet, after, other].map((item) => [item?.text, item?.passages]),
    [
      ['bullet', undefined],
      ['After it.', undefined],
      ['Else.', undefined],
    ],
  )
})

test('stray punctuation is neither an item nor a heading', () => {
  const sections = read('# AI Discord Recap\n\n## A\n\n- \\*\\*\\*\\*:\n- b\n- 👀\n\n_\n---\n\n- c')
  assert.deepEqual(
    sections[0]?.topics.map(({ heading, items }) => [heading, items.map(({ text }) => text)]),
    [['A', ['b', '👀', 'c']]],
  )
})

test('a last bullet that introduces a list goes with its first item', () => {
  const sections = read('# AI Discord Recap\n\n1. **A**:\n   - a\n\n2. **Misc**:\n\n- b\n- c')
  assert.deepEqual(
    items(sections).map(({ text }) => text),
    ['A:\n• a', 'Misc:\nb', 'c'],
  )
})

const notice = (url: string) => items(read(`# AI Discord Recap\n\n- a\n\nIf you enjoyed AInews, please [share](${url})!`)).length

test('a notice with a link to the newsletter alone is no item', () => {
  assert.equal(notice('https://buttondown.email/ainews'), 1)
  assert.equal(notice('https://e.com/'), 2)
})

test('a single link below "Links mentioned" is an item of the topic', () => {
  const sections = read('# AI Discord Recap\n\n## A\n\n- b\n\n**Links mentioned**:\n\n[c](https://e.com/c)')
  assert.deepEqual(
    sections[0]?.topics.map(({ heading, items }) => [heading, items.map(({ text }) => text)]),
    [['A', ['b', 'c']]],
  )
})

const listed = (lang: string, code: string) =>
  items(read(`# AI Discord Recap\n\n## A\n\n\`\`\`${lang}\n${code}\n\`\`\``)).map(({ text, urls }) => [text, urls])

test('bullets that were handed in as a listing of markup are bullets, code is an item', () => {
  assert.deepEqual(listed('html', '<ul>\n <li><b>A</b>: <a href="https://e.com/a">b</a></li>\n <li>c</li>\n</ul>'), [
    ['A: b', ['https://e.com/a']],
    ['c', []],
  ])
  assert.deepEqual(listed('markdown', '- **A**: [b](https://e.com/a)\n- c'), [
    ['A: b', ['https://e.com/a']],
    ['c', []],
  ])
  assert.deepEqual(listed('html', '<p>x</p>'), [['‹p›x‹/p›', []]])
  assert.deepEqual(listed('yaml', '- x\n- y'), [['- x\n- y', []]])
})

test('a topic on the line after a note is a topic', () => {
  assert.deepEqual(headings('# AI Twitter Recap\n\n> recaps by a model.\n**Lamps**\n\n- a\n'), ['Lamps'])
})

test('all capitals of a plain-text mail name parts', () => {
  const mail = 'AI REDDIT RECAP\n\n/R/LAMPS RECAP\n\n- a\n\nOTHER AI SUBREDDIT RECAP\n\n- b'
  assert.deepEqual(
    read(mail).map(({ kind, heading, topics }) => [kind, heading, topics.length]),
    [
      ['reddit', 'AI REDDIT RECAP', 0],
      ['reddit', '/R/LAMPS RECAP', 1],
      ['reddit', 'OTHER AI SUBREDDIT RECAP', 1],
    ],
  )
})

test('reads the statistics line', () => {
  const line =
    'AI News for 1/1/2026. We checked 12 subreddits, 544 Twitters and 24 Discords (205 channels, and 1,611 messages) for you. Estimated reading time saved (at 200wpm): 2,001 minutes.'
  assert.deepEqual(readStats(['hello', line]), {
    subreddits: 12,
    twitters: 544,
    discords: 24,
    channels: 205,
    messages: 1611,
    minutesSaved: 2001,
  })
  assert.deepEqual(readStats(['AI Discords for 1/2/2024. We checked 19 guilds, 290 channels, and 4300 messages for you.']), {
    discords: 19,
    channels: 290,
    messages: 4300,
  })
  assert.equal(readStats(['We checked the oven.']), undefined)
  assert.equal(isStats(line), true)
})
