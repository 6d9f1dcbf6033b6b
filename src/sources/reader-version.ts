/** The version of the code that reads issues: after an update, everything is read again. */
import { createHash } from 'node:crypto'
import { readFileSync, readdirSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Found, Remembered, Source, SourceState, Unread } from './source.ts'

/** The folders of the code that reads issues. */
const FOLDERS = ['../doc', '../issue', '.'].map((folder) => resolve(import.meta.dirname, folder))

/** Names the packages that it uses, with their versions. */
const PACKAGE = resolve(import.meta.dirname, '../../package.json')

/** A hash of that code and of package.json, so that nobody has to raise a number. */
export const readerVersion = (folders: readonly string[] = FOLDERS): string => {
  const hash = createHash('sha256').update(readFileSync(PACKAGE))
  for (const folder of folders)
    for (const name of readdirSync(folder).sort()) if (name.endsWith('.ts')) hash.update(name).update(readFileSync(resolve(folder, name)))
  return hash.digest('base64url').slice(0, 8)
}

const stampWith =
  (reader: string) =>
  (what: Remembered): Remembered => ({ ...what, reader })

/** A source that ignores what another version remembered. */
export const ofVersion = (source: Source, reader: string = readerVersion()): Source => ({
  ...source,
  async look({ state = {}, ...options }) {
    const stamp = stampWith(reader)
    const known: SourceState = Object.fromEntries(Object.entries(state).filter(([, what]) => what.reader === reader))
    const look = await source.look({ ...options, state: known })
    const issues = async function* (): AsyncGenerator<Found | Unread> {
      for await (const one of look.issues)
        yield 'issue' in one && one.remember !== undefined ? { ...one, remember: [one.remember[0], stamp(one.remember[1])] } : one
    }
    return {
      ...look,
      issues: issues(),
      state: () => Object.fromEntries(Object.entries(look.state()).map(([key, what]) => [key, stamp(what)])),
    }
  },
})
