import assert from 'node:assert/strict'
import test from 'node:test'
import type { Root } from 'mdast'
import { doc, heading, link, list, listItem, paragraph, strong, text, type Doc } from '../../src/doc/nodes.ts'

/** Does not compile unless every doc is an mdast tree, so that mdast utilities work on it. */
const asMdast = (from: Doc): Root => from

test('a doc is an mdast tree', () => {
  const tree: Root = asMdast(doc(heading(1, 'Today')))
  assert.deepEqual(tree, { type: 'root', children: [{ type: 'heading', depth: 1, children: [{ type: 'text', value: 'Today' }] }] })
})

test('builders take strings for text', () => {
  assert.deepEqual(paragraph(strong('New'), ' ', link('https://example.com/', 'model')).children, [
    { type: 'strong', children: [text('New')] },
    text(' '),
    { type: 'link', url: 'https://example.com/', children: [text('model')] },
  ])
  assert.deepEqual(list([listItem(paragraph('one'))], true), { type: 'list', ordered: true, children: [listItem(paragraph('one'))] })
})
