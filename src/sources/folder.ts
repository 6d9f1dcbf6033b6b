/** Issues from files: a folder, one file, or a `.tar.gz`. A bad file is reported and costs itself only. */
import type { ReadStream } from 'node:fs'
import { createReadStream } from 'node:fs'
import { readdir, readFile, stat } from 'node:fs/promises'
import { basename, dirname, extname, join, sep } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { promisify } from 'node:util'
import { createGunzip, gunzip } from 'node:zlib'
import { extract } from 'tar-stream'
import { parseIssue } from '../issue/parse.ts'
import { languages } from '../locales/index.ts'
import { isFeed, readFeed } from './feed.ts'
import { issueOf, unread } from './read.ts'
import type { Found, Look, Remembered, Source, SourceState, Unread } from './source.ts'

/** Unpacked. The longest issue has 0.4 MB, the newsletter's whole feed 2.1 MB. */
const MAX_BYTES = 32 * 2 ** 20
const TAR = /\.(?:tar\.gz|tgz|tar)$/i
const KINDS = new Set(['.md', '.markdown', '.html', '.htm', '.xml', '.rss', '.atom'])

const unpack = promisify(gunzip)

/** A file's name without `.gz`. */
const inner = (path: string): string => path.replace(/\.gz$/i, '')
export const isIssueFile = (path: string): boolean => KINDS.has(extname(inner(path)).toLowerCase())

/** Whether a path names something that a folder source reads as one file. */
export const isReadable = (path: string): boolean => TAR.test(path) || isIssueFile(path)

/** What one file, or one member of a tar, holds: an issue, or with a feed several. */
export async function* readIssues(path: string, bytes: Buffer): AsyncGenerator<Found | Unread> {
  try {
    const text = (path.toLowerCase().endsWith('.gz') ? await unpack(bytes, { maxOutputLength: MAX_BYTES }) : bytes).toString('utf8')
    const name = inner(path)
    const ending = extname(name).toLowerCase()
    const edition = editionOf(name)
    if (isFeed(text)) {
      for (const item of readFeed(text)) {
        if ('why' in item) yield { from: path, ...item }
        // An item without a text has it on its page only, which is not ours to fetch here.
        else if (item.body !== undefined) yield issueOf(item, item.body, path, edition)
      }
      return
    }
    if (ending === '.xml' || ending === '.rss' || ending === '.atom') throw new Error('this is neither RSS nor Atom')
    const issue = parseIssue({
      text,
      format: ending.startsWith('.htm') ? 'html' : 'markdown',
      name: basename(name, extname(name)),
      ...(edition === undefined ? {} : { edition }),
    })
    yield { issue, from: path }
  } catch (error) {
    yield { ...unread(path, error), why: systemWords(error) }
  }
}

/** A folder such as `zh/` says what language its issues are in. */
const editionOf = (path: string): string | undefined =>
  dirname(path)
    .split(/[/\\]/)
    .findLast((part) => languages.some((language) => language === part))

export const createFolderSource = (path: string): Source => ({
  name: path,
  async look({ state: before = {}, signal }): Promise<Look> {
    const found = await stat(path).catch((error: unknown) => {
      throw new Error(`${path} cannot be read: ${systemWords(error)}`, { cause: error })
    })
    if (!found.isDirectory() && !isReadable(path)) {
      throw new Error(`${path} is no kind of file that holds issues: .md, .html, .xml, each also .gz, or .tar.gz`)
    }
    const after: Record<string, Remembered> = {}
    const files = found.isDirectory() ? await listed(walk(path)) : [path]
    const total = await sizeOf(files)
    let done = 0
    let tar: ReadStream | undefined
    const read = async function* (file: string, size: number): AsyncGenerator<Found | Unread> {
      if (TAR.test(file)) yield* readTar(file, (tar = createReadStream(file)))
      else if (size > MAX_BYTES) yield { from: file, why: `it is larger than ${MAX_BYTES / 2 ** 20} MiB` }
      else yield* readIssues(file, await readFile(file))
    }
    const issues = async function* (): AsyncGenerator<Found | Unread> {
      for (const file of files) {
        signal?.throwIfAborted()
        try {
          const { mtimeMs, size } = await stat(file)
          const now = { modified: String(mtimeMs), etag: String(size) }
          after[file] = now
          if (before[file]?.modified !== now.modified || before[file].etag !== now.etag) yield* read(file, size)
          tar = undefined
          done += size
        } catch (error) {
          yield { from: file, why: systemWords(error) }
        }
      }
    }
    return { issues: issues(), state: (): SourceState => after, progress: () => ({ done: done + (tar?.bytesRead ?? 0), total }) }
  },
})

/** The files of a folder and of those in it, by name, hidden ones left out. */
async function* walk(folder: string): AsyncGenerator<string> {
  const entries = await readdir(folder, { withFileTypes: true })
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (entry.name.startsWith('.')) continue
    const path = join(folder, entry.name)
    if (entry.isDirectory()) yield* walk(path)
    else if (isReadable(path)) yield path
  }
}

const listed = async <T>(things: AsyncIterable<T>): Promise<T[]> => {
  const all: T[] = []
  for await (const thing of things) all.push(thing)
  return all
}

/** In bytes; a file that is gone meanwhile counts nothing. */
const sizeOf = async (files: readonly string[]): Promise<number> => {
  let total = 0
  for (const file of files)
    total += await stat(file).then(
      ({ size }) => size,
      () => 0,
    )
  return total
}

/** The members of a tar one after another, each in memory only while it is read. */
async function* readTar(path: string, packed: ReadStream): AsyncGenerator<Found | Unread> {
  const unpacked = extract()
  const gzipped = !path.toLowerCase().endsWith('.tar')
  const flow = pipeline(gzipped ? [packed, createGunzip(), unpacked] : [packed, unpacked])
  // The iteration below meets the same failure, and reports it.
  flow.catch(() => {})
  try {
    for await (const entry of unpacked) {
      const { name, size, type } = entry.header
      const from = `${path}${sep}${name.replace(/^\.\//, '')}`
      if (type !== 'file' || !isIssueFile(name) || basename(name).startsWith('.')) entry.resume()
      else if (size > MAX_BYTES) {
        entry.resume()
        yield { from, why: `it is larger than ${MAX_BYTES / 2 ** 20} MiB` }
      } else {
        const chunks: Uint8Array[] = []
        for await (const chunk of entry as AsyncIterable<Uint8Array>) chunks.push(chunk)
        yield* readIssues(from, Buffer.concat(chunks))
      }
    }
    await flow
  } catch (error) {
    yield { from: path, why: `the archive is damaged; what stood before the damage was read (${systemWords(error)})` }
  }
}

const WORDS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file or folder',
  EACCES: 'no permission to read it',
  EISDIR: 'it is a folder',
  ERR_BUFFER_TOO_LARGE: `unpacked it is larger than ${MAX_BYTES / 2 ** 20} MiB`,
  Z_DATA_ERROR: 'it is not intact gzip',
  Z_BUF_ERROR: 'its gzip data ends too early',
}

const systemWords = (error: unknown): string => {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return WORDS[code] ?? (error instanceof Error ? error.message : String(error))
}
