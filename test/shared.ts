/** The shared reference data (real issues, contract checks), where it is laid beside the project; tests that need it skip themselves elsewhere. */
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'

const folder = process.env['RECAP_SHARED'] ?? resolve(import.meta.dirname, '../../shared')

/** Absolute path of a file or folder in the shared data, or undefined when it is not there. */
export const shared = (...path: string[]): string | undefined => {
  const found = join(folder, ...path)
  return existsSync(found) ? found : undefined
}

/** For `test(name, { skip: without(path) }, …)`. */
export const without = (path: string | undefined): string | false => (path === undefined ? 'the shared reference data is not here' : false)
