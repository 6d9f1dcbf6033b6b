import assert from 'node:assert/strict'
import test from 'node:test'
import { openSqliteStores } from '../../src/stores/sqlite.ts'
import type { Stores } from '../../src/stores/store.ts'
import { fakeClock } from '../fakes/clock.ts'
import { chatService, choice, group, openHouse, stateFile, text } from './stage.ts'

class Died extends Error {}

const DISCORD = 300_000
const blocks = ['A', 'B', 'C']

/**
 * Delivers a digest with the process dying at the given steps, one a life: what stands in the chat and the ledger in the end.
 * With a `path` the lives have a file in common, otherwise (faster) the memory of a database.
 */
const live = async (dedupeWindow: number, deaths: readonly number[], pause = 1000, path = ':memory:') => {
  const clock = fakeClock()
  const open = (): Stores => openSqliteStores(path, { clock })
  let stores = open()
  const service = chatService(clock, dedupeWindow)
  const issues = { one: blocks }
  const warnings: string[] = []
  let id: string | undefined
  for (const death of [...deaths, Infinity]) {
    let steps = 0
    // A dead process does nothing more, whatever its code would do next.
    const step = (): void => {
      if (++steps >= death) throw new Died()
    }
    service.before = step
    service.after = step
    const house = openHouse(stores, { clock, service, issues, onWrite: step })
    id ??= (await house.subscriptions.put(choice())).subscription.id
    const job = { kind: 'digest', subscription: id, uid: 'one' } as const
    let died = false
    try {
      await house.deliver(job)
    } catch (error) {
      if (!(error instanceof Died)) throw error
      died = true
    }
    warnings.push(...house.log.records.filter(({ level }) => level === 'warn').map(({ message }) => message))
    const states = (await house.ledger.parts(group, 'one')).map(({ state }) => state)
    if (!died || path !== ':memory:') await stores.close()
    if (!died) return { texts: service.messages.map(({ text }) => text), states, warnings, steps }
    if (path !== ':memory:') stores = open()
    await clock.tick(pause)
  }
  throw new Error('it never ended')
}

/**
 * Steps of a delivery without a fault: two around each of two writes and a post for three parts, around the chat's own record, twice, and around the
 * word that the chat has of the issue, twice.
 */
const STEPS = 26

test('a delivery has the steps that these tests count', async () => {
  const { steps, states } = await live(DISCORD, [])
  assert.equal(steps, STEPS)
  assert.deepEqual(states, ['sent', 'sent', 'sent'])
})

test('where a repeated send is recognized: killed at any two steps, nothing is lost and nothing doubled', async () => {
  for (let first = 1; first <= STEPS; first++) {
    for (let second = 1; second <= STEPS; second += 2) {
      const { texts, states, warnings } = await live(DISCORD, [first, second])
      assert.deepEqual(texts, blocks.map(text), `killed at ${first} and ${second}`)
      assert.deepEqual(states, ['sent', 'sent', 'sent'])
      assert.deepEqual(warnings, [])
    }
  }
})

test('the same over a file, each life opening it anew', async (t) => {
  for (let death = 1; death <= STEPS; death += 3) {
    const { texts, states } = await live(DISCORD, [death], 1000, stateFile(t))
    assert.deepEqual(texts, blocks.map(text), `killed at ${death}`)
    assert.deepEqual(states, ['sent', 'sent', 'sent'])
  }
})

for (const [where, dedupeWindow, pause] of [
  ['where it is not', 0, 1000],
  ['when that is too long ago', DISCORD, DISCORD],
] as const) {
  test(`${where}: killed at any two steps, nothing is doubled, and what may be missing is said`, async () => {
    let unknown = 0
    for (let first = 1; first <= STEPS; first++) {
      for (let second = 1; second <= STEPS; second += 2) {
        const { texts, states, warnings } = await live(dedupeWindow, [first, second], pause)
        assert.equal(new Set(texts).size, texts.length, `killed at ${first} and ${second}: doubled`)
        assert.deepEqual(
          texts,
          blocks.map(text).filter((part) => texts.includes(part)),
          'in order',
        )
        for (const [number, state] of states.entries()) {
          if (state === 'sent') assert.ok(texts.includes(text(blocks[number] ?? '')))
          else assert.equal(state, 'unknown')
        }
        assert.equal(states.length, 3)
        const doubtful = states.filter((state) => state === 'unknown').length
        // Who died over saying it says it again.
        assert.ok(warnings.filter((message) => message.includes('not known')).length >= doubtful, 'each is said')
        unknown += doubtful
      }
    }
    assert.ok(unknown > 0, 'the window between sending and noting was hit')
  })
}
