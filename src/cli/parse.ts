import { OperatorError, messageOf } from '../errors.ts'
import { createFolderSource } from '../sources/folder.ts'
import { readArgs } from './args.ts'
import { complain, printJson, unreadLine } from './output.ts'

export const help = `usage: recap parse PATH...

Reads files and prints the issues in them, one JSON object a line; "source" is
the path. Stores nothing.

PATH is a .md, .html, .xml, .rss or .atom file, packed (.gz) or not, a folder
(walked through), or a .tar.gz of such files. Of a feed, the items that carry
a text are printed; the others have it on their page only.

What cannot be read is reported on stderr and passed over; the exit code is
then 1.`

export const run = async (args: string[]): Promise<number> => {
  const { positionals: paths } = readArgs(args, {})
  if (paths.length === 0) throw new OperatorError('recap parse needs at least one PATH: a file or a folder.')
  let failed = false
  for (const path of paths) {
    try {
      const { issues } = await createFolderSource(path).look({})
      for await (const found of issues) {
        if ('issue' in found) await printJson({ source: found.from, ...found.issue })
        else {
          failed = true
          complain(unreadLine(found))
        }
      }
    } catch (error) {
      failed = true
      complain(messageOf(error))
    }
  }
  return failed ? 1 : 0
}
