/** Processes that write the same subscription in the same instant. */
import assert from 'node:assert/strict'
import test from 'node:test'
import { createSubscriptions } from '../../src/delivery/subscriptions.ts'
import type { Subscription, SubscriptionBook } from '../../src/delivery/subscriptions.ts'
import { openSqliteStores } from '../../src/stores/sqlite.ts'
import type { Store } from '../../src/stores/store.ts'
import { fakeClock } from '../fakes/clock.ts'
import { choice, group } from './stage.ts'

/** Lets another write in between a process's first look at the subscriptions and what it does about it. */
const house = async () => {
  const clock = fakeClock()
  const stores = openSqliteStores(':memory:', { clock })
  const open = (store: Store<Subscription>): SubscriptionBook =>
    createSubscriptions({ store, moves: stores.open('moves'), threads: stores.open('threads'), ledger: { move: async () => {} }, clock })
  const store = stores.open<Subscription>('subscriptions')
  const other = open(store)
  await other.put(choice())
  const between = (write: () => Promise<unknown>): SubscriptionBook => {
    let isFirst = true
    const interrupt = async (): Promise<void> => {
      if (!isFirst) return
      isFirst = false
      await write()
    }
    return open({
      ...store,
      async get(key) {
        const read = await store.get(key)
        await interrupt()
        return read
      },
      async add(key, value, ttl) {
        const added = await store.add(key, value, ttl)
        await interrupt()
        return added
      },
      async *entries(prefix) {
        const read = await Array.fromAsync(store.entries(prefix))
        await interrupt()
        yield* read
      },
    })
  }
  return { other, between }
}

test('a pause keeps what was chosen in the same instant', async () => {
  const { other, between } = await house()
  await between(() => other.put({ ...choice(), hour: '09:30' })).pause(group, 'kicked')
  const { hour, paused } = (await other.get(group)) ?? {}
  assert.deepEqual([hour, paused?.why], ['09:30', 'kicked'])
})

test('a pause brings nothing back that was ended in the same instant', async () => {
  const { other, between } = await house()
  await between(() => other.remove(group)).pause(group, 'kicked')
  assert.equal(await other.get(group), undefined)
})

test('a choice is no older pause, and whoever makes it is told what stands', async () => {
  const { other, between } = await house()
  const { subscription } = await between(() => other.pause(group, 'kicked')).put({ ...choice(), hour: '09:30' })
  assert.deepEqual(await other.get(group), subscription)
  assert.equal(subscription.paused, undefined)
})

test('that a chat can be followed keeps what was chosen in the same instant, and ends nothing', async () => {
  const first = await house()
  await first.between(() => first.other.put({ ...choice(), hour: '09:30' })).followable(group)
  const { hour, publish } = (await first.other.get(group)) ?? {}
  assert.deepEqual([hour, publish], ['09:30', true])
  const second = await house()
  await second.between(() => second.other.put({ ...choice(), publish: false })).followable(group)
  assert.equal((await second.other.get(group))?.publish, false)
  const third = await house()
  await third.between(() => third.other.remove(group)).followable(group)
  assert.equal(await third.other.get(group), undefined)
})
