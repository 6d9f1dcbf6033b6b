import assert from 'node:assert/strict'
import test, { type TestContext } from 'node:test'
import { createCorrections } from '../../src/delivery/corrections.ts'
import type { DeliveryJob } from '../../src/delivery/deliver.ts'
import { createDelivery } from '../../src/delivery/delivery.ts'
import { outcomeOf } from '../../src/delivery/outcome.ts'
import { ProcessDied, type Job } from '../../src/queues/queue.ts'
import { openSqliteQueue } from '../../src/queues/sqlite.ts'
import { issueOf } from '../digest/issues.ts'
import { recordingLog } from '../fakes/log.ts'
import { DAY, HOUR, house } from './days.ts'
import { CORRECT_FOR, choice, group, stage } from './stage.ts'

const issue = issueOf('2026-03-02', {})

test('corrections go to the chats that have some of the issue, once a change', async (t) => {
  const { deliver, job, subscriptions, ledger, subscription, clock } = await stage(t)
  await subscriptions.put(choice({ ...group, chat: '-101' }))
  await deliver(job())
  const jobs = new Map<string, Job<DeliveryJob>>()
  const queue = {
    async add(...added: Job<DeliveryJob>[]): Promise<Job<DeliveryJob>[]> {
      return added.filter((job) => !jobs.has(job.id) && jobs.set(job.id, job))
    },
  }
  let looks = 0
  const at = (key: string) => {
    looks++
    return subscriptions.at(key)
  }
  const weeks = { of: async () => undefined }
  const send = createCorrections({ subscriptions: { at }, ledger, weeks, queue, correctFor: CORRECT_FOR, clock })
  const correct = (uid: string, hash: string, changedAt: number) => send(uid, () => ({ hash, filedAt: 0, changedAt, issue }))
  assert.equal(await correct('one', 'h1', 1), 1)
  assert.equal(looks, 1, 'it looks at nobody else')
  assert.equal(await correct('one', 'h1', 1), 0)
  assert.equal(await correct('one', 'h2', 2), 1)
  assert.equal(await correct('one', 'h1', 3), 1, 'changed back')
  assert.equal(await correct('two', 'h1', 1), 0)
  const [first] = jobs.values()
  assert.deepEqual(first?.data, { kind: 'correction', subscription: subscription.id, uid: 'one' })
  await clock.tick(CORRECT_FOR + 1)
  assert.equal(await correct('one', 'h5', 5), 0, 'too old')
  await subscriptions.pause(group, 'kicked')
  assert.equal(await correct('one', 'h4', 4), 0)
})

test('a chat that moved is found by the issue that it had before', async (t) => {
  const { deliver, job, subscriptions, ledger, clock } = await stage(t)
  await deliver(job())
  await subscriptions.move(group, { ...group, chat: '-200' })
  const added: string[] = []
  const queue = { add: async (...jobs: Job<DeliveryJob>[]) => jobs.filter(({ id }) => added.push(id)) }
  const weeks = { of: async () => undefined }
  const correct = createCorrections({ subscriptions, ledger, weeks, queue, correctFor: CORRECT_FOR, clock })
  assert.equal(await correct('one', () => ({ hash: 'h', filedAt: 0, changedAt: 1, issue })), 1)
  assert.equal(added.length, 1)
})

test('while many chats are looked at others get their turn', async (t) => {
  const { clock } = await stage(t)
  const holders = Array.from({ length: 1000 }, (_, n) => `chat ${n}`)
  let turns = 0
  const turn = (): void => {
    turns++
    waiting = setImmediate(turn)
  }
  let waiting = setImmediate(turn)
  t.after(() => clearImmediate(waiting))
  const correct = createCorrections({
    subscriptions: { at: async () => undefined },
    ledger: { holders: async (uid) => (uid === 'one' ? holders : []), delivery: async () => undefined },
    weeks: { of: async () => undefined },
    queue: { add: async (...jobs) => jobs },
    correctFor: CORRECT_FOR,
    clock,
  })
  assert.equal(await correct('one', () => ({ hash: 'h', filedAt: 0, changedAt: 1, issue })), 0)
  assert.ok(turns >= 5, `${turns} turns`)
})

test('the digest of a week is edited when issues of it change, once for all that changed, and says so', async (t) => {
  const { file, until, delivery, service, waiting, clock } = await house(t, { every: 'friday' })
  for (const day of ['2026-03-02', '2026-03-03', '2026-03-04']) file(day, 'News')
  const [week = ''] = await until('2026-03-06T08:00Z')
  assert.match(week, /News on 2026-03-03/)
  await clock.tick(HOUR)
  file('2026-03-03', 'Mended news')
  file('2026-03-04', 'Other news')
  for (const uid of ['26-03-03-issue', '26-03-04-issue']) await delivery.correct(uid)
  assert.equal(waiting.length, 2)
  assert.deepEqual(await until('2026-03-06T09:30Z'), [], 'nothing is posted')
  assert.equal(service.edits, 1)
  const now = String(service.messages[0]?.text)
  assert.match(now, /Other news on 2026-03-04[^]*Mended news on 2026-03-03[^]*News on 2026-03-02/)
  assert.match(now.split('News')[0] ?? '', /pdated/)
  await delivery.correct('26-03-03-issue')
  assert.deepEqual(waiting, [], 'a correction’s job exists once')
})

test('a change of one edition goes to those who read that one, also where another changed before', async (t) => {
  const { archive, until, delivery, service, waiting, clock, subscribe } = await house(t, {})
  await subscribe({ target: { ...group, chat: '-101' }, locale: 'zh' })
  const file = (edition: string, words: string) =>
    archive.put(issueOf('2026-03-02', { twitter: [`${words}.`] }, { edition, title: `${words}, in ${edition}` })).uid
  const uid = file('en', 'News')
  assert.equal(file('zh', 'News'), uid)
  await until('2026-03-02T08:00Z')
  assert.deepEqual(
    service.messages.map(({ chat, text }) => [chat, /in (..)/.exec(String(text))?.[1]]),
    [
      ['-100', 'en'],
      ['-101', 'zh'],
    ],
  )
  const corrected = async (edition: string): Promise<(string | undefined)[]> => {
    await clock.tick(HOUR)
    file(edition, `Mended at ${clock.now()}`)
    await delivery.correct(uid)
    const jobs = waiting.splice(0)
    for (const job of jobs) await delivery.deliver(job)
    return Promise.all(jobs.map(async ({ data }) => (await delivery.subscriptions.byId(data.subscription))?.target.chat))
  }
  assert.deepEqual([await corrected('zh'), await corrected('en'), await corrected('zh')], [['-101'], ['-100'], ['-101']])
  assert.equal(service.edits, 3)
})

test('an issue that changes while its first digest is on its way is corrected, though nobody has it when the change is sent', async (t) => {
  const { file, until, delivery, service, waiting } = await house(t, {})
  const { uid } = file('2026-03-02', 'News')
  const post = service.platform.post.bind(service.platform)
  service.platform.post = async (...request) => {
    const ref = await post(...request)
    file('2026-03-02', 'Mended news')
    await delivery.correct(uid)
    assert.deepEqual(waiting, [])
    return ref
  }
  await until('2026-03-02T08:00Z')
  assert.deepEqual([service.messages.length, service.edits], [1, 1])
  assert.match(String(service.messages[0]?.text), /Mended news/)
})

/** A chat that has a digest, and the job of a correction that waits. */
const corrected = async (t: TestContext) => {
  const home = await house(t, {})
  const { uid } = home.file('2026-03-02', 'News')
  await home.until('2026-03-02T08:00Z')
  home.file('2026-03-02', 'Mended news')
  await home.delivery.correct(uid)
  const [correction] = home.waiting.splice(0)
  assert.ok(correction)
  return { ...home, uid, correction }
}

test('a correction outlasts an outage that uses up its attempts, until it is too old; a digest is due again anyway', async (t) => {
  const { correction, service, clock, archive, stores } = await corrected(t)
  service.beforeEdit = () => {
    throw new Error('503')
  }
  const queue = openSqliteQueue<DeliveryJob>(':memory:', 'delivery', { clock, log: recordingLog() })
  const parts = { archive, stores, queue, platforms: new Map([['chat', service.platform]]), remember: async () => {}, clock }
  const again = createDelivery({ ...parts, log: recordingLog() })
  let failed = 0
  queue.work((job) => again.deliver(job), {
    concurrency: 1,
    attempts: 3,
    failed(job, error) {
      failed++
      again.failed(job, error)
    },
  })
  await queue.add(correction)
  await clock.tick(HOUR / 60)
  assert.ok(failed > 1, `${failed} times`)
  service.beforeEdit = () => {}
  await clock.tick(HOUR / 60)
  assert.match(String(service.messages[0]?.text), /Mended news/)
  again.failed({ id: 'digest', data: { ...correction.data, kind: 'digest' } }, new Error('503'))
  assert.equal(await queue.has('digest'), false)
  await queue.close()
  // A platform that does not run any more ends it, too.
  const { deliver } = createDelivery({ ...parts, platforms: new Map(), log: recordingLog() })
  await assert.rejects(deliver(correction), /not running/)
  await clock.tick(7 * DAY)
  await deliver(correction)
})

test('a correction over which the process dies each time is given up, and told; the next is not', async (t) => {
  const { uid, correction, file, delivery, service, waiting, clock, log } = await corrected(t)
  delivery.failed(correction, new ProcessDied(20))
  await clock.tick(0)
  assert.deepEqual(waiting, [], 'it is not put back')
  assert.ok(log.records.some(({ level, fields }) => level === 'error' && String(fields?.['error']).includes('died over this job 20 times')))
  const [report] = await delivery.recent('all', 1)
  assert.ok(report)
  assert.deepEqual(outcomeOf(report), { outcome: 'delivered', why: 'not corrected: the process died each time' })
  // As it is asked for at the next start.
  await delivery.deliver(correction)
  assert.equal(service.edits, 0)
  await clock.tick(HOUR)
  file('2026-03-02', 'Newer news')
  await delivery.correct(uid)
  assert.equal(waiting.length, 1)
  for (const job of waiting) await delivery.deliver(job)
  assert.match(String(service.messages[0]?.text), /Newer news/)
  const [after] = await delivery.recent('all', 1)
  assert.deepEqual(after && outcomeOf(after), { outcome: 'corrected' })
})

test('the digest of a week is not touched by an issue that it lacks, nor once it is too old', async (t) => {
  const { file, until, delivery, service, waiting, clock } = await house(t, { every: 'friday' })
  file('2026-03-02', 'News')
  await until('2026-03-06T08:00Z')
  file('2026-03-05', 'Late news')
  await clock.tick(HOUR)
  file('2026-03-05', 'Later news')
  await delivery.correct('26-03-05-issue')
  assert.deepEqual(waiting, [])
  await clock.tick(7 * DAY)
  file('2026-03-02', 'Mended news')
  await delivery.correct('26-03-02-issue')
  assert.deepEqual(waiting, [])
  assert.equal(service.edits, 0)
})
