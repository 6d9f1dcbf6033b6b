import assert from 'node:assert/strict'
import test from 'node:test'
import type { TestContext } from 'node:test'
import { sampleMarkdown } from '../fakes/feed.ts'
import type { Place } from './run.ts'
import { jsonLines, openPlace } from './run.ts'

const filled = async (t: TestContext): Promise<Place> => {
  const place = openPlace(t)
  place.write('in/26-03-02-otter.md', sampleMarkdown('Acme Labs releases Otter 7B'))
  place.write('in/26-03-03-turin.md', sampleMarkdown('Beta opens an office in Turin'))
  assert.equal((await place.run(['import', 'in'])).code, 0)
  return place
}

test('prints a week of messages for reading', async (t) => {
  const { run } = await filled(t)
  const { code, stdout, stderr } = await run(['simulate', '--zone', 'berlin', '--hour', '09:30'])
  assert.deepEqual([code, stderr], [0, ''])
  const heads = stdout.split('\n').filter((line) => line.startsWith('---'))
  assert.deepEqual(heads, ['--- 2026-03-03 09:30, posts message 1', '--- 2026-03-04 09:30, posts message 2'])
  assert.match(stdout, /Turin[^]*\[Twitter\/X\]/)
  assert.match(stdout, /\n2026-02-26 to 2026-03-04, daily at 09:30 Europe\/Berlin: 2 messages, 0 edits\.\n$/)
})

test('prints a line of JSON each, the same each time, for either platform', async (t) => {
  const { run } = await filled(t)
  const args = ['simulate', '--from', '2026-03-03', '--to', '2026-03-03', '--zone', 'UTC', '--json']
  const telegram = await run(args)
  const [message, ...others] = jsonLines(telegram.stdout)
  assert.equal(others.length, 0)
  const { text, ...rest } = message ?? {}
  assert.deepEqual(rest, { at: '2026-03-03T08:00:00.000Z', action: 'post', target: 'telegram/simulation', part: 1, of: 1, message: 1 })
  assert.match(String(text), /Otter 7B/)
  assert.equal((await run(args)).stdout, telegram.stdout)
  const discord = jsonLines((await run([...args, '--platform', 'discord', '--locale', 'zh'])).stdout)
  assert.equal(discord[0]?.['target'], 'discord/simulation')
  assert.match(String(discord[0]?.['text']), /Otter 7B[^]*\[\p{Script=Han}+\]/u)
})

test('as in a channel that others follow, where each message is published once', async (t) => {
  const { run } = await filled(t)
  const { stdout } = await run(['simulate', '--platform', 'discord', '--publish', '--zone', 'UTC'])
  const heads = stdout.split('\n').filter((line) => line.startsWith('---'))
  assert.deepEqual(
    heads.map((head) => head.slice(-20)),
    ['00, posts message 1', ' publishes message 1', '00, posts message 2', ' publishes message 2'].map((head) => head.padStart(20, ':')),
  )
  assert.match(stdout, /: 2 messages, 0 edits, 2 published\.\n$/)
  const actions = jsonLines((await run(['simulate', '--platform', 'discord', '--publish', '--json'])).stdout).map(({ action }) => action)
  assert.deepEqual(actions, ['post', 'publish', 'post', 'publish'])
})

test('only the sections that were asked for', async (t) => {
  const { run } = await filled(t)
  const { stdout } = await run(['simulate', '--sections', 'reddit+discord'])
  assert.match(stdout, /2 messages/)
  assert.doesNotMatch(stdout, /\[Twitter/)
})

test('a week in one digest, or each issue as it arrives', async (t) => {
  const { run } = await filled(t)
  const weekly = await run(['simulate', '--every', 'wednesday', '--hour', '18:00', '--zone', 'Asia/Tokyo'])
  assert.match(weekly.stdout, /^--- 2026-03-04 18:00, posts message 1\n[^]*Turin[^]*Otter 7B/)
  assert.match(weekly.stdout, /\n2026-02-26 to 2026-03-04, weekly on wednesday at 18:00 Asia\/Tokyo: 1 message, 0 edits\.\n$/)
  const arrival = await run(['simulate', '--hour', '07:30', '--until', '22:00', '--came', '12:40', '--zone', 'UTC'])
  assert.match(arrival.stdout, /^--- 2026-03-03 12:45, posts message 1\n[^]*\n--- 2026-03-04 12:45, posts message 2\n/)
  assert.match(arrival.stdout, /, as it arrives between 07:30 and 22:00 UTC: 2 messages, 0 edits\.\n$/)
  assert.match((await run(['simulate', '--every', 'weekly', '--zone', 'UTC'])).stdout, /, weekly on monday at 08:00 UTC: 0 messages/)
})

test('days of which the archive has nothing are told from days without a digest', async (t) => {
  const { run } = await filled(t)
  const { code, stdout, stderr } = await run(['simulate', '--from', '2025-03-01', '--to', '2025-03-05', '--zone', 'UTC'])
  assert.deepEqual([code, stdout], [0, '2025-03-01 to 2025-03-05, daily at 08:00 UTC: 0 messages, 0 edits.\n'])
  assert.match(stderr, /no issue of these days: it holds those from 2026-03-02 to 2026-03-03\.$/m)
})

test('only what mentions the names; one that no issue has is pointed out, and waited for', async (t) => {
  const { run } = await filled(t)
  const { code, stdout, stderr } = await run(['simulate', '--about', 'Turin, acme labs', '--quiet', 'skip'])
  assert.equal(code, 0)
  assert.match(stdout, /Otter 7B[^]*Turin[^]*2 messages/)
  assert.match(stderr, /^No issue in the archive is tagged with "Turin"/)
  assert.match((await run(['simulate', '--about', 'Turin', '--quiet', 'line'])).stdout, /Nothing about Turin[^]*2 messages/)
})

test('mistakes are plain lines', async (t) => {
  const { run } = await filled(t)
  for (const [args, why] of [
    [['--from', 'May'], /--from must be a day such as 2024-04-23, not "May"/],
    [['--from', '2026-03-05', '--to', '2026-03-01'], /--from 2026-03-05 is after --to 2026-03-01/],
    [['--hour', '8'], /--hour must be a time such as 08:00/],
    [['--zone', 'Mars'], /--zone must be an IANA time zone/],
    [['--zone', 'Belrin'], /--zone must be .*Did you mean Europe\/Berlin\?/],
    [['--sections', 'twitter+news'], /--sections must be one of/],
    [['--every', 'fortnight'], /--every must be one of daily, weekly, monday, .*arrival, not "fortnight"/],
    [['--every', 'friday', '--until', '22:00'], /--until is for what comes as it arrives: leave out --until, or --every friday/],
    [['--until', '24:00'], /--until must be a time such as 08:00, not "24:00"/],
    [['--quiet', 'loud'], /--quiet must be one of usual, line, skip/],
    [['--about', ' , '], /--about takes names, such as 'Llama 3, Anthropic'/],
    [['--publish'], /--publish is for Discord: add --platform discord/],
    [['--rhythm', 'daily'], /There is no option --rhythm/],
    [['now'], /takes options only/],
  ] as const) {
    const { code, stdout, stderr } = await run(['simulate', ...args])
    assert.deepEqual([code, stdout], [1, ''])
    assert.match(stderr, why)
  }
  assert.match((await openPlace(t).run(['simulate'])).stderr, /The archive is empty/)
})

test('of an archive with nothing but the bundled sample it says why nothing would be delivered', async (t) => {
  const { run, write } = openPlace(t)
  write(
    'in/sample-26-03-02-otter.md',
    `---\ntitle: Otter\ndate: '2026-03-02T05:00:00Z'\n---\n${sampleMarkdown('Acme Labs releases Otter 7B')}`,
  )
  await run(['import', 'in'])
  assert.deepEqual(await run(['simulate']), {
    code: 1,
    stdout: '',
    stderr: 'The archive holds only the bundled sample, which is never delivered: fill it with recap import.\n',
  })
})
