import assert from 'node:assert/strict'
import test from 'node:test'
import { backoff } from '../../src/queues/queue.ts'

test('the wait after a failure doubles, has an end, and differs by chance', () => {
  assert.deepEqual(
    [1, 2, 3, 9, 10, 50].map((failures) => backoff(failures, 0)),
    [1000, 2000, 4000, 256_000, 300_000, 300_000],
  )
  assert.equal(backoff(2, 1), 2500)
  const waits = new Set(Array.from({ length: 20 }, () => backoff(10)))
  assert.ok(waits.size > 1 && [...waits].every((wait) => wait >= 300_000 && wait <= 375_000))
})
