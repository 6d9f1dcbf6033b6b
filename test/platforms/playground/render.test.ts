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
  type Delete,
} from '../../../src/doc/nodes.ts'
import { docHtml, escapeHtml } from '../../../src/platforms/playground/render.ts'

test('every kind of node', () => {
  const struck: Delete = { type: 'delete', children: [{ type: 'text', value: 'gone' }] }
  const whole = doc(
    heading(1, 'Today'),
    paragraph(strong('a'), emphasis('b'), struck, inlineCode('c'), hardBreak(), link('https://example.com/?a=1&b', 'd')),
    list([listItem(paragraph('outer'), list([listItem(paragraph('inner'))]))]),
    { ...list([listItem(paragraph('nine'))], true), start: 9 },
    blockquote(paragraph('said')),
    code('x\ny'),
    thematicBreak(),
    actions(button('Go', { command: 'recap', options: {} }), button('Read', { url: 'https://example.com/' })),
  )
  const out = 'target="_blank" rel="noopener noreferrer"'
  const expected = [
    '<h3 class="depth-1">Today</h3>',
    `<p><strong>a</strong><em>b</em><s>gone</s><code>c</code><br><a href="https://example.com/?a=1&amp;b" ${out}>d</a></p>`,
    '<ul><li>outer<ul><li>inner</li></ul></li></ul>',
    '<ol start="9"><li>nine</li></ol>',
    '<blockquote><p>said</p></blockquote>',
    '<pre><code>x\ny</code></pre>',
    '<hr>',
    `<div class="row"><button type="button" class="button" data-action="recap">Go</button><a class="button link" href="https://example.com/" ${out}>Read</a></div>`,
  ]
  assert.equal(docHtml(whole), expected.join(''))
})

test('what does not lead to http(s) is text', () => {
  for (const url of ['javascript:alert(1)', 'JAVASCRIPT:alert(1)', 'data:text/html,x', '/relative', 'not a url', ' javascript:alert(1)'])
    assert.equal(docHtml(doc(paragraph(link(url, 'x')), actions(button('y', { url })))), '<p>x</p><div class="row">y</div>')
})

test('no text can open a tag or leave an attribute', () => {
  assert.equal(escapeHtml(`<a href="x" id='y'>&`), '&lt;a href=&quot;x&quot; id=&#39;y&#39;&gt;&amp;')
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('<', '>', '"', "'", '&', 'a', ' ', '/') }), (words) => {
      const html = docHtml(
        doc(
          paragraph(words, inlineCode(words), link(`https://example.com/?${words}`, words)),
          code(words),
          actions(button(words, { command: words, options: {} })),
        ),
      )
      // Whole tags of ours out, no bracket or quotation mark is left.
      assert.doesNotMatch(html.replaceAll(/<\/?[a-z]+(?: [a-z-]+="[^"<>]*")*>/g, ''), /[<>"']/)
    }),
  )
})
