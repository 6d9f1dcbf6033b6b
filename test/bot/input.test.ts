import assert from 'node:assert/strict'
import test from 'node:test'
import { choice, command, text } from '../../src/bot/command.ts'
import { fromLine, fromOptions } from '../../src/bot/input.ts'
import { doc } from '../../src/doc/nodes.ts'
import { UserError } from '../../src/errors.ts'

const recap = command({
  name: 'recap',
  description: 'recap.description',
  options: {
    section: choice(['twitter', 'reddit'], { description: 'recap.section', label: (kind) => `section.${kind}` }),
    issue: text({ description: 'recap.issue' }),
    page: text({ description: 'recap.page', hidden: true }),
  },
  run: () => doc(),
})
const ask = command({
  name: 'ask',
  description: 'ask.description',
  options: {
    question: text({ description: 'ask.question', required: true, rest: true }),
    since: choice(['day', 'week'], { description: 'ask.since', label: (value) => `ask.since.${value}` }),
  },
  run: () => doc(),
})
const refuses = (key: string) => (error: unknown) => error instanceof UserError && error.key === key

test('words of a line find their options in any order', () => {
  assert.deepEqual(fromLine(recap, 'reddit 2025-01-20', 'en'), { section: 'reddit', issue: '2025-01-20' })
  assert.deepEqual(fromLine(recap, '2025-01-20   REDDIT', 'en'), { section: 'reddit', issue: '2025-01-20' })
  assert.deepEqual(fromLine(recap, '', 'en'), {})
})

test('a choice is understood by its label, in the language of the asker', () => {
  assert.deepEqual(fromLine(recap, 'Twitter/X', 'en'), { section: 'twitter' })
})

test('a word that looks like a named option, and is none, stays in the question', () => {
  assert.deepEqual(fromLine(ask, 'constructor:new or a factory?', 'en'), { question: 'constructor:new or a factory?' })
})

test('an option can be named', () => {
  assert.deepEqual(fromLine(recap, 'issue=reddit section:twitter', 'en'), { section: 'twitter', issue: 'reddit' })
})

test('free text keeps what looks like an option inside it', () => {
  assert.deepEqual(fromLine(ask, 'since=week what does note: question=x mean', 'en'), {
    since: 'week',
    question: 'what does note: question=x mean',
  })
})

test('only buttons reach a hidden option by position', () => {
  assert.throws(() => fromLine(recap, 'reddit 2025-01-20 3', 'en'), refuses('error.tooMuch'))
  assert.deepEqual(fromOptions(recap, { page: '3' }, 'en'), { page: '3' })
})

test('what is missing, unknown or too long is refused in words', () => {
  assert.throws(() => fromLine(ask, '  ', 'en'), refuses('error.missing'))
  assert.throws(() => fromOptions(recap, { section: 'myspace' }, 'en'), refuses('error.choice'))
  assert.throws(() => fromLine(ask, 'x'.repeat(1001), 'en'), refuses('error.tooLong'))
})

const watch = command({
  name: 'watch',
  description: 'recap.description',
  options: {
    hour: text({ description: 'recap.issue', takes: /^\d{1,2}(?: ?[ap]m)?$/ }),
    kind: choice(['all', 'twitter+reddit'], {
      description: 'recap.section',
      label: (kind) => `sections.${kind}`,
      read: (words) => (/^(?:twitter|twitter reddit|reddit twitter)$/.test(words) ? 'twitter+reddit' : undefined),
    }),
    about: text({ description: 'recap.issue', opens: true }),
  },
  run: () => doc(),
})

test('an option takes the words that mean something together, wherever they stand', () => {
  assert.deepEqual(fromLine(watch, '8 am all', 'en'), { hour: '8 am', kind: 'all' })
  assert.throws(() => fromLine(watch, 'reddit 8 twitter', 'en'), refuses('error.tooMuch'), 'the first word alone means nothing')
  assert.deepEqual(fromLine(watch, 'twitter 8 pm reddit', 'en'), { hour: '8 pm', kind: 'twitter+reddit' })
  assert.throws(() => fromLine(watch, '8 am 9', 'en'), refuses('error.tooMuch'))
})

test('an option that opens takes what follows its name, up to what is plainly another’s', () => {
  assert.deepEqual(fromLine(watch, 'about: Llama 3, all, Gemma 3 8 am', 'en'), { about: 'Llama 3, all, Gemma 3', hour: '8 am' })
  assert.deepEqual(fromLine(watch, '8 about All 4 twitter', 'en'), { hour: '8', about: 'All 4', kind: 'twitter+reddit' })
  assert.deepEqual(fromLine(watch, 'about=Llama 3 hour=9 all', 'en'), { hour: '9', about: 'Llama 3', kind: 'all' })
  assert.deepEqual(fromLine(watch, 'about:', 'en'), {})
  assert.throws(() => fromLine(watch, 'Llama', 'en'), refuses('error.tooMuch'))
})

test('names that no option has are dropped, not passed on', () => {
  assert.deepEqual(fromOptions(recap, { __proto__: 'x', constructor: 'y', issue: 'z' }, 'en'), { issue: 'z' })
})
