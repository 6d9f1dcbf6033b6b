/** Who asks for all that was new is told it of all the days and the section, in six languages alike. */
import assert from 'node:assert/strict'
import test from 'node:test'
import { understand } from '../../src/answer/question.ts'
import { isWhole } from '../../src/answer/whole.ts'
import { issue, item } from '../archive/sample.ts'
import { stage } from './stage.ts'

/** Sentences that share no word. */
const babble = (seed: number): string =>
  Array.from({ length: 14 }, (_, at) => `${'bdfgklmnprstvwxz'[seed]}${'aeiou'[at % 5]}${'bdfgklmnprstvwxz'[at]}ex`).join(' ')
const DAYS = ['2025-05-12', '2025-05-13', '2025-05-14', '2025-05-20']
const SECTIONS = ['twitter', 'reddit'] as const
const world = DAYS.map((date, at) => {
  const topics = (place: number) =>
    Object.fromEntries([0, 1].map((topic) => [`T${topic}`, [item(`Lamp ${babble(4 * at + 2 * place + topic)}.`)]]))
  return issue({ date, title: `Lamp ${at}`, sections: Object.fromEntries(SECTIONS.map((kind, place) => [kind, topics(place)])) })
})

const WEEK = {
  en: ['What happened last week?', 'give me an overview of last week', 'the main stories of last week'],
  de: ['Was ist letzte Woche passiert?', 'Gib mir einen Überblick über die letzte Woche', 'die wichtigsten Themen der letzten Woche'],
  es: ['¿Qué pasó la semana pasada?', 'dame un resumen de la semana pasada', 'lo más importante de la semana pasada'],
  fr: ['Que s’est-il passé la semaine dernière ?', 'fais-moi un résumé de la semaine dernière', 'l’essentiel de la semaine dernière'],
  zh: ['上周发生了什么？', '总结一下上周', '上周有哪些大事'],
  ja: ['先週は何がありましたか？', '先週のまとめを教えて', '先週の主な出来事'],
}
const ON_REDDIT = {
  en: 'what happened on reddit yesterday',
  de: 'was geschah gestern auf Reddit?',
  es: '¿qué pasó ayer en reddit?',
  fr: 'qu’est-ce qui s’est passé hier sur reddit ?',
  zh: '昨天 reddit 上发生了什么',
  ja: '昨日redditで何があった？',
}

const runs = (all: readonly string[]): string[] => all.filter((each, at) => each !== all[at - 1])

test('of days, by day and section, in one overview', async (t) => {
  const { archive, ask } = stage(t)
  for (const each of world) archive.put(each)
  const more = { now: '2025-05-21', edition: 'en' }
  const { answer, citations } = await ask(WEEK.en[0] ?? '', { ...more, locale: 'en' })
  assert.deepEqual([...new Set(citations.map(({ date }) => date))].sort(), DAYS.slice(0, 3))
  assert.ok(answer.length > 600 && answer.length <= 1200, String(answer.length))
  const places = Array.from(answer.matchAll(/\[(\d+)\]/g), ([, n]) => citations[Number(n) - 1]).map((one) => `${one?.date} ${one?.section}`)
  assert.deepEqual(runs(places), [...new Set(places)])
  assert.deepEqual(runs(places.map((place) => place.slice(0, 10))), [...new Set(places.map((place) => place.slice(0, 10)))])
  for (const [locale, questions] of Object.entries(WEEK))
    for (const question of questions) assert.equal((await ask(question, { ...more, locale })).answer, answer, question)
})

test('of a section of a day', async (t) => {
  const { archive, ask } = stage(t)
  for (const each of world) archive.put(each)
  for (const [locale, question] of Object.entries(ON_REDDIT)) {
    const { answered, citations } = await ask(question, { now: '2025-05-21', edition: 'en', locale })
    assert.deepEqual([answered, citations.map(({ date, section }) => `${date} ${section}`)], [true, ['2025-05-20 reddit', '2025-05-20 reddit']], question) // prettier-ignore
  }
})

test('a weekly summary is of all, of the last seven days', () => {
  const asked = {
    en: ['weekly recap', 'best news of the week'],
    de: ['Wochenrückblick', 'Neuigkeiten der Woche'],
    es: ['resumen semanal', 'noticias de la semana'],
    fr: ['résumé hebdomadaire', 'nouvelles de la semaine'],
    zh: ['一周新闻总结', '每周总结'],
    ja: ['週間ニュース', '毎週のまとめ'],
  }
  for (const [locale, questions] of Object.entries(asked))
    for (const question of questions) {
      const { text, since } = understand({ question, locale, now: '2025-05-21' }, 'en')
      assert.deepEqual([text, since], ['', '2025-05-14'], question)
    }
  for (const question of ['weekly users of Glimmer', 'Glimmer 每周多少用户'])
    assert.match(understand({ question, locale: 'zh', now: '2025-05-21' }, 'en').text, /week.*user|user.*week/, question)
})

test('who asks by name, or for one thing, does not ask for all', () => {
  for (const text of [
    'what happened to Glimmer',
    'Überblick über Lampen',
    'résumé des lampes',
    'resumen de lámparas',
    '灯的总结',
    'ランプのまとめ',
    'who?',
    'the newest lamp',
    '',
  ])
    // prettier-ignore
    assert.equal(isWhole(text), false, text)
})
