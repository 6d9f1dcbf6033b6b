import packageJson from '../../package.json' with { type: 'json' }
import { openCore } from '../core.ts'
import type { Archive, PutStatus } from '../archive/archive.ts'
import { OperatorError } from '../errors.ts'
import type { Issue } from '../issue/issue.ts'
import { createSource } from '../sources/create.ts'
import { readArgs } from './args.ts'
import { complain, complainUnread, createProgress, print } from './output.ts'
import { openSession } from './session.ts'

export const help = `usage: recap import PATH|URL...

Reads issues and files them in the archive. Importing twice changes nothing.

PATH is a .md, .html, .xml, .rss or .atom file, packed (.gz) or not, a folder
(walked through), or a .tar.gz of such files. URL is a feed, or an issue's
page. The archive is in RECAP_DATA_DIR.

Prints a summary. What cannot be read is reported on stderr and passed over;
the exit code is then 1.`

/** Filed in one transaction: a failure loses little, and the disk is waited for seldom. */
const BATCH = 32

export const run = async (args: string[]): Promise<number> => {
  const { positionals: places } = readArgs(args, {})
  if (places.length === 0) throw new OperatorError('recap import needs at least one PATH or URL.')
  const session = openSession()
  const { archive } = await openCore(session.config, session)
  try {
    const counts = await importAll(archive, places, session)
    const { issues, items, from, to } = archive.count()
    const span = from === undefined || to === undefined ? '' : `, ${from} to ${to}`
    await print(`${counts.added} added, ${counts.changed} changed, ${counts.unchanged} unchanged, ${counts.unread} unreadable`)
    await print(`The archive holds ${issues} issues with ${items} items${span}.`)
    return counts.unread > 0 ? 1 : 0
  } finally {
    archive.close()
  }
}

const importAll = async (archive: Archive, places: readonly string[], { clock }: ReturnType<typeof openSession>) => {
  const counts: Record<PutStatus | 'unread', number> = { added: 0, changed: 0, unchanged: 0, unread: 0 }
  const progress = createProgress()
  let waiting: Issue[] = []
  const file = (): void => {
    for (const { status } of archive.transaction(() => waiting.map((issue) => archive.put(issue)))) counts[status]++
    waiting = []
  }
  for (const place of places) {
    try {
      const { issues } = await createSource(place, { clock, userAgent: `Recap/${packageJson.version}` }).look({})
      for await (const found of issues) {
        if ('issue' in found) waiting.push(found.issue)
        else {
          counts.unread++
          progress.end()
          complainUnread(found)
        }
        if (waiting.length === BATCH) file()
        progress.step(() => `${place}: ${counts.added + counts.changed + counts.unchanged + waiting.length} issues read`)
      }
      file()
    } catch (error) {
      if (error instanceof OperatorError) throw error
      file()
      counts.unread++
      progress.end()
      complain(error instanceof Error ? error.message : String(error))
    }
  }
  progress.end()
  return counts
}
