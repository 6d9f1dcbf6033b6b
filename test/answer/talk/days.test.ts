import assert from 'node:assert/strict'
import test from 'node:test'
import { daysNamed } from '../../../src/answer/talk/days.ts'

/** A Wednesday. */
const TODAY = '2026-05-20'
const on = (words: string) => {
  const days = daysNamed(words, TODAY)
  return typeof days === 'object' ? [days.since, days.until] : days
}

test('days in words of six languages, and in numbers as people order them', () => {
  const days: Record<string, readonly string[]> = {
    '2026-05-19': ['yesterday', 'gestern', 'ayer', 'hier', '昨天', '昨日'],
    '2026-05-15': ['friday', 'last friday', 'letzten Freitag', 'el viernes pasado', 'vendredi dernier', '上周五', '金曜日', '先週の金曜日'],
    '2026-05-01': ['2026-05-01', '2026/5/1', '20260501', '26-05-01', '01.05.2026', 'May 1', '1. Mai', 'le 1er mai', '5月1日'],
    '2026-05-13': ['13/05/2026', '05/13/2026'],
  }
  for (const [day, all] of Object.entries(days)) for (const words of all) assert.deepEqual(on(words), [day, day], words)
  assert.deepEqual(on('last week'), ['2026-05-11', '2026-05-17'])
  for (const words of ['this week', 'week', 'diese Woche', '本周']) assert.deepEqual(on(words), ['2026-05-18', TODAY], words)
  for (const words of ['May', 'this month']) assert.deepEqual(on(words), ['2026-05-01', TODAY], words)
  assert.deepEqual(on('today'), ['2026-05-17', undefined])
})

test('what is still to come is known for that', () => {
  for (const words of [
    'tomorrow',
    'next friday',
    'in 3 days',
    'übermorgen',
    'mañana',
    'la semana que viene',
    'demain',
    '下周五',
    '来週',
    '2026-05-21',
    '2027/01/01',
    'August 2027',
  ])
    assert.equal(on(words), 'future', words)
})

test('what is no day is none', () => {
  for (const words of [
    '2026-02-30',
    '2026-13-01',
    '30.02.2026',
    '05/06/2026',
    'gpt-5',
    'whenever',
    'quote of the day',
    'may the fourth be with you',
    '',
  ])
    assert.equal(on(words), undefined, words)
})
