import assert from 'node:assert/strict'
import test from 'node:test'
import * as fc from 'fast-check'
import {
  blockquote,
  code,
  emphasis,
  hardBreak,
  heading,
  inlineCode,
  type Inline,
  link,
  list,
  listItem,
  paragraph,
  strong,
  text,
  thematicBreak,
} from '../../../src/doc/nodes.ts'
import { markdown } from '../../../src/platforms/discord/markdown.ts'
import { readMarkdown } from '../../fakes/discord/read.ts'

const inline = (...parts: Parameters<typeof paragraph>): string => markdown([paragraph(...parts)])
const struck = (...children: Inline[]): Inline => ({ type: 'delete', children })
const PAGE = 'https://example.org/page'

test('blocks', () => {
  const blocks = [
    heading(1, 'Today'),
    paragraph('One model, ', strong('two'), ' sizes.', hardBreak(), 'And a line.'),
    paragraph('Also:'),
    list([listItem(paragraph('first')), listItem(paragraph('second'), list([listItem(paragraph('inner'))], true), paragraph('more'))]),
    blockquote(paragraph('said one'), paragraph('said two')),
    heading(5, 'Small'),
    code('x = 1\ny = 2', 'py'),
  ]
  assert.equal(
    markdown(blocks),
    [
      '# Today',
      'One model, **two** sizes.',
      'And a line.',
      '',
      'Also\\:',
      '- first',
      '- second',
      '  1. inner',
      '  more',
      '',
      '> said one',
      '> said two',
      '',
      '**Small**',
      '```py',
      'x = 1',
      'y = 2',
      '```',
    ].join('\n'),
  )
})

test('an ordered list counts from its start', () => {
  assert.equal(markdown([{ ...list([listItem(paragraph('a')), listItem(paragraph('b'))], true), start: 9 }]), '9. a\n10. b')
})

test('a quotation in a quotation and a line in one are shown as text, for Discord knows neither', () => {
  assert.equal(markdown([blockquote(blockquote(paragraph('deep')), thematicBreak())]), '> deep\n> ———')
})

test('what is empty leaves no trace', () => {
  assert.equal(markdown([heading(2), paragraph(''), paragraph(strong(' '), 'a'), blockquote()]), 'a')
})

test('a heading is one line', () => {
  assert.equal(markdown([heading(2, 'A', hardBreak(), 'B')]), '## A B')
})

test('marks stand apart from spaces and from each other', () => {
  assert.equal(inline(strong(' a '), 'b'), '**a** b')
  assert.equal(inline(strong('a'), strong('b')), '**a**\u200B**b**')
  assert.equal(inline(emphasis('a'), 'b'), '_a_\u200Bb')
  assert.equal(inline(strong('a ', strong('b'), ' c')), '**a b c**')
  assert.equal(inline(struck(text('a~'))), '~~a\\~\u200B~~')
})

test('code inside a mark of the same character is shown as text', () => {
  assert.equal(inline(strong(inlineCode('a**b'))), '**a\\*\\*b**')
  assert.equal(inline(strong(inlineCode('a_b'))), '**`a_b`**')
})

const mark = (inner: fc.Arbitrary<Inline>): fc.Arbitrary<Inline> =>
  fc
    .tuple(
      fc.constantFrom<('strong' | 'emphasis' | 'delete')[]>('strong', 'emphasis', 'delete'),
      fc.array(inner, { minLength: 1, maxLength: 3 }),
    )
    .map(([type, children]) => ({ type, children }))

test('nested and neighbouring marks lose no character', () => {
  const leaf = fc.oneof(
    fc.stringMatching(/^[a-z*_~ .]{1,6}$/).map((value): Inline => text(value)),
    fc.stringMatching(/^[a-z*_]{1,6}$/).map((value): Inline => inlineCode(value)),
  )
  const any = fc.array(fc.oneof(leaf, mark(fc.oneof(leaf, mark(leaf)))), { minLength: 1, maxLength: 4 })
  const values = (node: Inline): string =>
    'value' in node ? node.value : 'children' in node ? (node.children as Inline[]).map(values).join('') : ''
  fc.assert(
    fc.property(any, (nodes) => {
      assert.equal(readMarkdown(inline('x', ...nodes, 'x')).text, `x${nodes.map(values).join('')}x`)
    }),
    { numRuns: 500 },
  )
})

const LINKS: [label: string, url: string, text: string, action: string][] = [
  ['a page', PAGE, 'a page', PAGE],
  ['1', 'https://example.org/a_(b)', '1', 'https://example.org/a_%28b%29'],
  ['[1]', PAGE, '[1]', PAGE],
  ['[R] a paper', PAGE, '[R] a paper', PAGE],
  ['see [here', PAGE, 'see ［here', PAGE],
  ['a [b [c]]', PAGE, 'a ［b ［c］］', PAGE],
  ['snake_case and _this_', PAGE, 'snake_case and _thisˍ', PAGE],
  ['2 * 3 * 4, `x`', PAGE, '2 ∗ 3 ∗ 4, ˋxˋ', PAGE],
  ['~~a~~ ||b|| \\alpha', PAGE, '~~a~~ ||b|| \\alpha', PAGE],
  ['@everyone <@1> :smile: 10:30', PAGE, '@everyone <@1> :smile: 10:30', PAGE],
  ['f(x) = y', PAGE, 'f(x) = y', PAGE],
  ['llama.cpp', PAGE, 'llama.cpp', PAGE],
  ['»', PAGE, '»', PAGE],
  ['two words', 'https://example.org/a b', 'two words', 'https://example.org/a%20b'],
  [PAGE, PAGE, PAGE, PAGE],
  ['', PAGE, PAGE, PAGE],
  ['https://other.example/', PAGE, `https://other.example/ (${PAGE})`, PAGE],
  ['discord.gg/abc', PAGE, `discord.gg/abc (${PAGE})`, PAGE],
]
for (const [label, url, shown, action] of LINKS)
  test(`a link "${label}" to ${url} can be read and leads there`, () => {
    assert.deepEqual(readMarkdown(inline('x ', link(url, label), ' y')), { text: `x ${shown} y`, actions: [action] })
  })

test('a label with emoji is linked around them', () => {
  const { text: shown, actions } = readMarkdown(inline(link(PAGE, '❗News❗ of ', strong('the 🎉 day'), ' ™ ', inlineCode('x'))))
  assert.equal(shown, '❗News❗ of the 🎉 day ™ x')
  assert.deepEqual(actions, [PAGE, PAGE, PAGE, PAGE, PAGE])
  for (const emoji of ['🎉', '🇩🇪', '🏽', '✂️', '👨‍👩‍👧']) assert.equal(inline(link(PAGE, emoji)), `${emoji} (<${PAGE}>)`)
  assert.equal(inline(link(PAGE, '1️⃣ first')), `1️⃣ [first](${PAGE})`)
})

test('a link is whole inside marks, and text after it can not become its address', () => {
  const { text: shown, actions } = readMarkdown(
    inline(strong(emphasis(link('https://example.org/a_b_', 'a'))), ' b](https://evil.example/)'),
  )
  assert.equal(shown, 'a b](https://evil.example/)')
  assert.deepEqual(actions, ['https://example.org/a%5Fb%5F'])
  assert.equal(inline(link('https://example.org/a_b', 'a')), '[a](https://example.org/a_b)', 'as it is where no mark is open')
})

test('an address that would fill the message is left out, its label stays', () => {
  assert.equal(inline(link(`https://example.org/${'a'.repeat(3000)}`, 'label')), 'label')
})
