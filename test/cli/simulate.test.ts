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
  const { code, stdout, stderr } = await run(['simulate', '--zone', 'Europe/Berlin', '--hour', '09:30'])
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

test('only the sections that were asked for', async (t) => {
  const { run } = await filled(t)
  const { stdout } = await run(['simulate', '--sections', 'reddit+discord'])
  assert.match(stdout, /2 messages/)
  assert.doesNotMatch(stdout, /\[Twitter/)
})

test('mistakes are plain lines', async (t) => {
  const { run } = await filled(t)
  for (const [args, why] of [
    [['--from', 'May'], /--from and --to take a day such as 2026-01-31, not "May"/],
    [['--from', '2026-03-05', '--to', '2026-03-01'], /--from 2026-03-05 is after --to 2026-03-01/],
    [['--hour', '8'], /--hour must be a time such as 08:00/],
    [['--zone', 'Mars'], /--zone must be an IANA time zone/],
    [['--sections', 'twitter+news'], /--sections must be one of/],
    [['now'], /takes options only/],
  ] as const) {
    const { code, stdout, stderr } = await run(['simulate', ...args])
    assert.deepEqual([code, stdout], [1, ''])
    assert.match(stderr, why)
  }
  assert.match((await openPlace(t).run(['simulate'])).stderr, /The archive is empty/)
})
