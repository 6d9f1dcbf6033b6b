import assert from 'node:assert/strict'
import test from 'node:test'
import { readPeriod, readTimes } from '../../../src/answer/time/period.ts'

/** A Wednesday. */
const NOW = '2026-03-04'

const days: [question: string, since: string, until?: string][] = [
  ['what happened yesterday?', '2026-03-03', '2026-03-03'],
  ['昨天有什么消息', '2026-03-03', '2026-03-03'],
  ['anything on lamps today', '2026-03-01'],
  ['今天有什么消息', '2026-03-01'],
  ['lamps this week', '2026-03-02'],
  ['lamps last week', '2026-02-23', '2026-03-01'],
  ['上周的灯', '2026-02-23', '2026-03-01'],
  ['lamps in the last 10 days', '2026-02-22'],
  ['最近3天的灯', '2026-03-01'],
  ['lamps since Monday', '2026-03-02'],
  ['lamps on Wednesday', '2026-02-25', '2026-02-25'],
  ['周一的灯', '2026-03-02', '2026-03-02'],
  ['lamps last month', '2026-02-01', '2026-02-28'],
  ['lamps in April', '2025-04-01', '2025-04-30'],
  ['lamps in March', '2026-03-01'],
  ['lamps in December 2024', '2024-12-01', '2024-12-31'],
  ['lamps since february', '2026-02-01'],
  ['2024年2月的灯', '2024-02-01', '2024-02-29'],
  ['4月的灯', '2025-04-01', '2025-04-30'],
  ['lamps on 2026-01-05', '2026-01-05', '2026-01-05'],
  ['lamps the day before yesterday', '2026-03-02', '2026-03-02'],
  ['lamps over the weekend', '2026-02-28', '2026-03-01'],
  ['lamps last friday', '2026-02-27', '2026-02-27'],
  ['lamps from last friday to today', '2026-02-27'],
  ['lamps two weeks ago', '2026-02-16', '2026-02-22'],
  ['news from January 2025', '2025-01-01', '2025-01-31'],
  ['lamps from last week', '2026-02-23', '2026-03-01'],
  ['lamps from March 2025 on', '2025-03-01'],
  ['lamps from January onwards', '2026-01-01'],
  ['lamps starting from January', '2026-01-01'],
  ['lamps three months ago', '2025-12-01', '2025-12-31'],
  ['lamps last november', '2025-11-01', '2025-11-30'],
  ['lamps on April 3rd', '2025-04-03', '2025-04-03'],
  ['lamps of 2 March', '2026-03-02', '2026-03-02'],
  ['lamps between March and May', '2025-03-01', '2025-05-31'],
  ['lamps from January to March 2025', '2025-01-01', '2025-03-31'],
  ['lamps between Nov 2024 and Feb 2025', '2024-11-01', '2025-02-28'],
  ['lamps in Q1 2025', '2025-01-01', '2025-03-31'],
  ['lamps last quarter', '2025-10-01', '2025-12-31'],
  ['lamps last summer', '2025-06-01', '2025-08-31'],
  ['lamps this year', '2026-01-01'],
  ['lamps since 2025', '2025-01-01'],
  ['lamps before April', '2000-01-01', '2025-03-31'],
  ['lamps until last week', '2000-01-01', '2026-03-01'],
  ['四月以来的灯', '2025-04-01'],
  ['三月到五月的灯', '2025-03-01', '2025-05-31'],
  ['上个月的灯', '2026-02-01', '2026-02-28'],
  ['最近两周的灯', '2026-02-18'],
  ['三个月前的灯', '2025-12-01', '2025-12-31'],
  ['2025年上半年的灯', '2025-01-01', '2025-06-30'],
  ['2025年第三季度的灯', '2025-07-01', '2025-09-30'],
  ['去年的灯', '2025-01-01', '2025-12-31'],
  ['先週のランプ', '2026-02-23', '2026-03-01'],
  ['月曜日のランプ', '2026-03-02', '2026-03-02'],
  ['9月14日までのランプ', '2000-01-01', '2025-09-14'],
  ['Lampen seit Montag', '2026-03-02'],
  ['Lampen vor drei Tagen', '2026-03-01', '2026-03-01'],
  ['Lampen in den letzten zwei Wochen', '2026-02-18'],
  ['Lampen am 3. April 2025', '2025-04-03', '2025-04-03'],
  ['Lampen zwischen März und Mai', '2025-03-01', '2025-05-31'],
  ['lámparas la semana pasada', '2026-02-23', '2026-03-01'],
  ['lámparas desde abril', '2025-04-01'],
  ['lámparas hace dos semanas', '2026-02-16', '2026-02-22'],
  ['lámparas el 3 de abril', '2025-04-03', '2025-04-03'],
  ['lampes le mois dernier', '2026-02-01', '2026-02-28'],
  ['lampes depuis avril', '2025-04-01'],
  ['lampes il y a 3 jours', '2026-03-01', '2026-03-01'],
  ['les 3 derniers jours, les lampes', '2026-03-01'],
]

for (const [question, since, until] of days)
  test(`days: ${question}`, () => {
    const { rest, ...found } = readPeriod(question, NOW) ?? { rest: question }
    assert.deepEqual(found, { since, ...(until === undefined ? {} : { until }) })
    assert.ok(rest.length < question.length)
  })

test('a question without days, or with several, names none', () => {
  for (const question of [
    'how much is a lamp',
    'may I ask about lamps',
    'the price in April vs now',
    'what can the model do',
    '12个月免费',
    'march lamp v3',
    'how many months of light are free',
    'price of a lamp per month',
    '每个月多少钱',
    'prix par mois',
    'lamps since release',
    'the last lamp',
    'is a lamp at last an art',
    'what comes next week',
  ])
    assert.equal(readPeriod(question, NOW), undefined, question)
})

test('a letter that is two when it is small moves nothing', () => {
  assert.deepEqual(readPeriod('İstanbul İznik lamps in APRIL', NOW), {
    since: '2025-04-01',
    until: '2025-04-30',
    rest: 'İstanbul İznik lamps  ',
  })
})

test('times that are compared stay apart', () => {
  const { period, moments, rest } = readTimes('lamp price in May 2025 vs last week', NOW)
  assert.equal(period, undefined)
  assert.deepEqual(moments, [
    { since: '2025-05-01', until: '2025-05-31' },
    { since: '2026-02-23', until: '2026-03-01' },
  ])
  assert.equal(rest.replace(/\s+/g, ' ').trim(), 'lamp price vs')
  assert.deepEqual(readTimes('lamp price back in aug vs now', NOW).moments, [{ since: '2025-08-01', until: '2025-08-31' }])
})
