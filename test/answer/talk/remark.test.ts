import assert from 'node:assert/strict'
import test from 'node:test'
import { languages, t } from '../../../src/locales/index.ts'
import { askedIn, remarkOf } from '../../../src/answer/talk/remark.ts'

test('a language is asked for by its names, in several languages', () => {
  const asked: Record<string, readonly string[]> = {
    de: [
      'in german please',
      'auf Deutsch',
      'deutsch',
      'German please',
      'speak german',
      '翻译成德语',
      '用德文',
      'ドイツ語で',
      'en allemand',
    ],
    en: ['and in english?', 'In English!', 'übersetze das ins Englische', 'traduis en anglais', 'por favor en inglés', '说英文'],
    zh: ['用中文', '请用中文回答', '中文版', 'Could you say that in Chinese?', 'auf Chinesisch bitte'],
    ja: ['日本語でお願いします', 'translate it to Japanese'],
    es: ['español', 'what about in Spanish?'],
  }
  for (const [language, all] of Object.entries(asked))
    for (const said of all) assert.deepEqual(remarkOf(said), { kind: 'language', language }, said)
})

test('shorter, longer, sources, wrong', () => {
  const said: Record<string, readonly string[]> = {
    '0': ['say that again', 'repeat that please', 'noch mal', 'encore une fois', '再说一遍'],
    '-1': [
      'shorter',
      'make it shorter please',
      'too long',
      'tl;dr',
      'in one sentence',
      'kürzer bitte',
      'plus court',
      'más corto',
      '短一点',
      'もっと短く',
    ],
    '1': [
      'longer',
      'more details',
      'can you elaborate?',
      'tell me more about it',
      'ausführlicher',
      'plus de détails',
      'más detalles',
      '请详细说说',
      'もっと詳しく',
    ],
    sources: [
      'source?',
      'show me the evidence',
      'are you sure?',
      'really?',
      'woher hast du das?',
      'vraiment ?',
      'fuentes',
      '出处呢？',
      '真的吗？',
      '出典は？',
      '?!',
      '？？',
    ],
    wrong: [
      "that's wrong",
      'No, that is not true.',
      'wrong answer',
      "that isn't what I asked",
      'das stimmt nicht',
      "c'est faux",
      'eso es falso',
      '你说错了',
      '違います',
      '👎',
    ],
  }
  for (const [kind, all] of Object.entries(said))
    for (const each of all) {
      const remark = remarkOf(each)
      assert.equal(remark?.kind === 'length' ? String(remark.by) : remark?.kind, kind, each)
    }
})

test('one of the items is meant by its number or its place', () => {
  for (const said of ['[2]', 'what about [2]?', '#2', 'number 2', 'source 2', 'Nr. 2'])
    assert.deepEqual(remarkOf(said), { kind: 'item', number: 2 }, said)
  for (const said of ['the second one', 'and the second?', 'tell me more about the second', 'das zweite', 'la deuxième', '第二条'])
    assert.deepEqual(remarkOf(said), { kind: 'item', place: 1 }, said)
  for (const said of ['2', 'and 5?', '70B', 'the 4', 'the first lamp', '2024']) assert.equal(remarkOf(said), undefined, said)
})

test('a question of its own is no remark, whatever words it has', () => {
  for (const said of [
    'what is the best model in german?',
    'german',
    'and japanese?',
    'in may',
    'which is shorter?',
    'what is wrong with Llama 3?',
    'false positives',
    'open source',
    'is it true that GPT-5 is out?',
    'how do you know Qwen?',
    'longer context',
    'details of the price',
    'summarize reddit',
    'explain attention',
    'more',
    'why?',
    'thanks',
  ])
    assert.equal(remarkOf(said), undefined, said)
})

test('a question may say in what language it is to be answered, set apart from it', () => {
  for (const [said, question, language] of [
    ['what is Otter? In German please', 'what is Otter?', 'de'],
    ['what is new with Otter, in german please', 'what is new with Otter', 'de'],
    ['auf Deutsch: was ist Otter?', 'was ist Otter?', 'de'],
    ['explain Otter 3 in french please', 'explain Otter 3', 'fr'],
    ['Otter 是什么？用中文回答', 'Otter 是什么？', 'zh'],
    ['Tell me about Otter. Answer in Spanish.', 'Tell me about Otter.', 'es'],
  ] as const)
    assert.deepEqual(askedIn(said), { question, language }, said)
  for (const said of [
    'what is the best model in german?',
    'which models speak german, please',
    'is it better in English, German or French?',
    'what happened in May, 2024',
    'in german please',
  ])
    assert.equal(askedIn(said), undefined, said)
})

test('what the help says in each language to go on with is understood', () => {
  for (const language of languages) {
    const [, ...said] = Array.from(t(language, 'help.follow').matchAll(/[“„«「]\s?(.+?)\s?[”“»」]/gu), ([, words = '']) => words)
    const kinds = said.map((words) => remarkOf(words)?.kind ?? 'asked')
    assert.deepEqual(kinds, ['asked', 'sources', 'length', 'language', 'wrong'], `${language}: ${said.join(' · ')}`)
  }
})
