import { createFolderSource, isIssueFile } from './folder.ts'
import type { Source } from './source.ts'
import { createThreadSource } from './thread.ts'
import { createWebSource } from './web.ts'

/**
 * An http(s) address is a feed or a page; everything else a folder, a file or a `.tar.gz`. `aside`: many files are read in a thread of their own.
 */
export const createSource = (address: string, options: Parameters<typeof createWebSource>[1] & { aside?: boolean }): Source => {
  if (/^https?:\/\//i.test(address)) return createWebSource(address, options)
  return options.aside === true && !isIssueFile(address) ? createThreadSource(address) : createFolderSource(address)
}
