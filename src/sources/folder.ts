/** Issues from files: a folder, one file, or a `.tar.gz`. A bad file is reported and the others read. */
import { type BigIntStats, type ReadStream, createReadStream } from 'node:fs'
import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { MAX_BYTES, isIssueFile, readChanged, systemWords, tooLarge } from './file.ts'
import type { Found, Look, Remembered, Source, SourceState, Unread } from './source.ts'
import { isTar, readTar, within } from './tar.ts'

/** The resolution (ms) of a file system's clock: a file written twice within it may show the same times. */
const TICK = 50n

const isReadable = (path: string): boolean => isTar(path) || isIssueFile(path)

/** What tells whether a file was written again: its size and times, with `ctime`, which programs cannot set. Empty if it was written just now. */
const versionOf = ({ size, mtimeNs, ctimeNs, ctimeMs, ino }: BigIntStats): Remembered =>
  BigInt(Date.now()) - ctimeMs < TICK ? {} : { etag: String(size), modified: `${mtimeNs} ${ctimeNs} ${ino}` }

export const createFolderSource = (path: string): Source => ({
  name: path,
  async look({ state = {}, signal }): Promise<Look> {
    const found = await stat(path).catch((error: unknown) => {
      throw new Error(`${path} cannot be read: ${systemWords(error)}`, { cause: error })
    })
    if (!found.isDirectory() && !isReadable(path)) {
      throw new Error(`${path} is no kind of file that holds issues: .md, .html, .xml, each also .gz, or .tar.gz`)
    }
    const files = found.isDirectory() ? await Array.fromAsync(walk(path)) : [path]
    const total = await sizeOf(files)
    const reading = new Reading(state, signal)
    return { issues: reading.issues(files), state: () => reading.after, progress: () => ({ done: reading.done, total }) }
  },
})

/** Reads files that changed. */
class Reading {
  readonly after: Record<string, Remembered> = {}
  readonly #before: SourceState
  readonly #signal: AbortSignal | undefined
  /** Bytes of the files that were read. */
  #done = 0
  /** The one that is being read. */
  #tar: ReadStream | undefined

  constructor(before: SourceState, signal: AbortSignal | undefined) {
    this.#before = before
    this.#signal = signal
  }

  get done(): number {
    return this.#done + (this.#tar?.bytesRead ?? 0)
  }

  async *issues(files: readonly (string | Unread)[]): AsyncGenerator<Found | Unread> {
    for (const file of files) {
      this.#signal?.throwIfAborted()
      if (typeof file !== 'string') {
        yield file
        continue
      }
      try {
        const stats = await stat(file, { bigint: true })
        if (!stats.isFile()) yield { from: file, why: 'it is no file with a content of its own' }
        else if (isTar(file)) yield* this.#tarred(file, versionOf(stats))
        else if (stats.size > MAX_BYTES) yield { from: file, why: tooLarge }
        else yield* this.#single(file, versionOf(stats))
        this.#done += Number(stats.size)
      } catch (error) {
        yield { from: file, why: systemWords(error) }
      }
    }
  }

  async *#tarred(file: string, version: Remembered): AsyncGenerator<Found | Unread> {
    const members = Object.entries(this.#before).filter(([key]) => key.startsWith(within(file)))
    this.after[file] = version
    if (this.#isSame(file, version) && members.every(([, { owed }]) => owed !== true))
      Object.assign(this.after, Object.fromEntries(members))
    else yield* readTar(file, (this.#tar = createReadStream(file)), { before: this.#before, after: this.after })
    this.#tar = undefined
  }

  async *#single(file: string, version: Remembered): AsyncGenerator<Found | Unread> {
    const known = this.#before[file]
    if (known !== undefined && this.#isSame(file, version)) this.after[file] = known
    else yield* readChanged(file, await readFile(file), { before: this.#before, after: this.after }, version)
  }

  #isSame(file: string, { etag, modified }: Remembered): boolean {
    const known = this.#before[file]
    return modified !== undefined && known?.owed !== true && known?.modified === modified && known.etag === etag
  }
}

/** The files of a folder and its subfolders that may hold issues, by name, without hidden ones. A folder that cannot be read is reported. */
async function* walk(folder: string): AsyncGenerator<string | Unread> {
  try {
    const entries = await readdir(folder, { withFileTypes: true })
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      if (entry.name.startsWith('.')) continue
      const path = join(folder, entry.name)
      if (entry.isDirectory()) yield* walk(path)
      else if (isReadable(path)) yield path
    }
  } catch (error) {
    yield { from: folder, why: systemWords(error) }
  }
}

/** The size of all files in bytes; one that has gone meanwhile counts nothing. */
const sizeOf = async (files: readonly (string | Unread)[]): Promise<number> => {
  let total = 0
  for (const file of files)
    if (typeof file === 'string')
      total += await stat(file).then(
        ({ size }) => size,
        () => 0,
      )
  return total
}
