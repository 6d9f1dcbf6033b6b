import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { markdownToDoc } from '../../src/doc/markdown.ts'
import type { Block, Doc, Inline, ListItem } from '../../src/doc/nodes.ts'
import { readPage } from '../../src/doc/webpage.ts'

type Node = Doc | Block | Inline | ListItem

const BLOCKS = ['paragraph', 'list', 'blockquote', 'code']
const INLINE = ['text', 'strong', 'emphasis', 'delete', 'inlineCode', 'link', 'break']
const MAY_HOLD: Readonly<Record<string, readonly string[]>> = {
  root: [...BLOCKS, 'heading', 'thematicBreak'],
  blockquote: [...BLOCKS, 'heading', 'thematicBreak'],
  listItem: BLOCKS,
  list: ['listItem'],
  paragraph: INLINE,
  heading: INLINE,
  strong: INLINE,
  emphasis: INLINE,
  delete: INLINE,
  link: INLINE.filter((type) => type !== 'link'),
}

/** Every node is one of the profile, stands where it may, has content, and is not too deep to walk. */
const check = (node: Node, depth = 0, linked = false): void => {
  assert.ok(depth < 60)
  if (node.type === 'link') {
    assert.ok(!linked, 'a link within a link')
    assert.match(node.url, /^https?:\/\/[^\s<>"]+$/i)
  }
  if (node.type === 'text') assert.notEqual(node.value, '')
  if (!('children' in node) || node.type === 'actions') return
  if (node.type !== 'root') assert.ok(node.children.length > 0, `an empty ${node.type}`)
  for (const child of node.children) {
    assert.ok(MAY_HOLD[node.type]?.includes(child.type), `${child.type} in ${node.type}`)
    check(child, depth + 1, linked || node.type === 'link')
  }
}

const tag = fc.constantFrom(
  'p',
  'div',
  'ul',
  'ol',
  'li',
  'a href="https://e.com"',
  'a href="/x"',
  'b',
  'em',
  'h2',
  'blockquote',
  'code',
  'pre',
  'table',
  'tr',
  'td',
  'br',
  'hr',
  'img src="https://e.com/p"',
  'script',
)
const html = tag.chain((name) => fc.constantFrom(`<${name}>`, `</${name.split(' ', 1)[0]}>`))
const markdown = fc.constantFrom(
  '- ',
  '  - ',
  '1. ',
  '> ',
  '# ',
  '\n',
  '\n\n',
  '**',
  '*',
  '`',
  '[',
  '](https://e.com)',
  '![',
  '](x)',
  '|a|b|\n|-|-|\n',
  '---\n',
  '```\n',
  'https://e.com/a_b ',
  '    ',
  '<!--',
  '-->',
)
const source = fc
  .array(fc.oneof(html, markdown, fc.string({ unit: 'binary', maxLength: 6 })), { maxLength: 60 })
  .map((parts) => parts.join(''))

test('any text gives a doc of the profile', () => {
  fc.assert(
    fc.property(source, (text) => {
      check(markdownToDoc(text))
      check(readPage(text).body)
    }),
    { numRuns: 300 },
  )
})

test('hostile text is read in linear time and without running out of stack', () => {
  const hostile = [
    '[',
    '![',
    '*a ',
    '**a',
    '`a``',
    '<',
    '<!--',
    '<?',
    '> ',
    '- ',
    '&',
    'https://e.com/a,',
    '<div>',
    '<b></i>',
    '<ul><li>',
    '<blockquote>',
    '*[',
    '<a href="https://e.com">',
    '~~a',
    '(',
    '```a\n',
    '```\n---\n\n# a\n\n',
    '<ul><li>\n\n',
  ]
  for (const piece of hostile)
    for (const read of [markdownToDoc, (html: string) => readPage(html).body]) {
      const text = piece.repeat(Math.ceil(200_000 / piece.length))
      check(read(text))
    }
})
