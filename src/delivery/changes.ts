/**
 * A log of changed subscriptions, by which each process learns of the changes without listing all subscriptions. Its entries are numbered: a writer
 * claims the next number by an atomic `add`, and readers poll for the number after the last one that they read.
 */
import type { Store } from '../stores/store.ts'
import { DAY } from '../issue/day.ts'

/** An entry: its number, from 1, and the key of the target whose subscription was changed or removed. */
export interface Change {
  number: number
  key: string
}

export interface Changes {
  /** Appends a change; resolves when all processes can read it. */
  note(key: string): Promise<void>
  /** The target keys that any process noted since the last call. Undefined when some may be lost, and at the first call: read all subscriptions. */
  read(): Promise<string[] | undefined>
}

/** How long (ms) an entry is kept. A process that did not read for longer reads all subscriptions. */
const KEEP = 2 * DAY
/** The key of a copy of the newest entry, or of one shortly before it, because concurrent writers may set it in any order. */
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
          // Entries up to the head have expired.
          seen = head
          return undefined
        }
        head = await headNumber()
        if (head <= seen) return keys
      }
    },
  }
}
