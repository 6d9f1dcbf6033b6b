import type { Filed } from '../archive/archive.ts'
import type { Clock } from '../clock.ts'
import type { Job, Queue } from '../queues/queue.ts'
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
  /** How long (ms) after it was begun a delivery is corrected. */
  correctFor: number
  clock: Clock
}

const DAY = 86_400_000

/** An edition of an issue, as far as a change of it goes. */
export type Changed = Pick<Filed, 'hash' | 'filedAt' | 'changedAt' | 'issue'>

/**
 * Makes the function that sends an issue's change after it, to every chat that has some of it, by itself or in the digest of a week, in an edition that
 * changed, and got it not too long ago; it says how many. `read`: the edition that is read in a language. Looks at those who got the issue, and at those
 * who got such a week's digest; at nobody else.
 */
export const createCorrections = ({ subscriptions, ledger, weeks, queue, correctFor, clock }: CorrectionParts) => {
  /** The days of the digests of weeks that may hold an issue and are not too old; a zone may be ahead of UTC by a day, or behind it. */
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
      // With the time: a text may be changed, changed back, and changed again.
      const job = `correction:${id}:${delivered}:${hash}:${changedAt}`
      if (await queue.add({ id: job, data: { kind: 'correction', subscription: id, uid: delivered } })) count++
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

/** Makes the function that notes of a correction that it is not tried again, however often it is asked for. */
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
