import assert from 'node:assert/strict'
import test from 'node:test'
import type { Block } from '../../src/doc/nodes.ts'
import { blockquote, code, doc, hardBreak, heading, inlineCode, link, list, listItem, paragraph, strong } from '../../src/doc/nodes.ts'
import { readPage } from '../../src/doc/webpage.ts'

const is = (html: string, ...blocks: Block[]): void => assert.deepEqual(readPage(html).body, doc(...blocks), html)

test('reads the blocks, whatever stands around them', () => {
  is('<div><h2>A</h2> b <p>c<br>d</p></div>', heading(2, 'A'), paragraph('b'), paragraph('c', hardBreak(), 'd'))
  is(
    '<ul> <li>a<ul><li>b</ul><li><p>c</p></ul>',
    list([listItem(paragraph('a'), list([listItem(paragraph('b'))])), listItem(paragraph('c'))]),
  )
  is('<blockquote>a</blockquote><pre><code>x\n &lt;y\n</code></pre>', blockquote(paragraph('a')), code('x\n <y'))
  is('<table><tr><th>a<th>b<tr><td>c<td>d</table>', list([listItem(paragraph('a | b')), listItem(paragraph('c | d'))]))
})

test('knows what code is written in', () => {
  is('<pre><code class="x language-c++">a</code></pre>', code('a', 'c++'))
  is('<pre data-language="js"><code>a</code></pre><pre>b</pre>', code('a', 'js'), code('b'))
})

test('reads the inline elements and folds white space', () => {
  is(
    '<p> a\n  <b>b</b> <code>c\n d</code> &amp; <a href="https://e.com/?a=1&amp;b=2">e <strong>f</strong></a> </p>',
    paragraph('a ', strong('b'), ' ', inlineCode('c d'), ' & ', link('https://e.com/?a=1&b=2', 'e ', strong('f'))),
  )
  is('<p>see https://e.com/a_b.</p>', paragraph('see ', link('https://e.com/a_b', 'https://e.com/a_b'), '.'))
  is('<a href="/x">a</a> <a href="javascript:x">b</a>', paragraph('a b'))
  is('<a href="https://e.com/1">a <a href="https://e.com/2">b</a>', paragraph(link('https://e.com/1', 'a '), link('https://e.com/2', 'b')))
  is('<a href="https://e.com"><h3>a</h3></a>', heading(3, link('https://e.com', 'a')))
})

test('markdown that was left as it is among HTML means what it says', () => {
  is(
    '<li>a [b](https://e.com/b_c), ![image.png](https://e.com/p.png) [d](/d) [e](https://e.com/(x))',
    list([
      listItem(
        paragraph(
          'a ',
          link('https://e.com/b_c', 'b'),
          ', ',
          { ...link('https://e.com/p.png', 'image'), data: { image: true } },
          ' [d](/d) [e](',
          link('https://e.com/(x)', 'https://e.com/(x)'),
          ')',
        ),
      ),
    ]),
  )
  is('<p>a <code>[b](https://e.com)</code>', paragraph('a ', link('https://e.com', 'b')))
})

test('blanks at the ends of code part it from what stands beside it', () => {
  is('<p>a<code> b </code>c', paragraph('a', inlineCode(' b '), 'c'))
})

test('what is not for reading is left out', () => {
  is('<style>x</style><script>y</script><p>a<svg><text>b</text></svg></p><!-- c -->', paragraph('a'))
})

test('stays within the profile', () => {
  is('<constructor>a</constructor>', paragraph('a'))
  is('<li>a', list([listItem(paragraph('a'))]))
  is('<ul>a<h2>b</h2><hr></ul>', list([listItem(paragraph('a'), paragraph(strong('b')))]))
})

test('relative links are resolved where the address of the page is known', () => {
  assert.deepEqual(readPage('<a href="/x">a</a>', { base: 'https://e.com/y/' }).body, doc(paragraph(link('https://e.com/x', 'a'))))
  assert.deepEqual(readPage('<a href="{{{url}}}">a</a>', { base: 'https://e.com/y/' }).body, doc(paragraph('a')))
})

test('a page is taken apart', () => {
  const page = readPage(
    '<title>A &amp; b</title><meta name="Description" content="c"><meta property="og:url" content="d"><main><h1>e</h1><article><p>f</p></article></main><article>g</article>',
  )
  assert.deepEqual([page.title, page.meta.get('description'), page.meta.get('og:url')], ['A & b', 'c', 'd'])
  assert.deepEqual(page.around, doc(heading(1, 'e')))
  assert.deepEqual(page.body, doc(paragraph('f'), paragraph('g')))
  assert.deepEqual(readPage('<nav>x</nav><main>y</main>').body, doc(paragraph('y')))
  assert.deepEqual(readPage('<p>z').body, doc(paragraph('z')))
})
