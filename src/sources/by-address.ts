import { isIssueFile } from './file.ts'
import { createFolderSource } from './folder.ts'
import { ofVersion } from './reader-version.ts'
import type { Source } from './source.ts'
import { createThreadSource } from './thread.ts'
import { createWebSource } from './web.ts'

/**
 * An http(s) address is a feed or a page; anything else is a folder, a file or a `.tar.gz`. `aside`: folders and tars are read in another thread.
 */
export const createSource = (address: string, options: Parameters<typeof createWebSource>[1] & { aside?: boolean }): Source => {
  const isAside = options.aside === true && !isIssueFile(address)
  if (/^https?:\/\//i.test(address)) return ofVersion(createWebSource(address, options))
  return ofVersion(isAside ? createThreadSource(address) : createFolderSource(address))
}
