/** Remembers what `recap import` has read from where, so that running it again reads only what has changed. */
import { createHash } from 'node:crypto'
import type { Edition } from '../issue/issue.ts'
import type { Found, Remembered, SourceState } from '../sources/source.ts'
import type { Store } from '../stores/store.ts'
import type { Archive, Put } from './archive.ts'

export interface Imported {
  what: Remembered
  /** The issues read from it, and when (epoch milliseconds) each had last changed in the archive. */
  gave: readonly [edition: Edition, uid: string, changedAt: number][]
}

/** How long (ms) a record is stored after the last import of it. */
const KEPT = 180 * 86_400_000

export interface ImportMemory {
  /** The source state of a place: what need not be read again, because the archive still has its issues, or newer versions of them. */
  recall(place: string): Promise<SourceState>
  /** To be called for each issue after it was put into the archive. */
  note(place: string, found: Found, filed: Pick<Put, 'uid' | 'changedAt'>): void
  /** Stores what was noted. */
  write(): Promise<void>
}

/** The prefix of a place's keys: a hash, because addresses may contain credentials. */
const prefixOf = (place: string): string => `${createHash('sha256').update(place).digest('base64url').slice(0, 16)} `

export const createImportMemory = (parts: { archive: Pick<Archive, 'newest' | 'count'>; store: Store<Imported> }): ImportMemory => {
  const { archive, store } = parts
  /** The issues read from each path or address so far; the last one comes with its `remember`. */
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
