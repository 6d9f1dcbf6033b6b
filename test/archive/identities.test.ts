import assert from 'node:assert/strict'
import test from 'node:test'
import { type Archive, openArchive } from '../../src/archive/archive.ts'
import { createIdentities } from '../../src/archive/identities.ts'
import { openSqliteStores } from '../../src/stores/sqlite.ts'
import { fakeClock } from '../fakes/clock.ts'
import { body, issue } from './sample.ts'

const clock = fakeClock()
const otter = (id: string, more = {}) => issue({ id, sections: { twitter: body('otters') }, ...more })

/** Machines with an archive each, and a store that they share. */
const stage = (t: test.TestContext) => {
  const stores = openSqliteStores(':memory:', { clock })
  t.after(() => stores.close())
  return () => {
    const archive = openArchive(':memory:', { clock })
    t.after(() => archive.close())
    return { archive, ...named(createIdentities(archive, stores.open('identities'))) }
  }
}
const named = ({ archive, agree }: ReturnType<typeof createIdentities>) => ({
  agree,
  agreed: archive,
  uids: () => archive.newest().map(({ uid }) => uid),
})
const file = (archive: Archive, ...ids: string[]): void => {
  for (const id of ids) archive.put(otter(id))
}

test('a machine that comes after an issue was renamed calls it as the others do', async (t) => {
  const join = stage(t)
  const first = join()
  file(first.archive, '26-03-02-otter')
  await first.agree()
  file(first.archive, '26-03-02-otter-renamed')
  await first.agree()
  const late = join()
  file(late.archive, '26-03-02-otter-renamed')
  assert.deepEqual(late.uids(), ['26-03-02-otter-renamed'])
  await late.agree()
  assert.deepEqual([first.uids(), late.uids()], [['26-03-02-otter'], ['26-03-02-otter']])
  for (const id of ['26-03-02-otter', '26-03-02-otter-renamed']) assert.equal(late.agreed.get(id)?.uid, '26-03-02-otter', id)
  assert.equal(late.agreed.get('26-03-02-otter')?.issue.id, '26-03-02-otter-renamed')

  file(late.archive, '26-03-02-otter-again')
  await late.agree()
  const latest = join()
  file(latest.archive, '26-03-02-otter-again')
  await latest.agree()
  assert.deepEqual(latest.uids(), ['26-03-02-otter'])
})

test('who meets the new name before the others takes it at once for the issue of its day that they have', async (t) => {
  const join = stage(t)
  const [first, late] = [join(), join()]
  file(first.archive, '26-03-02-otter')
  await first.agree()
  file(late.archive, '26-03-02-otter-renamed')
  await late.agree()
  assert.deepEqual(late.uids(), ['26-03-02-otter'])
  file(first.archive, '26-03-02-otter-renamed')
  await first.agree()
  await late.agree()
  assert.deepEqual([first.uids(), late.uids()], [['26-03-02-otter'], ['26-03-02-otter']])
})

test('of two that each know another old name, the second gives way, and stays so', async (t) => {
  const join = stage(t)
  const [one, other] = [join(), join()]
  file(one.archive, '26-03-02-otter', '26-03-02-river')
  file(other.archive, '26-03-02-heron', '26-03-02-river')
  for (let round = 0; round < 2; round++) {
    await one.agree()
    await other.agree()
    assert.deepEqual([one.uids(), other.uids()], [['26-03-02-otter'], ['26-03-02-otter']])
  }
})

test('a translation that comes first is called as its original is elsewhere', async (t) => {
  const join = stage(t)
  const [one, other] = [join(), join()]
  const translation = otter('26-03-02-shuita', { edition: 'zh' })
  for (const each of [otter('26-03-02-otter'), translation]) one.archive.put(each)
  await one.agree()
  for (const each of [translation, otter('26-03-02-otter')]) other.archive.put(each)
  assert.deepEqual(other.uids(), ['26-03-02-shuita'])
  await other.agree()
  assert.deepEqual(other.uids(), ['26-03-02-otter'])
})

test('issues apart stay apart, and names are the archive’s', async (t) => {
  const one = stage(t)()
  file(one.archive, '26-03-02-otter')
  one.archive.put(issue({ id: '26-03-03-heron', date: '2026-03-03', sections: { twitter: body('herons') } }))
  await one.agree()
  assert.deepEqual(one.uids(), ['26-03-03-heron', '26-03-02-otter'])
  one.archive.put(issue({ id: '26-03-03-heron-too', date: '2026-03-03', sections: { twitter: body('other herons') } }))
  await one.agree()
  assert.deepEqual(one.uids().sort(), ['26-03-02-otter', '26-03-03-heron', '26-03-03-heron-too'], 'two of a day that are known')
  assert.equal(one.agreed.names(), one.archive.names())
  assert.equal(one.agreed.get('nothing'), undefined)
})
