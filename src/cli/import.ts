import { resolve } from 'node:path'
import { setFlagsFromString } from 'node:v8'
import packageJson from '../../package.json' with { type: 'json' }
import { dataFile } from '../core.ts'
import { type Archive, type Put, type PutStatus, openArchive } from '../archive/archive.ts'
import { byDay, filing } from '../archive/filing.ts'
import { type ImportMemory, createImportMemory } from '../archive/imported.ts'
import { dropSample, isSample } from '../archive/sample.ts'
import type { Clock } from '../clock.ts'
import { OperatorError, RetryLater, messageOf } from '../errors.ts'
import { createSource } from '../sources/by-address.ts'
import type { Found, Look, Source, SourceState } from '../sources/source.ts'
import { openSqliteStores } from '../stores/sqlite.ts'
import { readArgs } from './args.ts'
import { complain, counted, createProgress, print, unreadLine } from './output.ts'
import { openSession } from './session.ts'

export const help = `usage: recap import PATH|URL...

Reads issues and files them in the archive. Importing twice changes nothing.

PATH is a .md, .html, .xml, .rss or .atom file, packed (.gz) or not, a folder
(walked through), or a .tar.gz of such files. URL is a feed, or an issue's
page; all pages that a feed leads to are read. The archive is in RECAP_DATA_DIR.

Prints a summary. What cannot be read is reported on stderr and passed over;
the exit code is then 1. Ctrl-C stops when what was read is filed (exit code
130); the same command again goes on from there, and passes over what has not
changed since it was filed.`

/** How many issues are stored in one transaction: enough to rarely wait for the disk, few enough that a failure loses little. */
const BATCH = 16
/** How often (ms) the record of what was imported is written. */
const NOTE_EVERY = 2000
/** How often (ms) progress is shown while no issue arrives. */
const SHOW_EVERY = 250
/** The exit code of programs that SIGINT ended, by the convention of shells. */
const STOPPED = 130

export const run = async (args: string[]): Promise<number> => {
  const { positionals: places } = readArgs(args, {})
  if (places.length === 0) throw new OperatorError('recap import needs at least one PATH or URL.')
  const session = openSession()
  const archive = openArchive(dataFile(session.config, 'archive'), { ...session, isImport: true })
  const stores = openSqliteStores(dataFile(session.config, 'state'), session)
  // With V8's defaults, the heap would grow 100 MB larger for little gain in speed.
  setFlagsFromString('--semi-space-growth-factor=1')
  setFlagsFromString('--heap-growing-percent=100')
  const stop = new AbortController()
  // Handled once, so that a second Ctrl-C ends the program at once.
  const onInterrupt = (): void => stop.abort()
  process.once('SIGINT', onInterrupt)
  try {
    const memory = createImportMemory({ archive, store: stores.open('imports') })
    const importer = new Importer({ archive, memory, clock: session.clock, signal: stop.signal })
    for (const place of places) if (!stop.signal.aborted) await importer.read(place)
    importer.progress.end()
    const { counts } = importer
    if (archive.newest().some(({ id }) => !isSample(id))) dropSample(archive)
    archive.mergeIndex()
    const { issues, items, from, to } = archive.count()
    const span = from === undefined || to === undefined ? '' : `, ${from} to ${to}`
    await print(`${counts.added} added, ${counts.changed} changed, ${counts.unchanged} unchanged, ${counts.unread} unreadable`)
    await print(`The archive holds ${counted(issues, 'issue')} with ${counted(items, 'item')}${span}.`)
    if (stop.signal.aborted) complain('Stopped. The same command again goes on from here.')
    return stop.signal.aborted ? STOPPED : counts.unread > 0 ? 1 : 0
  } finally {
    process.off('SIGINT', onInterrupt)
    await stores.close()
    archive.close()
  }
}

interface Parts {
  archive: Archive
  memory: ImportMemory
  clock: Clock
  signal: AbortSignal
}

/** Reads places one after another, files their issues, and counts what becomes of them. */
class Importer {
  readonly counts: Record<PutStatus | 'unread', number> = { added: 0, changed: 0, unchanged: 0, unread: 0 }
  readonly progress = createProgress()
  readonly #parts: Parts
  /** Read, but not filed yet. */
  #waiting: Found[] = []
  #notedAt: number

  constructor(parts: Parts) {
    this.#parts = parts
    this.#notedAt = parts.clock.now()
  }

  async read(address: string): Promise<void> {
    const { memory, clock, signal } = this.#parts
    const place = /^https?:/i.test(address) ? address : resolve(address)
    const source = createSource(address, { clock, userAgent: `Recap/${packageJson.version}`, aside: true, all: true })
    let ticking: NodeJS.Timeout | undefined
    try {
      const before = await memory.recall(place)
      const look = await source.look({ state: before, signal })
      const show = (): void => this.#show(address, look)
      ticking = setInterval(show, SHOW_EVERY).unref()
      const came = new Set<string>()
      for await (const found of look.issues) {
        came.add(found.from)
        if ('issue' in found) this.#waiting.push(found)
        else this.#miss(1, unreadLine(found))
        if (this.#waiting.length === BATCH) await this.#file(place, source)
        show()
      }
      await this.#file(place, source)
      this.counts.unchanged += passedOver(before, look.state(), came)
      const left = Object.values(look.state()).filter(({ owed, tries }) => owed === true && tries === undefined).length
      const why = 'as the site does not answer or asks to wait. The same command goes on later.'
      if (left > 0) this.#miss(left, `${source.name}: ${left} more pages were not asked for, ${why}`)
    } catch (error) {
      if (error instanceof OperatorError) throw error
      await this.#file(place, source)
      if (!signal.aborted) this.#miss(1, plainWhy(source.name, error))
    } finally {
      clearInterval(ticking)
      await memory.write()
    }
  }

  /** Files what waits in one transaction, and now and then notes what was filed. */
  async #file(place: string, { name }: Source): Promise<void> {
    const { archive, memory, clock } = this.#parts
    const puts = new Map<Found, Put>()
    archive.transaction(() => byDay(this.#waiting).forEach((found) => puts.set(found, archive.put(found.issue, filing(name, found)))))
    for (const found of this.#waiting) {
      const put = puts.get(found)
      if (put === undefined) continue
      this.counts[put.status]++
      memory.note(place, found, put)
    }
    this.#waiting = []
    if (clock.now() - this.#notedAt < NOTE_EVERY) return
    this.#notedAt = clock.now()
    await memory.write()
  }

  #miss(count: number, why: string): void {
    this.counts.unread += count
    this.progress.end()
    complain(why)
  }

  #show(address: string, look: Look): void {
    const { added, changed, unchanged } = this.counts
    this.progress.step(
      () => `${counted(added + changed + unchanged + this.#waiting.length, 'issue')} read, ${address}`,
      () => shareOf(look),
    )
  }
}

const plainWhy = (name: string, error: unknown): string =>
  error instanceof RetryLater ? `${name} asks to wait ${Math.ceil(error.ms / 1000)} s. Give the same command again then.` : messageOf(error)

/** The number of issues that were not read again because their files or pages have not changed. `came` has the keys that were read. */
const passedOver = (before: SourceState, now: SourceState, came: ReadonlySet<string>): number =>
  Object.entries(before).reduce((sum, [key, { issues = 1 }]) => (now[key] === undefined || came.has(key) ? sum : sum + issues), 0)

const shareOf = (look: Look): number | undefined => {
  const { done, total } = look.progress?.() ?? { done: 0, total: 0 }
  return total === 0 ? undefined : done / total
}
