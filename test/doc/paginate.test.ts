import assert from 'node:assert/strict'
import test from 'node:test'
import * as fc from 'fast-check'
import {
  actions,
  blockquote,
  button,
  code,
  doc,
  heading,
  hardBreak,
  inlineCode,
  link,
  list,
  listItem,
  paragraph,
  strong,
  text,
  thematicBreak,
  type Block,
  type Doc,
  type Inline,
  type ListItem,
} from '../../src/doc/nodes.ts'
import { paginate } from '../../src/doc/paginate.ts'
import { plainText } from '../../src/doc/plain.ts'

/** Fits when there are at most `limit` characters; a row of buttons counts as 1. */
const atMost = (limit: number) => (part: Doc) =>
  plainText(part).length + part.children.filter(({ type }) => type === 'actions').length <= limit
const texts = (parts: readonly Doc[]) => parts.map((part) => plainText(part))
const item = (words: string) => listItem(paragraph(words))

test('a doc that fits stays as it is, and is looked at once', () => {
  const whole = doc(heading(1, 'Today'), paragraph('All quiet.'))
  let calls = 0
  const parts = paginate(whole, () => ++calls > 0)
  assert.deepEqual(parts, [whole])
  assert.equal(calls, 1)
})

test('an empty doc has no parts', () => {
  assert.deepEqual(paginate(doc(), atMost(9)), [])
  assert.deepEqual(paginate(doc(paragraph(), paragraph('')), atMost(9)), [])
  assert.deepEqual(paginate(doc(paragraph(' ')), atMost(9)), [])
})

test('cuts between blocks where it can', () => {
  const parts = paginate(doc(paragraph('One. Two.'), paragraph('Three. Four.'), paragraph('Five.')), atMost(20))
  assert.deepEqual(texts(parts), ['One. Two.', 'Three. Four.\nFive.'])
})

test('cuts between list items, nested ones too, rather than leave a part mostly empty', () => {
  const parts = paginate(doc(paragraph('Hi'), list([item('alpha beta'), item('gamma delta'), item('epsilon')])), atMost(30))
  assert.deepEqual(texts(parts), ['Hi\nalpha beta\ngamma delta', 'epsilon'])
  const nested = list([listItem(paragraph('outer'), list([item('inner one'), item('inner two'), item('inner three')]))])
  assert.deepEqual(texts(paginate(doc(nested), atMost(26))), ['outer\ninner one\ninner two', 'inner three'])
  assert.equal(paginate(doc(nested), atMost(26))[1]?.children[0]?.type, 'list')
})

test('cuts a long paragraph after sentences, then words, then graphemes', () => {
  assert.deepEqual(texts(paginate(doc(paragraph('First one. Second one. Third.')), atMost(24))), ['First one. Second one. ', 'Third.'])
  assert.deepEqual(texts(paginate(doc(paragraph('several words, no stop')), atMost(12))), ['several ', 'words, no ', 'stop'])
  assert.deepEqual(texts(paginate(doc(paragraph('abcdefgh')), atMost(3))), ['abc', 'def', 'gh'])
})

test('Chinese text is cut after 。！？, then between characters but not before a comma', () => {
  assert.deepEqual(texts(paginate(doc(paragraph('模型发布了。速度很快！真的吗？是的。')), atMost(12))), [
    '模型发布了。速度很快！',
    '真的吗？是的。',
  ])
  assert.deepEqual(texts(paginate(doc(paragraph('一二三四五，六七八')), atMost(5))), ['一二三四', '五，六七八'])
})

test('a grapheme is never torn', () => {
  const family = '👩‍👩‍👧‍👦'
  const parts = paginate(doc(paragraph(family.repeat(3))), atMost(family.length + 3))
  assert.deepEqual(texts(parts), [family, family, family])
})

test('a heading stays with what follows, even if a sentence has to be cut for it', () => {
  const parts = paginate(doc(paragraph('Before it.'), heading(2, 'News'), paragraph('Long enough. More of it.')), atMost(20))
  assert.deepEqual(texts(parts), ['Before it.', 'News\nLong enough. ', 'More of it.'])
  const two = paginate(doc(paragraph('Before it.'), heading(1, 'News'), thematicBreak(), heading(2, 'AI'), paragraph('Much.')), atMost(18))
  assert.deepEqual(texts(two), ['Before it.', 'News\nAI\nMuch.'])
})

test('a link is not torn while it fits alone', () => {
  const parts = paginate(doc(paragraph('see (', link('https://example.com/a', 'the paper'), ')')), atMost(11))
  assert.deepEqual(texts(parts), ['see ', '(the paper)'])
  assert.deepEqual(texts(paginate(doc(paragraph('run ', inlineCode('npm start'), ' now')), atMost(10))), ['run ', 'npm start ', 'now'])
})

test('a link that does not fit alone is cut, and every piece leads to its URL', () => {
  const parts = paginate(doc(paragraph('a ', strong(link('https://example.com/a', 'long words in here')))), atMost(8))
  assert.deepEqual(texts(parts), ['a ', 'long ', 'words ', 'in here'])
  for (const part of parts.slice(1)) assert.match(JSON.stringify(part), /"strong".*"link","url":"https:\/\/example.com\/a"/)
})

test('code is cut at lines and stays code', () => {
  const parts = paginate(doc(code('one. two\n  three\n  four\n', 'ts')), atMost(17))
  assert.deepEqual(parts, [doc(code('one. two\n  three\n', 'ts')), doc(code('  four\n', 'ts'))])
})

test('an ordered list counts on, also from its own start', () => {
  const numbered = list([item('aaaa'), item('bbbb'), item('cccc')], true)
  assert.deepEqual(
    paginate(doc(numbered), atMost(10)).map(({ children: [first] }) => first?.type === 'list' && first.start),
    [undefined, 3],
  )
  assert.deepEqual(
    paginate(doc({ ...numbered, start: 7 }), atMost(5)).map(({ children: [first] }) => first?.type === 'list' && first.start),
    [7, 8, 9],
  )
})

test('buttons stay whole, and with the text before them', () => {
  const buttons = actions(button('More', { command: 'latest', options: {} }), button('Read', { url: 'https://example.com/' }))
  const parts = paginate(doc(paragraph('First. Last.'), buttons), atMost(12))
  assert.deepEqual(parts, [doc(paragraph('First. ')), doc(paragraph('Last.'), buttons)])
})

test('a thematic break at a cut goes, one within a part stays', () => {
  const parts = paginate(doc(paragraph('aaaa'), thematicBreak(), paragraph('bbbb'), thematicBreak(), paragraph('cccc')), atMost(9))
  assert.deepEqual(parts, [doc(paragraph('aaaa'), thematicBreak(), paragraph('bbbb')), doc(paragraph('cccc'))])
})

test('quotations and line breaks are carried along', () => {
  const parts = paginate(doc(blockquote(paragraph('one', hardBreak(), 'two'), paragraph('three'))), atMost(8))
  assert.deepEqual(parts, [doc(blockquote(paragraph('one', hardBreak(), 'two'))), doc(blockquote(paragraph('three')))])
})

test('ends even where nothing fits', () => {
  assert.deepEqual(texts(paginate(doc(heading(1, 'ab'), paragraph('c d')), () => false)), ['a', 'b', 'c', 'd'])
})

const links = (part: Doc) => JSON.stringify(part).split('"link"').length - 1

test('limits of several kinds live inside fits', () => {
  const items = Array.from({ length: 7 }, (_, n) => listItem(paragraph(link(`https://example.com/${n}`, `link ${n}`))))
  assert.deepEqual(paginate(doc(list(items)), (part) => links(part) <= 3).map(links), [3, 3, 1])
})

const { inline, blocks } = fc.letrec<{ inline: Inline[]; blocks: Block[] }>((tie) => {
  const words = fc.oneof(fc.lorem({ maxCount: 12 }), fc.string({ unit: 'grapheme', minLength: 1 }), fc.constant('新模型。开源了！'))
  const inner = fc.array(fc.oneof(words.map(text), words.map(inlineCode)), { maxLength: 3 })
  const url = fc.nat(99).map((n) => `https://example.com/${n}`)
  const prose = tie('inline').map((children) => paragraph(...children))
  const item: fc.Arbitrary<ListItem> = fc.oneof(
    prose.map((first) => listItem(first)),
    fc
      .tuple(prose, fc.array(prose, { maxLength: 4 }))
      .map(([first, rest]) => listItem(first, list(rest.map((inside) => listItem(inside))))),
  )
  return {
    inline: fc.array(
      fc.oneof(
        words.map(text),
        words.map(inlineCode),
        inner.map((children): Inline => strong(...children)),
        fc.tuple(url, words).map(([to, label]): Inline => link(to, label)),
        fc.constant(hardBreak()),
      ),
      { maxLength: 5 },
    ),
    blocks: fc.array(
      fc.oneof(
        prose,
        words.map((title): Block => heading(2, title)),
        fc.tuple(fc.array(item, { maxLength: 5 }), fc.boolean()).map(([items, ordered]): Block => list(items, ordered)),
        prose.map((quoted): Block => blockquote(quoted)),
        fc.array(words, { maxLength: 6 }).map((lines): Block => code(lines.join('\n'))),
        fc.constant<Block>(thematicBreak()),
        fc.constant<Block>(actions(button('More', { command: 'latest', options: {} }))),
      ),
      { maxLength: 8 },
    ),
  }
})

/** All text in order, white space apart: none is made, and what is lost is nobody's. */
const ink = (docs: readonly Doc[]): string => {
  const values: string[] = []
  JSON.stringify(docs, (key, value: unknown) => {
    if (key === 'value' && typeof value === 'string') values.push(value)
    return value
  })
  return values.join('').replaceAll(/\s/g, '')
}
const rows = (docs: readonly Doc[]) => docs.flatMap(({ children }) => children.filter(({ type }) => type === 'actions'))
const graphemes = (words: string) => [...new Intl.Segmenter('en').segment(words.trim())].length

test('whatever the doc: nothing is lost, no part is empty, every part fits or is one grapheme', () => {
  fc.assert(
    fc.property(blocks, fc.integer({ min: 1, max: 120 }), (children, limit) => {
      const whole = doc(...children)
      const parts = paginate(whole, atMost(limit))
      assert.equal(ink(parts), ink([whole]))
      assert.equal(rows(parts).length, rows([whole]).length)
      for (const part of parts) {
        assert.ok(plainText(part).trim() !== '' || rows([part]).length > 0, 'a part is empty')
        assert.ok(atMost(limit)(part) || graphemes(plainText(part)) <= 1, `a part does not fit: ${JSON.stringify(part)}`)
      }
    }),
    { numRuns: 300 },
  )
})

test('a heading is never last in a part, but at the end of the doc or when it is too long', () => {
  fc.assert(
    fc.property(fc.array(inline, { minLength: 1, maxLength: 6 }), (sections) => {
      const whole = doc(...sections.flatMap((content) => [heading(2, 'News'), paragraph('A sentence of words. ', ...content)]))
      for (const part of paginate(whole, atMost(60))) assert.notEqual(part.children.at(-1)?.type, 'heading')
    }),
  )
})

test('a book is cut with few looks: each part costs about the logarithm of its pieces', () => {
  const sentence = 'Somebody released a model and others measured it. '
  const items = Array.from({ length: 4000 }, (_, n) => listItem(paragraph(strong(`Item ${n}`), ' ', sentence, sentence)))
  for (const book of [doc(list(items)), doc(paragraph(sentence.repeat(8000))), doc(paragraph('字'.repeat(400_000)))]) {
    let [calls, characters] = [0, 0]
    const parts = paginate(book, (part) => {
      const { length } = plainText(part)
      calls += 1
      characters += length
      return length <= 4000
    })
    assert.ok(parts.length > 95)
    assert.ok(calls < parts.length * 25, `${calls} looks for ${parts.length} parts`)
    assert.ok(characters < parts.length * 25 * 4000 * 2, `${characters} characters looked at`)
  }
})
