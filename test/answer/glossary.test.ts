import assert from 'node:assert/strict'
import test from 'node:test'
import { inEnglish } from '../../src/answer/glossary.ts'

const said = (question: string, locale: string): string => inEnglish(question, locale).replace(/\s+/g, ' ').trim()

const questions: readonly [question: string, locale: string, english: string][] = [
  ['Glimmer 的预训练成本', 'zh', 'Glimmer pretraining cost'],
  ['Glimmerの料金はいくら？', 'ja', 'Glimmer price price'],
  ['was kostet Glimmer', 'de', 'price Glimmer'],
  ['wie viele Mitarbeiter hat Glimmer', 'de', 'employees Glimmer'],
  ['¿cuánto cuesta el entrenamiento de Glimmer?', 'es', '¿ price training Glimmer?'],
  ['combien de paramètres a Glimmer', 'fr', 'parameters Glimmer'],
  ['la vaporisation de Glimmer', 'fr', 'vaporization Glimmer'],
  ['¿quién trabaja en Glimmer Discovery?', 'es', '¿ work Glimmer Discovery?'],
  ['wer kritisiert KI-Benchmarks?', 'de', 'criticism AI benchmark?'],
  ['wurde der Preis von Glimmer gesenkt?', 'de', 'price Glimmer reduce?'],
  ['combien de paramètres a Glimmer M2.1 ?', 'fr', 'parameters Glimmer M2.1 ?'],
  ['pourquoi Glimmer est-il automatique et volcanique ?', 'fr', 'Glimmer automatic volcanic ?'],
  ['¿por qué dejaron Glimmer por Cursor?', 'es', '¿ leaves Glimmer Cursor?'],
  ['quel produit d’évaluation', 'fr', 'product ’evaluation'],
  ['瑞典语数据集是怎么被误删的', 'zh', 'Swedish dataset delete'],
  ['警察署長はGlimmerを何に使う', 'ja', 'police chief Glimmer'],
  ['wie viel Strom brauchen die Stimmen von Glimmer', 'de', 'electricity voice Glimmer'],
  ['die Elastizität und Porosité von Glimmer', 'de', 'Elastizität Porosité Glimmer'],
]

for (const [question, locale, english] of questions) test(`in English: ${question}`, () => assert.equal(said(question, locale), english))

test('a language is known by its words, whatever the asker has chosen', () => {
  assert.equal(said('wie viele Mitarbeiter hat Glimmer', 'en'), 'employees Glimmer')
  assert.equal(said('Glimmer 的价格', 'en'), 'Glimmer price')
  for (const locale of ['en', 'de', 'fr'])
    assert.equal(said('what was the price of the Glimmer', locale), 'what was the price of the Glimmer')
})

test('a word by itself may be of any language, but not by a short beginning', () => {
  assert.equal(inEnglish('kostenlos'), 'free')
  assert.equal(inEnglish('entrenamiento'), 'training')
  assert.equal(inEnglish('Copilot'), 'Copilot')
  assert.equal(inEnglish('und'), 'und')
})
