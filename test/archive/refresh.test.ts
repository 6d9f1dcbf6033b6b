import assert from 'node:assert/strict'
import test from 'node:test'
import type { Archive, Head, Origin } from '../../src/archive/archive.ts'
import { createRefresh } from '../../src/archive/refresh.ts'
import type { Kept } from '../../src/archive/refresh.ts'
import { RetryLater } from '../../src/errors.ts'
import type { Issue } from '../../src/issue/issue.ts'
import type { Found, Source, SourceState, Unread } from '../../src/sources/source.ts'
import type { Store } from '../../src/stores/store.ts'
import { fakeClock } from '../fakes/clock.ts'
import { recordingLog } from '../fakes/log.ts'

const issue = (id: string, title = id): Issue => ({
  id,
  edition: 'en',
  date: '2026-03-02',
  title,
  url: '',
  summary: '',
  tags: { companies: [], models: [], topics: [], people: [] },
  sections: [],
})
const found = (id: string, title?: string): Found => ({
  issue: issue(id, title),
  from: `https://news.example/${id}`,
  remember: [id, { seen: title ?? id }],
})

/** A source that plays what it is told, and keeps the state that it was given. */
const playing = (name: string, ...looks: (Error | (Found | Unread | Error)[])[]) => {
  const given: (SourceState | undefined)[] = []
  const source: Source = {
    name,
    look({ state }) {
      given.push(state)
      const now = looks[given.length - 1] ?? []
      if (now instanceof Error) return Promise.reject(now)
      const issues = async function* (): AsyncGenerator<Found | Unread> {
        for (const one of now) {
          if (one instanceof Error) throw one
          yield await Promise.resolve(one)
        }
      }
      const held = now.flatMap((one) => ('issue' in one ? [[one.issue.id, { seen: one.issue.title }] as const] : []))
      return Promise.resolve({
        issues: issues(),
        state: () => ({ ...state, ...Object.fromEntries(held), [name]: { seen: String(given.length) } }),
      })
    },
  }
  return { source, given }
}

const open = (...sources: Source[]) => {
  const titles = new Map<string, string>()
  const origins = new Map<string, Origin>()
  const archive: Pick<Archive, 'put' | 'newest'> = {
    newest: () => [...titles.keys()].map((uid) => ({ uid }) as Head),
    put({ id, title }, { origin, keep } = {}) {
      const before = titles.get(id)
      const held = origins.get(id)
      if (held !== undefined && keep?.(held) === true) return { uid: id, status: 'unchanged', changedAt: 0 }
      titles.set(id, title)
      if (origin !== undefined) origins.set(id, origin)
      return { uid: id, status: before === undefined ? 'added' : before === title ? 'unchanged' : 'changed', changedAt: 0 }
    },
  }
  const kept = new Map<string, Kept>()
  const states = {
    get: (key: string) => Promise.resolve(kept.get(key)),
    set: (key: string, value: Kept) => Promise.resolve(void kept.set(key, value)),
  }
  const none = { get: () => undefined, withdraw: () => false }
  const clock = fakeClock()
  const start = () =>
    createRefresh({ sources, archive: { ...none, ...archive }, states: states as Store<Kept>, clock, log: recordingLog() })
  return { refresh: start(), restart: start, titles, origins, clock }
}

test('files what the sources hold, and tells what is new and what changed', async () => {
  const { refresh, titles } = open(playing('a', [found('one'), found('two')], [found('one', 'One, corrected'), found('two')]).source)
  assert.deepEqual(await refresh.look(), { added: ['one', 'two'], changed: [], problems: [] })
  assert.deepEqual(await refresh.look(), { added: [], changed: ['one'], problems: [] })
  assert.equal(titles.get('one'), 'One, corrected')
})

test('an issue that two sources hold is added once', async () => {
  const { refresh } = open(playing('a', [found('one')]).source, playing('b', [found('one', 'One, shorter')]).source)
  assert.deepEqual(await refresh.look(), { added: ['one'], changed: [], problems: [] })
})

test('a source that fails stops no other, and is reported until it works again', async () => {
  const { refresh, clock } = open(playing('a', new Error('no such host'), []).source, playing('b', [found('one')], []).source)
  const { added, problems } = await refresh.look()
  assert.deepEqual([added, problems], [['one'], [{ source: 'a', why: 'no such host' }]])
  const when = new Date(clock.now())
  assert.deepEqual(refresh.report(), [
    { name: 'a', problem: 'no such host' },
    { name: 'b', lastLook: when },
  ])
  await refresh.look()
  assert.deepEqual(refresh.report(), [
    { name: 'a', lastLook: when },
    { name: 'b', lastLook: when },
  ])
})

test('what was read before a failure is filed, and the state only once all is: it comes again', async () => {
  const { source, given } = playing('a', [found('one'), new Error('cut')], [found('one')], [])
  const { refresh } = open(source)
  const { added, problems } = await refresh.look()
  assert.deepEqual([added, problems.length], [['one'], 1])
  await refresh.look()
  await refresh.look()
  assert.deepEqual(given, [{}, {}, { one: { seen: 'one' }, a: { seen: '2' } }])
})

test('an issue that cannot be read is a problem of its own', async () => {
  const { refresh } = open(playing('a', [{ from: 'x.md', line: 3, why: 'broken' }, found('one')]).source)
  assert.deepEqual(await refresh.look(), { added: ['one'], changed: [], problems: [{ source: 'a', why: 'x.md:3: broken' }] })
})

test('a source that asks to wait is left alone until then', async () => {
  const { source, given } = playing('a', new RetryLater(60_000), [found('one')])
  const { refresh, clock } = open(source)
  assert.deepEqual((await refresh.look()).problems, [{ source: 'a', why: 'asks to wait 60 s' }])
  await clock.tick(59_000)
  assert.deepEqual(await refresh.look(), { added: [], changed: [], problems: [] })
  assert.equal(given.length, 1)
  assert.equal(refresh.report()[0]?.problem, 'asks to wait 60 s')
  await clock.tick(1000)
  assert.deepEqual((await refresh.look()).added, ['one'])
})

test('a signal ends it', async () => {
  const { refresh } = open(playing('a', [found('one')]).source)
  await assert.rejects(refresh.look(AbortSignal.abort(new Error('stopping'))), /stopping/)
})

test('a later source fills what a better one lacks, and changes nothing of it while that can be read', async () => {
  const best = playing('best', [found('one', 'new')], [], new Error('down'))
  const other = playing('other', [found('one', 'old'), found('two')], [found('one', 'older')], [found('one', 'newest')])
  const { refresh, titles, origins } = open(best.source, other.source)
  assert.deepEqual((await refresh.look()).added, ['one', 'two'])
  assert.deepEqual(origins.get('two'), { source: 'other', from: 'https://news.example/two' })
  await refresh.look()
  assert.equal(titles.get('one'), 'new')
  assert.deepEqual((await refresh.look()).changed, ['one'], 'the other stands in for one that cannot be read')
  assert.equal(titles.get('one'), 'newest')
})

test('what another source held all along is no correction of a better one that cannot be read', async () => {
  const best = playing('best', [found('one', 'as it is')], new Error('down'), [])
  const other = playing('other', new Error('down'), [found('one', 'in other words')], [])
  const { refresh, titles } = open(best.source, other.source)
  await refresh.look()
  assert.deepEqual((await refresh.look()).changed, [])
  assert.equal(titles.get('one'), 'as it is')
})

test('a text that was cut replaces none that came whole, but one that was cut', async () => {
  const cut = (title: string): Found => ({ ...found('one', title), partial: true })
  const { source } = playing('feed', [cut('cut')], [cut('cut, corrected')], [found('one', 'whole')], [cut('cut again')])
  const { refresh, titles, origins } = open(source)
  await refresh.look()
  assert.deepEqual([titles.get('one'), origins.get('one')?.from], ['cut', 'https://news.example/one (cut)'])
  assert.deepEqual((await refresh.look()).changed, ['one'])
  assert.equal(titles.get('one'), 'cut, corrected')
  await refresh.look()
  assert.deepEqual((await refresh.look()).changed, [])
  assert.deepEqual([titles.get('one'), origins.get('one')?.from], ['whole', 'https://news.example/one'])
})

test('what the archive lost is owed', async () => {
  const { source, given } = playing('a', [found('one'), found('two')], [], [])
  const { refresh, restart, titles } = open(source)
  await refresh.look()
  titles.delete('two')
  await restart().look()
  assert.deepEqual(given[1], { one: { seen: 'one' }, two: { owed: true }, a: { seen: '1' } })
})

test('a source that fails again and again is asked less and less, and at once after a start', async () => {
  const down = Array.from({ length: 100 }, () => new Error('down'))
  const { source, given } = playing('a', ...down, [])
  const { refresh, restart, clock } = open(source)
  const minutes: number[] = []
  for (let minute = 0; minute < 300; minute++) {
    const before = given.length
    await refresh.look()
    if (given.length > before) minutes.push(minute)
    await clock.tick(60_000)
  }
  assert.deepEqual(minutes, [0, 1, 2, 3, 5, 9, 17, 33, 65, 125, 185, 245])
  await restart().look()
  assert.equal(given.length, minutes.length + 1)
})

test('what a source asks to wait holds over a start, and so does when it was read', async () => {
  const { source, given } = playing('a', [], new RetryLater(3_600_000), [])
  const { refresh, restart, clock } = open(source)
  const when = new Date(clock.now())
  await refresh.look()
  await refresh.look()
  const again = restart()
  await again.look()
  assert.equal(given.length, 2)
  assert.deepEqual(again.report(), [{ name: 'a', lastLook: when, problem: 'asks to wait 3600 s' }])
  await clock.tick(3_600_000)
  await again.look()
  assert.equal(given.length, 3)
})
