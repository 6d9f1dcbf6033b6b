/** Assembles the components that deliver digests to chats, for the bot and for simulations. */
import type { Archive } from '../archive/archive.ts'
import type { Clock } from '../clock.ts'
import { type Composer, createComposer } from '../digest/compose.ts'
import { languages, supported } from '../locales/index.ts'
import type { Log } from '../log.ts'
import { ProcessDied, type Job, type Queue } from '../queues/queue.ts'
import type { Lease, Stores } from '../stores/store.ts'
import { DAY } from '../issue/day.ts'
import { createChanges } from './changes.ts'
import { createCorrections, createGivingUp } from './corrections.ts'
import type { Compose } from './content.ts'
import { type DelivererParts, type DeliveryJob, createDeliverer, isTooLate } from './deliver.ts'
import { createLedger } from './ledger.ts'
import { type Losses, createLosses } from './losses.ts'
import { type Recent, createRecent } from './recent.ts'
import { type Schedule, createSchedule } from './schedule.ts'
import { type SubscriptionBook, createSubscriptions } from './subscriptions.ts'
import { SKEW } from './timing.ts'
import { createTurns } from './turns.ts'
import { type Waiting, createWaiting } from './waiting.ts'
import { createWeeks, dayOfWeekUid } from './weeks.ts'

export interface Delivery {
  subscriptions: SubscriptionBook
  schedule: Schedule
  /** The uids of the issues that a subscription would get now. */
  due: Waiting['issues']
  /** Composes a digest; see `createComposer`. */
  compose: Composer['compose']
  /** The last deliveries. */
  recent: Recent
  /** Pauses the subscriptions of a chat that cannot be reached any more. */
  lose: Losses['lose']
  /** Queues the corrections of an issue that changed after it was filed. Idempotent, as each correction has one job id. */
  correct(uid: string): Promise<void>
  /** Handles a job of the queue. */
  deliver(job: Job<DeliveryJob>): Promise<void>
  /** Handles a job that has used up its attempts. */
  failed(job: Job<DeliveryJob>, error: unknown): void
}

const WEEK = 7 * DAY

export const createDelivery = (parts: {
  archive: Pick<Archive, 'get' | 'newest' | 'names'>
  stores: Pick<Stores, 'open' | 'openSets'>
  queue: Pick<Queue<DeliveryJob>, 'add' | 'running'>
  platforms: DelivererParts['platforms']
  remember: DelivererParts['remember']
  /** For how long (ms) after its beginning a delivery is corrected. Default: a week. */
  correctFor?: number
  whenUnknown?: DelivererParts['whenUnknown']
  /**
   * Makes the lease of a name, which one process at a time can hold. Given where several processes share the work: then the job of an issue that is
   * not in this process's archive yet is retried, and clocks may differ by `SKEW`.
   */
  lease?: (name: string) => Lease
  clock: Clock
  log: Log
}): Delivery => {
  const { archive, stores, queue, platforms, remember, correctFor = WEEK, whenUnknown = 'leave', lease, clock, log } = parts
  const isShared = lease !== undefined
  const ledger = createLedger({
    parts: stores.open('ledger', { durable: true }),
    chats: stores.open('ledger-got', { durable: true }),
    holders: stores.openSets('ledger-holders', { durable: true }),
    clock,
  })
  const changes = createChanges(stores.open('subscription-changes'))
  const subscriptions = createSubscriptions({
    store: stores.open('subscriptions', { durable: true }),
    moves: stores.open('subscription-moves', { durable: true }),
    threads: stores.open('subscription-threads', { durable: true }),
    ledger,
    clock,
    changed: (key) => changes.note(key),
  })
  const turns = createTurns({ clock, ...(lease === undefined ? {} : { lease }) })
  const weeks = createWeeks(stores.open('weeks', { durable: true }))
  const { compose, wants, isWithdrawn } = createComposer({ archive, weeks })
  const composeToSend: Compose = async (subscription, uid, mark) => {
    const doc = await compose(subscription, uid, mark)
    if (doc === undefined && isShared) throw new Error(`the issue ${uid} is not in the archive yet`)
    return doc
  }
  const waiting = createWaiting({ archive, ledger, weeks, wants, skew: isShared ? SKEW : 0, clock })
  const losses = createLosses({ platforms, subscriptions, told: stores.open('told'), log })
  const sendCorrections = createCorrections({ subscriptions, ledger, weeks, queue, correctFor, clock })
  const giveUp = createGivingUp({ subscriptions, ledger, turns })
  return {
    subscriptions,
    schedule: createSchedule({ subscriptions, changes, queue, state: stores.open('schedule'), due: waiting.jobs, clock, log }),
    due: waiting.issues,
    compose,
    recent: createRecent({ ledger, queue, subscriptions, clock }),
    lose: (scope, why) => losses.lose(scope, why),
    async correct(uid) {
      const editions = languages.flatMap((language) => archive.get(uid, language) ?? [])
      const read = (language: string) => editions.find(({ issue }) => issue.edition === language)
      const first = read('en') ?? archive.get(uid)
      if (first === undefined || [first, ...editions].every(({ filedAt, changedAt }) => changedAt <= filedAt)) return
      await sendCorrections(uid, (locale) => read(supported(locale)) ?? first)
    },
    failed(job, error) {
      log.error('a delivery failed', { job: job.id, error })
      const { kind, uid } = job.data
      // The schedule queues a daily digest again, but no weekly one and no correction, so they are queued here, until they are too old.
      if (kind === 'digest' && (dayOfWeekUid(uid) === undefined || error instanceof ProcessDied || isTooLate(job.data, clock.now()))) return
      const ending = error instanceof ProcessDied ? giveUp(job) : queue.add(job)
      ending.catch((error: unknown) => log.warn('it is not tried again', { job: job.id, error }))
    },
    deliver: createDeliverer({
      platforms,
      subscriptions,
      ledger,
      losses,
      turns,
      compose: composeToSend,
      version: archive.names,
      isWithdrawn,
      remember,
      correctFor,
      whenUnknown,
      clock,
      log,
    }),
  }
}
