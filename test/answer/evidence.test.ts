import assert from 'node:assert/strict'
import test from 'node:test'
import { assess, fitOf } from '../../src/answer/evidence.ts'
import type { RankedHit } from '../../src/answer/retrieve.ts'
import type { Term } from '../../src/archive/search.ts'

const hit = (topic: string, text: string): RankedHit => ({
  uid: 'u',
  issue: 'i',
  issueUrl: '',
  title: '',
  edition: 'en',
  date: '2026-03-01',
  kind: 'reddit',
  topic,
  item: { text, urls: [], authors: [] },
  score: 1,
  coverage: 1,
  words: [],
})
const terms = ['heron', 'oil', 'lamp'].map((word): Term => ({ word, alternatives: [[word]], weight: 1 }))
const words = (of: readonly Term[] | undefined): string[] | undefined => of?.map(({ word }) => word)

test('what a sentence lacks may stand in another item of its topic; else it is lost', () => {
  const [first, , other] = assess([hit('Birds', 'A lamp burns.'), hit('Birds', 'A heron waits.'), hit('Boats', 'A lamp burns.')], terms, [])
  assert.ok(first && other)
  assert.deepEqual(words(fitOf(first).lacks), ['heron', 'oil'])
  assert.deepEqual(words(fitOf(first).lost), ['oil'])
  assert.deepEqual(words(fitOf(other).lost), ['heron', 'oil'])
  assert.equal(fitOf(other).away, 2 / 3)
})

const lacking = (topic: string): string[] | undefined => words(assess([hit(topic, 'A lamp burns.')], terms, [])[0]?.fit?.lacks)

test('a heading says what its items are about, but not where it names several subjects', () => {
  assert.deepEqual(lacking('Heron news'), ['oil'])
  assert.deepEqual(lacking('Heron raises $2,000,000 from B&W'), ['oil'])
  for (const topic of ['Gulls and Heron news', 'Heron, Gull', 'Gull vs Heron', 'Heron & Gull', 'Heron、Gull'])
    assert.deepEqual(lacking(topic), ['heron', 'oil'], topic)
})
