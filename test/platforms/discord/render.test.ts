import assert from 'node:assert/strict'
import test from 'node:test'
import { callId } from '../../../src/bot/command.ts'
import { actions, button, doc, heading, list, listItem, paragraph, thematicBreak } from '../../../src/doc/nodes.ts'
import { renderDiscord } from '../../../src/platforms/discord/render.ts'
import { flatten } from '../../fakes/discord/read.ts'

const parts = (payload: Readonly<Record<string, unknown>> | undefined) => flatten((payload?.['components'] ?? []) as unknown[])
const types = (payload: Readonly<Record<string, unknown>> | undefined) => parts(payload).map(({ type }) => type)
const more = { command: 'recap', options: { section: 'reddit' } }

test('a message is one container of text, lines and buttons, and pings nobody', () => {
  assert.deepEqual(
    renderDiscord(
      doc(
        heading(2, 'Today'),
        paragraph('@everyone'),
        thematicBreak(),
        paragraph('b'),
        actions(button('More', more), button('Read', { url: 'https://example.org/' })),
      ),
    ),
    [
      {
        flags: 32768,
        allowed_mentions: { parse: [] },
        components: [
          {
            type: 17,
            accent_color: 0x5865f2,
            components: [
              { type: 10, content: '## Today\n\\@everyone' },
              { type: 14 },
              { type: 10, content: 'b' },
              {
                type: 1,
                components: [
                  { type: 2, style: 2, label: 'More', custom_id: 'recap?section=reddit' },
                  { type: 2, style: 5, label: 'Read', url: 'https://example.org/' },
                ],
              },
            ],
          },
        ],
      },
    ],
  )
})

test('a line divides only what stands on both sides', () => {
  const [payload] = renderDiscord(doc(thematicBreak(), paragraph('a'), thematicBreak(), thematicBreak(), paragraph('b'), thematicBreak()))
  assert.deepEqual(types(payload), [17, 10, 14, 10])
})

test('six buttons take two rows', () => {
  const six = [1, 2, 3, 4, 5, 6].map((n) => button(`${n}`, { command: 'more', options: { n: `${n}` } }))
  assert.deepEqual(types(renderDiscord(doc(actions(...six)))[0]), [17, 1, 2, 2, 2, 2, 2, 1, 2])
})

test('the id of a button is that of its call, however long the call is, and stands once in a message', () => {
  const long = { command: 'search', options: { query: '长'.repeat(100) } }
  const [payload] = renderDiscord(doc(actions(button('A', long), button('B', long)), paragraph('x'), actions(button('C', long))))
  assert.deepEqual(
    parts(payload).flatMap((part) => part['custom_id'] ?? []),
    [callId(long)],
  )
})

test('a label is cut to what a button holds, and an empty one is not empty', () => {
  const [payload] = renderDiscord(doc(actions(button('x'.repeat(100), more), button(' ', { url: 'https://example.org/' }))))
  assert.deepEqual(
    parts(payload).flatMap(({ label }) => label ?? []),
    [`${'x'.repeat(79)}…`, '…'],
  )
})

test('an address too long for a button becomes a link in the text', () => {
  const url = `https://example.org/${'a'.repeat(600)}`
  const [payload] = renderDiscord(doc(actions(button('Read', { url }), button('More', more))))
  assert.equal(parts(payload)[1]?.content, `[Read](${url})`)
  assert.deepEqual(types(payload), [17, 10, 1, 2])
})

test('what is too long is cut between items, and a heading goes with what follows', () => {
  const items = Array.from({ length: 60 }, (_, n) => listItem(paragraph(`Item ${n}: ${'word '.repeat(20)}`)))
  const payloads = renderDiscord(doc(heading(2, 'First'), list(items.slice(0, 30)), heading(2, 'Second'), list(items.slice(30))))
  const texts = payloads.map((payload) =>
    parts(payload)
      .flatMap(({ content }) => (typeof content === 'string' ? content : []))
      .join('\n'),
  )
  assert.ok(texts.length >= 2)
  for (const text of texts) {
    assert.ok(text.length <= 4000)
    assert.match(text, /^(- |## )/)
    assert.doesNotMatch(text, /## Second$/)
  }
  const shown = texts.join('\n')
  for (let n = 0; n < 60; n++) assert.ok(shown.includes(`Item ${n}:`))
})

test('more than 40 components are divided too', () => {
  const blocks = Array.from({ length: 30 }, (_, n) => [
    paragraph(`p${n}`),
    actions(button(`b${n}`, { command: 'more', options: { n: `${n}` } })),
  ]).flat()
  const payloads = renderDiscord(doc(...blocks))
  assert.ok(payloads.length > 1)
  for (const payload of payloads) assert.ok(parts(payload).length <= 40)
  assert.equal(payloads.flatMap(parts).filter(({ type }) => type === 2).length, 30)
})
