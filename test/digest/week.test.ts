import assert from 'node:assert/strict'
import { join } from 'node:path'
import test from 'node:test'
import { weekDigest } from '../../src/digest/week.ts'
import { plainText } from '../../src/doc/plain.ts'
import { issueOf } from './issues.ts'

const options = { sections: [], layout: 'compact', locale: 'en' } as const
const kinds = ['twitter', 'reddit', 'discord'] as const
const sections = (day: number) =>
  Object.fromEntries(kinds.map((kind) => [kind, [1, 2, 3].map((n) => `${kind} ${day}.${n}: ${'a fact that matters. '.repeat(12)}`)]))
const week = [8, 7, 6, 5, 4, 3, 2].map((day) => issueOf(`2026-03-0${day}`, sections(day)))

test('each issue has its title, its day and the first of each section; all fit one message', () => {
  const text = plainText(weekDigest(week, options))
  assert.ok(text.length < 3900, `${text.length} characters`)
  assert.match(text, /^The week\s+March 2, 2026 to March 8, 2026/)
  for (const { date } of week) {
    const day = Number(date.slice(-1))
    assert.match(
      text,
      new RegExp(`Issue of ${date}[^]*March ${day}, 2026[^]*twitter ${day}\\.1[^]*reddit ${day}\\.1[^]*discord ${day}\\.1`),
    )
    assert.doesNotMatch(text, new RegExp(`twitter ${day}\\.2`))
  }
  assert.ok(text.indexOf('2026-03-08') < text.indexOf('2026-03-02'), 'the newest first')
})

test('a full one has the summaries and more items, the sections asked for alone', () => {
  const text = plainText(weekDigest(week, { ...options, layout: 'full', sections: ['reddit'] }))
  assert.match(text, /What happened on 2026-03-08\.[^]*reddit 8\.1[^]*reddit 8\.3/)
  assert.doesNotMatch(text, /twitter|discord 8/)
})

test('a quiet day, and one without the names, is a line of it', () => {
  const quiet = issueOf('2026-03-02', { twitter: ['All rest.'] }, { quiet: true })
  assert.match(plainText(weekDigest([quiet], { ...options, line: true })), /March 2, 2026 · A quiet day\./)
  assert.doesNotMatch(plainText(weekDigest([quiet], { ...options, line: true })), /All rest/)
  assert.match(plainText(weekDigest([quiet], options)), /All rest/)
  const only = { about: ['Otter'], mentions: (text: string) => text.includes('Otter') }
  const text = plainText(weekDigest([issueOf('2026-03-03', { reddit: ['Otter swims.', 'Heron flies.'] }), quiet], { ...options, only }))
  assert.match(text, /about Otter[^]*Otter swims[^]*March 2, 2026 · Nothing about it\./)
  assert.doesNotMatch(text, /Heron/)
})

test('an issue that was withdrawn is struck out, and has no button', () => {
  const [first, ...rest] = week.slice(0, 3)
  const shown = weekDigest([{ ...(first ?? assert.fail()), withdrawn: true }, ...rest], { ...options, updated: '10:00' })
  assert.match(plainText(shown), /updated 10:00[^]*Issue of 2026-03-08\s+March 8, 2026 · Withdrawn[^]*twitter 8\.1[^]*Issue of 2026-03-07/)
  assert.equal(JSON.stringify(shown).match(/"type":"delete"/g)?.length, 1)
  assert.doesNotMatch(JSON.stringify(shown), /issues\/2026-03-08/)
  const last = shown.children.at(-1)
  assert.equal(last?.type === 'actions' && last.children.length, 2)
})

test('the doc of a week stays as it is', (t) => {
  t.assert.fileSnapshot(weekDigest(week.slice(0, 2), options), join(import.meta.dirname, '../golden/digest/week.json'))
})

test('formats of days are made once', (t) => {
  weekDigest(week, options)
  const made = t.mock.method(Intl, 'DateTimeFormat')
  weekDigest(week, options)
  assert.equal(made.mock.callCount(), 0)
})
