import assert from 'node:assert/strict'
import test from 'node:test'
import { RetryLater } from '../../../src/errors.ts'
import { createScreen, showGrowing } from '../../../src/platforms/pace/growing.ts'
import { fakeClock } from '../../fakes/clock.ts'

/** A screen whose messages are numbered, and what was done to show them; the messages in `lost` can no longer be edited. */
const watched = (lost: readonly number[] = []) => {
  const done: string[] = []
  let made = 0
  const screen = createScreen<number, string>({
    async create(payload) {
      done.push(`create ${payload}`)
      return ++made
    },
    async edit(message, payload) {
      done.push(`edit ${message} ${payload}`)
      return !lost.includes(message)
    },
    async remove(message) {
      done.push(`remove ${message}`)
    },
  })
  return { screen, done }
}

test('only what changed is sent, surplus messages go, and no payloads change nothing', async () => {
  const { screen, done } = watched()
  await screen(['a', 'b', 'c'])
  await screen([])
  await screen(['a', 'x'])
  await screen(['a', 'x'])
  assert.deepEqual(done, ['create a', 'create b', 'create c', 'edit 2 x', 'remove 3'])
})

test('another message takes the place of one that can no longer be edited', async () => {
  const { screen, done } = watched([1])
  for (const payload of ['a', 'b', 'c']) await screen([payload])
  assert.deepEqual(done, ['create a', 'edit 1 b', 'create b', 'edit 2 c'])
})

test('after a refusal the next doc is shown when the wait is over, and the last is given back', async () => {
  const clock = fakeClock()
  const shown: number[] = []
  const failed: unknown[] = []
  const docs = async function* (): AsyncGenerator<number> {
    for (const [doc, wait] of [
      [1, 2000],
      [2, 4000],
      [3, 500],
      [4, 0],
    ] as const) {
      yield doc
      await clock.tick(wait)
    }
  }
  const show = async (doc: number): Promise<void> => {
    shown.push(doc)
    if (doc === 1) throw new RetryLater(5000)
  }
  const last = await showGrowing(docs(), { show, failed: (error) => failed.push(error), pace: 1000, clock })
  assert.deepEqual([shown, failed.length, last], [[1, 3], 1, 4])
})
