import assert from 'node:assert/strict'
import test, { type TestContext } from 'node:test'
import { lexiconOf } from '../../src/answer/lexicon.ts'
import { understand } from '../../src/answer/question.ts'
import { retrieve } from '../../src/answer/retrieve.ts'
import { openArchive } from '../../src/archive/archive.ts'
import { draftTerms } from '../../src/archive/terms.ts'
import { issue, item } from '../archive/sample.ts'
import { fakeClock } from '../fakes/clock.ts'

const NOW = '2026-03-04'
const asker = (t: TestContext, ...texts: string[]) => {
  const archive = openArchive(':memory:', { clock: fakeClock() })
  t.after(() => archive.close())
  archive.put(issue({ edition: 'zh', sections: { twitter: { 灯: texts.map((text) => item(text)) } } }))
  return (question: string) => {
    const { hits, telling } = retrieve(archive, understand({ question, locale: 'zh', now: NOW }, 'zh'), NOW, 'zh', 10)
    return { telling, texts: hits.map((hit) => hit.item.text) }
  }
}

const LAMP = 'Acme 灯具的估值升至九亿，下载量也翻倍。'
const OTHERS = ['Acme 招聘园丁三名。', '天气很好，适合散步。', 'Acme 又修了一座桥。']

test('an English question finds what the Chinese edition says in Chinese', (t) => {
  const ask = asker(t, ...OTHERS, LAMP)
  assert.equal(ask('Acme valuation').texts[0], LAMP)
  assert.equal(ask('how many downloads for Acme').texts[0], LAMP)
})

test('a Chinese question finds what the Chinese edition leaves in English', (t) => {
  const ask = asker(t, ...OTHERS, 'Acme 的 latency 与 throughput 表')
  assert.equal(ask('Acme 的延迟是多少').texts[0], 'Acme 的 latency 与 throughput 表')
})

const words = (text: string): string[] => draftTerms(text, lexiconOf('zh')).map(({ word }) => word)

test('a run is cut at the words that are known, and what joins them is no term', () => {
  assert.deepEqual(words('这轮估值多少'), ['估值'])
  assert.deepEqual(words('灯具延迟'), ['灯具', '延迟'])
  assert.deepEqual(words('灯具多少钱'), ['灯具'])
})

test('an English word that the edition does not have and nobody translated is not missed', (t) => {
  const ask = asker(t, ...OTHERS, LAMP)
  assert.equal(ask('zany Acme valuation').telling, 2)
  assert.equal(ask('Zany Acme valuation').telling, 3, 'a name is')
})

test('editions without a lexicon have none', () => {
  assert.equal(lexiconOf('en'), undefined)
  assert.equal(lexiconOf('fr'), undefined)
  assert.ok(
    lexiconOf('ja')
      ?.aliases('モデル')
      .some(({ others }) => others.some(([word]) => word === 'model')),
  )
})
