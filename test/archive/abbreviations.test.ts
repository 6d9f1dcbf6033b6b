import assert from 'node:assert/strict'
import test from 'node:test'
import { longForm } from '../../src/archive/abbreviations.ts'

test('the words before a bracket that it abbreviates', () => {
  const long: [short: string, before: string, long: string | undefined][] = [
    ['MoE', 'It is a Mixture of Experts ', 'Mixture of Experts'],
    ['SD3', 'the new Stable Diffusion 3 ', 'Stable Diffusion 3'],
    ['LoRA', 'tuned by Low-Rank Adaptation ', 'Low-Rank Adaptation'],
    ['T2S', 'for text 2 speech', 'text 2 speech'],
    ['OAI', 'said OpenAI ', 'OpenAI'],
    ['OAI', 'the company said ', undefined],
    ['RAG', 'a fragment ', undefined],
    ['AB', 'apples, then four other things and a bird ', 'a bird'],
    ['AB', 'a set of four, or even more, blue things ', undefined],
    ['SD', 'the SD ', undefined],
    ['SD3', 'stable SD3 diffusion 3 ', undefined],
  ]
  for (const [short, before, expected] of long) assert.equal(longForm(short, before), expected, `${before}(${short})`)
})
