import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import MarkdownIt, { type MarkdownIt as Reader } from 'markdown-it'
import { addShortcuts } from '../../src/doc/markdown-shortcuts.ts'
import { lightenTokens } from '../../src/doc/markdown-tokens.ts'

const asWritten = (reader: Reader): Reader =>
  Object.assign(reader, { validateLink: () => true, normalizeLink: (url: string) => url, normalizeLinkText: (url: string) => url })
const general = asWritten(new MarkdownIt({ html: true, linkify: true }))
const short = asWritten(new MarkdownIt({ html: true, linkify: true }))
lightenTokens(short)
addShortcuts(short)
const same = (text: string): void => assert.equal(short.render(text), general.render(text), JSON.stringify(text))

test('plain bold and links are read as the general rules read them', () => {
  for (const text of [
    '**Lamp** and **river: the (last) one**, **灯泡**.',
    '[lamp](https://e.com/a_b?c=1&d=*2*) ([other](http://e.com))',
    '**[lamp](https://e.com)** [**lamp**](https://e.com) *a **b** c* **a *b* c**',
    '[a [b](https://e.com) c](https://e.com/d) ![a **b**](https://e.com/p.png)',
  ])
    same(text)
})

test('what only seems plain is read as the general rules read it', () => {
  for (const text of [
    'a**b**c **a **b** c** ***a*** **a** **b **c** d',
    '**“a”**b **a.**b (**a**) "**a**" **a**** \\***a** **a**_b_',
    '[a](https://e.com/(x)) [a](https://e.com/x "t") [a](https://e.com/&amp;) [a](<https://e.com>) [a](https://e.com/\\*)',
    '[https://e.com](https://e.com) [a\nb](https://e.com) [a][b] [a](b)\n\n[b]: https://e.com',
    '**a\nb** **a `**` b** **a <b>c</b>** **a & b** **a &amp; b** **a ~~b~~**',
  ])
    same(text)
})

const PIECES =
  '**|*|***|a|b|灯| |. |,|(|)|[|]|](https://e.com/a)|[a](https://e.com)|!|_|`|\\|\n|:|https://e.com/b|&amp;|~~|<b>|"|“|🎉'.split('|')
test('any text is', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...PIECES), { maxLength: 20 }), (pieces) => same(pieces.join(''))),
    { numRuns: 3000 },
  )
})
