/** What was imported from where, so that the same command need not read it again. */
import { createHash } from 'node:crypto'
import type { Edition } from '../issue/issue.ts'
import type { Found, Remembered, SourceState } from '../sources/source.ts'
import type { Store } from '../stores/store.ts'
import type { Archive, Put } from './archive.ts'

export interface Imported {
  what: Remembered
  /** What it gave, and when (epoch milliseconds) the archive's text of that had changed last. */
  gave: readonly [edition: Edition, uid: string, changedAt: number][]
}

/** Milliseconds. Whatever was not imported again for so long is read anew if it is. */
const KEPT = 180 * 86_400_000

export interface ImportMemory {
  /** What need not be read again of a place: what the archive holds still, or something newer. */
  recall(place: string): Promise<SourceState>
  /** To be called for each issue once it is filed. */
  note(place: string, found: Found, filed: Pick<Put, 'uid' | 'changedAt'>): void
  /** Writes down what was noted. */
  write(): Promise<void>
}

/** Addresses may hold credentials. */
const prefixOf = (place: string): string => `${createHash('sha256').update(place).digest('base64url').slice(0, 16)} `

export const createImportMemory = (parts: { archive: Pick<Archive, 'newest' | 'count'>; store: Store<Imported> }): ImportMemory => {
  const { archive, store } = parts
  const given = new Map<string, Imported['gave'][number][]>()
  let noted: { key: string; imported: Imported }[] = []

  return {
    async recall(place) {
      const prefix = prefixOf(place)
      const held = new Map<string, number>()
      for (const edition of archive.count().editions)
        for (const { uid, changedAt } of archive.newest({ editions: [edition], withdrawn: true })) held.set(`${edition} ${uid}`, changedAt)
      const state: Record<string, Remembered> = {}
      for await (const [key, { what, gave }] of store.entries(prefix))
        if (gave.every(([edition, uid, at]) => (held.get(`${edition} ${uid}`) ?? -1) >= at)) state[key.slice(prefix.length)] = what
      return state
    },
    note(place, { from, issue, remember }, { uid, changedAt }) {
      const gave = given.get(from) ?? []
      gave.push([issue.edition, uid, changedAt])
      if (remember === undefined) given.set(from, gave)
      else {
        given.delete(from)
        noted.push({ key: prefixOf(place) + remember[0], imported: { what: remember[1], gave } })
      }
    },
    async write() {
      const all = noted
      noted = []
      for (const { key, imported } of all) await store.set(key, imported, KEPT)
    },
  }
}
