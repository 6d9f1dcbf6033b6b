import assert from 'node:assert/strict'
import test from 'node:test'
import type { TestContext } from 'node:test'
import { openArchive } from '../../src/archive/archive.ts'
import { createImportMemory } from '../../src/archive/imported.ts'
import type { Found } from '../../src/sources/source.ts'
import { openSqliteStores } from '../../src/stores/sqlite.ts'
import { fakeClock } from '../fakes/clock.ts'
import { body, issue } from './sample.ts'

const open = (t: TestContext) => {
  const clock = fakeClock()
  const archive = openArchive(':memory:', { clock })
  const stores = openSqliteStores(':memory:', { clock })
  t.after(async () => {
    archive.close()
    await stores.close()
  })
  const memory = createImportMemory({ archive, store: stores.open('imports') })
  const file = (place: string, found: Found): string => {
    const put = archive.put(found.issue)
    memory.note(place, found, put)
    return put.uid
  }
  return { clock, archive, memory, stores, file }
}
const found = (id: string, about: string, last = true): Found => ({
  issue: issue({ id, sections: { twitter: body(about) } }),
  from: `in/${about}.md`,
  ...(last ? { remember: [`in/${about}.md`, { seen: about }] as const } : {}),
})

test('what was filed of a place is recalled, once it is written down, and of that place only', async (t) => {
  const { memory, file } = open(t)
  file('/in', found('26-03-02-a', 'otters'))
  assert.deepEqual(await memory.recall('/in'), {})
  await memory.write()
  assert.deepEqual(await memory.recall('/in'), { 'in/otters.md': { seen: 'otters' } })
  assert.deepEqual(await memory.recall('/other'), {})
})

test('what the archive no longer holds, or only as it was before, is to be read again', async (t) => {
  const { clock, archive, memory, stores, file } = open(t)
  const uid = file('/in', found('26-03-02-a', 'otters'))
  await memory.write()
  archive.remove(uid)
  assert.deepEqual(await memory.recall('/in'), {})
  // A backup of yesterday has the issue, but as it was then.
  file('/in', found('26-03-02-a', 'otters'))
  await memory.write()
  assert.deepEqual(Object.keys(await memory.recall('/in')), ['in/otters.md'])
  const yesterday = openArchive(':memory:', { clock: { ...clock, now: () => clock.now() - 86_400_000 } })
  t.after(() => yesterday.close())
  yesterday.put(found('26-03-02-a', 'badgers').issue)
  assert.deepEqual(await createImportMemory({ archive: yesterday, store: stores.open('imports') }).recall('/in'), {})
})

test('a file of several issues is remembered when the last of them is filed, and while all are held', async (t) => {
  const { archive, memory, file } = open(t)
  const one: Found = { ...found('26-03-02-a', 'otters', false), from: 'feed.xml' }
  const two: Found = { ...found('26-03-05-b', 'badgers'), from: 'feed.xml', remember: ['feed.xml', { seen: 'x', issues: 2 }] }
  const first = file('/feed.xml', one)
  await memory.write()
  assert.deepEqual(await memory.recall('/feed.xml'), {})
  file('/feed.xml', two)
  await memory.write()
  assert.deepEqual(await memory.recall('/feed.xml'), { 'feed.xml': { seen: 'x', issues: 2 } })
  archive.remove(first)
  assert.deepEqual(await memory.recall('/feed.xml'), {})
})

test('addresses are not written down, for they may hold credentials', async (t) => {
  const { memory, file, stores } = open(t)
  file('https://me:s3cret@news.example/rss.xml', found('26-03-02-a', 'otters'))
  await memory.write()
  for await (const [key, value] of stores.open('imports').entries()) assert.doesNotMatch(key + JSON.stringify(value), /s3cret/)
})
