import assert from 'node:assert/strict'
import test from 'node:test'
import { understand } from '../../src/answer/question.ts'

const ask = (question: string, more: { section?: 'reddit'; since?: string; locale?: string; edition?: string } = {}) => {
  const { edition = 'en', locale = 'en', ...rest } = more
  return understand({ question, locale, now: '2026-03-04', ...rest }, edition)
}

test('the section is read where a question names the place, not the company', () => {
  assert.deepEqual(ask('what did reddit say about lamps').kinds, ['reddit'])
  assert.deepEqual(ask('any tweets about lamps').kinds, ['twitter'])
  assert.deepEqual(ask('lamps on twitter').kinds, ['twitter'])
  assert.deepEqual(ask('what do people on discord think of lamps').kinds, ['discord', 'discord-detail'])
  assert.deepEqual(ask('推特上怎么看灯').kinds, ['twitter'])
  assert.equal(ask('how much does a lamp maker pay reddit a year').kinds, undefined)
  assert.equal(ask('a discord bot for lamps').kinds, undefined)
})

test('a server’s name is looked for', () => {
  const { text, kinds } = ask('what did people say in the Nous discord about lamps')
  assert.deepEqual(kinds, ['discord', 'discord-detail'])
  assert.match(text, /say +Nous +about lamps/)
  assert.match(ask('lamps in the discord').text, /^lamps\s*$/)
})

test('a section that was chosen holds', () => {
  assert.deepEqual(ask('tweets about lamps', { section: 'reddit' }).kinds, ['reddit'])
})

test('the words that name section and days are not looked for', () => {
  const { text, since, until, soft } = ask('what did reddit say about lamps yesterday')
  assert.match(text, /lamps/)
  assert.doesNotMatch(text, /reddit|yesterday/)
  assert.deepEqual({ since, until, soft }, { since: '2026-03-03', until: '2026-03-03', soft: true })
})

test('the later of two beginnings counts, and nothing after the day it is asked', () => {
  assert.equal(ask('lamps last week', { since: '2026-03-01' }).since, '2026-03-01')
  assert.equal(ask('lamps this month').until, '2026-03-04')
  assert.equal(ask('lamps in March').until, '2026-03-04')
})

test('what people say and what is more than a fact takes more than a sentence or two', () => {
  for (const question of ['what is new with lamps', 'what did reddit say about lamps', 'lamp prices since launch'])
    assert.equal(ask(question).broad, true, question)
  assert.equal(ask('price of the lamp').broad, false)
})

test('a site is a section where something is said on it, a company where it does something', () => {
  assert.deepEqual(ask('what did reddit say about lamps').kinds, ['reddit'])
  assert.deepEqual(ask('did Reddit buy Lumen').kinds, undefined)
  assert.equal(ask('did Reddit buy Lumen').closed, true)
})

test('times that are compared narrow nothing', () => {
  const { since, until, moments } = ask('lamp price in May 2025 vs now')
  assert.deepEqual(
    { since, until, moments },
    { since: undefined, until: '2026-03-04', moments: [{ since: '2025-05-01', until: '2025-05-31' }] },
  )
})

test('a question in another language is put into words that the English edition has', () => {
  assert.equal(ask('Glimmer 的训练成本', { locale: 'zh' }).text.replace(/\s+/g, ' ').trim(), 'Glimmer training cost')
  assert.match(ask('was kostet Glimmer', { locale: 'de' }).text, /price +Glimmer/)
  assert.equal(ask('Glimmer 的训练成本', { locale: 'zh', edition: 'zh' }).text, 'Glimmer 的训练成本')
})
