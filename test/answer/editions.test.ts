import assert from 'node:assert/strict'
import test from 'node:test'
import { chooseEdition } from '../../src/answer/editions.ts'
import { issue, item } from '../archive/sample.ts'
import { stage } from './stage.ts'

const ask = (question: string, locale = 'zh') => ({ question, locale, now: '2026-03-12' })

test('the edition in the asker’s language is taken where it has what the English one has', (t) => {
  const { archive } = stage(t)
  assert.equal(chooseEdition(archive, ask('微光三号多少钱')), 'zh')
  assert.equal(chooseEdition(archive, ask('微光三号多少钱', 'zh-CN')), 'zh')
  assert.equal(chooseEdition(archive, ask('微光三号多少钱', 'fr')), 'en')
  assert.equal(chooseEdition(archive, ask('how much is the Glimmer 3', 'en')), 'en')
})

test('what only the English edition has is taken from there', (t) => {
  const { archive } = stage(t)
  assert.equal(chooseEdition(archive, ask('Danube')), 'en')
  assert.equal(chooseEdition(archive, ask('Glimmer 4 有多少流明')), 'en')
})

test('news that the English edition has newer is taken from there', (t) => {
  const { archive } = stage(t)
  const put = (date: string, edition: string, text: string) =>
    archive.put(issue({ date, edition, sections: { twitter: { Boats: [item(text)] } } }))
  put('2026-03-10', 'en', 'Lumen shows a boat.')
  put('2026-03-10', 'zh', 'Lumen 展示了一艘船。')
  assert.equal(chooseEdition(archive, ask('Lumen 有什么新消息')), 'zh')
  put('2026-03-11', 'en', 'Lumen sells the boat.')
  assert.equal(chooseEdition(archive, ask('Lumen 有什么新消息')), 'en')
})
