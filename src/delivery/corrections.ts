/** Sends the changes of issues to the chats that have got them. */
import type { Filed } from '../archive/archive.ts'
import type { Clock } from '../clock.ts'
import type { Job, Queue } from '../queues/queue.ts'
import { DAY } from '../issue/day.ts'
import { inBatches } from './batches.ts'
import type { DeliveryJob } from './deliver.ts'
import type { Ledger } from './ledger.ts'
import { stands } from './part.ts'
import type { Subscription, SubscriptionBook } from './subscriptions.ts'
import type { Turns } from './turns.ts'
import { type Weeks, weekUid } from './weeks.ts'

export interface CorrectionParts {
  subscriptions: Pick<SubscriptionBook, 'at'>
  ledger: Pick<Ledger, 'holders' | 'delivery'>
  weeks: Pick<Weeks, 'of'>
  queue: Pick<Queue<DeliveryJob>, 'add'>
  /** For how long (ms) after its beginning a delivery is corrected. */
  correctFor: number
  clock: Clock
}

/** What is needed of an edition to correct its deliveries. */
export type Changed = Pick<Filed, 'hash' | 'filedAt' | 'changedAt' | 'issue'>

/**
 * Makes the function that queues corrections of a changed issue, and returns how many. They go to the chats that got the issue, alone or in a weekly
 * digest, in an edition that has changed, at most `correctFor` ago. `read` returns the edition for a locale. The ledger lists these chats, so no
 * others are examined.
 */
export const createCorrections = ({ subscriptions, ledger, weeks, queue, correctFor, clock }: CorrectionParts) => {
  /** The days of weekly digests that may contain an issue of `date` and can still be corrected; time zones add a day on either side. */
  const weekDays = (date: string): string[] => {
    const [now, first] = [clock.now(), Math.max(Date.parse(date), clock.now() - correctFor - DAY)]
    const count = Math.max(0, Math.floor((now + DAY - first) / DAY) + 1)
    return Array.from({ length: count }, (_, n) => new Date(first + n * DAY).toISOString().slice(0, 10))
  }

  return async (uid: string, read: (locale: string) => Changed): Promise<number> => {
    let count = 0
    const send = async ({ id, target, paused, locale }: Subscription, delivered: string): Promise<void> => {
      const { hash, filedAt, changedAt } = read(locale)
      const delivery = paused === undefined && changedAt > filedAt ? await ledger.delivery(target, delivered) : undefined
      if (delivery === undefined || clock.now() - delivery.at > correctFor) return
      // The id has the time too, because a text may be changed, changed back, and changed again.
      const job = `correction:${id}:${delivered}:${hash}:${changedAt}`
      count += (await queue.add({ id: job, data: { kind: 'correction', subscription: id, uid: delivered } })).length
    }
    const sendTo = async (delivered: string, has: (subscription: Subscription) => Promise<boolean>): Promise<void> =>
      inBatches(await ledger.holders(delivered), async (key) => {
        const subscription = await subscriptions.at(key)
        if (subscription !== undefined && (await has(subscription))) await send(subscription, delivered)
      })
    await sendTo(uid, async () => true)
    for (const day of weekDays(read('en').issue.date))
      await sendTo(weekUid(day), async (subscription) => (await weeks.of(subscription, day))?.includes(uid) === true)
    return count
  }
}

/** Makes the function that gives up a correction's job for good: it notes the job in the ledger, so that it does nothing if it is queued again. */
export const createGivingUp =
  ({
    subscriptions,
    ledger,
    turns,
  }: {
    subscriptions: Pick<SubscriptionBook, 'byId'>
    ledger: Pick<Ledger, 'parts' | 'advance'>
    turns: Pick<Turns, 'wait'>
  }) =>
  ({ id: givenUp, data: { subscription: id, uid } }: Job<DeliveryJob>): Promise<void> =>
    turns.wait(id, async () => {
      const { target } = (await subscriptions.byId(id)) ?? {}
      const standing = target && (await ledger.parts(target, uid)).find(stands)
      if (standing === undefined) return
      await ledger.advance(standing, standing.state, { givenUp, why: 'not corrected: the process died each time' })
    })
