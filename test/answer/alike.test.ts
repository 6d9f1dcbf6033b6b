/** The same question in six languages is answered from the same items. */
import assert from 'node:assert/strict'
import test from 'node:test'
import { putInEnglish } from '../../src/answer/put.ts'
import { issue, item } from '../archive/sample.ts'
import { stage } from './stage.ts'

/** A lamp that came out long ago, and is spoken of each day since. */
const put = (date: string, texts: readonly string[], models: string[] = []) =>
  issue({
    id: `${date.slice(2)}-w`,
    date,
    tags: { companies: ['acme'], models, topics: [], people: [] },
    sections: { twitter: { Boats: texts.map((text) => item(text)) } },
  })
const world = [
  put('2025-01-07', ['Rumors say that Beacon 2 is out soon.'], ['beacon-2']),
  put('2025-01-08', ['Acme released Beacon 2, a lamp for ships.', 'Beacon 2 is a lamp for ships.'], ['beacon-2']),
  ...Array.from({ length: 18 }, (_, day) =>
    put(
      `2026-02-${10 + day}`,
      Array.from({ length: 6 }, (__, at) => `Beacon 2 talk number ${at} of day ${day}, told to members.`),
    ),
  ),
]

/** English, German, Spanish, French, Chinese, Japanese. */
const LOCALES = ['en', 'de', 'es', 'fr', 'zh', 'ja']
const questions: readonly (readonly string[])[] = [
  ['when was Beacon 2 first mentioned', 'wann wurde Beacon 2 zum ersten Mal erwähnt', '¿cuándo se mencionó Beacon 2 por primera vez?', 'quand Beacon 2 a-t-il été mentionné pour la première fois ?', 'Beacon 2 最早是什么时候被提到的', 'Beacon 2が初めて言及されたのはいつですか'], // prettier-ignore
  ['how did Beacon 2 evolve over time', 'wie hat sich Beacon 2 im Laufe der Zeit entwickelt', '¿cómo ha evolucionado Beacon 2 con el tiempo?', 'comment Beacon 2 a évolué au fil du temps ?', 'Beacon 2 的发展历程', 'Beacon 2はこれまでどう変わった？'], // prettier-ignore
  ['what is Beacon 2', 'was ist Beacon 2', '¿qué es Beacon 2?', 'qu’est-ce que Beacon 2 ?', 'Beacon 2 是什么', 'Beacon 2とは何ですか'],
  [
    'who made Beacon 2',
    'wer hat Beacon 2 gemacht',
    '¿quién hizo Beacon 2?',
    'qui a fait Beacon 2 ?',
    'Beacon 2 是谁做的',
    'Beacon 2を作ったのは誰',
  ],
  ['when was Beacon 2 released', 'wann kam Beacon 2 raus', '¿cuándo salió Beacon 2?', 'quand est sorti Beacon 2 ?', 'Beacon 2 什么时候发布的', 'Beacon 2はいつリリースされた？'], // prettier-ignore
]

for (const [english = '', ...others] of questions)
  test(english, async (t) => {
    const { archive, ask } = stage(t)
    for (const each of world) archive.put(each)
    const cited = async (question: string, locale: string) => {
      const { answered, citations } = await ask(question, { edition: 'en', locale })
      return { answered, cited: citations.map(({ text }) => text) }
    }
    const expected = await cited(english, 'en')
    assert.equal(expected.answered, true)
    for (const [at, question] of others.entries()) assert.deepEqual(await cited(question, LOCALES[at + 1] ?? ''), expected, question)
  })

test('beside a name, a word of another language that no item has counts as none', async (t) => {
  const { archive, ask } = stage(t)
  archive.put(put('2026-03-02', ['Members report problems of Wick in fog.'], ['wick']))
  assert.equal((await ask('Hat Wick Probleme mit Nebelschwaden?', { edition: 'en', locale: 'de' })).answered, true)
  // Without a name that is known it may be one itself.
  assert.equal((await ask('Hat der Zorblax Probleme?', { edition: 'en', locale: 'de' })).answered, false)
})

test('what is described, or asked for otherwise, is put as it was', () => {
  for (const question of [
    'was ist neu bei Qwen?',
    'was ist das beste Modell für Code?',
    'wer hat recht?',
    '¿qué es lo último de Qwen?',
    '¿quién ganó?',
    'qu’est-ce qui s’est passé hier ?',
    '谁说的',
    'Qwen 3の価格は？',
    'Gemma 3は？',
  ])
    // prettier-ignore
    assert.equal(
      putInEnglish(question, (words) => words),
      question,
    )
})
