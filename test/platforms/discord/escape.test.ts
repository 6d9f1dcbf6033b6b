import assert from 'node:assert/strict'
import test from 'node:test'
import * as fc from 'fast-check'
import { address, codeBlock, escape, inlineCode } from '../../../src/platforms/discord/escape.ts'
import { readMarkdown } from '../../fakes/discord/read.ts'

const PLAIN = [
  '@everyone and @here',
  '<@123456789012345678> <@&1> <#2> <:party:3> <a:dance:4> <t:1700000000:R> </ask:5> <id:home>',
  '# heading',
  '-# small print',
  '>>> a long quotation',
  '> a quotation',
  '- dash',
  '+ plus',
  '* star',
  '12. twelve',
  '**bold** *it* __under__ _it_ ~~gone~~ ||hidden|| `code` ``code``',
  'snake_case_name and 2*3*4',
  '[label](https://example.org)',
  'https://example.org/a_b_c*d*e <https://example.org/x>',
  'discord://-/users/1 and steam://run/1',
  ':smile: at 10:30:15 :a:b:c:',
  '\\*not escaped\\*',
  '¯\\_(ツ)_/¯',
]

for (const text of PLAIN)
  test(`shown as it is: ${text}`, () => {
    assert.deepEqual(readMarkdown(escape(text)), { text, actions: [] })
  })

test('what the reader would act on, were it not escaped', () => {
  const acts = PLAIN.filter((text) => {
    const { text: shown, actions } = readMarkdown(text)
    return shown !== text || actions.length > 0
  })
  assert.deepEqual(acts, PLAIN)
})

const spaced = (text: string): string => text.replace(/\s*[\n\r\u2028\u2029]\s*/g, ' ').replaceAll('\u200B', '')

test('any text is shown as it is, wherever it is joined to another', () => {
  const part = fc.string({
    unit: fc.oneof(fc.constantFrom(...Array.from('\\*_~`|<>[]()#-+@:/1. a')), fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 })),
  })
  fc.assert(
    fc.property(part, part, (a, b) => {
      const { text, actions } = readMarkdown(`x${escape(a)}${escape(b)}`)
      assert.equal(text, `x${spaced(a)}${spaced(b)}`)
      assert.deepEqual(actions, [])
    }),
    { numRuns: 500 },
  )
})

test('a line break in a text is a space, so that no line of it can begin with a marker', () => {
  assert.equal(escape('one \n # two\r\n> three\u2028- four'), 'one # two > three - four')
})

test('half a surrogate pair, which no request body can carry, becomes a replacement character', () => {
  assert.equal(escape('a\uD83D'), 'a\uFFFD')
})

test('inline code keeps its backticks', () => {
  assert.equal(inlineCode('a*b'), '`a*b`')
  assert.equal(inlineCode('a`b'), '``a`b``')
  assert.equal(inlineCode('`b`'), '`` `b` ``')
  assert.equal(inlineCode('a``b'), 'a\\`\\`b')
  for (const value of ['a*b', 'a`b', '`b`', 'a``b', '<@1>']) assert.deepEqual(readMarkdown(inlineCode(value)), { text: value, actions: [] })
})

test('a block of code can hold a fence, and a language that Discord does not take is dropped', () => {
  assert.equal(codeBlock('let x', 'ts'), '```ts\nlet x\n```')
  assert.equal(codeBlock('let x', 'no such language'), '```\nlet x\n```')
  for (const value of ['```\n<@1> outside?\n```', 'ends with `', '@everyone'])
    assert.deepEqual(readMarkdown(codeBlock(value)), { text: value, actions: [] })
})

test('an address can end neither its link nor a mark around it', () => {
  assert.equal(address('https://example.org/wiki/A_(b)?q=c d*e~'), 'https://example.org/wiki/A_%28b%29?q=c%20d*e~')
  assert.equal(address('https://example.org/A_b*c~', '**_'), 'https://example.org/A%5Fb%2Ac~')
})
