import assert from 'node:assert/strict'
import test from 'node:test'
import { markdownToDoc } from '../../src/doc/markdown.ts'
import type { Block } from '../../src/doc/nodes.ts'
import {
  blockquote,
  code,
  doc,
  emphasis,
  hardBreak,
  heading,
  inlineCode,
  link,
  list,
  listItem,
  paragraph,
  strong,
  text,
  thematicBreak,
} from '../../src/doc/nodes.ts'

const is = (markdown: string, ...blocks: Block[]): void => assert.deepEqual(markdownToDoc(markdown), doc(...blocks), markdown)

test('reads the blocks', () => {
  is(
    '# A *b*\n\nc  \nd\n\nE\n===\n\n---',
    heading(1, 'A ', emphasis('b')),
    paragraph('c', hardBreak(), 'd'),
    heading(1, 'E'),
    thematicBreak(),
  )
  is('> a\n>\n> b', blockquote(paragraph('a'), paragraph('b')))
  is('```ts\nx\n```\n\n    y\n', code('x', 'ts'), code('y'))
  is('- a\n  - b\n\n3. c', list([listItem(paragraph('a'), list([listItem(paragraph('b'))]))]), {
    ...list([listItem(paragraph('c'))], true),
    start: 3,
  })
})

test('keeps marks around links and links around marks', () => {
  is('**a [b](https://e.com) c**', paragraph(strong('a ', link('https://e.com', 'b'), ' c')))
  is('[a **b**](https://e.com)', paragraph(link('https://e.com', 'a ', strong('b'))))
  is('`@a` ~~b~~', paragraph(inlineCode('@a'), ' ', { type: 'delete', children: [text('b')] }))
})

test('only absolute http(s) links stay links; a reference is resolved', () => {
  is('[a](/b) [c](javascript:alert(1)) [d](mailto:x@y.z) <x@y.z>', paragraph('a c d x@y.z'))
  is('[a][1] [b]\n\n[1]: https://e.com/1\n[b]: HTTP://E.com/2', paragraph(link('https://e.com/1', 'a'), ' ', link('HTTP://E.com/2', 'b')))
  is(
    '[](https://e.com/x) [a](<https://e.com/a b"c>)',
    paragraph(link('https://e.com/x', 'https://e.com/x'), ' ', link('https://e.com/a%20b%22c', 'a')),
  )
})

test('an address ends before the bracket or quote that was caught with it', () => {
  for (const caught of ['>', '>>>', '",', '>).', '">'])
    is(`[a](<https://e.com/x${caught.replaceAll('>', '&gt;')}>)`, paragraph(link('https://e.com/x', 'a')))
  is('[a](<https://e.com/x?y=&quot;z&quot;&amp;w>)', paragraph(link('https://e.com/x?y=%22z%22&w', 'a')))
})

test('addresses are kept as they were written, but for escapes', () => {
  is('[a](https://e.com/x\\_y?a=1&amp;b=ü)', paragraph(link('https://e.com/x_y?a=1&b=ü', 'a')))
})

test('bare addresses become links and end where the sentence goes on', () => {
  const url = 'https://e.com/_a_/b_c'
  is(`see ${url}, or (${url}).`, paragraph('see ', link(url, url), ', or (', link(url, url), ').'))
  is(`看 ${url}，好`, paragraph('看 ', link(url, url), '，好'))
  is('www.e.com x@y.z ftp://e.com', paragraph('www.e.com x@y.z ftp://e.com'))
})

test('a picture becomes a link with its description, within a link the description alone', () => {
  is('![a *b*](https://e.com/p.png)', paragraph({ ...link('https://e.com/p.png', 'a *b*'), data: { image: true } }))
  is('![](https://e.com/p.png)', paragraph({ ...link('https://e.com/p.png', 'image'), data: { image: true } }))
  is('[![a](https://e.com/p.png)](https://e.com)', paragraph(link('https://e.com', 'a')))
  is('[![image.png](https://e.com/p.png)](https://e.com)', paragraph(link('https://e.com', 'https://e.com')))
  is('![a](p.png)', paragraph('a'))
})

test('comments vanish, and what stands on their line is markdown', () => {
  is('<!-- mode: x -->**a**', paragraph(strong('a')))
  is('<!-- one\n\ntwo -->> b', blockquote(paragraph('b')))
  is('a <!-- open\n\n**c**', paragraph('a  open'), paragraph(strong('c')))
})

test('raw HTML is read as what it means', () => {
  is(
    'a <b>b</b> <a href="https://e.com">c</a><br>d <i>e',
    paragraph('a ', strong('b'), ' ', link('https://e.com', 'c'), hardBreak(), 'd ', emphasis('e')),
  )
  is(
    '<div class="x">\n\n**a**\n\n<ul>\n<li>b</li><li>c</li>\n</ul>\n\n</div>\n\nd',
    paragraph(strong('a')),
    list([listItem(paragraph('b')), listItem(paragraph('c'))]),
    paragraph('d'),
  )
  is('<script>\nalert(1)\n</script>\n\na', paragraph('a'))
  is('<@123> <think>', paragraph('<@123> <think>'))
})

test('the title of a link in raw HTML may stand on a line of its own, set in', () => {
  const url = 'https://e.com/x'
  is(
    `<ul><li><a href="${url}">\n\n      A title\n\n    </a>: about it</li><li><a href="https://e.com/y">B</a></li></ul>`,
    list([listItem(paragraph(link(url, url)))]),
    paragraph('A title : about it'),
    list([listItem(paragraph(link('https://e.com/y', 'B')))]),
  )
  is('a\n\n    </a>: b', paragraph('a'), paragraph(': b'))
})

test('a link between marks of code is a link', () => {
  is('**a `[b](https://e.com)` c**', paragraph(strong('a ', link('https://e.com', 'b'), ' c')))
})

test('a table is a list of its rows', () => {
  is('|a|b|\n|-|-|\n|[c](https://e.com)|d|', list([listItem(paragraph('a | b')), listItem(paragraph(link('https://e.com', 'c'), ' | d'))]))
})

test('raw HTML that lost a closing tag does not swallow what follows', () => {
  is(
    '<ul>\n<li>\n<b>a</b></li><li>b\n\nc</li><li>d\n</li>\n</ul>\n\n### e\n\n- f',
    list([listItem(paragraph(strong('a'))), listItem(paragraph('b'))]),
    paragraph('c'),
    list([listItem(paragraph('d'))]),
    heading(3, 'e'),
    list([listItem(paragraph('f'))]),
  )
})

test('marks of code without a partner in their part of the text are text', () => {
  is('```\na\n\n---\n\n# b', paragraph('``` a'), thematicBreak(), heading(1, 'b'))
  is('```\na\n\n---\n\n# b\n\n```\nc\n```', paragraph('``` a'), thematicBreak(), heading(1, 'b'), code('c'))
  is('~~~\n```\n~~~\n\n---\n\n# b', code('```'), thematicBreak(), heading(1, 'b'))
  is('```\na\n---\nb\n```', code('a\n---\nb'))
  is('```js\na', code('a', 'js'))
})
