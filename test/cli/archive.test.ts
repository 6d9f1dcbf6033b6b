/** What works with the archive: import, ask, preview, deliver. */
import assert from 'node:assert/strict'
import { once } from 'node:events'
import test from 'node:test'
import type { TestContext } from 'node:test'
import { SAMPLE } from '../fakes/bot.ts'
import { sampleBody, sampleFeed, sampleMarkdown, startSite } from '../fakes/feed.ts'
import type { Place } from './run.ts'
import { jsonLines, openPlace } from './run.ts'

const filled = async (t: TestContext): Promise<Place> => {
  const place = openPlace(t)
  place.write(
    'in/26-01-02-acme-otter.md',
    sampleMarkdown('Acme Labs releases Otter 7B under an open licence', 'Zed cuts its prices by half'),
  )
  place.write('in/26-01-03-quiet.md', sampleMarkdown('Beta opens an office in Turin'))
  assert.equal((await place.run(['import', 'in'])).code, 0)
  return place
}

/** On a busy machine an import takes long enough to tell how far it is. */
const withoutProgress = (stderr: string): string => stderr.replaceAll(/^.*\d+ issues? read, .*\n/gm, '')

test('imports files and a feed; twice changes nothing; what is bad is reported and the rest filed', async (t) => {
  await using site = await startSite()
  site.serve('/rss.xml', sampleFeed('https://news.example', [{ slug: '26-01-05-c', body: sampleBody('Three') }]))
  const { run, write } = openPlace(t)
  write('in/26-01-02-a.md', sampleMarkdown('One'))
  const once = await run(['import', 'in', `${site.origin}/rss.xml`])
  assert.deepEqual([once.code, withoutProgress(once.stderr)], [0, ''])
  assert.match(
    once.stdout,
    /^2 added, 0 changed, 0 unchanged, 0 unreadable\nThe archive holds 2 issues with 2 items, 2026-01-02 to 2026-01-05\.\n$/,
  )
  write('in/broken.md', 'nothing to see')
  const twice = await run(['import', 'in', `${site.origin}/rss.xml`, `${site.origin}/gone`])
  assert.equal(twice.code, 1)
  assert.match(twice.stdout, /^0 added, 0 changed, 2 unchanged, 2 unreadable\n/)
  assert.match(
    withoutProgress(twice.stderr),
    /^in\/broken\.md: .+\nhttp:.+\/gone answers with HTTP status 404: is the address right still\?\n$/,
  )
})

test('a name cannot steer the terminal', async (t) => {
  const { stderr } = await openPlace(t).run(['import', 'no\u001b[31m\nfile'])
  assert.match(stderr, /^no \[31m file cannot be read: .+\n$/)
})

test('the bundled sample makes room for what is imported', async (t) => {
  const { run, write } = openPlace(t)
  const sample = await run(['import', SAMPLE])
  assert.match(sample.stdout, /The archive holds 3 issues/)
  write('in/26-01-02-a.md', sampleMarkdown('One'))
  assert.match((await run(['import', 'in'])).stdout, /The archive holds 1 issue with 1 item,/)
})

test('answers with citations, as JSON and for reading', async (t) => {
  const { run } = await filled(t)
  const { code, stdout } = await run(['ask', 'What did Acme Labs release?', '--json', '--now', '2026-01-10'])
  assert.equal(code, 0)
  const [answer] = jsonLines(stdout)
  assert.equal(answer?.['answered'], true)
  assert.equal(answer?.['model'], null)
  const [citation] = (answer?.['citations'] ?? []) as Record<string, unknown>[]
  assert.deepEqual([citation?.['n'], citation?.['issue'], citation?.['section']], [1, '26-01-02-acme-otter', 'twitter'])
  const readable = await run(['ask', 'What', 'did Acme Labs release?', '--now', '2026-01-10'], { env: { RECAP_LOG_LEVEL: 'debug' } })
  assert.doesNotMatch(readable.stderr, /ready for/, 'whoever asks but once waits for nothing else')
  assert.match(readable.stdout, /Otter 7B[\s\S]*\[1\]/)
  // oxlint-disable-next-line no-control-regex -- colours are for terminals
  assert.doesNotMatch(readable.stdout, /\u001b/)
})

test('answers a batch in order, and goes on after a bad line', async (t) => {
  const { run, write } = await filled(t)
  const lines = [
    '{"id":"a","question":"What did Acme Labs release?","now":"2026-01-10","lang":null}',
    'not json',
    '{"id":"b"}',
    '',
    '{"id":"c","question":"x","now":"yesterday","limit":0}',
    '{"id":7,"question":"Where does Beta open an office?","now":"2026-01-02"}',
  ]
  write('questions.jsonl', lines.join('\n'))
  const { code, stdout, stderr } = await run(['ask', '--batch', 'questions.jsonl'])
  assert.equal(code, 1)
  const [first, second] = jsonLines(stdout)
  assert.deepEqual([first?.['id'], first?.['answered'], second?.['id']], ['a', true, 7])
  // Asked on a day before it was known.
  assert.doesNotMatch(JSON.stringify(second?.['citations']), /Turin/)
  assert.equal(
    stderr,
    [
      'questions.jsonl:2: this line is not JSON',
      'questions.jsonl:3: question is missing',
      'questions.jsonl:5: now must be a day such as 2024-04-23; limit must be a whole number from 1 to 50',
      '',
    ].join('\n'),
  )
  const piped = await run(['ask', '--batch', '-'], { input: lines[0] ?? '', env: { RECAP_LOG_LEVEL: 'debug' } })
  assert.match(piped.stderr, /ready for questions/)
  assert.deepEqual([piped.code, jsonLines(piped.stdout)[0]?.['id']], [0, 'a'])
})

test('options that cannot be are refused in a line', async (t) => {
  const { run } = openPlace(t)
  for (const [args, why] of [
    [['ask'], /needs a QUESTION/],
    [['ask', 'x', '--batch', 'f'], /not both/],
    [['ask', 'x', '--now', '2026-13-01'], /--now must be a day/],
    [['ask', 'x', '--now', '2026-02-30'], /--now must be a day/],
    [['ask', 'x', '--now'], /^--now needs a value\.\n$/],
    [['ask', 'x', '--limit', '0'], /--limit must be a whole number/],
    [['ask', 'x', '--section', 'email'], /--section must be one of twitter, reddit, discord/],
    [['ask', '--batch', 'gone.jsonl'], /there is no such file/],
    [['preview', '--platform', 'fax'], /--platform must be one of discord, telegram, terminal/],
    [['preview'], /archive is empty/],
    [['preview', '--issue', 'nope'], /holds no issue "nope"/],
    [['deliver'], /takes --dry-run or --log/],
    [['deliver', '--log', '--limit', '0'], /--limit must be a whole number of at least 1, not "0"/],
    [['import'], /at least one PATH or URL/],
  ] as const) {
    const { code, stdout, stderr } = await run(args)
    assert.deepEqual([code, stdout], [1, ''], args.join(' '))
    assert.match(stderr, why)
    assert.equal(stderr.trimEnd().split('\n').length, 1, stderr)
  }
})

test('previews the newest issue or another, as each platform would be sent it', async (t) => {
  const { run } = await filled(t)
  assert.match((await run(['preview'])).stdout, /Beta opens an office in Turin/)
  assert.match((await run(['preview', '--issue', '26-01-02-acme-otter', '--section', 'twitter', '--layout', 'full'])).stdout, /Otter 7B/)
  const [message] = jsonLines((await run(['preview', '--platform', 'telegram', '--json'])).stdout)
  assert.equal(message?.['chat_id'], 1)
  assert.match(String(message?.['text']), /Turin/)
  const discord = await run(['preview', '--platform', 'discord', '--json'])
  assert.deepEqual([discord.code, discord.stderr], [0, ''])
  assert.match(discord.stdout, /Turin/)
  assert.ok('flags' in (jsonLines(discord.stdout)[0] ?? {}))
  assert.match((await run(['preview', '--platform', 'discord'])).stdout, /^--- discord, message 1 of \d/)
})

test('says that nobody has subscribed', async (t) => {
  const { code, stdout } = await openPlace(t).run(['deliver', '--dry-run'], { env: { RECAP_PORT: '0' } })
  assert.deepEqual([code, stdout], [0, 'Nobody has subscribed yet. In a chat: /subscribe\n'])
})

test('a damaged archive and a data folder that cannot be are plain lines with the mend', async (t) => {
  const { run, write } = openPlace(t)
  write('data/archive.sqlite', 'this is no database '.repeat(100))
  const damaged = await run(['ask', 'x'])
  assert.deepEqual([damaged.code, damaged.stdout], [1, ''])
  assert.match(damaged.stderr, /^[^\n]*archive\.sqlite[^\n]*\n$/)
  write('file', '')
  const unwritable = await run(['ask', 'x'], { env: { RECAP_DATA_DIR: 'file/data' } })
  assert.equal(unwritable.code, 1)
  assert.match(unwritable.stderr, /^[^\n]*Set RECAP_DATA_DIR to a folder that may be written\.\n$/)
})

test('Ctrl-C stops an import when what was read is filed, and the same command goes on', async (t) => {
  const place = openPlace(t)
  const many = Array.from({ length: 108 }, (_, at) => sampleMarkdown(...Array.from({ length: 40 }, (_, n) => `Thing ${n} of issue ${at}`)))
  many.forEach((text, at) =>
    place.write(`in/26-${String((at % 12) + 1).padStart(2, '0')}-${String(Math.floor(at / 12) * 3 + 1).padStart(2, '0')}-${at}.md`, text),
  )
  place.write('in/0-broken.md', 'nothing to see')
  const child = place.spawn(['import', 'in'])
  await once(child.stderr, 'data')
  child.kill('SIGINT')
  const [code] = (await once(child, 'exit')) as [number | null]
  assert.equal(code, 130)
  const again = await place.run(['import', 'in'])
  assert.match(again.stdout, /The archive holds 108 issues/)
})
