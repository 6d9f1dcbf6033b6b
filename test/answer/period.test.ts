import assert from 'node:assert/strict'
import test from 'node:test'
import { readPeriod } from '../../src/answer/period.ts'

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
  ['lamps in March', '2026-03-01', '2026-03-31'],
  ['lamps in December 2024', '2024-12-01', '2024-12-31'],
  ['lamps since february', '2026-02-01'],
  ['2024年2月的灯', '2024-02-01', '2024-02-29'],
  ['4月的灯', '2025-04-01', '2025-04-30'],
  ['lamps on 2026-01-05', '2026-01-05', '2026-01-05'],
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
  ])
    assert.equal(readPeriod(question, NOW), undefined, question)
})
