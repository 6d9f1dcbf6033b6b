/** Reads the issues in one file, or in one member of a tar. */
import { createHash } from 'node:crypto'
import { basename, dirname, extname } from 'node:path'
import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import { codeOf, messageOf } from '../errors.ts'
import { parseIssue } from '../issue/parse.ts'
import { languages } from '../locales/index.ts'
import { decode } from './decode.ts'
import { isFeed, readFeed } from './feed.ts'
import { issueOf } from './feed-issue.ts'
import type { Found, Remembered, SourceState, Unread } from './source.ts'

/** Bytes of a file, unpacked. The longest issue has 0.4 MB, the newsletter's whole feed 2.1 MB. */
export const MAX_BYTES = 32 * 2 ** 20
export const tooLarge = `it is larger than ${MAX_BYTES / 2 ** 20} MiB`
const KINDS = new Set(['.md', '.markdown', '.html', '.htm', '.xml', '.rss', '.atom'])

const unpack = promisify(gunzip)

/** A file's name without `.gz`. */
const unpackedName = (path: string): string => path.replace(/\.gz$/i, '')
export const isIssueFile = (path: string): boolean => KINDS.has(extname(unpackedName(path)).toLowerCase())

/** What is remembered of the files of a place, and what is to be. */
export interface Memory {
  before: SourceState
  after: Record<string, Remembered>
}

/** A hash of a file's content, to tell whether it changed. */
const contentOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('base64url').slice(0, 22)

/** The issue of a file, or the issues of a feed. */
async function* readIssues(path: string, bytes: Buffer): AsyncGenerator<Found | Unread> {
  try {
    const text = decode(path.toLowerCase().endsWith('.gz') ? await unpack(bytes, { maxOutputLength: MAX_BYTES }) : bytes)
    const name = unpackedName(path)
    const ending = extname(name).toLowerCase()
    const edition = editionOf(name)
    if (isFeed(text)) {
      for (const item of readFeed(text)) {
        if ('why' in item) yield { from: path, ...item }
        // An item without a text has it on its page, and reading a file fetches no pages.
        else if (item.body !== undefined) yield issueOf(item, item.body, path, edition)
      }
      return
    }
    if (ending === '.xml' || ending === '.rss' || ending === '.atom') throw new Error('this is neither RSS nor Atom')
    const issue = parseIssue({
      text,
      format: ending.startsWith('.htm') ? 'html' : 'markdown',
      name: basename(name, extname(name)),
      edition,
    })
    yield { issue, from: path }
  } catch (error) {
    yield { from: path, why: systemWords(error) }
  }
}

/** The issues of a file, unless its content is that remembered. `version`: what else is to be remembered of it. */
export async function* readChanged(
  path: string,
  bytes: Buffer,
  { before, after }: Memory,
  version: Remembered = {},
): AsyncGenerator<Found | Unread> {
  const seen = contentOf(bytes)
  const known = before[path]
  const now = { ...(known?.seen === seen ? known : {}), ...version, seen }
  after[path] = now
  if (known?.seen !== seen) yield* readRemembering(path, bytes, now)
}

/** The last issue carries `what` to remember, if all could be read. Sets `what.issues` to how many there were. */
async function* readRemembering(path: string, bytes: Buffer, what: Remembered): AsyncGenerator<Found | Unread> {
  let last: Found | undefined
  let bad = false
  let issues = 0
  for await (const read of readIssues(path, bytes)) {
    if (last !== undefined) yield last
    last = 'issue' in read ? read : undefined
    if (last === undefined) {
      bad = true
      yield read
    } else issues++
  }
  what.issues = issues
  if (last !== undefined) yield bad ? last : { ...last, remember: [path, { ...what }] }
}

/** The edition that a folder in a path names, such as `zh/`. */
const editionOf = (path: string): string | undefined =>
  dirname(path)
    .split(/[/\\]/)
    .findLast((part) => languages.some((language) => language === part))

const WORDS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file or folder',
  EACCES: 'no permission to read it',
  EISDIR: 'it is a folder',
  ENOTDIR: 'there is no such file or folder',
  ERR_BUFFER_TOO_LARGE: `unpacked it is larger than ${MAX_BYTES / 2 ** 20} MiB`,
  Z_DATA_ERROR: 'it is not intact gzip',
  Z_BUF_ERROR: 'its gzip data ends too early',
}

/** An error of the file system or of unpacking, in plain words. */
export const systemWords = (error: unknown): string => WORDS[codeOf(error)] ?? messageOf(error)
