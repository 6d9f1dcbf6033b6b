import assert from 'node:assert/strict'
import test from 'node:test'
import { share } from '../../src/answer/share.ts'

const never = new AbortController().signal
const all = async <T>(values: AsyncIterable<T>): Promise<T[]> => {
  const seen: T[] = []
  for await (const value of values) seen.push(value)
  return seen
}

/** Work that goes on when a test says so. */
const steps = () => {
  const gates = [1, 2, 3].map(() => Promise.withResolvers<void>())
  const begun: AbortSignal[] = []
  return {
    begun,
    go: (at: number) => gates[at]?.resolve(),
    async *work(signal: AbortSignal) {
      begun.push(signal)
      for (const [at, { promise }] of gates.entries()) {
        await promise
        yield at
      }
    },
  }
}

test('one piece of work serves all: who comes later gets the newest, and what comes from there on', async () => {
  const { work, begun, go } = steps()
  let over = 0
  const shared = share(work, () => void (over += 1))
  assert.equal(begun.length, 0)
  const first = shared.listen(never)
  const early = first.next()
  go(0)
  go(1)
  assert.equal((await early).value, 0)
  assert.equal((await first.next()).value, 1)
  const late = all(shared.listen(never))
  go(2)
  assert.deepEqual([await all(first), await late], [[2], [1, 2]])
  assert.deepEqual([begun.length, over], [1, 1])
})

test('who leaves ends nothing for the others; when the last one has left, the work is given up', async () => {
  const { work, begun, go } = steps()
  let over = 0
  const shared = share(work, () => void (over += 1))
  const [one, other] = [new AbortController(), new AbortController()]
  const seen = [all(shared.listen(one.signal)), all(shared.listen(other.signal))]
  one.abort()
  assert.deepEqual([await seen[0], begun[0]?.aborted, over], [[], false, 0])
  go(0)
  other.abort()
  assert.deepEqual([await seen[1], begun[0]?.aborted, over], [[], true, 1])
})

test('all are told what went wrong', async () => {
  const shared = share(
    async function* () {
      yield 1
      throw new Error('down')
    },
    () => undefined,
  )
  const seen = [1, 2, 3].map(() => all(shared.listen(never)))
  for (const each of seen) await assert.rejects(each, /down/)
})
