import type { Filed } from '../archive/archive.ts'
import type { Clock } from '../clock.ts'
import type { Queue } from '../queues/queue.ts'
import type { DeliveryJob } from './deliver.ts'
import type { Ledger } from './ledger.ts'
import type { Subscriptions } from './subscriptions.ts'

/** Makes the function that sends an issue's change after it, to every chat that has some of it and got it not too long ago; it says how many. */
export const createCorrections =
  ({
    subscriptions,
    ledger,
    queue,
    correctFor,
    clock,
  }: {
    subscriptions: Pick<Subscriptions, 'list'>
    ledger: Pick<Ledger, 'deliveries'>
    queue: Pick<Queue<DeliveryJob>, 'add'>
    /** How long (ms) after it was begun a delivery is corrected. */
    correctFor: number
    clock: Clock
  }) =>
  async ({ uid, hash, changedAt }: Pick<Filed, 'uid' | 'hash' | 'changedAt'>): Promise<number> => {
    let count = 0
    for (const { id, target, paused } of await subscriptions.list()) {
      if (paused !== undefined) continue
      const delivery = (await ledger.deliveries(target)).get(uid)
      if (delivery === undefined || clock.now() - delivery.at > correctFor) continue
      // With the time: a text may be changed, changed back, and changed again.
      const job = `correction:${id}:${uid}:${hash}:${changedAt}`
      if (await queue.add({ id: job, data: { kind: 'correction', subscription: id, uid } })) count++
    }
    return count
  }
