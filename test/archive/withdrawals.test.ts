import assert from 'node:assert/strict'
import test from 'node:test'
import type { TestContext } from 'node:test'
import { openArchive } from '../../src/archive/archive.ts'
import { type Judged, type Missing, createWithdrawals } from '../../src/archive/withdrawals.ts'
import type { Listed, Source } from '../../src/sources/source.ts'
import { fakeClock } from '../fakes/clock.ts'
import { recordingLog } from '../fakes/log.ts'
import { body, issue } from './sample.ts'

const LOOKS = 3
const dates = ['2026-03-02', '2026-03-03', '2026-03-04', '2026-03-05']
const listing = (date: string): Listed => {
  const { id, url } = issue({ date })
  return { id, url, date }
}
const without = (...absent: string[]): Listed[] => dates.filter((date) => !absent.includes(date)).map(listing)
const third = issue({ date: '2026-03-04' }).id

/** Four issues of a source whose pages are all gone. */
const stage = (t: TestContext) => {
  const clock = fakeClock('2026-03-06T08:00Z')
  const archive = openArchive(':memory:', { clock })
  t.after(() => archive.close())
  const origin = { source: 'feed', from: '' }
  for (const date of dates) archive.put(issue({ date, sections: { twitter: body(`subject-${date}`) } }), { origin })
  const withdrawals = createWithdrawals({ archive, looks: LOOKS, log: recordingLog() })
  const asked: string[] = []
  const source = (name: string): Source => ({
    name,
    look: () => Promise.reject(new Error('not asked for')),
    async isGone(url) {
      asked.push(url)
      return true
    },
  })
  let missing: Missing = {}
  const look = async (listed: readonly Listed[] | undefined, { by = 'feed', ...more }: { by?: string } & Partial<Judged> = {}) => {
    await clock.tick(60_000)
    const judged = { listed, missing, isBetter: () => false, isConfigured: () => true, signal: undefined, ...more }
    const verdict = await withdrawals.judge(source(by), judged)
    missing = verdict.missing
    return verdict.changed
  }
  const isWithdrawn = (id = third): boolean => archive.get(id)?.issue.withdrawn === true
  return { archive, look, asked, isWithdrawn, missing: () => missing }
}

test('missing at so many looks on end is withdrawn, also where the source did not change meanwhile', async (t) => {
  const { look, asked, isWithdrawn, missing } = stage(t)
  assert.deepEqual(await look(without('2026-03-04')), [])
  assert.deepEqual(await look(undefined), [])
  assert.deepEqual(missing(), { [third]: 2 })
  assert.equal(isWithdrawn(), false)
  assert.deepEqual(await look(undefined), [third])
  assert.equal(isWithdrawn(), true)
  assert.deepEqual(missing(), {})
  assert.deepEqual(await look(without('2026-03-04')), [])
  assert.equal(asked.length, LOOKS, 'nobody asks for the page of what is known to be withdrawn')
})

test('what is listed again is back, by the source that took it or when there is none such any more', async (t) => {
  const { look, isWithdrawn } = stage(t)
  for (let n = 0; n < LOOKS; n++) await look(without('2026-03-04'))
  assert.deepEqual(await look(without(), { by: 'mirror' }), [], 'another lists it still')
  assert.equal(isWithdrawn(), true)
  assert.deepEqual(await look(without()), [third])
  assert.equal(isWithdrawn(), false)
  for (let n = 0; n < LOOKS; n++) await look(without('2026-03-04'))
  assert.deepEqual(await look(without(), { by: 'mirror', isConfigured: () => false }), [third])
})

test('a listed issue that nobody has read may be the missing one under another name', async (t) => {
  const { look, asked } = stage(t)
  const unread = { id: '26-03-04-renamed', url: 'https://example.com/issues/26-03-04-renamed/', date: '2026-03-05' }
  for (let n = 0; n < 2 * LOOKS; n++) assert.deepEqual(await look([...without('2026-03-04'), unread]), [])
  const { date: _, ...undated } = unread
  for (let n = 0; n < 2 * LOOKS; n++) assert.deepEqual(await look([...without('2026-03-04'), undated]), [])
  assert.deepEqual(asked, [])
  for (let n = 0; n < LOOKS; n++) await look([...without('2026-03-04'), { ...unread, date: '2025-01-01' }])
  assert.equal(asked.length, LOOKS, 'one of another year is none')
})

test('an issue of another place, of a better source, or without neighbours is not missing', async (t) => {
  const { archive, look, asked } = stage(t)
  archive.put(issue({ id: '26-03-03-elsewhere', date: '2026-03-03', url: 'https://elsewhere.example/26-03-03/' }))
  await look(without())
  await look(without('2026-03-02'))
  await look(without('2026-03-05'))
  await look(without('2026-03-04'), { isBetter: ({ source }) => source === 'feed' })
  assert.deepEqual(asked, [])
})

test('the archive keeps what was withdrawn: found by its name alone, and changed each time', async (t) => {
  const { archive, isWithdrawn } = stage(t)
  const all = archive.count().issues
  const finds = () => archive.search({ text: 'first thing subject-2026-03-04', limit: 9 }).some(({ issue }) => issue === third)
  const before = archive.get(third)
  assert.equal(finds(), true)
  assert.equal(archive.withdraw(third, 'feed'), true)
  assert.equal(archive.withdraw(third, 'feed'), false)
  assert.equal(archive.withdraw('unknown', 'feed'), false)
  assert.equal(finds(), false)
  assert.equal(archive.count().issues, all - 1)
  assert.equal(archive.newest().length, all - 1)
  assert.equal(archive.newest({ withdrawn: true }).find(({ withdrawnBy }) => withdrawnBy === 'feed')?.id, third)
  archive.put(issue({ date: '2026-03-04', title: 'Mended', sections: { twitter: body('subject-2026-03-04') } }))
  assert.equal(isWithdrawn(), true, 'another text does not bring it back')
  assert.equal(finds(), false)
  assert.equal(archive.withdraw(third, undefined), true)
  assert.equal(archive.withdraw(third, undefined), false)
  assert.equal(finds(), true)
  assert.deepEqual(archive.get(third)?.issue, { ...before?.issue, title: 'Mended' })
})

test('a withdrawal, and its end, move the time of the last change', async (t) => {
  const { archive, look } = stage(t)
  const at = () => archive.get(third)?.changedAt ?? 0
  const filed = at()
  for (let n = 0; n < LOOKS; n++) await look(without('2026-03-04'))
  const withdrawn = at()
  assert.ok(withdrawn > filed)
  await look(without())
  assert.ok(at() > withdrawn)
})
