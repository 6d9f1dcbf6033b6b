import { resolve } from 'node:path'
import { setFlagsFromString } from 'node:v8'
import packageJson from '../../package.json' with { type: 'json' }
import { dataFile } from '../core.ts'
import { openArchive } from '../archive/archive.ts'
import type { Archive, Put, PutStatus } from '../archive/archive.ts'
import { byDay, filing } from '../archive/filing.ts'
import { createImportMemory } from '../archive/imported.ts'
import type { ImportMemory } from '../archive/imported.ts'
import { dropSample, isSample } from '../archive/sample.ts'
import { OperatorError, RetryLater, messageOf } from '../errors.ts'
import { createSource } from '../sources/create.ts'
import type { Found, Look, SourceState } from '../sources/source.ts'
import { openSqliteStores } from '../stores/sqlite.ts'
import { readArgs } from './args.ts'
import { complain, complainUnread, counted, createProgress, print } from './output.ts'
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
    const counts = await importAll({ archive, memory }, places, session, stop.signal)
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
}

const importAll = async (
  { archive, memory }: Parts,
  places: readonly string[],
  { clock }: ReturnType<typeof openSession>,
  signal: AbortSignal,
) => {
  const counts: Record<PutStatus | 'unread', number> = { added: 0, changed: 0, unchanged: 0, unread: 0 }
  const progress = createProgress()
  for (const address of places) {
    if (signal.aborted) break
    const place = /^https?:/i.test(address) ? address : resolve(address)
    let waiting: Found[] = []
    let ticking: NodeJS.Timeout | undefined
    let notedAt = clock.now()
    const source = createSource(address, { clock, userAgent: `Recap/${packageJson.version}`, aside: true, all: true })
    const file = async (): Promise<void> => {
      const puts = new Map<Found, Put>()
      archive.transaction(() => byDay(waiting).forEach((found) => puts.set(found, archive.put(found.issue, filing(source.name, found)))))
      for (const found of waiting) {
        const put = puts.get(found)
        if (put === undefined) continue
        counts[put.status]++
        memory.note(place, found, put)
      }
      waiting = []
      if (clock.now() - notedAt < NOTE_EVERY) return
      notedAt = clock.now()
      await memory.write()
    }
    try {
      const before = await memory.recall(place)
      const look = await source.look({ state: before, signal })
      const show = (): void =>
        progress.step(
          () => `${counted(counts.added + counts.changed + counts.unchanged + waiting.length, 'issue')} read, ${address}`,
          () => shareOf(look),
        )
      ticking = setInterval(show, SHOW_EVERY).unref()
      const came = new Set<string>()
      for await (const found of look.issues) {
        came.add(found.from)
        if ('issue' in found) waiting.push(found)
        else {
          counts.unread++
          progress.end()
          complainUnread(found)
        }
        if (waiting.length === BATCH) await file()
        show()
      }
      await file()
      counts.unchanged += passedOver(before, look.state(), came)
      const left = Object.values(look.state()).filter(({ owed, tries }) => owed === true && tries === undefined).length
      if (left > 0) {
        counts.unread += left
        progress.end()
        complain(
          `${source.name}: ${left} more pages were not asked for, as the site does not answer or asks to wait. The same command goes on later.`,
        )
      }
    } catch (error) {
      if (error instanceof OperatorError) throw error
      await file()
      if (signal.aborted) break
      counts.unread++
      progress.end()
      complain(plainWhy(source.name, error))
    } finally {
      clearInterval(ticking)
      await memory.write()
    }
  }
  progress.end()
  return counts
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
