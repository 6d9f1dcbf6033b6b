import assert from 'node:assert/strict'
import test from 'node:test'
import * as fc from 'fast-check'
import {
  actions,
  blockquote,
  button,
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
  thematicBreak,
} from '../../../src/doc/nodes.ts'
import { renderTerminal } from '../../../src/platforms/playground/terminal.ts'
import { displayWidth } from '../../../src/platforms/playground/wrap.ts'

const plain = { color: false, width: 40 }
const colourful = { color: true, width: 40 }

test('every kind of block, without colour', () => {
  const whole = doc(
    heading(1, 'Today'),
    paragraph('One ', strong('bold'), ' and ', emphasis('soft'), ' and ', inlineCode('code'), hardBreak(), 'next.'),
    list([listItem(paragraph('outer'), list([listItem(paragraph('inner'))])), listItem()]),
    { ...list([listItem(paragraph('nine')), listItem(paragraph('ten'))], true), start: 9 },
    blockquote(paragraph('said'), paragraph('again')),
    thematicBreak(),
    code('if (x)\n  y()'),
    actions(button('More', { command: 'recap', options: { section: 'reddit' } }), button('Read', { url: 'https://example.com/' })),
  )
  const expected = `Today
One bold and soft and code
next.

• outer
  • inner
•

9. nine
10. ten

│ said
│
│ again

${'─'.repeat(40)}

    if (x)
      y()

[More] /recap reddit
[Read] (https://example.com/)`
  assert.equal(renderTerminal(whole, plain), expected)
})

test('links are OSC 8 with colour, and spelled out without', () => {
  const linked = doc(paragraph(link('https://example.com/a', 'paper'), ' ', link('https://example.com/b', 'https://example.com/b')))
  assert.equal(renderTerminal(linked, { ...plain, width: 80 }), 'paper (https://example.com/a) https://example.com/b')
  assert.ok(
    renderTerminal(linked, colourful).startsWith('\u001b]8;;https://example.com/a\u001b\\\u001b[4mpaper\u001b[0m\u001b]8;;\u001b\\'),
  )
})

test('styles nest, and end with their text', () => {
  assert.equal(renderTerminal(doc(paragraph(strong('a', emphasis('b')), 'c')), colourful), '\u001b[1ma\u001b[0m\u001b[1;3mb\u001b[0mc')
})

test('a link elsewhere than http(s) is text; an address cannot end the sequence', () => {
  assert.equal(renderTerminal(doc(paragraph(link('javascript:alert(1)', 'x'), link('no url', 'y'))), plain), 'xy')
  const evil = renderTerminal(doc(paragraph(link('https://example.com/\u0007\u001b]0;owned', 'x'))), colourful)
  assert.equal(evil.split('\u001b]').length - 1, 2)
  assert.ok(!evil.includes('\u0007'))
})

test('nothing that a terminal would obey passes, wherever it stands', () => {
  const control = /(?!\n)[\p{Cc}\u202a-\u202e\u2066-\u2069]/u
  const hostile = fc.string({
    unit: fc.constantFrom('a', ' ', '\n', '\r', '\u001b', ']', '[', '2', 'J', '\u0007', '\u009b', '\u202e', '\u0000', '\t'),
  })
  fc.assert(
    fc.property(hostile, (words) => {
      const whole = doc(
        heading(2, words),
        paragraph(words, strong(words), inlineCode(words), link(`https://example.com/${words}`, words)),
        code(words),
        actions(button(words, { command: 'ask', options: { question: words } })),
      )
      assert.doesNotMatch(renderTerminal(whole, plain), control)
    }),
  )
})

test('lines keep to the width, counting two columns for an ideograph; a long word stays whole', () => {
  const words = fc.array(fc.constantFrom('model', 'a', '模型', '开源了。', 'GPT-4.1', '🎉'), { maxLength: 60 })
  fc.assert(
    fc.property(words, fc.integer({ min: 12, max: 60 }), (parts, width) => {
      const text = parts.join(' ')
      const lines = renderTerminal(doc(list([listItem(paragraph(text))])), { color: false, width }).split('\n')
      for (const line of lines) assert.ok(displayWidth(line) <= width, line)
      assert.equal(lines.join('').replaceAll(/[\s•]/g, ''), text.replaceAll(' ', ''))
    }),
  )
  assert.equal(
    renderTerminal(doc(paragraph('see https://example.com/a/very/long/address ok')), { color: false, width: 12 }),
    'see\nhttps://example.com/a/very/long/address\nok',
  )
  assert.equal(displayWidth('a模👩‍👩‍👧e\u0301'), 6)
})

test('a word that changes its style within is not broken there', () => {
  assert.equal(renderTerminal(doc(paragraph('aaaa bbbb', strong('cccc'), '.')), { color: false, width: 10 }), 'aaaa\nbbbbcccc.')
})
