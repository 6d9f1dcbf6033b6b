import assert from 'node:assert/strict'
import test from 'node:test'
import { createCorrections } from '../../src/delivery/corrections.ts'
import type { DeliveryJob } from '../../src/delivery/deliver.ts'
import { Rejected, RetryLater } from '../../src/errors.ts'
import type { Job } from '../../src/queues/queue.ts'
import { choice, group, stage, text } from './stage.ts'

test('a correction edits the parts that differ, and posts nothing again', async (t) => {
  const { deliver, job, issues, texts, service } = await stage(t)
  await deliver(job())
  issues['one'] = ['A', 'B, corrected', 'C']
  await deliver(job('correction'))
  await deliver(job('correction'))
  assert.deepEqual(texts(), ['A', 'B, corrected', 'C'].map(text))
  assert.equal(service.edits, 1)
})

test('a correction that needs more parts posts them after; one that needs fewer leaves the rest', async (t) => {
  const { deliver, job, issues, texts, states } = await stage(t)
  await deliver(job())
  issues['one'] = ['A', 'B', 'C, longer', 'D']
  await deliver(job('correction'))
  assert.deepEqual(texts(), ['A', 'B', 'C, longer', 'D'].map(text))
  issues['one'] = ['A, all there is']
  await deliver(job('correction'))
  assert.deepEqual(texts(), ['A, all there is', 'B', 'C, longer', 'D'].map(text))
  assert.deepEqual(await states(), ['sent', 'sent', 'sent', 'sent'])
})

test('a correction of what the chat has not got sends nothing', async (t) => {
  const { deliver, job, texts } = await stage(t)
  await deliver(job('correction'))
  assert.deepEqual(texts(), [])
})

test('a message that people deleted is left alone; the others are corrected', async (t) => {
  const { deliver, job, issues, texts, service, log } = await stage(t)
  await deliver(job())
  issues['one'] = ['A2', 'B2', 'C']
  service.beforeEdit = ({ id }) => {
    if (id === 'message 1') throw new Rejected('message to edit not found')
  }
  await deliver(job('correction'))
  assert.deepEqual(texts(), ['A', 'B2', 'C'].map(text))
  assert.equal(log.records.filter(({ level }) => level === 'warn').length, 1)
  await deliver(job('correction'))
  assert.equal(log.records.filter(({ level }) => level === 'warn').length, 1, 'it is not tried again')
})

test('a correction that must wait goes on where it was', async (t) => {
  const { deliver, job, issues, texts, service } = await stage(t)
  await deliver(job())
  issues['one'] = ['A2', 'B2', 'C2']
  service.beforeEdit = ({ id }) => {
    if (id !== 'message 2') return
    service.beforeEdit = () => {}
    throw new RetryLater(1000)
  }
  await assert.rejects(deliver(job('correction')), RetryLater)
  assert.deepEqual(texts(), ['A2', 'B', 'C'].map(text))
  await deliver(job('correction'))
  assert.deepEqual(texts(), ['A2', 'B2', 'C2'].map(text))
  assert.equal(service.edits, 3)
})

test('an issue that changed between a lost answer and its repetition ends as it is now', async (t) => {
  const { deliver, job, issues, texts, service } = await stage(t, { dedupeWindow: 300_000 })
  service.after = (post) => {
    if (post === 1) throw new Error('connection reset')
  }
  await assert.rejects(deliver(job()))
  issues['one'] = ['A2', 'B', 'C']
  await deliver(job())
  assert.deepEqual(texts(), ['A2', 'B', 'C'].map(text))
})

test('corrections go to the chats that have some of the issue, once a change', async (t) => {
  const { deliver, job, subscriptions, ledger, subscription } = await stage(t)
  await subscriptions.put(choice({ ...group, chat: '-101' }))
  await deliver(job())
  const jobs = new Map<string, Job<DeliveryJob>>()
  const queue = {
    async add(job: Job<DeliveryJob>): Promise<boolean> {
      return !jobs.has(job.id) && jobs.set(job.id, job) === jobs
    },
  }
  const correct = createCorrections({ subscriptions, ledger, queue })
  assert.equal(await correct({ uid: 'one', hash: 'h1', changedAt: 1 }), 1)
  assert.equal(await correct({ uid: 'one', hash: 'h1', changedAt: 1 }), 0)
  assert.equal(await correct({ uid: 'one', hash: 'h2', changedAt: 2 }), 1)
  assert.equal(await correct({ uid: 'one', hash: 'h1', changedAt: 3 }), 1, 'changed back')
  assert.equal(await correct({ uid: 'two', hash: 'h1', changedAt: 1 }), 0)
  const [first] = jobs.values()
  assert.deepEqual(first?.data, { kind: 'correction', subscription: subscription.id, uid: 'one' })
  await subscriptions.pause(group, 'kicked')
  assert.equal(await correct({ uid: 'one', hash: 'h4', changedAt: 4 }), 0)
})
