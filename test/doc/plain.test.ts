import assert from 'node:assert/strict'
import test from 'node:test'
import {
  actions,
  blockquote,
  button,
  code,
  doc,
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
import { plainText } from '../../src/doc/plain.ts'

test('keeps the words and drops the markup, a line for each block and item', () => {
  const whole = doc(
    heading(1, 'Today'),
    paragraph('Run ', inlineCode('npm start'), ' as ', link('https://example.com/', strong('they'), ' say'), hardBreak(), 'twice'),
    thematicBreak(),
    list([listItem(paragraph('outer'), list([listItem(paragraph('inner'))])), listItem()]),
    blockquote(paragraph('said')),
    code('a\n  b'),
    actions(button('More', { url: 'https://example.com/' })),
  )
  assert.equal(plainText(whole), 'Today\nRun npm start as they say\ntwice\nouter\ninner\nsaid\na\n  b')
})

test('takes blocks and inlines, too', () => {
  assert.equal(plainText([paragraph('a'), paragraph('b')]), 'a\nb')
  assert.equal(plainText([text('a'), strong('b')]), 'ab')
  assert.equal(plainText([]), '')
  assert.equal(plainText(doc()), '')
})
