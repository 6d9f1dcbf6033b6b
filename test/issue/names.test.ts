import assert from 'node:assert/strict'
import test from 'node:test'
import type { Issue, Tags } from '../../src/issue/issue.ts'
import { buildNames, normalizeName } from '../../src/issue/names.ts'

const tagged = (tags: Partial<Tags>): Issue => ({
  id: 'x',
  edition: 'en',
  date: '2026-01-02',
  title: '',
  url: '',
  summary: '',
  tags: { companies: [], models: [], topics: [], people: [], ...tags },
  sections: [],
})
const names = buildNames([
  tagged({ models: ['llama-3', 'llama-3.1', 'gpt-4o'], companies: ['deepseek'], people: ['sama'] }),
  tagged({ models: ['llama-3', 'llama-3-70b', 'gpt4o', 'deepseek-r1', '模型'], topics: ['deepseek'] }),
  tagged({ models: ['gpt-4o'], companies: ['deepseek', '---'] }),
])
const found = (text: string): string[] => names.find(text).map((name) => name.key)

test('spellings of a name meet, versions stay apart', () => {
  const spellings = ['llama3', 'Llama 3', 'LLaMA-3', 'llama-3', 'Llama_3', 'Ｌｌａｍａ　３']
  assert.deepEqual(new Set(spellings.map(normalizeName)), new Set(['llama3']))
  assert.notEqual(normalizeName('Llama 3.1'), normalizeName('Llama 3'))
  assert.notEqual(normalizeName('Llama 3 1B'), normalizeName('Llama 31B'))
  assert.equal(normalizeName('GPT-4o'), normalizeName('gpt4o'))
  assert.equal(normalizeName('Deep Seek'), normalizeName('DeepSeek'))
  assert.equal(normalizeName(' - '), '')
})

test('looks a name up by any spelling', () => {
  assert.deepEqual(names.lookup('GPT 4o'), { key: 'gpt4o', kind: 'models', forms: ['gpt-4o', 'gpt4o'], count: 3 })
  assert.equal(names.lookup('deep-seek')?.kind, 'companies')
  assert.equal(names.lookup('llama 4'), undefined)
  assert.equal(names.lookup(''), undefined)
})

test('finds the names in a text, the longest where they overlap', () => {
  assert.deepEqual(found('Is Llama-3-70B better than Llama 3.1, or llama3?'), ['llama3 70b', 'llama3.1', 'llama3'])
  assert.deepEqual(found('What did DeepSeek say about DeepSeek-R1? And Llama 3.'), ['deepseek', 'deepseekr1', 'llama3'])
  assert.deepEqual(found('the GPT4oh and samara'), [])
  assert.deepEqual(found('关于 Llama 3 的消息'), ['llama3'])
})

test('many words are searched quickly', () => {
  const start = performance.now()
  names.find('llama 3 and more '.repeat(20_000))
  assert.ok(performance.now() - start < 3_000)
})
