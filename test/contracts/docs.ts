/** Docs of every shape, for properties that hold for any doc; their words are chosen to be hard on a renderer. */
import * as fc from 'fast-check'
import type { Block, Doc, Heading, Inline, Link, ListItem } from '../../src/doc/nodes.ts'

const HARD = [
  '@everyone', '<@123456789012345678>', '<#1>', '<:party:2>', '</ask:3>', '# title', '> quoted', '>>> all', '-# small', '- dash', '+ plus',
  '1. one', '2) two', '~~struck~~', '||hidden||', '**bold**', '*it*', '__under__', 'snake_case_name', '_it_', '`tick`', '``', '[label]', 'a[0](x)', 'https://example.org/a_b?c[]=d*e', '\\', '<b>&amp;</b>', '模型发布了。', '👩‍👩‍👧‍👦', ':smile:', '10:30:15', 'Llama-3.1', 'done.', 'x*y*z', '$1,000', 'C++', 'a|b',
] // prettier-ignore

const word = fc.oneof(
  fc.constantFrom(...HARD),
  fc.stringMatching(/^[a-z]{1,12}$/),
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 8 }),
)
/** Some are long enough for several messages. */
const words = fc
  .tuple(
    fc.array(word, { minLength: 1, maxLength: 12 }),
    fc.oneof({ weight: 9, arbitrary: fc.constant(1) }, fc.integer({ min: 2, max: 150 })),
  )
  .map(([some, times]) => Array.from({ length: times }, () => some.join(' ')).join('. '))

const text = words.map((value): Inline => ({ type: 'text', value }))
const inlineCode = word.map((value): Inline => ({ type: 'inlineCode', value }))
const url = fc.constantFrom(
  'https://example.org/',
  'https://example.org/wiki/Llama_(animal)?q=a b&c=[d]',
  'http://example.com/~me/a_b_c*d*e|f',
  'https://example.org/' + 'path/'.repeat(60),
)
const link = fc
  .record({ url, children: fc.array(fc.oneof(text, inlineCode), { minLength: 1, maxLength: 2 }) })
  .map(({ url, children }): Inline => ({ type: 'link', url, children: children as Link['children'] }))
const marked = (inner: fc.Arbitrary<Inline>): fc.Arbitrary<Inline> =>
  fc
    .record({
      type: fc.constantFrom<('strong' | 'emphasis' | 'delete')[]>('strong', 'emphasis', 'delete'),
      children: fc.array(inner, { minLength: 1, maxLength: 3 }),
    })
    .map(({ type, children }): Inline => ({ type, children }))
const plain = fc.oneof(text, text, inlineCode, link, fc.constant<Inline>({ type: 'break' }))
const inlines = fc.array(fc.oneof(plain, marked(fc.oneof(plain, marked(plain)))), { minLength: 1, maxLength: 5 })

const paragraph = inlines.map((children): Block => ({ type: 'paragraph', children }))
const heading = fc
  .record({ depth: fc.constantFrom<Heading['depth'][]>(1, 2, 3, 4, 5, 6), children: inlines })
  .map(({ depth, children }): Block => ({ type: 'heading', depth, children }))
const code = fc
  .record({ value: words, lang: fc.constantFrom('ts', 'c++', 'not a language') })
  .map(({ value, lang }): Block => ({ type: 'code', value, lang }))
const listOf = (inner: fc.Arbitrary<Block>): fc.Arbitrary<Block> =>
  fc
    .record({ ordered: fc.boolean(), items: fc.array(fc.array(inner, { minLength: 1, maxLength: 2 }), { minLength: 1, maxLength: 5 }) })
    .map(({ ordered, items }) => ({
      type: 'list',
      ordered,
      children: items.map((children) => ({ type: 'listItem', children }) as ListItem),
    }))
const list = listOf(fc.oneof(paragraph, paragraph, code, listOf(paragraph)))
const blockquote = fc
  .array(fc.oneof(paragraph, list), { minLength: 1, maxLength: 3 })
  .map((children) => ({ type: 'blockquote', children }) as Block)
const actions = fc
  .array(fc.tuple(fc.stringMatching(/^[A-Za-z ]{1,100}$/), fc.boolean(), fc.nat(99)), { minLength: 1, maxLength: 8 })
  .map((buttons): Block => ({
    type: 'actions',
    children: buttons.map(([label, isLink, n]) => ({
      type: 'button',
      label,
      action: isLink ? { url: `https://example.org/${n}` } : { command: 'more', options: { n: String(n) } },
    })),
  }))

/** Without its size it would mostly be one message; now and then it is many. */
export const anyDoc: fc.Arbitrary<Doc> = fc
  .array(fc.oneof(paragraph, paragraph, heading, list, blockquote, code, actions, fc.constant<Block>({ type: 'thematicBreak' })), {
    maxLength: 8,
  })
  .map((children): Doc => ({ type: 'root', children }))
