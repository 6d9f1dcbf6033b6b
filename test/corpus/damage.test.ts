/**
 * Real issues, damaged: cut at any byte, and changed at random. `RECAP_CUTS` is how many cuts a file gets (200 for a thorough run),
 * `RECAP_MUTATIONS` how many changed texts there are (100,000).
 */
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import test from 'node:test'
import { gunzipSync } from 'node:zlib'
import { UnreadableIssue, parseIssue } from '../../src/issue/parse.ts'
import { readFeed } from '../../src/sources/feed.ts'
import { shared, without } from '../shared.ts'

const CUTS = Number(process.env['RECAP_CUTS'] ?? 1)
const MUTATIONS = Number(process.env['RECAP_MUTATIONS'] ?? 500)
/** Milliseconds of this process's time, so that others on the machine do not count. */
const LONGEST = 1000
/** Bytes of a text that is changed. */
const PIECE = 12_000

const corpus = shared('corpus')

/** The same numbers in each run. */
const createDice = (seed: number) => {
  let state = seed
  return (below: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

const files = (): { path: string; bytes: Buffer }[] =>
  ['en', 'html', 'zh', 'rss', 'not-issues'].flatMap((folder) =>
    readdirSync(join(corpus ?? '', folder)).map((name) => {
      const path = join(corpus ?? '', folder, name)
      const bytes = readFileSync(path)
      return { path, bytes: name.endsWith('.gz') ? gunzipSync(bytes) : bytes }
    }),
  )

/** Reads a text as what its name says; anything but a refusal in plain words is a fault. */
const read = (path: string, bytes: Buffer, how: string): void => {
  const text = bytes.toString('utf8')
  const from = process.cpuUsage()
  try {
    if (path.endsWith('.xml')) readFeed(text)
    else parseIssue({ text, format: /\.html(\.gz)?$/.test(path) ? 'html' : 'markdown', name: basename(path) })
  } catch (error) {
    const isPlain = error instanceof UnreadableIssue || (error instanceof Error && /^(?:the feed is|this is neither)/.test(error.message))
    assert.ok(isPlain, `${path} ${how}: ${String(error)}`)
  }
  const { user, system } = process.cpuUsage(from)
  assert.ok((user + system) / 1000 < LONGEST, `${path} ${how}: ${(user + system) / 1000} ms`)
}

test(`files cut at ${CUTS} random bytes each are read or refused, in time`, { skip: without(corpus) }, () => {
  const roll = createDice(1)
  for (const { path, bytes } of files())
    for (let n = 0; n < CUTS; n++) {
      const at = roll(bytes.length)
      read(path, bytes.subarray(0, at), `cut at ${at}`)
    }
})

const INSERTS = [
  '**',
  '`',
  '[',
  '](',
  '<div>',
  '</ul>',
  '<ul><li>',
  '<!--',
  '\n\n# ',
  '\n- ',
  '\n    ',
  '> ',
  '|',
  '\0',
  '\u0019',
  '&#',
  '{%',
  '```\n',
  '\u{1F525}',
]

test(`${MUTATIONS} changed texts are read or refused, in time`, { skip: without(corpus) }, () => {
  const roll = createDice(2)
  const all = files()
  for (let n = 0; n < MUTATIONS; n++) {
    const { path, bytes } = all[roll(all.length)] ?? { path: '', bytes: Buffer.alloc(0) }
    const start = roll(Math.max(1, bytes.length - PIECE))
    let text = bytes.subarray(start, start + PIECE)
    for (let changes = 1 + roll(6); changes > 0; changes--) {
      const [from, to] = [roll(text.length), roll(text.length)].sort((a, b) => a - b) as [number, number]
      const insert = Buffer.from((INSERTS[roll(INSERTS.length)] ?? '').repeat(roll(8) === 0 ? 1 + roll(400) : 1))
      switch (roll(4)) {
        case 0:
          text = Buffer.concat([text.subarray(0, from), text.subarray(Math.min(to, from + 200))])
          break
        case 1:
          text = Buffer.concat([text.subarray(0, to), text.subarray(from, Math.min(to, from + 2000)), text.subarray(to)])
          break
        case 2:
          text = Buffer.concat([text.subarray(0, from), insert, text.subarray(from)])
          break
        default:
          text = Buffer.from(text)
          text[from] = roll(256)
      }
    }
    read(path, text, `changed, number ${n}`)
  }
})
