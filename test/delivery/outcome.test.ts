import assert from 'node:assert/strict'
import test from 'node:test'
import { outcomeOf } from '../../src/delivery/outcome.ts'
import type { Part, PartState } from '../../src/delivery/part.ts'
import { group } from './stage.ts'

const parts = (...states: PartState[]): Part[] =>
  states.map((state, number) => ({
    target: group,
    uid: 'one',
    edition: 'en',
    number,
    state,
    of: states.length,
    hash: 'h',
    at: 0,
    ...(state === 'sent' || state === 'edited' ? {} : { why: `it is ${state}` }),
  }))

test('a delivery is as good as the worst of its parts, and says why', () => {
  for (const [states, finished, outcome, why] of [
    [['sent', 'sent'], true, 'delivered', undefined],
    [['sent', 'edited'], true, 'corrected', undefined],
    [['sent'], false, 'waiting', undefined],
    [['sent', 'planned'], false, 'waiting', 'it is planned'],
    [['sent', 'unknown', 'sent'], true, 'unknown', 'it is unknown'],
    [['rejected', 'unknown'], true, 'rejected', 'it is rejected'],
    [['sent', 'gone'], false, 'gone', 'it is gone'],
    [[], true, 'delivered', undefined],
  ] as const)
    assert.deepEqual(outcomeOf({ parts: parts(...states), finished }), { outcome, ...(why === undefined ? {} : { why }) })
})

test('a part that could not be corrected says so', () => {
  const [part] = parts('sent')
  assert.ok(part)
  assert.deepEqual(outcomeOf({ parts: [{ ...part, why: 'message to edit not found' }], finished: true }), {
    outcome: 'delivered',
    why: 'message to edit not found',
  })
})

test('how far a delivery is published is how far the least of its parts is, of those that stand', () => {
  const [first, second, third] = parts('sent', 'edited', 'rejected')
  assert.ok(first && second && third)
  for (const [publications, publication] of [
    [['published', 'published'], 'published'],
    [['published', 'due'], 'due'],
    [['dropped', 'due'], 'due'],
    [['published', 'dropped'], 'dropped'],
  ] as const) {
    const [one, two] = publications
    const all: Part[] = [
      { ...first, publication: one },
      { ...second, publication: two },
    ]
    assert.deepEqual(outcomeOf({ parts: all, finished: true }), { outcome: 'corrected', publication })
    // What was refused is nothing to publish.
    assert.equal(outcomeOf({ parts: [...all, { ...third, publication: 'due' }], finished: true }).publication, publication)
  }
  assert.equal(outcomeOf({ parts: [first], finished: true }).publication, undefined)
})
