import assert from 'node:assert/strict'
import test from 'node:test'
import { doc, heading, hardBreak, link, list, listItem, paragraph, strong } from '../../../src/doc/nodes.ts'
import { renderDiscord } from '../../../src/platforms/discord/render.ts'
import { discordHtml, telegramHtml } from '../../../src/platforms/playground/payload-html.ts'
import { renderTelegram } from '../../../src/platforms/telegram/render.ts'
import { digest, hostile } from './setup.ts'

const tags = (html: string, name: string) => html.split(`<${name}`).length - 1

test('Discord: a container of text and buttons, its markdown read', () => {
  const html = renderDiscord(digest).map(discordHtml).join('')
  assert.match(html, /^<div class="container" data-accent="[\da-f]{6}"><div class="text"><h3 class="depth-1">Small models, big week<\/h3>/)
  assert.equal(tags(html, 'li'), 5)
  assert.equal(tags(html, 'button'), 2)
  assert.match(html, /<strong>Otter-3 is out\.<\/strong> An open 8B model/)
  assert.match(html, /href="https:\/\/example.com\/issue"/)
})

test('Discord: every line break counts, and plain content is shown', () => {
  assert.equal(discordHtml({ content: 'a\nb\n\nc' }), '<div class="text"><p>a<br>b</p><p>c</p></div>')
  const [payload = {}] = renderDiscord(doc(paragraph('one', hardBreak(), 'two')))
  assert.match(discordHtml(payload), /one<br>two/)
})

test('Discord: separators stay, unknown components are left out', () => {
  assert.equal(discordHtml({ components: [{ type: 14 }, { type: 99 }, null, 'x'] }), '<hr>')
})

test('Telegram: text with entities, and the keyboard in rows', () => {
  const shown = doc(heading(2, 'News'), list([listItem(paragraph(strong('A & ', link('https://example.com/', 'B'))))]))
  const [payload = {}] = renderTelegram(shown)
  const html = telegramHtml(payload)
  assert.match(html, /^<div class="text"><strong>News<\/strong>\n• /)
  assert.match(html, /<strong>A &amp; <a href="https:\/\/example.com\/" [^>]*>B<\/a><\/strong>/)
  assert.equal(
    telegramHtml({
      text: 'x',
      reply_markup: { inline_keyboard: [[{ text: 'a', callback_data: 'id' }], [{ text: 'b', url: 'https://example.com/' }]] },
    }).split('<div class="row">').length,
    3,
  )
})

test('Telegram: every entity, counted in UTF-16 units', () => {
  const kinds = { bold: 'strong', italic: 'em', underline: 'u', strikethrough: 's', code: 'code', blockquote: 'blockquote' }
  for (const [type, tag] of Object.entries(kinds))
    assert.equal(
      telegramHtml({ text: '👍 ab', entities: [{ type, offset: 3, length: 1 }] }),
      `<div class="text">👍 <${tag}>a</${tag}>b</div>`,
    )
  assert.match(telegramHtml({ text: 'ab', entities: [{ type: 'pre', offset: 0, length: 2 }] }), /<pre><code>ab<\/code><\/pre>/)
  assert.match(telegramHtml({ text: 'ab', entities: [{ type: 'expandable_blockquote', offset: 0, length: 2 }] }), /<details/)
  assert.equal(telegramHtml({ text: 'ab', entities: [{ type: 'spoiler', offset: 0, length: 1 }] }), '<div class="text">ab</div>')
})

test('Telegram: an entity that reaches out of another is cut off; one beyond the text does no harm', () => {
  const entities = [
    { type: 'bold', offset: 0, length: 2 },
    { type: 'italic', offset: 1, length: 99 },
  ]
  assert.equal(telegramHtml({ text: 'abc', entities }), '<div class="text"><strong>a<em>b</em></strong>c</div>')
  assert.equal(telegramHtml({ text: 'a', entities: [{ type: 'bold', offset: 5, length: 2 }] }), '<div class="text">a</div>')
  assert.equal(
    telegramHtml({ text: 'a\nq\n\nb', entities: [{ type: 'blockquote', offset: 2, length: 1 }] }),
    '<div class="text">a<blockquote>q</blockquote>\nb</div>',
  )
})

test('a hostile doc stays text in both', () => {
  for (const html of [...renderDiscord(hostile).map(discordHtml), ...renderTelegram(hostile).map(telegramHtml)]) {
    assert.match(html, /&lt;script&gt;/)
    assert.doesNotMatch(html, /<script|<img|<style|<b>|href="javascript/)
  }
})
