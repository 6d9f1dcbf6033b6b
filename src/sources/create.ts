import { createFolderSource } from './folder.ts'
import type { Source } from './source.ts'
import { createWebSource } from './web.ts'

/** An http(s) address is a feed or a page; everything else a folder, a file or a `.tar.gz`. */
export const createSource = (address: string, options: Parameters<typeof createWebSource>[1]): Source =>
  /^https?:\/\//i.test(address) ? createWebSource(address, options) : createFolderSource(address)
