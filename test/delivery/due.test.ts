import assert from 'node:assert/strict'
import test from 'node:test'
import { dueIssues } from '../../src/delivery/due.ts'
import type { DueIssue } from '../../src/delivery/due.ts'
import type { Delivery } from '../../src/delivery/ledger.ts'

const at = (time: string): number => Date.parse(time.length === 10 ? `${time}T00:00:00Z` : `${time}:00Z`)
const now = at('2026-03-06T08:00')
/** An issue of a day, filed the next morning unless said otherwise. */
const issue = (date: string, filed?: string, uid = date): DueIssue => ({
  uid,
  date,
  filedAt: filed === undefined ? at(date) + 30 * 3_600_000 : at(filed),
})
const week = ['2026-03-05', '2026-03-04', '2026-03-03', '2026-03-02', '2026-02-27'].map((date) => issue(date))
const got = (...deliveries: [uid: string, at: string, finished?: boolean][]): Map<string, Delivery> =>
  new Map(deliveries.map(([uid, time, finished = true]) => [uid, { uid, at: at(time), finished }]))

test('the first run brings the newest issue only', () => {
  assert.deepEqual(dueIssues(week, got(), now), ['2026-03-05'])
})

test('every day brings the new issue, and none that came before the first', () => {
  assert.deepEqual(dueIssues(week, got(['2026-03-04', '2026-03-05T08:00']), now), ['2026-03-05'])
  assert.deepEqual(dueIssues(week, got(['2026-03-05', '2026-03-06T08:00']), now), [])
})

test('days that were slept through are caught up with, three at most, the newest first', () => {
  assert.deepEqual(dueIssues(week, got(['2026-03-03', '2026-03-04T08:00']), now), ['2026-03-05', '2026-03-04'])
  const many = ['a', 'b', 'c', 'd'].map((uid, n) => issue('2026-03-05', `2026-03-06T0${n}:00`, uid))
  assert.deepEqual(dueIssues(many, got(['old', '2026-03-01T08:00']), now), ['d', 'c', 'b'])
})

test('nothing older than three days is brought', () => {
  assert.deepEqual(dueIssues(week, got(['2026-02-20', '2026-02-21T08:00']), now), ['2026-03-05', '2026-03-04', '2026-03-03'])
  assert.deepEqual(dueIssues([issue('2026-03-02'), issue('2026-02-27')], got(), now), [])
})

test('an archive that is filled later floods nobody', () => {
  const filled = ['2026-03-05', '2026-02-01', '2025-03-05', '2024-03-05'].map((date) => issue(date, '2026-03-06T07:00'))
  assert.deepEqual(dueIssues(filled, got(), now), ['2026-03-05'])
  assert.deepEqual(dueIssues(filled, got(['2026-03-05', '2026-03-06T06:00']), now), [])
})

test('an issue that comes late is brought, also a second one of a day', () => {
  const late = [issue('2026-03-05'), issue('2026-03-04', '2026-03-06T07:30')]
  assert.deepEqual(dueIssues(late, got(['2026-03-05', '2026-03-06T07:00']), now), ['2026-03-04'])
  const second = [issue('2026-03-05'), issue('2026-03-05', '2026-03-06T07:30', 'extra')]
  assert.deepEqual(dueIssues(second, got(['2026-03-05', '2026-03-06T07:00']), now), ['extra'])
})

test('a delivery that was begun and failed is taken up again while the issue is young', () => {
  assert.deepEqual(dueIssues(week, got(['2026-03-05', '2026-03-06T07:00', false]), now), ['2026-03-05'])
  assert.deepEqual(dueIssues(week, got(['2026-02-27', '2026-02-28T08:00', false], ['2026-03-05', '2026-03-06T07:00']), now), [])
})

test('the order in which issues are given does not matter, and a date in the future does not shut the door', () => {
  assert.deepEqual(dueIssues(week.toReversed(), got(['2026-03-03', '2026-03-04T08:00']), now), ['2026-03-05', '2026-03-04'])
  const odd = [issue('2062-01-01', '2026-03-04T00:00'), issue('2026-03-05')]
  assert.deepEqual(dueIssues(odd, got(['2062-01-01', '2026-03-04T08:00']), now), ['2026-03-05'])
})

test('what a subscription does not want takes the place of nothing, and is asked only of what is new', () => {
  const asked: string[] = []
  const wants = (uid: string): boolean => {
    asked.push(uid)
    return uid !== '2026-03-05'
  }
  assert.deepEqual(dueIssues(week, got(), now, { wants }), ['2026-03-04'], 'of a chat that has had none')
  asked.length = 0
  assert.deepEqual(dueIssues(week, got(['2026-03-03', '2026-03-04T08:00']), now, { wants }), ['2026-03-04'])
  assert.deepEqual(asked, ['2026-03-05', '2026-03-04'])
  assert.deepEqual(dueIssues(week, got(['2026-03-05', '2026-03-06T07:00', false]), now, { wants }), ['2026-03-05'], 'begun')
})

test('who gets issues as they arrive begins with the first that does', () => {
  const since = at('2026-03-06T07:00')
  const came = issue('2026-03-05', '2026-03-06T07:30', 'came')
  assert.deepEqual(dueIssues(week, got(), now, { since }), [])
  assert.deepEqual(dueIssues([came, ...week], got(), now, { since }), ['came'])
  const late = issue('2026-03-04', '2026-03-06T07:30', 'late')
  assert.deepEqual(dueIssues([late, came, ...week], got(), now, { since }), ['came', 'late'], 'all of them')
  assert.deepEqual(dueIssues(week, got(['2026-03-04', '2026-03-05T08:00']), now, { since }), ['2026-03-05'], 'later it goes by what it has')
})
