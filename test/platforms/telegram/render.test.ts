import assert from 'node:assert/strict'
import test from 'node:test'
import {
  actions, blockquote, button, code, type Doc, doc, emphasis, hardBreak, heading, inlineCode, link, list, listItem, paragraph, strong, thematicBreak,
} from '../../../src/doc/nodes.ts' // prettier-ignore
import { renderTelegram } from '../../../src/platforms/telegram/render.ts'
import { contractFile, objections } from './objections.ts'
import { without } from '../../shared.ts'

const one = (content: Doc) => {
  const payloads = renderTelegram(content)
  const [payload] = payloads
  assert.ok(payload !== undefined && payloads.length === 1)
  assert.deepEqual(objections(payload), [])
  return payload
}

const many = <T>(count: number, make: (n: number) => T): T[] => Array.from({ length: count }, (_, n) => make(n))

/** `type: what it covers` */
const marks = ({ text, entities = [] }: ReturnType<typeof one>): string[] =>
  entities.map(({ type, offset, length }) => `${type}: ${text.slice(offset, offset + length)}`)

test('blocks stand apart, a heading with what follows it', () => {
  const { text, entities } = one(
    doc(
      heading(2, 'Models'),
      paragraph('Acme shipped ', emphasis('Tiny'), '.'),
      thematicBreak(),
      list([
        listItem(paragraph('first'), list([listItem(paragraph('inner')), listItem(paragraph('other'))])),
        listItem(paragraph('second', hardBreak(), 'line'), paragraph('more')),
      ]),
      list([listItem(paragraph('one')), listItem(paragraph('two'))], true),
    ),
  )
  assert.equal(text, 'Models\nAcme shipped Tiny.\n\n———\n\n• first\n   ◦ inner\n   ◦ other\n• second\n   line\n   more\n\n1. one\n2. two')
  assert.deepEqual(entities, [
    { type: 'bold', offset: 0, length: 6 },
    { type: 'italic', offset: 20, length: 4 },
  ])
})

test('offsets count UTF-16 units, and marks hold no white space at their ends', () => {
  const payload = one(doc(paragraph('👩‍👧 ', strong('  模型 '), 'x'), paragraph(emphasis(' '), 'y')))
  assert.deepEqual(marks(payload), ['bold: 模型'])
})

test('a mark begins after the bullet of its item', () => {
  assert.deepEqual(marks(one(doc(list([listItem(paragraph(strong('Acme'), ' ships'))])))), ['bold: Acme'])
})

test('links lead where they say; what Telegram would not take is written out', () => {
  const payload = one(
    doc(
      paragraph(link('https://example.org/a?b=c', 'good')),
      paragraph(link('http://localhost:3000/x', 'local')),
      paragraph(link('https://example.org/a b"c', 'spaced')),
      paragraph(link('https://example.org/bare', ' ')),
    ),
  )
  assert.equal(payload.text, 'good\n\nlocal (http://localhost:3000/x)\n\nspaced\n\nhttps://example.org/bare')
  assert.deepEqual(
    payload.entities?.flatMap((entity) => (entity.type === 'text_link' ? [entity.url] : [])),
    ['https://example.org/a?b=c', 'https://example.org/a%20b%22c', 'https://example.org/bare'],
  )
})

test('code takes no style around it, and none in a link', () => {
  const payload = one(
    doc(paragraph(strong('use ', inlineCode('fit()'), ' now'), ' ', link('https://example.org/', 'see ', inlineCode('docs')))),
  )
  assert.deepEqual(marks(payload), ['bold: use', 'code: fit()', 'bold: now', 'text_link: see docs'])
})

test('code blocks keep their indentation and language', () => {
  const payload = one(doc(paragraph('Look:'), code('  a\n    b', 'ts title=x')))
  assert.equal(payload.text, 'Look:\n\n  a\n    b')
  assert.deepEqual(payload.entities, [{ type: 'pre', language: 'ts', offset: 7, length: 9 }])
})

test('quotations hold their bullets, are never nested, and fold when long', () => {
  const inner = blockquote(list([listItem(paragraph('a'))]), blockquote(paragraph('b')))
  assert.deepEqual(marks(one(doc(paragraph('x'), inner))), ['blockquote: • a\n\nb'])
  assert.deepEqual(
    one(doc(blockquote(paragraph('long '.repeat(100))))).entities?.map(({ type }) => type),
    ['expandable_blockquote'],
  )
})

test('no name, command or markup of a recap comes to life; addresses and code stay as they are', () => {
  const { text } = one(
    doc(
      paragraph(
        'by @ada (@bob) and @',
        strong('eve'),
        ', me@example.org, https://example.org/@ada/x, /start or /r/LocalModels, 1/2, */**b** <b>',
      ),
      code('@ada /start'),
    ),
  )
  assert.equal(
    text,
    'by @\u2060ada (@\u2060bob) and @\u2060eve, me@example.org, https://example.org/@ada/x, /\u2060start or /r/LocalModels, 1/2, */**b** <b>\n\n@ada /start',
  )
})

test('half a surrogate pair and control characters do no harm', () => {
  const { text } = one(doc(paragraph('a\ud83d b\u0000c\r\nd'), paragraph('\udc00 ', link('https://example.org/\ud83d', 'e'))))
  assert.equal(text, 'a\ufffd b c\nd\n\n\ufffd e')
})

test('buttons become an inline keyboard, with call ids of at most 64 bytes', () => {
  const call = { command: 'recap', options: { section: 'reddit' } }
  const long = { command: 'search', options: { query: '模型'.repeat(40) } }
  const payload = one(
    doc(
      paragraph('Which?'),
      actions(...['a', 'b', 'c', 'd'].map((label) => button(label, call)), button('site', { url: 'https://example.org/' })),
      actions(button(' ', long), button('here', { url: 'http://localhost/' })),
    ),
  )
  const rows = payload.reply_markup?.inline_keyboard ?? []
  assert.deepEqual(
    rows.map((row) => row.map(({ text }) => text)),
    [['a', 'b', 'c'], ['d', 'site'], ['▾']],
  )
  assert.deepEqual(rows[0]?.[0], { text: 'a', callback_data: 'recap?section=reddit' })
  assert.equal(payload.text, 'Which?\n\nhere (http://localhost/)')
})

test('buttons alone still make a message', () => {
  assert.equal(one(doc(actions(button('a', { command: 'help', options: {} })))).text, '▾')
})

test('long docs are cut by every limit: text, entities, buttons', { skip: without(contractFile) }, () => {
  const docs = [
    doc(...many(30, (n) => paragraph(`${n} ${'word '.repeat(100)}`))),
    doc(list(many(350, (n) => listItem(paragraph(link(`https://example.org/${n}`, `item ${n}`)))))),
    doc(paragraph(...many(250, (n) => strong(`bold${n} `)))),
    doc(...many(150, (n) => actions(button(`b${n}`, { command: 'help', options: {} })))),
  ]
  for (const long of docs) {
    const payloads = renderTelegram(long)
    assert.ok(payloads.length > 1)
    assert.deepEqual(payloads.flatMap(objections), [])
  }
})
