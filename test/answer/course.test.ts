import assert from 'node:assert/strict'
import test from 'node:test'
import { firstOf, overTime } from '../../src/answer/course.ts'

const at = (date: string, score: number, coverage = 1) => ({ date, score, coverage })
const dates = (found: readonly { date: string }[]): string[] => found.map(({ date }) => date)

test('after the best comes what is best of other times, before more of the same days', () => {
  const ranked = [at('2026-03-01', 10), at('2026-03-01', 9), at('2026-03-02', 8), at('2025-11-01', 6), at('2025-06-01', 5.5)]
  assert.deepEqual(dates(overTime(ranked, 3)), ['2026-03-01', '2025-11-01', '2025-06-01'])
  assert.equal(overTime(ranked, 10).length, 5)
  assert.deepEqual(overTime([], 3), [])
})

test('what hardly answers stands for no time', () => {
  const ranked = [at('2026-03-01', 10), at('2026-03-01', 9), at('2025-06-01', 1)]
  assert.deepEqual(dates(overTime(ranked, 2)), ['2026-03-01', '2026-03-01'])
})

test('it began with the oldest that has all, or nearly', () => {
  assert.equal(firstOf([at('2026-03-01', 9), at('2025-02-01', 2, 0.9), at('2025-01-01', 5, 0.5)])?.date, '2025-02-01')
  assert.equal(firstOf([]), undefined)
})
