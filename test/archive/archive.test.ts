import assert from 'node:assert/strict'
import test from 'node:test'
import { openArchive } from '../../src/archive/archive.ts'
import { type Issue, joinPassages } from '../../src/issue/issue.ts'
import { fakeClock } from '../fakes/clock.ts'
import { body, issue, item } from './sample.ts'

const open = () => {
  const clock = fakeClock()
  return { clock, archive: openArchive(':memory:', { clock }) }
}

test('an issue comes back as it was filed, by slug and by uid', (t) => {
  const { archive, clock } = open()
  t.after(() => archive.close())
  const filed = issue({ quiet: true, stats: { discords: 3 }, sections: { twitter: body('Lamps'), reddit: body('Rivers'), discord: {} } })
  const { status, uid } = archive.put(filed)
  assert.equal(status, 'added')
  const found = archive.get(filed.id)
  assert.deepEqual(found?.issue, filed)
  assert.deepEqual(archive.get(uid)?.issue, filed)
  assert.equal(found?.filedAt, clock.now())
  assert.equal(archive.get('unknown'), undefined)
})

test('importing twice changes nothing', async (t) => {
  const { archive, clock } = open()
  t.after(() => archive.close())
  const { uid, changedAt } = archive.put(issue({ sections: { twitter: body('Lamps') } }))
  const before = archive.get(uid)
  assert.equal(changedAt, clock.now())
  await clock.tick(1000)
  assert.deepEqual(archive.put(issue({ sections: { twitter: body('Lamps') } })), { status: 'unchanged', uid, changedAt })
  assert.deepEqual(archive.get(uid), before)
  assert.equal(archive.count().items, 4)
})

test('a changed issue replaces its items, in the index too', async (t) => {
  const { archive, clock } = open()
  t.after(() => archive.close())
  const { uid } = archive.put(issue({ sections: { twitter: { Lamps: [item('A lamp named Glimmer shines')] } } }))
  await clock.tick(1000)
  assert.deepEqual(archive.put(issue({ sections: { twitter: { Lamps: [item('A lamp named Sparkle shines'), item('More')] } } })), {
    status: 'changed',
    uid,
    changedAt: clock.now(),
  })
  assert.equal(archive.search({ text: 'Glimmer', limit: 5 }).length, 0)
  assert.equal(archive.search({ text: 'Sparkle', limit: 5 }).length, 1)
  assert.equal(archive.count().items, 2)
  const found = archive.get(uid)
  assert.equal((found?.changedAt ?? 0) - (found?.filedAt ?? 0), 1000)
  assert.notEqual(found?.hash, '')
})

const read = (text: string, more: Partial<Issue> = {}): Issue =>
  issue({ ...more, sections: { twitter: { Lamps: [item(text, 'https://e.com/a')] } } })

test('typography and tags are no change, other words and links are', (t) => {
  const { archive } = open()
  t.after(() => archive.close())
  const models = { companies: [], models: ['glow-1'], topics: [], people: [] }
  const { uid } = archive.put(read(`It's "new" -- v1.5`))
  assert.equal(archive.put(read('It’s “new” — **v1.5**', { tags: models, title: 'A day!' })).status, 'unchanged')
  assert.deepEqual(archive.get(uid)?.issue.tags, models, 'better tags are noted')
  assert.equal(archive.put(read(`It's "new" -- v1.5`, { tags: { ...models, models: [] } })).status, 'unchanged')
  assert.deepEqual(archive.get(uid)?.issue.tags, models, 'worse ones are not')
  const changes = [
    read('It is “new”: v15'),
    read('It is “new”: v15', { title: 'Another day' }),
    read('It is “new”: v15', { summary: 'Much' }),
  ]
  for (const changed of changes) assert.equal(archive.put(changed).status, 'changed')
  const elsewhere = issue({ summary: 'Much', sections: { twitter: { Lamps: [item('It is “new”: v15', 'https://e.com/b')] } } })
  assert.equal(archive.put(elsewhere).status, 'changed')
})

test('what is filed stays where whoever puts says so, and says where it was read', (t) => {
  const { archive } = open()
  t.after(() => archive.close())
  const origin = { source: 'feed', from: 'https://e.com/page' }
  const { uid } = archive.put(issue({ sections: { twitter: body('Lamps') } }), { origin, keep: () => true })
  assert.deepEqual(archive.get(uid)?.origin, origin)
  const cut = issue({ sections: { twitter: { Lamps: [item('Cut')] } } })
  assert.equal(archive.put(cut, { keep: ({ source }) => source === 'feed' }).status, 'unchanged')
  assert.equal(archive.count().items, 4)
  assert.equal(archive.put(cut, { keep: ({ source }) => source === 'folder' }).status, 'changed')
})

test('each passage of an item is found by itself, and the item comes back whole', (t) => {
  const { archive } = open()
  t.after(() => archive.close())
  const run = joinPassages([item('A lamp named Glimmer', 'https://e.com/1'), item('A river named Sparkle', 'https://e.com/2')])
  const filed = issue({ sections: { discord: { Guild: [run, item('Else')] } } })
  const { uid } = archive.put(filed)
  assert.deepEqual(archive.get(uid)?.issue, filed)
  assert.deepEqual(
    archive.search({ text: 'sparkle', limit: 9 }).map((hit) => hit.item),
    [item('A river named Sparkle', 'https://e.com/2')],
  )
})

test('a new slug of a known issue keeps its uid, and the old slug still finds it', (t) => {
  const { archive } = open()
  t.after(() => archive.close())
  const first = issue({ id: '26-03-02-not-much', sections: { twitter: body('Lamps') } })
  const { uid, changedAt } = archive.put(first)
  const renamed = archive.put(issue({ id: '26-03-02-lamps', sections: { twitter: body('Lamps') } }))
  assert.deepEqual(renamed, { status: 'changed', uid, changedAt })
  assert.equal(archive.get('26-03-02-not-much')?.issue.id, '26-03-02-lamps')
  assert.equal(archive.get('26-03-02-lamps')?.uid, uid)
  assert.equal(archive.count().issues, 1)
  assert.equal(archive.put(first).status, 'unchanged', 'what stood under a slug that was given up does not undo the change')
  assert.equal(archive.get(uid)?.issue.id, '26-03-02-lamps')
})

test('two issues of a day with different bodies are two issues', (t) => {
  const { archive } = open()
  t.after(() => archive.close())
  const one = archive.put(issue({ id: '26-03-02-one', sections: { twitter: body('Lamps') } }))
  const other = archive.put(issue({ id: '26-03-02-other', sections: { twitter: body('Rivers') } }))
  assert.notEqual(one.uid, other.uid)
  assert.equal(archive.count().issues, 2)
})

test('a translation under a name of its own is an edition of the issue', (t) => {
  const { archive } = open()
  t.after(() => archive.close())
  const { uid, changedAt } = archive.put(issue({ id: '26-03-02-lamps', sections: { twitter: body('Lamps') } }))
  const translated = body('Lamps')
  for (const items of Object.values(translated)) for (const each of items) each.text = '灯'
  const chinese = issue({ id: 'by-hand-2026-03-02', edition: 'zh', sections: { twitter: translated } })
  assert.deepEqual(archive.put(chinese), { status: 'added', uid, changedAt })
  assert.deepEqual(archive.put(chinese), { status: 'unchanged', uid, changedAt })
  assert.equal(archive.get(uid, 'en')?.issue.id, '26-03-02-lamps')
})

test('editions of an issue share its uid', (t) => {
  const { archive } = open()
  t.after(() => archive.close())
  const { uid } = archive.put(issue({ edition: 'zh', title: '一天', sections: { twitter: { 灯: [item('灯亮了')] } } }))
  assert.equal(archive.put(issue({ sections: { twitter: body('Lamps') } })).uid, uid)
  assert.equal(archive.get(uid)?.issue.edition, 'en')
  assert.equal(archive.get(uid, 'zh')?.issue.title, '一天')
  assert.equal(archive.get(uid, 'de'), undefined)
  assert.deepEqual(archive.count(), { issues: 1, items: 5, editions: ['en', 'zh'], from: '2026-03-02', to: '2026-03-02' })
})

test('a batch is filed whole or not at all', (t) => {
  const { archive } = open()
  t.after(() => archive.close())
  assert.throws(
    () =>
      archive.transaction(() => {
        archive.put(issue({ sections: { twitter: body('Lamps') } }))
        throw new Error('the disk is full')
      }),
    /the disk is full/,
  )
  assert.equal(archive.count().issues, 0)
  assert.equal(archive.search({ text: 'Lamps', limit: 5 }).length, 0)
  archive.transaction(() => archive.put(issue({ sections: { twitter: body('Lamps') } })))
  assert.equal(archive.count().issues, 1)
})

test('the newest issues come first, up to a day, in the edition wanted most', (t) => {
  const { archive } = open()
  t.after(() => archive.close())
  for (const day of ['02', '04', '03']) archive.put(issue({ date: `2026-03-${day}`, sections: { twitter: body(`day-${day}`) } }))
  archive.put(issue({ date: '2026-03-03', edition: 'zh', title: '三日' }))
  const days = (query?: Parameters<typeof archive.newest>[0]): string[] => archive.newest(query).map(({ date }) => date)
  assert.deepEqual(days(), ['2026-03-04', '2026-03-03', '2026-03-02'])
  assert.deepEqual(days({ until: '2026-03-03', limit: 1 }), ['2026-03-03'])
  assert.equal(archive.newest({ editions: ['zh', 'en'], until: '2026-03-03', limit: 1 })[0]?.title, '三日')
})

test('what was removed is gone from everywhere', (t) => {
  const { archive } = open()
  t.after(() => archive.close())
  const { uid } = archive.put(issue({ sections: { twitter: body('Lamps') } }))
  archive.remove(uid)
  assert.equal(archive.get(uid), undefined)
  assert.equal(archive.count().items, 0)
  assert.equal(archive.search({ text: 'Lamps', limit: 5 }).length, 0)
})
