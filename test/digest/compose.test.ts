import assert from 'node:assert/strict'
import test from 'node:test'
import type { TestContext } from 'node:test'
import { openArchive } from '../../src/archive/archive.ts'
import { type Look, createComposer } from '../../src/digest/compose.ts'
import { plainText } from '../../src/doc/plain.ts'
import { fakeClock } from '../fakes/clock.ts'
import { issueOf } from './issues.ts'

const look: Look = { sections: [], layout: 'compact', locale: 'en', zone: 'UTC' }

const house = (t: TestContext) => {
  const archive = openArchive(':memory:', { clock: fakeClock() })
  t.after(() => archive.close())
  const week: string[] = []
  return { archive, week, ...createComposer({ archive, weeks: { of: async () => week } }) }
}

test('an issue that becomes quiet, or loses a name, is asked about anew', (t) => {
  const { archive, wants } = house(t)
  const { uid } = archive.put(issueOf('2026-03-02', { twitter: ['Llama 3 is out.'] }))
  const skips: Look = { ...look, quiet: 'skip' }
  const watches: Look = { ...look, about: ['Llama 3'] }
  assert.deepEqual([wants(look, uid), wants(skips, uid), wants(watches, uid)], [true, true, true])
  archive.put(issueOf('2026-03-02', { twitter: ['Nothing is out.'] }, { quiet: true }))
  assert.deepEqual([wants(look, uid), wants(skips, uid), wants(watches, uid)], [true, false, false])
  assert.equal(wants({ ...watches, quiet: 'line' }, uid), true)
})

test('a name is wanted only in the sections that are', (t) => {
  const { archive, wants } = house(t)
  const { uid } = archive.put(issueOf('2026-03-02', { twitter: ['Llama 3 is out.'], reddit: ['A guide.'] }))
  assert.equal(wants({ ...look, about: ['Llama 3'], sections: ['reddit'] }, uid), false)
  assert.equal(wants({ ...look, about: ['Llama 3'], sections: ['twitter'] }, uid), true)
})

test('the edition of the subscriber is looked at and shown where there is one', async (t) => {
  const { archive, wants, compose } = house(t)
  const { uid } = archive.put(issueOf('2026-03-02', { twitter: ['A guide.'] }))
  archive.put(issueOf('2026-03-02', { twitter: ['Llama 3 发布了。'] }, { edition: 'zh' }))
  assert.equal(wants({ ...look, about: ['Llama 3'] }, uid), false)
  assert.equal(wants({ ...look, about: ['Llama 3'], locale: 'zh' }, uid), true)
  assert.match(plainText((await compose({ ...look, about: ['Llama 3'], locale: 'zh' }, uid)) ?? assert.fail()), /关于 Llama 3[^]*发布了/)
})

test('a week has those of its issues that are there; without any there is no digest', async (t) => {
  const { archive, week, compose } = house(t)
  const weekly: Look = { ...look, id: 'chat/1~1', target: { platform: 'chat', chat: '1' } }
  week.push('gone')
  assert.equal(await compose(weekly, 'week-2026-03-06'), undefined)
  week.push(archive.put(issueOf('2026-03-02', { twitter: ['Llama 3 is out.'] })).uid)
  assert.match(plainText((await compose(weekly, 'week-2026-03-06')) ?? assert.fail()), /^The week\s+March 2, 2026[^]*Llama 3 is out/)
  assert.equal(await compose(look, 'gone'), undefined)
})
