/** What every implementation of the store port must do. */
import assert from 'node:assert/strict'
import test from 'node:test'
import type { Stores } from '../../src/stores/store.ts'

export interface StoreSubject {
  stores: Stores
  /** Another holder of the same data, as a second process would have. */
  again: Stores
  /** Lets `ms` milliseconds of the stores' time pass. */
  pass: (ms: number) => Promise<void>
  close: () => Promise<void>
}

const all = async <T>(entries: AsyncIterable<[string, T]>): Promise<Record<string, T>> => {
  const found: [string, T][] = []
  for await (const entry of entries) found.push(entry)
  assert.equal(new Set(found.map(([key]) => key)).size, found.length, 'each key once')
  return Object.fromEntries(found.sort(([a], [b]) => (a < b ? -1 : 1)))
}

/** Runs the suite. `open` makes a subject with no data in it. */
export const storeContract = (name: string, open: () => Promise<StoreSubject>, { skip = false }: { skip?: string | false } = {}): void => {
  const check = (what: string, body: (subject: StoreSubject) => Promise<void>): void =>
    void test(`${name}: ${what}`, { skip }, async () => {
      const subject = await open()
      try {
        await body(subject)
      } finally {
        await subject.close()
      }
    })
  check('what is set can be read, here and elsewhere', async ({ stores, again }) => {
    const value = { text: 'Qwen 3 · 模型 · "quoted"', list: [1, null, true], nested: { a: {} } }
    await stores.open('one').set('key', value)
    assert.deepEqual(await stores.open('one').get('key'), value)
    assert.deepEqual(await again.open('one').get('key'), value)
    assert.equal(await stores.open('one').get('other'), undefined)
  })

  check('false, 0 and the empty string are values', async ({ stores }) => {
    const store = stores.open<unknown>('one')
    for (const value of [false, 0, '', [], null]) {
      await store.set('key', value)
      assert.deepEqual(await store.get('key'), value)
      assert.deepEqual(await all(store.entries()), { key: value })
    }
  })

  check('set replaces, with its time to live', async ({ stores, pass }) => {
    const store = stores.open<number>('one')
    await store.set('key', 1, 100)
    await store.set('key', 2)
    await pass(150)
    assert.equal(await store.get('key'), 2)
  })

  check('what has expired is not there', async ({ stores, again, pass }) => {
    const store = stores.open<number>('one')
    await store.set('short', 1, 100)
    await store.set('long', 2, 60_000)
    assert.equal(await store.get('short'), 1)
    await pass(150)
    assert.equal(await store.get('short'), undefined)
    assert.deepEqual(await all(again.open<number>('one').entries()), { long: 2 })
  })

  check('add sets only what nobody has set', async ({ stores, again, pass }) => {
    const store = stores.open<string>('one')
    assert.equal(await store.add('key', 'first', 100), true)
    assert.equal(await again.open<string>('one').add('key', 'second'), false)
    assert.equal(await store.get('key'), 'first')
    await pass(150)
    assert.equal(await store.add('key', 'third'), true)
    await pass(150)
    assert.equal(await store.get('key'), 'third')
    await store.delete('key')
    assert.equal(await store.add('key', 'fourth'), true)
  })

  check('of many who add at once, one does', async ({ stores, again }) => {
    const racers = Array.from({ length: 20 }, (_, n) => (n % 2 ? stores : again).open<number>('race').add('key', n))
    const won = (await Promise.all(racers)).flatMap((did, n) => (did ? [n] : []))
    assert.equal(won.length, 1)
    assert.equal(await stores.open<number>('race').get('key'), won[0])
  })

  check('what many make of a value at once is all kept', async ({ stores, again, pass }) => {
    const append = (n: number) =>
      (n % 2 ? stores : again).open<number[]>('one').update('key', (before = []) => [...before, n], n === 19 ? 100 : 60_000)
    await Promise.all(Array.from({ length: 19 }, (_, n) => append(n)))
    const store = stores.open<number[]>('one')
    assert.deepEqual(
      (await store.get('key'))?.toSorted((a, b) => a - b),
      Array.from({ length: 19 }, (_, n) => n),
    )
    const refused = store.update('key', () => {
      throw new Error('no change')
    })
    await assert.rejects(refused, /no change/)
    await append(19)
    assert.equal((await store.get('key'))?.at(-1), 19)
    await pass(150)
    assert.equal(await store.get('key'), undefined)
    await append(20)
    assert.deepEqual(await store.get('key'), [20])
    for (const key of ['key', 'none']) await store.update(key, () => undefined, 1)
    await pass(50)
    assert.deepEqual(await all(store.entries()), { key: [20] }, 'what is to stay stays, for as long as it would have')
  })

  check('delete takes one away, and nothing else', async ({ stores }) => {
    const store = stores.open<number>('one')
    await store.set('a', 1)
    await store.set('ab', 2)
    await store.delete('a')
    await store.delete('never there')
    assert.deepEqual(await all(store.entries()), { ab: 2 })
  })

  check('entries are those of the prefix, however many', async ({ stores }) => {
    const store = stores.open<number>('one')
    for (let n = 0; n < 700; n++) await store.set(`${n % 2 ? 'odd' : 'even'}/${n}`, n)
    assert.equal(Object.keys(await all(store.entries())).length, 700)
    const odd = await all(store.entries('odd/'))
    assert.equal(Object.keys(odd).length, 350)
    assert.ok(Object.values(odd).every((n) => n % 2 === 1))
    assert.deepEqual(await all(store.entries('odd/699')), { 'odd/699': 699 })
    assert.deepEqual(await all(store.entries('nothing')), {})
  })

  check('entries may be changed while they are read', async ({ stores }) => {
    const store = stores.open<number>('one')
    for (let n = 0; n < 600; n++) await store.set(`key ${n}`, n)
    for await (const [key] of store.entries()) await store.delete(key)
    assert.deepEqual(await all(store.entries()), {})
  })

  check('keys and namespaces may hold any character', async ({ stores }) => {
    const names = ['a', 'a:', 'a::b', ':', '*', 'a*', '[ab]', 'a?', 'a b', 'é', '模型', '😀', '%', '_', "'", '"', '\\', '\\*', 'a/b', '\n']
    for (const namespace of names) for (const key of names) await stores.open<string>(namespace).set(key, `${namespace} ${key}`)
    for (const namespace of names) {
      const store = stores.open<string>(namespace)
      const expected = names.map((key) => [key, `${namespace} ${key}`] as const)
      assert.deepEqual(await all(store.entries()), Object.fromEntries(expected.toSorted(([a], [b]) => (a < b ? -1 : 1))))
      for (const [key, value] of expected) assert.equal(await store.get(key), value)
      for (const prefix of names) {
        const found = Object.keys(await all(store.entries(prefix)))
        assert.deepEqual(found, names.filter((key) => key.startsWith(prefix)).sort())
      }
    }
  })

  check('a durable namespace is the same data', async ({ stores, again }) => {
    await stores.open<number>('one', { durable: true }).set('key', 1)
    assert.equal(await stores.open<number>('one').get('key'), 1)
    assert.equal(await again.open<number>('one', { durable: true }).add('key', 2), false)
  })

  check('a value that is no JSON is refused', async ({ stores }) => {
    const loop: { self?: unknown } = {}
    loop.self = loop
    await assert.rejects(stores.open('one').set('key', loop))
    await assert.rejects(stores.open('one').add('key', loop))
    await assert.rejects(stores.open('one').update('key', () => loop))
    assert.equal(await stores.open('one').get('key'), undefined)
  })

  check('sets hold each word once, here and elsewhere, and nothing of other sets', async ({ stores, again, pass }) => {
    const names = ['a', 'a b', 'a:', '*', '模型']
    for (const [n, set] of names.entries())
      for (const word of ['one', 'one', `${n} *:`]) await (n % 2 ? stores : again).openSets('sets').add(set, word, 60_000)
    const sorted = async (set: string): Promise<string[]> => (await stores.openSets('sets', { durable: true }).words(set)).sort()
    for (const [n, set] of names.entries()) assert.deepEqual(await sorted(set), [`${n} *:`, 'one'])
    assert.deepEqual(await sorted(''), [])
    assert.deepEqual(await stores.openSets('others').words('a'), [])
    assert.deepEqual(await all(stores.open('sets').entries()), {}, 'they are apart from what has keys')
    await stores.openSets('sets').add('short', 'word', 100)
    await pass(150)
    assert.deepEqual(await sorted('short'), [])
  })

  check('once closed, everything rejects', async ({ stores }) => {
    const store = stores.open<number>('one')
    await store.set('key', 1)
    const sets = stores.openSets('sets')
    await stores.ping()
    await stores.close()
    await assert.rejects(store.set('key', 2))
    await assert.rejects(store.get('key'))
    await assert.rejects(store.add('other', 2))
    await assert.rejects(store.update('key', () => 2))
    await assert.rejects(store.delete('key'))
    await assert.rejects(all(store.entries()))
    await assert.rejects(sets.words('a'))
    await assert.rejects(sets.add('a', 'b', 1000))
    await assert.rejects(stores.ping())
  })
}
