/**
 * Delivers a digest to a chat, part by part. The ledger gets the intent to send each part before it is sent, and the outcome after, so that an
 * interrupted delivery resumes at the first unsent part, and a changed issue is edited in place.
 */
import type { Clock } from '../clock.ts'
import { Forbidden, Gone, Moved, RetryLater } from '../errors.ts'
import type { Platform, Target } from '../platforms/platform.ts'
import type { Job } from '../queues/queue.ts'
import { DAY } from '../issue/day.ts'
import { NOTED, bring } from './bring.ts'
import type { BringParts, Wanted } from './bring.ts'
import { contentOf } from './content.ts'
import type { ContentParts } from './content.ts'
import type { Ledger } from './ledger.ts'
import { FORBIDDEN, type Losses } from './losses.ts'
import { mayStand, stands } from './part.ts'
import type { Part } from './part.ts'
import { publishParts } from './publish.ts'
import type { Subscription, SubscriptionBook } from './subscriptions.ts'
import type { Turns } from './turns.ts'
import { dayOfWeekUid } from './weeks.ts'

/** `digest`: posts what the chat lacks of an issue. `correction`: edits what it has of an issue that changed. */
export interface DeliveryJob {
  kind: 'digest' | 'correction'
  /** The subscription's id. */
  subscription: string
  /** The uid, or the `weekUid` of a weekly digest. */
  uid: string
  /** When (epoch ms) the job of a digest was made. */
  at?: number
}

export interface DelivererParts extends Pick<BringParts, 'whenUnknown' | 'clock' | 'log'>, Pick<ContentParts, 'compose' | 'remember'> {
  platforms: Pick<ReadonlyMap<string, Platform>, 'get'>
  subscriptions: Pick<SubscriptionBook, 'byId' | 'move'>
  ledger: Ledger
  losses: Losses
  /** The turns of chats, by the subscription's id. */
  turns: Turns
  /** Returns a value that is another one, by `!==`, whenever the archive has changed. */
  version: () => unknown
  /** Whether the issue was withdrawn by its source. */
  isWithdrawn: (subscription: Subscription, uid: string) => boolean
  /** For how long (ms) after its beginning a delivery is corrected. */
  correctFor: number
}

/** A correction waits while another worker sends a part: it retries after `every` ms, and takes that worker for dead after `most` ms. */
const SENDING = { every: 5000, most: 60_000 }

/** How old (ms) the job of a daily digest may get before anything is posted; after a long outage, nobody wants all the missed digests. */
const LATE = 3 * DAY
/** How long (ms) after the beginning of its day, in UTC, a weekly digest may be begun: in no zone as long as until the next, which has its issues then. */
const LATE_WEEK = 6 * DAY

/** Whether a digest of which nothing is posted is left out by now. */
export const isTooLate = ({ uid, at }: DeliveryJob, now: number): boolean => {
  const day = dayOfWeekUid(uid)
  return day === undefined ? now - (at ?? now) > LATE : now - Date.parse(day) > LATE_WEEK
}

/** Makes the handler of delivery jobs. It is idempotent, and throws the errors after which the queue is to retry the job. */
export const createDeliverer = (parts: DelivererParts): ((job: Job<DeliveryJob>) => Promise<void>) => {
  const { platforms, subscriptions, ledger, losses, turns, clock, log } = parts

  /** Delivers a job's digest in the chat's turn. Returns the function that publishes it, to be called after the turn. */
  const deliver = async (job: Job<DeliveryJob>): Promise<(() => Promise<unknown>) | undefined> => {
    const { kind, subscription: id, uid } = job.data
    const subscription = await subscriptions.byId(id)
    if (subscription === undefined || subscription.paused !== undefined) {
      log.info('nothing delivered: the subscription is gone or paused', { subscription: id, uid })
      return undefined
    }
    const { target, publish } = subscription
    // Checked before anything can fail, or a correction that always fails would be queued again forever.
    if (kind === 'correction' && (await isOlder(target, uid, parts.correctFor))) return undefined
    const platform = platforms.get(target.platform)
    if (platform === undefined) throw new Error(`${target.platform} is not running`)
    const version = parts.version()
    try {
      await bringAll(job, subscription, platform)
      // If the archive changed meanwhile, the correction went only to the chats that the ledger listed then.
      if (parts.version() !== version) await bringAll(job, subscription, platform)
    } catch (error) {
      return endWith(error, job, subscription)
    }
    if (publish === undefined) return undefined
    const isWithdrawn = parts.isWithdrawn(subscription, uid)
    const isLate = await isOlder(target, uid, FORBIDDEN.most)
    const publishing = { platform, ledger, losses, inTurn: (task: () => Promise<void>) => turns.wait(id, task), isLate, isWithdrawn, log }
    return () => publishParts(subscription, uid, publishing).catch((error: unknown) => endWith(error, job, subscription))
  }

  /** Makes sure that a chat has all parts in their current version. A finished delivery is only corrected. */
  const bringAll = async ({ id, data }: Job<DeliveryJob>, subscription: Subscription, platform: Platform): Promise<void> => {
    const { target, locale } = subscription
    const now = clock.now()
    const { kind, uid } = data
    const isWithdrawn = parts.isWithdrawn(subscription, uid)
    // Deliveries are kept for longer than parts: one that is finished stays so when its parts have expired.
    const [all, delivery] = await Promise.all([ledger.parts(target, uid), ledger.delivery(target, uid)])
    const { at: since = now, finished: isFinished = false } = delivery ?? {}
    const isCorrection = kind === 'correction' || isFinished
    // Nothing more is posted of a withdrawn issue or a finished delivery: the last parts are left out if they were never posted.
    const known = isWithdrawn || isFinished ? all.slice(0, all.findLastIndex(mayStand) + 1) : all
    if (isCorrection && (!known.some(stands) || now - since > parts.correctFor)) return
    if (known.some(({ givenUp }) => givenUp === id)) return
    // Another worker is sending a part and will go on; two of them would conflict.
    if (isCorrection && known.some((part) => isBeingSent(part, clock))) throw new RetryLater(SENDING.every)
    const isNew = !isCorrection && !known.some(mayStand)
    if (isNew && isTooLate(data, now)) return log.warn('nothing delivered: it is too late', { target, uid })
    if (isWithdrawn && known.length === 0) return log.info('nothing delivered: the issue was withdrawn', { target, uid })
    const content = await contentOf(subscription, uid, known, isFinished || isWithdrawn, { ...parts, platform })
    if (content === undefined) return
    const { edition = locale } = known[0] ?? {}
    const missing = (part: Part): Promise<void> => losses.missing(subscription, part)
    const bringing: BringParts = { ...parts, platform, missing }
    const of = content.payloads.length
    const publication = subscription.publish === true && platform.publish !== undefined ? { publication: 'due' as const } : {}
    let noting = NOTED
    for (const [number, payload] of content.payloads.entries()) {
      const wanted: Wanted = { target, uid, edition, number, of, payload, ...publication }
      if (number === 0 && !content.isChanged) wanted.content = content.hash
      noting = await bring(wanted, known[number], noting, bringing)
    }
    if (content.isChanged) {
      // Stored last, so that an interrupted correction is recognized as incomplete.
      await noting.done
      noting = { done: noteContent(target, uid, content.hash, ledger) }
    }
    await Promise.all([noting.done, isFinished ? undefined : ledger.finish(target, uid, now)])
    log.info(isCorrection ? 'correction delivered' : 'digest delivered', { target, uid, parts: of })
  }

  /** Whether a delivery was begun more than `most` milliseconds ago. */
  const isOlder = async (target: Target, uid: string, most: number): Promise<boolean> => {
    const { at } = (await ledger.delivery(target, uid)) ?? {}
    return at !== undefined && clock.now() - at > most
  }

  /** Handles the errors of a chat that cannot be posted to, and throws all others, after which the queue retries the job. */
  const endWith = async (error: unknown, job: Job<DeliveryJob>, subscription: Subscription): ReturnType<typeof deliver> => {
    const { target } = subscription
    if (error instanceof Gone) {
      await losses.lose(target, error.message)
      return undefined
    }
    if (error instanceof Moved && error.to !== target.chat) {
      const to = { ...target, chat: error.to }
      await subscriptions.move({ platform: target.platform, chat: target.chat }, { platform: target.platform, chat: error.to })
      log.info('the chat moved; its subscription follows', { from: target, to })
      return deliver(job)
    }
    if (error instanceof Forbidden) {
      log.warn('nothing delivered: the bot lacks a right in the chat', { target, uid: job.data.uid, why: error.message })
      await losses.forbidden(subscription, error)
      if (await isOlder(target, job.data.uid, FORBIDDEN.most)) return undefined
      throw new RetryLater(FORBIDDEN.every, { cause: error })
    }
    throw error
  }

  return async (job) => {
    // Publishing may take hours, and the chat's next digest must not wait for it.
    const publish = await turns.take(job.data.subscription, () => deliver(job))
    await publish?.()
  }
}

const isBeingSent = ({ state, at, triedAt = at }: Part, clock: Clock): boolean =>
  state === 'sending' && Math.abs(clock.now() - triedAt) < SENDING.most

const noteContent = async (target: Part['target'], uid: string, content: string, ledger: Ledger): Promise<void> => {
  const first = await ledger.part({ target, uid, number: 0 })
  if (first !== undefined && stands(first)) await ledger.advance(first, first.state, { content, marked: true })
}
