/** The parts that bring digests to chats, put together: what the bot runs, and what a simulation replays. */
import type { Archive } from '../archive/archive.ts'
import type { Clock } from '../clock.ts'
import { type Composer, createComposer } from '../digest/compose.ts'
import { languages, supported } from '../locales/index.ts'
import type { Log } from '../log.ts'
import { ProcessDied, type Job, type Queue } from '../queues/queue.ts'
import type { Lease, Stores } from '../stores/store.ts'
import { createChanges } from './changes.ts'
import { createCorrections, createGivingUp } from './corrections.ts'
import type { Compose } from './content.ts'
import { type DelivererParts, type DeliveryJob, createDeliverer } from './deliver.ts'
import { createLedger } from './ledger.ts'
import { type Losses, createLosses } from './losses.ts'
import { type Recent, createRecent } from './recent.ts'
import { type Schedule, createSchedule } from './schedule.ts'
import { type SubscriptionBook, createSubscriptions } from './subscriptions.ts'
import { SKEW } from './timing.ts'
import { createTurns } from './turns.ts'
import { type Waiting, createWaiting } from './waiting.ts'
import { createWeeks } from './weeks.ts'

export interface Delivery {
  subscriptions: SubscriptionBook
  schedule: Schedule
  /** The issues (uids) that a subscription's chat would get now. */
  due: Waiting['issues']
  /** `mark`: it says when the issue changed. */
  compose: Composer['compose']
  /** What went where. */
  recent: Recent
  /** The bot lost a chat. */
  lose: Losses['lose']
  /** Sends the change of an issue that changed after it was filed. Done again, it changes nothing: a correction's job exists once. */
  correct(uid: string): Promise<void>
  /** The handler of the queue's jobs. */
  deliver(job: Job<DeliveryJob>): Promise<void>
  /** One has used up its attempts. */
  failed(job: Job<DeliveryJob>, error: unknown): void
}

const WEEK = 7 * 86_400_000

export const createDelivery = (parts: {
  archive: Pick<Archive, 'get' | 'newest' | 'names'>
  stores: Pick<Stores, 'open' | 'openSets'>
  queue: Pick<Queue<DeliveryJob>, 'add' | 'running'>
  platforms: DelivererParts['platforms']
  remember: DelivererParts['remember']
  /** How long (ms) after it was begun a delivery is corrected. Default: a week. */
  correctFor?: number
  whenUnknown?: DelivererParts['whenUnknown']
  /**
   * Where other processes read, listen and deliver too: the same name is the same lease. Then an issue that is not in the archive yet is tried again
   * until it is, and clocks may differ.
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
      if (job.data.kind === 'digest') return
      // A digest is due again. A correction is not, and the outage may end before it is too old.
      const ending = error instanceof ProcessDied ? giveUp(job) : queue.add(job)
      ending.catch((error: unknown) => log.warn('a correction is lost', { job: job.id, error }))
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
