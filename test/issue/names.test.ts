import assert from 'node:assert/strict'
import test from 'node:test'
import type { Issue, Tags } from '../../src/issue/issue.ts'
import { buildNames } from '../../src/issue/names.ts'
import { normalizeName } from '../../src/issue/spellings.ts'

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
const found = (text: string): string[] => names.find(text).map(({ name }) => name.key)

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
  assert.deepEqual(names.lookup('GPT 4o'), { key: 'gpt4o', kind: 'models', forms: ['gpt-4o', 'gpt4o', '4o'], count: 3 })
  assert.equal(names.lookup('deep-seek')?.kind, 'companies')
  assert.equal(names.lookup('llama 4'), undefined)
  assert.equal(names.lookup(''), undefined)
})

test('the sizes of a model are its name, another version is not', () => {
  assert.equal(names.lookup('llama-3-70b'), names.lookup('Llama 3'))
  assert.equal(names.lookup('llama-3-8b'), names.lookup('Llama 3'), 'a size that is no tag, too')
  assert.deepEqual(names.lookup('llama3')?.forms, ['llama-3', 'llama-3-70b'])
  assert.equal(names.lookup('llama-3.1-8b')?.key, 'llama3.1')
  assert.equal(names.lookup('llama3.18b')?.key, 'llama3.1')
  const alone = buildNames([
    tagged({ models: ['phi-14b', 'otter', 'otter-1', 'wren-2.5-9b', 'wren', 'qwen3-235b-a22b', 'qwen-3', 'mixtral-8x7b', 'mixtral'] }),
  ])
  assert.deepEqual(
    ['phi-14b', 'Qwen3 235B A22B', 'Mixtral 8x7B', 'otter1.58b', 'wren2.59b'].map((name) => alone.lookup(name)?.key),
    ['phi14b', 'qwen3', 'mixtral', 'otter', 'wren2.5 9b'],
  )
})

test('the dots that slugs leave out are put back', () => {
  const slugs = buildNames([tagged({ models: ['otter-7-1', 'otter-7.1', 'heron-4-1106', 'wren-2-9b', 'wren-2', 'tit-3-5-large'] })])
  assert.deepEqual(slugs.lookup('Otter 7.1')?.forms, ['otter-7.1'])
  assert.equal(slugs.lookup('otter-7-1')?.count, 2)
  assert.equal(slugs.lookup('Heron 4 1106')?.key, 'heron4 1106')
  assert.equal(slugs.lookup('wren-2-9b')?.key, 'wren2', 'a size is no version')
  assert.equal(slugs.lookup('Tit 3.5 Large')?.forms[0], 'tit-3.5-large')
})

const many = (count: number, ...models: string[]): Issue[] => Array.from({ length: count }, () => tagged({ models }))

test('how a model ends and its initials are its name, where they can hardly mean another', () => {
  const short = buildNames([
    ...many(4, 'otter-7o', 'otter-7o-mini', 'grand-heron-3', 'wren-r1', 'o1'),
    ...many(1, 'mobile-wren-r1', '7o', 'owl-r1-8b', 'kite-o1'),
    ...many(2, 'lark-v2', 'stork-v2', 'stable-swift-3d'),
  ])
  const key = (text: string) => short.lookup(text)?.key
  assert.equal(key('7o'), 'otter7o')
  assert.equal(short.lookup('7o')?.count, 5, 'its tags are counted to what it means')
  assert.equal(key('7o-mini'), 'otter7omini')
  assert.equal(key('gh3'), 'grandheron3')
  assert.equal(key('GH 3'), 'grandheron3')
  assert.equal(key('r1'), undefined, 'half as many others are meant by it')
  assert.equal(key('v2'), undefined)
  assert.equal(key('o1'), 'o1', 'a name of its own')
  assert.equal(key('swift 3d'), 'stableswift3d')
  assert.equal(key('3d'), undefined, 'one word may be anything until a name is tagged often')
  assert.deepEqual(short.lookup('grand heron 3')?.forms, ['grand-heron-3', 'heron-3', 'gh3'])
})

test('suggests what begins so, has these initials or has it in it, and else what is nearly it', () => {
  const birds = buildNames([
    ...many(3, 'mixture-of-egrets'),
    ...many(2, 'moe-birds'),
    ...many(5, 'some-moe'),
    ...many(4, 'kingfisher'),
    ...many(1, 'kingfisher-nests'),
  ])
  const suggested = (typed: string, limit = 5) => birds.suggest(typed, limit).map(({ key }) => key)
  assert.deepEqual(suggested('MoE'), ['mixtureofegrets', 'moebirds', 'somemoe'])
  assert.deepEqual(suggested('moe', 1), ['mixtureofegrets'])
  assert.deepEqual(suggested('moe-birds'), ['moebirds'])
  assert.deepEqual(suggested('kingfsher'), ['kingfisher', 'kingfishernests'])
  assert.deepEqual(suggested('kinfi'), ['kingfisher', 'kingfishernests'], 'what is typed may be only the beginning')
  assert.deepEqual(suggested('xylophone'), [])
  assert.equal(suggested('')[0], 'somemoe')
})

test('finds the names in a text, the longest where they overlap', () => {
  assert.deepEqual(found('Is Llama-3-70B better than Llama 3.1, or llama3?'), ['llama3', 'llama3.1', 'llama3'])
  assert.deepEqual(found('Llama-3-8B-instruct and llama 3.1 405b'), ['llama3', 'llama3.1'])
  assert.deepEqual(found('What did DeepSeek say about DeepSeek-R1? And Llama 3.'), ['deepseek', 'deepseekr1', 'llama3'])
  assert.deepEqual(found('the GPT4oh and samara'), [])
  assert.deepEqual(
    names.find('the ＬＬａｍａ 3, then').map(({ written }) => written),
    ['LLama 3'],
  )
  assert.deepEqual(found('关于 Llama 3 的消息'), ['llama3'])
})

test('finds the owner in a possessive without its apostrophe, unless that is a name itself', () => {
  const owned = buildNames([tagged({ companies: ['acme', 'lumen', 'lumens'], topics: ['agent'] })])
  const written = (text: string): string[] => owned.find(text).map(({ name, written: form }) => `${name.key} ${form}`)
  assert.deepEqual(written('Acmes licence'), ['acme Acme'])
  assert.deepEqual(written('lumens licence'), ['lumens lumens'])
  assert.deepEqual(written('agents'), [], 'a topic owns nothing')
})
