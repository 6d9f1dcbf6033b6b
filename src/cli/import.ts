import { setFlagsFromString } from 'node:v8'
import packageJson from '../../package.json' with { type: 'json' }
import { openCore } from '../core.ts'
import type { Archive, PutOptions, PutStatus } from '../archive/archive.ts'
import { dropSample, isSample } from '../archive/sample.ts'
import { OperatorError } from '../errors.ts'
import type { Issue } from '../issue/issue.ts'
import { createSource } from '../sources/create.ts'
import type { Look } from '../sources/source.ts'
import { readArgs } from './args.ts'
import { complain, complainUnread, createProgress, print } from './output.ts'
import { openSession } from './session.ts'

export const help = `usage: recap import PATH|URL...

Reads issues and files them in the archive. Importing twice changes nothing.

PATH is a .md, .html, .xml, .rss or .atom file, packed (.gz) or not, a folder
(walked through), or a .tar.gz of such files. URL is a feed, or an issue's
page. The archive is in RECAP_DATA_DIR.

Prints a summary. What cannot be read is reported on stderr and passed over;
the exit code is then 1. Ctrl-C stops when what was read is filed (exit code
130); the same command again goes on from there.`

/** Filed in one transaction: a failure loses little, and the disk is waited for seldom. */
const BATCH = 8
/** As shells have it for a program that SIGINT ended. */
const STOPPED = 130

export const run = async (args: string[]): Promise<number> => {
  const { positionals: places } = readArgs(args, {})
  if (places.length === 0) throw new OperatorError('recap import needs at least one PATH or URL.')
  const session = openSession()
  const { archive } = await openCore(session.config, session)
  // Else the room for young objects, which V8 doubles while much is made, costs 100 MB and gains nothing.
  setFlagsFromString('--semi-space-growth-factor=1')
  const stop = new AbortController()
  // A second one ends the program at once.
  const onInterrupt = (): void => stop.abort()
  process.once('SIGINT', onInterrupt)
  try {
    const counts = await importAll(archive, places, session, stop.signal)
    if (archive.newest().some(({ id }) => !isSample(id))) dropSample(archive)
    const { issues, items, from, to } = archive.count()
    const span = from === undefined || to === undefined ? '' : `, ${from} to ${to}`
    await print(`${counts.added} added, ${counts.changed} changed, ${counts.unchanged} unchanged, ${counts.unread} unreadable`)
    await print(`The archive holds ${issues} issues with ${items} items${span}.`)
    if (stop.signal.aborted) complain('Stopped. The same command again goes on from here.')
    return stop.signal.aborted ? STOPPED : counts.unread > 0 ? 1 : 0
  } finally {
    process.off('SIGINT', onInterrupt)
    archive.close()
  }
}

interface Read {
  issue: Issue
  put: PutOptions
}

const importAll = async (archive: Archive, places: readonly string[], { clock }: ReturnType<typeof openSession>, signal: AbortSignal) => {
  const counts: Record<PutStatus | 'unread', number> = { added: 0, changed: 0, unchanged: 0, unread: 0 }
  const progress = createProgress()
  let waiting: Read[] = []
  const file = (): void => {
    for (const { status } of archive.transaction(() => waiting.map(({ issue, put }) => archive.put(issue, put)))) counts[status]++
    waiting = []
  }
  const told = (): string => `${counts.added + counts.changed + counts.unchanged + waiting.length} issues read`
  for (const place of places) {
    if (signal.aborted) break
    try {
      const source = createSource(place, { clock, userAgent: `Recap/${packageJson.version}`, aside: true })
      const look = await source.look({ signal })
      for await (const found of look.issues) {
        if ('issue' in found)
          waiting.push({
            issue: found.issue,
            put: { origin: { source: source.name, from: found.from }, keep: () => found.partial === true },
          })
        else {
          counts.unread++
          progress.end()
          complainUnread(found)
        }
        if (waiting.length === BATCH) file()
        progress.step(
          () => `${told()}, ${place}`,
          () => shareOf(look),
        )
      }
      file()
    } catch (error) {
      if (error instanceof OperatorError) throw error
      file()
      if (signal.aborted) break
      counts.unread++
      progress.end()
      complain(error instanceof Error ? error.message : String(error))
    }
  }
  progress.end()
  return counts
}

const shareOf = (look: Look): number | undefined => {
  const { done, total } = look.progress?.() ?? { done: 0, total: 0 }
  return total === 0 ? undefined : done / total
}
