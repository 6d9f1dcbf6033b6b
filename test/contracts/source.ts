/** What every source promises. */
import assert from 'node:assert/strict'
import test from 'node:test'
import type { Found, Look, Source, Unread } from '../../src/sources/source.ts'

export interface Bench extends AsyncDisposable {
  source: Source
  /** Puts an issue where the source finds it, or changes the one there. */
  put(slug: string, ...items: string[]): Promise<void>
  /** Puts something there that is no issue. */
  spoil(slug: string): Promise<void>
  /** Takes everything away, the place itself included. */
  remove(): Promise<void>
}

export const collect = async (look: Look): Promise<{ found: Found[]; unread: Unread[] }> => {
  const found: Found[] = []
  const unread: Unread[] = []
  for await (const one of look.issues) {
    if ('issue' in one) found.push(one)
    else unread.push(one)
  }
  return { found, unread }
}

export const idsOf = (found: readonly Found[]): string[] => found.map(({ issue }) => issue.id).sort()

export const sourceContract = (name: string, open: () => Promise<Bench>): void => {
  test(`${name}: yields every issue with its text`, async () => {
    await using bench = await open()
    await bench.put('26-01-02-first', 'Acme ships a model')
    await bench.put('26-01-05-second', 'A second thing')
    const { found, unread } = await collect(await bench.source.look({}))
    assert.deepEqual(unread, [])
    assert.deepEqual(idsOf(found), ['26-01-02-first', '26-01-05-second'])
    const first = found.find(({ issue }) => issue.id === '26-01-02-first')
    assert.equal(first?.issue.date, '2026-01-02')
    assert.match(first?.issue.sections[0]?.topics[0]?.items[0]?.text ?? '', /Acme ships a model/)
    assert.ok(first?.from.includes('26-01-02-first'))
  })

  test(`${name}: with the state of the last look, only what changed since comes again`, async () => {
    await using bench = await open()
    await bench.put('26-01-02-first', 'Acme ships a model')
    await bench.put('26-01-05-second', 'A second thing')
    const before = await bench.source.look({})
    await collect(before)
    const state = JSON.parse(JSON.stringify(before.state())) as ReturnType<Look['state']>
    const same = await bench.source.look({ state })
    assert.deepEqual((await collect(same)).found, [])
    await bench.put('26-01-02-first', 'Acme ships a model', 'and a correction of it')
    const after = await collect(await bench.source.look({ state: same.state() }))
    assert.deepEqual(idsOf(after.found), ['26-01-02-first'])
  })

  test(`${name}: what is no issue is reported, and the rest goes in`, async () => {
    await using bench = await open()
    await bench.put('26-01-02-first', 'Acme ships a model')
    await bench.spoil('26-01-03-spoiled')
    await bench.put('26-01-05-second', 'A second thing')
    const { found, unread } = await collect(await bench.source.look({}))
    assert.deepEqual(idsOf(found), ['26-01-02-first', '26-01-05-second'])
    assert.equal(unread.length, 1)
    assert.match(unread[0]?.from ?? '', /26-01-03-spoiled/)
    assert.notEqual(unread[0]?.why, '')
  })

  test(`${name}: says in a plain line that it cannot be reached`, async () => {
    await using bench = await open()
    await bench.remove()
    await assert.rejects(bench.source.look({}), (error: Error) => error.message.includes('cannot be read') && !error.message.includes('\n'))
  })

  test(`${name}: gives up when told to`, async () => {
    await using bench = await open()
    await bench.put('26-01-02-first', 'Acme ships a model')
    const look = async (): Promise<unknown> => collect(await bench.source.look({ signal: AbortSignal.abort(new Error('stopping')) }))
    await assert.rejects(look(), /stopping/)
  })
}
