/**
 * Tells every process which subscriptions changed, so that none need list them all. A log of numbered notes: a number is taken once, by an `add`
 * that only one writer wins, and readers ask for the number after the last that they saw.
 */
import type { Store } from '../stores/store.ts'

/** A change: its number from 1, and the key of the target whose subscription is another now. */
export interface Change {
  number: number
  key: string
}

export interface Changes {
  /** Resolves when every process can see it. */
  note(key: string): Promise<void>
  /** The keys noted since the last call, by any process; `undefined` where some may be missing (as at the first call): read everything. */
  read(): Promise<string[] | undefined>
}

/** How long (ms) a note is kept. A process that was away for longer reads everything. */
const KEEP = 2 * 86_400_000
/** The newest note once more, or one shortly before it: two writers may set it in either order. */
const HEAD = 'head'

export const createChanges = (store: Store<Change>): Changes => {
  let seen: number | undefined
  const headNumber = async (): Promise<number> => (await store.get(HEAD))?.number ?? 0
  return {
    async note(key) {
      let number = (await headNumber()) + 1
      while (!(await store.add(String(number), { number, key }, KEEP))) number++
      await store.set(HEAD, { number, key })
    },
    async read() {
      if (seen === undefined) {
        seen = await headNumber()
        return undefined
      }
      const keys: string[] = []
      for (let head = seen; ;) {
        for (let next = await store.get(String(seen + 1)); next !== undefined; next = await store.get(String(seen + 1))) {
          keys.push(next.key)
          seen = next.number
        }
        if (head > seen) {
          // What was noted before it was looked for has gone since.
          seen = head
          return undefined
        }
        head = await headNumber()
        if (head <= seen) return keys
      }
    },
  }
}
