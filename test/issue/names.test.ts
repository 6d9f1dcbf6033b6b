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

test('the sizes of a model are its name, another version is not', () => {
  assert.equal(names.lookup('llama-3-70b'), names.lookup('Llama 3'))
  assert.equal(names.lookup('llama-3-8b'), names.lookup('Llama 3'), 'a size that is no tag, too')
  assert.deepEqual(names.lookup('llama3')?.forms, ['llama-3', 'llama-3-70b'])
  assert.equal(names.lookup('llama-3.1-8b')?.key, 'llama3.1')
  const alone = buildNames([tagged({ models: ['phi-14b', 'qwen3-235b-a22b', 'qwen-3', 'mixtral-8x7b', 'mixtral'] })])
  assert.deepEqual(
    ['phi-14b', 'Qwen3 235B A22B', 'Mixtral 8x7B'].map((name) => alone.lookup(name)?.key),
    ['phi14b', 'qwen3', 'mixtral'],
  )
})

test('texts add the spellings that they use', () => {
  const heading = 'Otter 7 is out'
  const item = { text: 'OTTER-7 beats otter-7b. Otter 7 is small.', urls: [], authors: [] }
  const issue = {
    ...tagged({ models: ['otter-7'] }),
    title: 'Otter 7!',
    sections: [{ kind: 'twitter' as const, heading: '', topics: [{ heading, items: [item] }] }],
  }
  assert.deepEqual(buildNames([issue]).lookup('otter7')?.forms, ['Otter 7', 'otter-7', 'OTTER-7'])
})

test('finds the names in a text, the longest where they overlap', () => {
  assert.deepEqual(found('Is Llama-3-70B better than Llama 3.1, or llama3?'), ['llama3', 'llama3.1'])
  assert.deepEqual(found('Llama-3-8B-instruct and llama 3.1 405b'), ['llama3', 'llama3.1'])
  assert.deepEqual(found('What did DeepSeek say about DeepSeek-R1? And Llama 3.'), ['deepseek', 'deepseekr1', 'llama3'])
  assert.deepEqual(found('the GPT4oh and samara'), [])
  assert.deepEqual(found('关于 Llama 3 的消息'), ['llama3'])
})
