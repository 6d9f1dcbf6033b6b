/** An issue that its newsletter takes back, and brings back: from the feed to the chats. */
import assert from 'node:assert/strict'
import test from 'node:test'
import type { TestContext } from 'node:test'
import { createRefresh } from '../../src/archive/refresh.ts'
import { createSource } from '../../src/sources/by-address.ts'
import { DAY, HOUR, house } from '../delivery/days.ts'
import { recordingLog } from '../fakes/log.ts'
import { type Written, startNewsletter } from './newsletter.ts'

const written = (day: number, more: Partial<Written> = {}): Written => ({
  slug: `26-03-0${day}-news-of-${day}`,
  title: `News of the ${day}th`,
  items: [1, 2, 3, 4].map((n) => `Model ${day}.${n} is out, and writes its own tests ${n} times.`),
  ...more,
})

/** Four issues, of which the chat has got all; `polls` looks at the newsletter so often, a quarter of an hour apart. */
const stage = async (t: TestContext) => {
  const newsletter = await startNewsletter()
  t.after(() => newsletter[Symbol.asyncDispose]())
  const { archive, stores, delivery, service, clock, waiting } = await house(t, { every: 'arrival', hour: '00:00' })
  const sources = [createSource(newsletter.url, { clock, userAgent: 'test' })]
  const refresh = createRefresh({ sources, archive, states: stores.open('sources'), clock, log: recordingLog() })
  const publish = (...issues: Written[]): void => {
    for (const { slug } of issues) newsletter.serve(`/issues/${slug}/`, '<h1>An issue</h1>')
    newsletter.publish(...issues)
  }
  const poll = async (): Promise<string[]> => {
    const { added, changed } = await refresh.look()
    for (const uid of changed) await delivery.correct(uid)
    if (added.length > 0) await delivery.schedule.arrived()
    for (const job of waiting.splice(0)) await delivery.deliver(job)
    await clock.tick(HOUR / 4)
    return changed
  }
  const polls = async (count: number): Promise<string[]> => {
    const all: string[] = []
    for (let n = 0; n < count; n++) all.push(...(await poll()))
    return all
  }
  const takeDown = (issue: Written): void => newsletter.serve(`/issues/${issue.slug}/`, undefined)
  for (const days of [[2], [3, 2], [4, 3, 2], [5, 4, 3, 2]]) {
    await clock.tick(DAY)
    publish(...days.map((day) => written(day)))
    await polls(1)
  }
  assert.equal(service.messages.length, 4)
  const shown = (day: number): string => String(service.messages.find(({ text }) => String(text).includes(`News of the ${day}th`))?.text)
  return { newsletter, archive, service, clock, publish, polls, takeDown, shown }
}
const [two, three, four, five] = [2, 3, 4, 5].map((day) => written(day)) as [Written, Written, Written, Written]

test('an issue that is gone from between its neighbours, with its page, is withdrawn after some looks, and restored when it comes back', async (t) => {
  const { archive, service, publish, polls, takeDown, shown } = await stage(t)
  const before = shown(3)
  publish(five, four, two)
  takeDown(three)
  assert.deepEqual(await polls(3), [])
  assert.equal(service.edits, 0)
  assert.deepEqual(await polls(1), [three.slug])
  assert.equal(service.edits, 1)
  assert.match(shown(3), /withdrew this issue/)
  assert.match(shown(3), /Model 3\.1 is out/)
  assert.doesNotMatch(shown(3), /What happened/)
  assert.equal(
    archive.newest().some(({ uid }) => uid === three.slug),
    false,
  )
  assert.deepEqual(
    archive
      .search({ text: 'Model 3.1', limit: 5 })
      .map(({ uid }) => uid)
      .filter((uid) => uid === three.slug),
    [],
  )
  assert.deepEqual(await polls(8), [], 'it is taken back once')
  publish(five, four, three, two)
  assert.deepEqual(await polls(1), [three.slug])
  assert.equal(service.edits, 2)
  assert.doesNotMatch(shown(3), /withdrew/)
  assert.ok(shown(3).includes(before.slice(-60)), 'all of it is there again')
  assert.ok(archive.search({ text: 'Model 3.1', limit: 5 }).some(({ uid }) => uid === three.slug))
  assert.deepEqual(await polls(8), [])
  assert.equal(service.messages.length, 4, 'nothing is posted again')
})

test('nothing is taken for withdrawn whose page is there, which has no neighbour, or which others are missing with', async (t) => {
  const { service, clock, publish, polls, takeDown } = await stage(t)
  publish(five, four, two)
  assert.deepEqual(await polls(8), [], 'its page is there')
  takeDown(five)
  takeDown(two)
  publish(four, three)
  assert.deepEqual(await polls(8), [], 'the first and the last')
  await clock.tick(4 * DAY)
  const many = [6, 7, 8, 9].map((day) => written(day))
  publish(...many.toReversed(), five, four, three, two)
  await polls(1)
  for (const issue of [three, four, five, ...many.slice(0, 3)]) takeDown(issue)
  publish(written(9), two)
  assert.deepEqual(await polls(8), [], 'all between two')
  assert.equal(service.edits, 0)
})

test('an outage ends a run of looks, and so does the issue when it is listed again', async (t) => {
  const { newsletter, service, publish, polls, takeDown } = await stage(t)
  const breaks: (() => void)[] = [
    () => newsletter.serve('/rss.xml', { status: 503 }),
    () => newsletter.serve(`/issues/${three.slug}/`, { status: 500 }),
    () => publish(five, four, three, two),
    () => newsletter.serve('/rss.xml', '<rss version="2.0"><channel><title>News</title></channel></rss>'),
  ]
  for (const breakDown of breaks) {
    publish(five, four, two)
    takeDown(three)
    assert.deepEqual(await polls(3), [])
    breakDown()
    assert.deepEqual(await polls(1), [])
  }
  assert.equal(service.edits, 0)
})

test('an issue under another slug is not withdrawn, though the old one is gone', async (t) => {
  const { archive, service, publish, polls, takeDown } = await stage(t)
  const renamed = written(3, { slug: '26-03-03-another-name' })
  publish(five, four, renamed, two)
  takeDown(three)
  assert.deepEqual(await polls(1), [three.slug], 'a change, as any')
  assert.deepEqual(await polls(8), [])
  assert.equal(archive.get(three.slug)?.issue.withdrawn, undefined)
  assert.equal(service.messages.length, 4)
})
