import assert from 'node:assert/strict'
import test from 'node:test'
import { createLedger, partId, payloadHash } from '../../src/delivery/ledger.ts'
import type { Part, PartName } from '../../src/delivery/ledger.ts'
import { openSqliteStores } from '../../src/stores/sqlite.ts'
import { fakeClock } from '../fakes/clock.ts'
import { group } from './stage.ts'

const house = () => {
  const clock = fakeClock()
  const stores = openSqliteStores(':memory:', { clock })
  return { clock, ledger: createLedger({ store: stores.open<Part>('ledger'), clock }) }
}
const name = (number = 0, uid = 'one', edition = 'en'): PartName => ({ target: group, uid, edition, number })
const fields = { of: 2, hash: 'h' }

test('a part is named by platform, target, issue, edition and number', () => {
  const ids = [
    name(),
    name(1),
    name(0, 'two'),
    name(0, 'one', 'zh'),
    { ...name(), target: { ...group, thread: '5' } },
    { ...name(), target: { ...group, platform: 'other' } },
    { ...name(), target: { ...group, chat: '-100 one' }, uid: '' },
  ].map(partId)
  assert.equal(new Set(ids).size, ids.length)
  assert.equal(partId(name()), partId({ ...name(), target: { ...group } }))
})

test('a payload is known by its content', () => {
  assert.equal(payloadHash({ text: 'a', entities: [] }), payloadHash({ text: 'a', entities: [] }))
  assert.notEqual(payloadHash({ text: 'a' }), payloadHash({ text: 'b' }))
})

test('a part is kept for months, and not for ever: a chat gets hundreds in a year', async () => {
  const { ledger, clock } = house()
  const begun = await ledger.begin({ ...name(), ...fields })
  await ledger.begin({ ...name(1), ...fields })
  assert.ok(begun)
  await clock.tick(90 * 86_400_000)
  assert.equal((await ledger.parts(group, 'one')).length, 2)
  await ledger.note({ ...begun, state: 'sent' })
  await clock.tick(90 * 86_400_000)
  assert.deepEqual(
    (await ledger.parts(group, 'one')).map(({ number }) => number),
    [0],
    'kept since it was noted last',
  )
  await clock.tick(90 * 86_400_000)
  assert.deepEqual(await ledger.deliveries(group), new Map())
})

test('a part is begun once', async () => {
  const { ledger, clock } = house()
  const begun = await ledger.begin({ ...name(), ...fields })
  assert.deepEqual(begun, { ...name(), ...fields, state: 'sending', at: clock.now(), triedAt: clock.now() })
  assert.equal(await ledger.begin({ ...name(), ...fields }), undefined)
  assert.deepEqual(await ledger.parts(group, 'one'), [begun])
})

test('parts come by number, of that issue and target only', async () => {
  const { ledger } = house()
  for (const number of [10, 2, 0, 1]) await ledger.begin({ ...name(number), ...fields })
  await ledger.begin({ ...name(0, 'one more'), ...fields })
  await ledger.begin({ ...name(), target: { ...group, thread: 'one' }, ...fields })
  assert.deepEqual(
    (await ledger.parts(group, 'one')).map(({ number }) => number),
    [0, 1, 2, 10],
  )
})

test('a delivery is finished when each of its parts has an end', async () => {
  const { ledger, clock } = house()
  const finished = async (): Promise<boolean | undefined> => (await ledger.deliveries(group)).get('one')?.finished
  const since = clock.now()
  assert.equal(await finished(), undefined)
  await ledger.begin({ ...name(0), ...fields })
  assert.equal(await finished(), false)
  await clock.tick(1000)
  await ledger.note({ ...name(0), ...fields, state: 'sent', triedAt: since })
  assert.equal(await finished(), false, 'the second is missing')
  await ledger.note({ ...name(1), ...fields, state: 'planned' })
  assert.equal(await finished(), false)
  for (const state of ['rejected', 'unknown', 'sent', 'gone'] as const) {
    await ledger.note({ ...name(1), ...fields, state })
    assert.equal(await finished(), true, state)
  }
  assert.equal((await ledger.deliveries(group)).get('one')?.at, since)
})

test('a chat that is gone ends its delivery; a digest that shrank or grew has the parts it was last said to have', async () => {
  const { ledger, clock } = house()
  const finished = async (): Promise<boolean | undefined> => (await ledger.deliveries(group)).get('one')?.finished
  await ledger.note({ ...name(0), hash: 'h', of: 3, state: 'sent' })
  await clock.tick(1000)
  await ledger.note({ ...name(1), hash: 'h', of: 2, state: 'sent' })
  assert.equal(await finished(), true)
  await clock.tick(1000)
  await ledger.note({ ...name(0), hash: 'h', of: 4, state: 'sent' })
  assert.equal(await finished(), false)
  await ledger.note({ ...name(2), hash: 'h', of: 4, state: 'gone' })
  assert.equal(await finished(), true)
})
