import assert from 'node:assert/strict'
import test from 'node:test'
import { spansOf, variantOf, wordsOf } from '../../../src/answer/checks/naming.ts'

const names = (text: string, texts: readonly string[] = []): string[] =>
  spansOf(
    wordsOf(text, (word) => texts.filter((one) => one.toLowerCase().includes(word.toLowerCase()))),
    text,
  ).map((span) => span.text)

test('names are told by capitals and digits, with their versions', () => {
  assert.deepEqual(names('does Llama 3 70B beat gpt-4o on MMLU?'), ['Llama 3 70B', 'gpt-4o', 'MMLU'])
  assert.deepEqual(names('what is the price of a lamp'), [])
  assert.deepEqual(names('WHAT IS THE PRICE OF A LAMP'), [])
  assert.deepEqual(names('Llama 3 的价格'), ['Llama 3'])
})

test('where the question does not tell, the recaps do', () => {
  const texts = ['a model by Mistral is out', 'we like the benchmark a lot', 'Benchmarks of all kinds']
  assert.deepEqual(names('mistral benchmark', texts), ['mistral'])
  assert.deepEqual(names('does stability ai pay', ['for the stability of Stability AI', 'more stability for all']), ['stability ai'])
  assert.deepEqual(names('Benchmark of the lamp', texts), [])
  assert.deepEqual(names('who likes the Benchmark', texts), [])
})

test('common words of other languages are no names, companies are', () => {
  assert.deepEqual(names('wie ist die Lizenz'), [])
  assert.deepEqual(names('阿里的模型'), ['阿里'])
})

test('a variant takes the place of its kind', () => {
  assert.equal(variantOf('Llama 3', '70B'), 'Llama 3 70B')
  assert.equal(variantOf('Llama 3 8B', '70B'), 'Llama 3 70B')
  assert.equal(variantOf('Llama 3 8B', '3.1'), 'Llama 3.1 8B')
  assert.equal(variantOf('Mixtral', '8x7B'), 'Mixtral 8x7B')
  assert.equal(variantOf('o1', '3'), 'o3')
  assert.equal(variantOf('Gemini', '2'), 'Gemini 2')
})
