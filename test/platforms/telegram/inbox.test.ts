import assert from 'node:assert/strict'
import test from 'node:test'
import type { Update } from 'grammy/types'
import { createInbox } from '../../../src/platforms/telegram/inbox.ts'
import { fakeClock } from '../../fakes/clock.ts'
import { recordingLog } from '../../fakes/log.ts'
import { memoryStore } from './bench.ts'

const MINUTES = 60_000

const open = (handle: (update: Update) => Promise<void>) => {
  const clock = fakeClock()
  return { clock, inbox: createInbox({ seen: memoryStore<true>(), clock, log: recordingLog(), arrived: () => undefined, handle }) }
}

test('an update that has to come again is waited for, but not for ever', async () => {
  const { clock, inbox } = open(({ update_id: id }) => (id === 1 ? Promise.reject(new Error('cut off')) : Promise.resolve()))
  await assert.rejects(inbox.take({ update_id: 1 }))
  await inbox.take({ update_id: 2 })
  assert.equal(inbox.next(), 1)
  await clock.tick(5 * MINUTES)
  assert.equal(inbox.next(), 3)
  await assert.rejects(inbox.take({ update_id: 1 }))
})

test('an update that comes again is handled, and then needed no more', async () => {
  let tries = 0
  const { inbox } = open(() => (++tries === 1 ? Promise.reject(new Error('cut off')) : Promise.resolve()))
  await assert.rejects(inbox.take({ update_id: 1 }))
  await inbox.take({ update_id: 1 })
  await inbox.take({ update_id: 1 })
  assert.deepEqual([inbox.next(), tries], [2, 2])
})
