import assert from 'node:assert/strict'
import test from 'node:test'
import { createLedger } from '../../src/delivery/ledger.ts'
import { type ChatRecord, chatKey } from '../../src/delivery/chats.ts'
import type { Ledger, PartRecord } from '../../src/delivery/ledger.ts'
import { FOLLOWS, partId, payloadHash } from '../../src/delivery/part.ts'
import type { Part, PartName, PartState } from '../../src/delivery/part.ts'
import { type Target, targetKey } from '../../src/platforms/platform.ts'
import { openSqliteStores } from '../../src/stores/sqlite.ts'
import { fakeClock } from '../fakes/clock.ts'
import { group } from './stage.ts'

const DAY = 86_400_000
const house = () => {
  const clock = fakeClock()
  const stores = openSqliteStores(':memory:', { clock })
  const parts = stores.open<PartRecord>('ledger')
  const chats = stores.open<ChatRecord>('ledger-got')
  return { clock, parts, chats, ledger: createLedger({ parts, chats, holders: stores.openSets('ledger-holders'), clock }) }
}
const name = (number = 0, uid = 'one', target: Target = group): PartName => ({ target, uid, edition: 'en', number })
const fields = { of: 2, hash: 'h' }
type House = ReturnType<typeof house>

const send = async (ledger: Ledger, part: PartName): Promise<Part> => {
  const begun = await ledger.begin({ ...part, ...fields })
  assert.ok(begun)
  return ledger.advance(begun, 'sent')
}

const deliver = async ({ ledger, clock }: House, uid: string, target: Target = group): Promise<void> => {
  const since = clock.now()
  for (const number of [0, 1]) {
    const begun = await ledger.begin({ ...name(number, uid, target), ...fields })
    assert.ok(begun)
    await ledger.advance(begun, 'sent', { message: { target, message: `${uid} ${number}` } })
  }
  await ledger.finish(target, uid, since)
}

test('a part is named by platform, target, issue, edition and number', () => {
  const ids = [
    name(),
    name(1),
    name(0, 'two'),
    { ...name(), edition: 'zh' },
    name(0, 'one', { ...group, thread: '5' }),
    name(0, 'one', { ...group, platform: 'other' }),
    name(0, '', { ...group, chat: '-100 one' }),
  ].map(partId)
  assert.equal(new Set(ids).size, ids.length)
  assert.equal(partId(name()), partId({ ...name(), target: { ...group } }))
})

test('a payload is known by its content', () => {
  assert.equal(payloadHash({ text: 'a', entities: [] }), payloadHash({ text: 'a', entities: [] }))
  assert.notEqual(payloadHash({ text: 'a' }), payloadHash({ text: 'b' }))
})

test('a part is begun once', async () => {
  const { ledger, clock } = house()
  const begun = await ledger.begin({ ...name(), ...fields })
  assert.deepEqual(begun, { ...name(), ...fields, state: 'sending', at: clock.now(), triedAt: clock.now() })
  assert.equal(await ledger.begin({ ...name(), ...fields }), undefined)
  assert.deepEqual(await ledger.parts(group, 'one'), [begun])
})

test('a part goes from state to state as the table says, and no other way', async () => {
  const states = Object.keys(FOLLOWS) as PartState[]
  for (const from of states) {
    for (const to of states) {
      const { ledger } = house()
      const part: Part = { ...name(), ...fields, state: from, at: 0 }
      const allowed = (FOLLOWS[from] as readonly string[]).includes(to)
      if (allowed) assert.equal((await ledger.advance(part, to)).state, to)
      else await assert.rejects(ledger.advance(part, to), new RegExp(`is ${from} cannot become ${to}`))
      assert.equal((await ledger.parts(group, 'one')).length, allowed ? 1 : 0)
    }
  }
})

test('when a part was first tried is known while its outcome is not', async () => {
  const { ledger, clock } = house()
  const begun = await ledger.begin({ ...name(), ...fields })
  assert.ok(begun)
  const since = clock.now()
  await clock.tick(1000)
  const again = await ledger.advance(begun, 'sending')
  assert.equal(again.triedAt, since)
  const planned = await ledger.advance(again, 'planned')
  assert.equal(planned.triedAt, undefined)
  assert.equal((await ledger.advance(planned, 'sending')).triedAt, clock.now())
})

test('parts come by number, of that issue and target only', async () => {
  const { ledger } = house()
  for (const number of [0, 1, 2, 3, 10]) await ledger.begin({ ...name(number), hash: 'h', of: number === 10 ? 11 : 4 })
  await ledger.begin({ ...name(0, 'one more'), ...fields })
  await ledger.begin({ ...name(0, 'one', { ...group, thread: 'one' }), ...fields })
  assert.deepEqual(
    (await ledger.parts(group, 'one')).map(({ number }) => number),
    [0, 1, 2, 3],
  )
})

test('what a chat has got: since when, and whether all of it', async () => {
  const { ledger, clock } = house()
  const since = clock.now()
  assert.equal((await ledger.deliveries(group)).size, 0)
  const first = await send(ledger, name(0))
  await clock.tick(1000)
  const second = await ledger.begin({ ...name(0, 'two'), ...fields })
  assert.ok(second)
  assert.deepEqual([...(await ledger.deliveries(group)).keys()], ['one'], 'what is on its way is written with what comes of it')
  await clock.tick(1000)
  await ledger.advance(second, 'sent')
  await ledger.advance(first, 'edited')
  await ledger.finish(group, 'one', clock.now())
  await ledger.finish(group, 'three', clock.now())
  assert.deepEqual(
    [...(await ledger.deliveries(group)).values()].sort((a, b) => a.at - b.at),
    [
      { uid: 'one', at: since, finished: true },
      { uid: 'two', at: since + 1000, finished: false },
      { uid: 'three', at: clock.now(), finished: true },
    ],
  )
  for (const uid of ['one', 'two', 'three']) assert.deepEqual(await ledger.holders(uid), [targetKey(group)])
})

test('a single part is written down by itself when something went wrong, and with the whole delivery when it stands', async () => {
  for (const state of ['planned', 'gone', 'rejected', 'unknown', 'sent'] as const) {
    const { ledger, clock } = house()
    const since = clock.now()
    const begun = await ledger.begin({ ...name(), ...fields, of: 1 })
    assert.ok(begun)
    await clock.tick(1000)
    await ledger.advance(begun, state)
    const known = await ledger.delivery(group, 'one')
    assert.deepEqual(known, state === 'sent' ? undefined : { uid: 'one', at: since, finished: false }, state)
    assert.equal((await ledger.holders('one')).length, state === 'sent' ? 0 : 1, state)
  }
})

test('two deliveries of a chat that are noted at once are both known', async () => {
  const { ledger } = house()
  await Promise.all([send(ledger, name(0, 'one')), send(ledger, name(0, 'two'))])
  assert.deepEqual([...(await ledger.deliveries(group)).keys()].sort(), ['one', 'two'])
})

const refuse = (): never => {
  throw new Error('all records were read')
}

test('looking at a chat reads its own records by key, however many there are of others', async () => {
  const { ledger, parts, chats } = house()
  await send(ledger, name(0))
  parts.entries = refuse
  chats.entries = refuse
  assert.equal((await ledger.parts(group, 'one')).length, 1)
  assert.equal((await ledger.deliveries(group)).size, 1)
  await ledger.finish(group, 'one', 0)
  assert.equal((await ledger.recent([group, { ...group, thread: '1' }], 5)).length, 1)
})

test('parts are kept for weeks, and that a chat has got an issue for months: nobody gets one again', async () => {
  const home = house()
  const { ledger, clock, parts, chats } = home
  await deliver(home, 'old')
  await clock.tick(41 * DAY)
  await deliver(home, 'new')
  assert.deepEqual(await ledger.parts(group, 'old'), [])
  assert.equal((await ledger.deliveries(group)).get('old')?.finished, true)
  assert.deepEqual(
    [(await ledger.recent([group], 5)).map(({ uid, parts }) => [uid, parts.length])],
    [
      [
        ['new', 2],
        ['old', 0],
      ],
    ],
  )
  await clock.tick(100 * DAY)
  await deliver(home, 'newest')
  assert.deepEqual([...(await ledger.deliveries(group)).keys()].sort(), ['new', 'newest'])
  await clock.tick(121 * DAY)
  for (const store of [parts, chats]) for await (const [key] of store.entries()) assert.fail(`${key} is kept for ever`)
})

test('a record that lists what a chat got, as records were, is read and goes on', async () => {
  const { ledger, chats, clock } = house()
  const begun = clock.now()
  const old: ChatRecord = {
    target: group,
    got: [
      ['a b', begun, 1],
      ['b', begun, 0],
    ],
  }
  await chats.set(chatKey(group), old)
  assert.deepEqual(await ledger.delivery(group, 'a b'), { uid: 'a b', at: begun, finished: true })
  assert.deepEqual(
    (await ledger.recent('all', 9)).map(({ uid }) => uid),
    ['a b', 'b'],
  )
  await clock.tick(DAY)
  await ledger.finish(group, 'b', clock.now())
  assert.deepEqual(
    [...(await ledger.deliveries(group)).values()],
    ['a b', 'b'].map((uid) => ({ uid, at: begun, finished: true })),
  )
})

test('issues are told apart whatever their names, and each stays known since when, and that it is finished', async () => {
  const { ledger, clock } = house()
  const uids = ['a', 'aa', 'a b', 'b', ' b', 'a\nb', 'b 1 0', '模型', '%20', '$&']
  const begun = clock.now()
  for (const uid of uids) await ledger.finish(group, uid, begun)
  for (const uid of uids) assert.deepEqual(await ledger.delivery(group, uid), { uid, at: begun, finished: true })
  await clock.tick(DAY)
  await ledger.begin({ ...name(0), uid: 'a', of: 2, hash: 'h' })
  const [part] = await ledger.parts(group, 'a')
  assert.ok(part)
  await ledger.advance(part, 'planned')
  assert.deepEqual(
    [...(await ledger.deliveries(group)).values()],
    uids.map((uid) => ({ uid, at: begun, finished: true })),
  )
  assert.equal(await ledger.delivery(group, ''), undefined)
})

test('a chat that moves takes along what it has and what is on its way, of all its threads; so does one whose move broke off', async () => {
  const home = house()
  const { ledger, parts } = home
  const to = { ...group, chat: '-200' }
  await ledger.begin({ ...name(0, 'on its way'), ...fields })
  await deliver(home, 'one')
  await deliver(home, 'two', { ...group, thread: '7' })
  await deliver(home, 'other', { ...group, chat: '-1001' })
  const { delete: remove } = parts
  let left = 1
  parts.delete = async (key) => {
    if (left-- === 0) throw new Error('the process died')
    await remove(key)
  }
  await assert.rejects(ledger.move(group, to), /died/)
  parts.delete = remove
  await ledger.move(group, to)
  assert.deepEqual(
    (await ledger.parts(to, 'one')).map(({ state, message }) => [state, message]),
    [0, 1].map((number) => ['sent', { target: group, message: `one ${number}` }]),
  )
  assert.equal((await ledger.parts({ ...to, thread: '7' }, 'two')).length, 2)
  assert.deepEqual(
    (await ledger.parts(to, 'on its way')).map(({ state }) => state),
    ['sending'],
  )
  for (const uid of ['one', 'on its way']) assert.deepEqual(await ledger.parts(group, uid), [])
  assert.equal((await ledger.parts({ ...group, chat: '-1001' }, 'other')).length, 2)
  assert.equal((await ledger.deliveries(group)).size, 0)
  assert.equal((await ledger.deliveries(to)).get('one')?.finished, true)
  assert.equal((await ledger.deliveries({ ...group, chat: '-1001' })).size, 1)
})

test('the last deliveries are told newest first, of some targets or of all', async () => {
  const home = house()
  const thread = { ...group, thread: '7' }
  for (const [uid, target] of [
    ['one', group],
    ['two', thread],
    ['three', { ...group, chat: '-1001' }],
  ] as const) {
    await deliver(home, uid, target)
    await home.clock.tick(1000)
  }
  const uids = async (of: Target[] | 'all', limit = 9) => (await home.ledger.recent(of, limit)).map(({ uid }) => uid)
  assert.deepEqual(await uids('all'), ['three', 'two', 'one'])
  assert.deepEqual(await uids('all', 1), ['three'])
  assert.deepEqual(await uids([group, thread]), ['two', 'one'])
  assert.deepEqual(await uids([thread]), ['two'])
})
