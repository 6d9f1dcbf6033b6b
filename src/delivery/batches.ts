import { setImmediate } from 'node:timers/promises'

/** How many elements are processed before other work, such as messages and deliveries, gets its turn on the event loop. */
const BATCH = 100

/** Calls `see` for all elements, those of a batch concurrently, so that a store and a queue can combine their writes. */
export const inBatches = async <T>(all: Iterable<T>, see: (one: T) => Promise<void>): Promise<void> => {
  let batch: Promise<void>[] = []
  for (const one of all) {
    if (batch.push(see(one)) < BATCH) continue
    await Promise.all(batch)
    batch = []
    await setImmediate()
  }
  await Promise.all(batch)
}
