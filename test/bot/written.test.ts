import assert from 'node:assert/strict'
import test from 'node:test'
import { writtenIn } from '../../src/bot/written.ts'

test('the language of what somebody writes is known by signs and small words', () => {
  const written: Record<string, readonly string[]> = {
    en: ['how much does Otter cost?', 'don’t tell me why', 'and the 70B?'],
    de: ['Was gibt es Neues bei Otter?', 'und Heron?', 'das stimmt nicht', 'kürzer'],
    fr: ['quoi de neuf sur Otter ?', 'et Heron ?', 'c’est pour qui'],
    es: ['¿y Heron?', 'qué hay de nuevo con Otter'],
    zh: ['那 70B 呢？', 'Otter 多少钱'],
    ja: ['Otter の最新情報は？', 'もっと短く'],
  }
  for (const [language, all] of Object.entries(written)) for (const text of all) assert.equal(writtenIn(text), language, text)
})

test('where it might be any, nothing is guessed: names are of no language', () => {
  for (const text of ['Otter 3', 'price?', 'Le Chat Otter', 'Y Combinator', 'Los Otteros', 'et al.', '', '🎉'])
    assert.equal(writtenIn(text), undefined, text)
})
