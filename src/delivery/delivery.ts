/** The parts that bring digests to chats, put together: what the bot runs, and what a simulation replays. */
import type { Archive, Filed } from '../archive/archive.ts'
import { isSample } from '../archive/sample.ts'
import type { Clock } from '../clock.ts'
import { digest } from '../digest/digest.ts'
import type { Doc } from '../doc/nodes.ts'
import { moment, supported } from '../locales/index.ts'
import type { Log } from '../log.ts'
import type { Job, Queue } from '../queues/queue.ts'
import type { Stores } from '../stores/store.ts'
import { createCorrections } from './corrections.ts'
import { type DelivererParts, type DeliveryJob, createDeliverer } from './deliver.ts'
import { dueIssues } from './due.ts'
import { createLedger } from './ledger.ts'
import { type Schedule, createSchedule } from './schedule.ts'
import { type Subscription, type SubscriptionBook, createSubscriptions } from './subscriptions.ts'

export interface Delivery {
  subscriptions: SubscriptionBook
  schedule: Schedule
  /** The issues (uids) that a subscription's chat is to get now. */
  due(subscription: Subscription): Promise<readonly string[]>
  compose(subscription: Pick<Subscription, 'sections' | 'layout' | 'locale' | 'zone'>, uid: string): Promise<Doc | undefined>
  /** Sends the change of an issue that changed after it was filed. Done again, it changes nothing: a correction's job exists once. */
  correct(uid: string): Promise<void>
  /** The handler of the queue's jobs. */
  deliver(job: Job<DeliveryJob>): Promise<void>
}

/** The newest issues that may be due to somebody. */
export const RECENT = 20

export const createDelivery = (parts: {
  archive: Pick<Archive, 'get' | 'newest'>
  stores: Pick<Stores, 'open'>
  queue: Pick<Queue<DeliveryJob>, 'add'>
  platforms: DelivererParts['platforms']
  remember: DelivererParts['remember']
  clock: Clock
  log: Log
}): Delivery => {
  const { archive, stores, queue, platforms, remember, clock, log } = parts
  const ledger = createLedger({ store: stores.open('ledger', { durable: true }), clock })
  const subscriptions = createSubscriptions({ store: stores.open('subscriptions', { durable: true }), ledger, clock })

  const filed = (uid: string, locale: string): Filed | undefined => archive.get(uid, supported(locale)) ?? archive.get(uid)
  const compose: Delivery['compose'] = async ({ sections, layout, locale, zone }, uid) => {
    const found = filed(uid, locale)
    if (found === undefined) return undefined
    const updated = found.changedAt > found.filedAt ? { updated: moment(locale, found.changedAt, zone) } : {}
    return digest(found.issue, { sections, layout, locale, ...updated })
  }
  const due: Delivery['due'] = async ({ target, locale }) => {
    const recent = archive.newest({ limit: RECENT, editions: [supported(locale), 'en'] }).filter(({ id }) => !isSample(id))
    return dueIssues(recent, await ledger.deliveries(target), clock.now())
  }
  const sendCorrections = createCorrections({ subscriptions, ledger, queue })
  return {
    subscriptions,
    schedule: createSchedule({ subscriptions, queue, state: stores.open('schedule'), due, clock, log }),
    due,
    compose,
    async correct(uid) {
      const found = archive.get(uid)
      if (found !== undefined && found.changedAt > found.filedAt) await sendCorrections(found)
    },
    deliver: createDeliverer({ platforms, subscriptions, ledger, compose, remember, clock, log }),
  }
}
