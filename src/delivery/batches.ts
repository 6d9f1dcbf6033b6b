import { setImmediate } from 'node:timers/promises'

/** So many subscriptions are seen to before others get their turn: messages, and the deliveries themselves. */
const BATCH = 100

/** Sees to each of many, a batch side by side, so that a store and a queue may write what they note together; others get their turn in between. */
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
