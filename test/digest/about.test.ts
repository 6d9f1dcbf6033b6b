/** Digests of what is about some names. */
import assert from 'node:assert/strict'
import test from 'node:test'
import { type DigestOptions, digest } from '../../src/digest/digest.ts'
import { createMentions } from '../../src/digest/mentions.ts'
import { plainText } from '../../src/doc/plain.ts'
import type { Issue } from '../../src/issue/issue.ts'
import { buildNames } from '../../src/issue/names.ts'
import { issueOf } from './issues.ts'

const issue = issueOf('2026-03-02', {
  headline: ['Anthropic leads the day.'],
  twitter: ['Llama 3 runs on a phone.', 'Llama 3.1 needs a rack.', 'Nothing of note here.'],
  reddit: ['LLaMA-3-8B in four bits.', 'A guide to inference.'],
  'discord-detail': ['Somebody tuned llama3 overnight.'],
})
const names = buildNames([issue])
const shown = (about: string[], options: Partial<DigestOptions> = {}, of: Issue = issue): string =>
  plainText(
    digest(of, {
      sections: [],
      layout: 'compact',
      locale: 'en',
      only: { about, mentions: createMentions(() => names).finder(about) },
      ...options,
    }),
  )

test('only the items that mention a name, in any spelling, from all of the issue; not those of other versions', () => {
  const text = shown(['Llama 3'])
  for (const [kind, words] of [
    ['Twitter/X', 'Llama 3 runs on a phone'],
    ['Reddit', 'LLaMA-3-8B in four bits'],
    ['Discord channels', 'Somebody tuned llama3'],
  ] as const)
    assert.match(text, new RegExp(`${kind}\\s+Talk of [^]*${words}`))
  assert.match(text, /March 2, 2026 · about Llama 3/)
  assert.doesNotMatch(text, /rack|Nothing of note|guide|Anthropic leads|What happened/)
})

test('any of several names, in the sections asked for; a part of Discord’s is the channels', () => {
  assert.match(shown(['Llama 3.1', 'Anthropic']), /Anthropic leads[^]*needs a rack/)
  const discord = shown(['Llama 3'], { sections: ['discord'] })
  assert.match(discord, /Somebody tuned/)
  assert.doesNotMatch(discord, /phone|four bits/)
})

test('a name that nobody has tagged is found as it is written', () => {
  const news = issueOf('2026-03-03', { twitter: ['OTTER７ is out.', 'Otter 7.5 is not.', 'otter-7 is small.'] })
  const text = shown(['Otter 7'], {}, news)
  assert.match(text, /OTTER７ is out[^]*otter-7 is small/)
  assert.doesNotMatch(text, /7\.5/)
})

test('an issue without any of the names is one line', () => {
  assert.match(shown(['Otter 7']), /^Nothing about Otter 7\. Issue of 2026-03-02.* · March 2, 2026$/)
})

test('a compact one fits one message and says how much it leaves out; a full one has all', () => {
  const long = issueOf('2026-03-04', {
    reddit: Array.from({ length: 40 }, (_, n) => `Llama 3 fact ${n}: ${'and more of it. '.repeat(20)}`),
  })
  const compact = shown(['Llama 3'], {}, long)
  assert.ok(compact.length < 3900)
  assert.match(compact, /and 28 more/)
  assert.match(shown(['Llama 3'], { layout: 'full' }, long), /fact 39/)
})

test('of a long item the sentence is shown that mentions the name', () => {
  const deep = issueOf('2026-03-05', { discord: [`${'A word on the weather. '.repeat(40)}Then Llama 3 came up. It was late.`] })
  assert.match(shown(['Llama 3'], {}, deep), /… Then Llama 3 came up\. It was late\./)
})

test('a quiet day is one line for who wants it so, and as usual for others', () => {
  const quiet = issueOf('2026-03-06', { twitter: ['Llama 3 rests.'] }, { quiet: true })
  const usual = { sections: [], layout: 'compact', locale: 'en' } as const
  assert.match(plainText(digest(quiet, { ...usual, line: true })), /^A quiet day\. Issue of 2026-03-06.* · March 6, 2026$/)
  assert.match(plainText(digest(quiet, usual)), /A quiet day\.[^]*Llama 3 rests/)
  assert.match(plainText(digest(issue, { ...usual, line: true })), /runs on a phone/, 'of a day that is not quiet')
  assert.match(shown(['Llama 3'], { line: true }, quiet), /Llama 3 rests/, 'a name is news also on a quiet day')
})

test('names that come with new issues are known at once', () => {
  let now = buildNames([])
  const { finder } = createMentions(() => now)
  const text = 'We call it sd3.'
  assert.equal(finder(['Stable Diffusion 3'])(text), false)
  now = buildNames([{ tags: { companies: [], models: ['stable-diffusion-3'], topics: [], people: [] } }])
  assert.equal(finder(['Stable Diffusion 3'])(text), true)
})
