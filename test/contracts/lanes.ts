/** What lanes must do over every implementation of the queue port. */
import assert from 'node:assert/strict'
import test from 'node:test'
import type { TestContext } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import { openLanes } from '../../src/queues/lanes.ts'
import type { Queue } from '../../src/queues/queue.ts'

type Open = (name: string) => Queue<string>

const lanesOf = (open: Open): Queue<string> => openLanes(open, 'lanes', { names: ['a', 'b'], of: (data) => data.slice(0, 1) })

const until = async (holds: () => boolean): Promise<void> => {
  for (let looks = 0; !holds(); looks++) {
    assert.ok(looks < 500, 'it never came about')
    await setTimeout(10)
  }
}

/** Runs the suite, by the system's clock. `opener` makes what opens queues over data of their own. */
export const lanesContract = (kind: string, opener: (t: TestContext) => Open, { skip = false }: { skip?: string | false } = {}): void => {
  const options = { concurrency: 1, attempts: 1, failed: () => {} }

  test(`${kind}: what waits in one lane holds up no other, nor what belongs to none`, { skip }, async (t) => {
    const queue = lanesOf(opener(t))
    const stuck = Promise.withResolvers<void>()
    const ran: string[] = []
    for (const data of ['a1', 'a2', 'a3', 'b1', 'c1']) assert.equal((await queue.add({ id: data, data })).length, 1)
    queue.work(async ({ data }) => {
      ran.push(data)
      if (data === 'a1') await stuck.promise
    }, options)
    await until(() => ran.length === 3)
    assert.deepEqual(ran.toSorted(), ['a1', 'b1', 'c1'])
    assert.ok((await queue.running()).some(({ id }) => id === 'a1'))
    stuck.resolve()
    await until(() => ran.length === 5)
    await queue.idle()
    await queue.close()
  })

  test(`${kind}: jobs from before there were lanes are run once, and their ids stay taken`, { skip }, async (t) => {
    const open = opener(t)
    const before = open('lanes')
    const ran: string[] = []
    before.work(async ({ data }) => {
      ran.push(data)
      if (data === 'a-broken') throw new Error('no luck')
    }, options)
    for (const data of ['a-done', 'a-broken']) await before.add({ id: data, data })
    await until(() => ran.length === 2)
    await before.idle()
    await before.close()
    const shut = open('lanes')
    await shut.add({ id: 'a-waits', data: 'a-waits' })
    await shut.close()

    const queue = lanesOf(open)
    assert.deepEqual(await Promise.all(['a-done', 'a-waits', 'a-broken'].map((id) => queue.has(id))), [true, true, false])
    const added = await queue.add(...['a-done', 'a-waits', 'a-broken', 'a-new', 'b-new'].map((data) => ({ id: data, data })))
    assert.deepEqual(
      added.map(({ id }) => id),
      ['a-broken', 'a-new', 'b-new'],
    )
    queue.work(async ({ data }) => void ran.push(data), options)
    await until(() => ran.length === 6)
    await queue.idle()
    await queue.close()
    assert.deepEqual(ran.slice(2).toSorted(), ['a-broken', 'a-new', 'a-waits', 'b-new'])
  })
}
