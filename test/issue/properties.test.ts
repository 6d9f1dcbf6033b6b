import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { UnreadableIssue, parseIssue } from '../../src/issue/parse.ts'
import { cleanText } from '../../src/issue/clean-text.ts'
import { areChinese } from '../../src/issue/edition.ts'

const pieces = fc.constantFrom(
  '# AI Twitter Recap\n\n',
  '# AI Reddit Recap\n',
  '- item\n',
  '  - nested\n',
  '**bold**',
  '**',
  '<div>',
  '</ul>',
  '<ul><li>',
  '<@1>',
  '@everyone ',
  '`<b>`',
  '{% if x %}',
  '[TOC]',
  '[a](https://example.com/a)',
  'https://example.com/b_c_ ',
  '](http://x',
  '<!--',
  '---\n',
  '> ',
  '\n\n',
  '\u0019',
  '**标题**：',
  '| a | b |\n',
  '```\n',
)
const text = fc.array(fc.oneof({ weight: 4, arbitrary: pieces }, { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 12 }) }), {
  maxLength: 60,
})
const MARKUP = /\*\*|<div|<\/?[a-z]+[ >]|\{%|\[TOC\]|<[@#:]|@everyone|[\u0000-\u0008\u000b-\u001f]|\]\(http/i // eslint-disable-line no-control-regex -- looked for

test('any text gives an issue without markup, with each link once an item, or is refused as unreadable', () => {
  fc.assert(
    fc.property(text, fc.constantFrom('markdown' as const, 'html' as const), (parts, format) => {
      let issue
      try {
        issue = parseIssue({ text: `# AI Twitter Recap\n\n- first\n\n${parts.join('')}`, format, name: '26-01-02-x' })
      } catch (error) {
        assert.ok(error instanceof UnreadableIssue)
        return
      }
      for (const section of issue.sections)
        for (const topic of section.topics)
          for (const { text, urls } of [{ text: topic.heading, urls: [] }, ...topic.items]) {
            assert.doesNotMatch(text, MARKUP)
            assert.equal(new Set(urls).size, urls.length)
            for (const url of urls) assert.match(url, /^https?:\/\/\S+$/i)
          }
    }),
    { numRuns: 150 },
  )
})

test('cleaning is idempotent and leaves plain text alone', () => {
  fc.assert(
    fc.property(text, (parts) => {
      const once = cleanText(parts.join(''))
      assert.equal(cleanText(once), once)
    }),
    { numRuns: 150 },
  )
  assert.equal(cleanText('5 < 6, a > b, x@y.z [1] {a}'), '5 < 6, a > b, x@y.z [1] {a}')
  assert.equal(cleanText('<@!12> <@&3> <#4> <:hm:5> <a:wave:6> @here <think>'), 'someone a role #channel :hm: :wave: here ‹think›')
})

test('Chinese is told by its characters, English names in it or not', () => {
  assert.equal(areChinese(['成员讨论了 Llama 3 和 GPT-4o 的性能差异']), true)
  assert.equal(areChinese(['The word 模型 means model']), false)
  assert.equal(areChinese(['']), false)
})
