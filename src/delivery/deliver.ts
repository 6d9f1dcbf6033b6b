/**
 * Brings a digest to its chat, part by part. Each part is noted in the ledger before it is sent and after, so that a delivery that broke off
 * goes on at the first part that is not noted, and an issue that changed is edited in place.
 */
import type { Clock } from '../clock.ts'
import type { Doc } from '../doc/nodes.ts'
import { Gone, Moved, OperatorError, Rejected, RetryLater } from '../errors.ts'
import type { Log } from '../log.ts'
import type { MessageRef, Payload, Platform } from '../platforms/platform.ts'
import type { Job } from '../queues/queue.ts'
import { partId, payloadHash } from './ledger.ts'
import type { Ledger, Part, PartName } from './ledger.ts'
import type { Subscription, SubscriptionBook } from './subscriptions.ts'

/** `digest`: posts what the chat has not got. `correction`: the same for an issue that changed, where the chat got some of it. */
export interface DeliveryJob {
  kind: 'digest' | 'correction'
  subscription: string
  uid: string
}

export interface DelivererParts {
  platforms: Pick<ReadonlyMap<string, Platform>, 'get'>
  subscriptions: Pick<SubscriptionBook, 'byId' | 'pause' | 'move'>
  ledger: Ledger
  /** The digest of an issue for a subscription; `undefined`: the issue is no longer there. */
  compose: (subscription: Subscription, uid: string) => Promise<Doc | undefined>
  /** Keeps what the buttons of a doc stand for. */
  remember: (doc: Doc) => Promise<void>
  clock: Clock
  log: Log
}

/** How long (ms) to wait for another worker that has the same part in hand. */
const ANOTHER_WORKER = 5000

/** Makes the handler of delivery jobs. It may be run again for a job at any time, and throws what the queue is to try again. */
export const createDeliverer = (parts: DelivererParts): ((job: Job<DeliveryJob>) => Promise<void>) => {
  const { platforms, subscriptions, ledger, compose, remember, log } = parts
  const inTurn = createLanes()

  const deliver = async ({ kind, subscription: id, uid }: DeliveryJob): Promise<void> => {
    const subscription = await subscriptions.byId(id)
    if (subscription === undefined || subscription.paused !== undefined) {
      log.info('nothing delivered: the subscription is gone or paused', { subscription: id, uid })
      return
    }
    const { target } = subscription
    const platform = platforms.get(target.platform)
    if (platform === undefined) throw new Error(`${target.platform} is not running`)
    const known = await ledger.parts(target, uid)
    if (kind === 'correction' && !known.some(({ state }) => state === 'sent')) return
    const doc = await compose(subscription, uid)
    if (doc === undefined) {
      log.warn('nothing delivered: the issue is no longer in the archive', { subscription: id, uid })
      return
    }
    await remember(doc)
    // A chat that changed its language keeps the edition it began with: an issue is posted once.
    const edition = known[0]?.edition ?? subscription.locale
    const payloads = platform.render(doc)
    try {
      for (const [number, payload] of payloads.entries()) {
        const part = known.find((part) => part.number === number)
        await bring(platform, { target, uid, edition, number }, payload, payloads.length, part, parts)
      }
    } catch (error) {
      if (error instanceof Gone) {
        await subscriptions.pause(target, error.message)
        log.warn('subscription paused: the chat cannot be reached', { target, why: error.message })
        return
      }
      if (error instanceof Moved && error.to !== target.chat) {
        const to = { ...target, chat: error.to }
        await subscriptions.move({ platform: target.platform, chat: target.chat }, { platform: target.platform, chat: error.to })
        log.info('the chat moved; its subscription follows', { from: target, to })
        return deliver({ kind, subscription: id, uid })
      }
      throw error
    }
    log.info(kind === 'digest' ? 'digest delivered' : 'correction delivered', { target, uid, parts: payloads.length })
  }

  // One digest after another in a chat, or their parts would mingle.
  return async ({ data }) => inTurn(data.subscription, () => deliver(data))
}

/** Makes sure that a part stands in the chat with this payload. */
const bring = async (
  platform: Platform,
  name: PartName,
  payload: Payload,
  of: number,
  part: Part | undefined,
  { ledger, clock, log }: DelivererParts,
): Promise<void> => {
  const hash = payloadHash(payload)
  const where = { target: name.target, uid: name.uid, part: name.number + 1 }

  const post = async (): Promise<Part | undefined> => {
    const repeated = part?.state === 'sending' ? part : undefined
    const begun =
      repeated ??
      (part === undefined
        ? await ledger.begin({ ...name, of, hash })
        : await ledger.note({ ...name, of, hash, state: 'sending', triedAt: clock.now() }))
    if (begun === undefined) throw new RetryLater(ANOTHER_WORKER)
    let message: MessageRef
    try {
      message = await platform.post(name.target, payload, partId(name))
    } catch (error) {
      if (error instanceof Rejected || error instanceof Gone) {
        await ledger.note({ ...begun, of, hash, state: error instanceof Gone ? 'gone' : 'rejected', why: error.message })
      } else if (isUnsent(error) && repeated === undefined) {
        await ledger.note({ ...name, of, hash, state: 'planned' })
      }
      // Otherwise it stays `sending`: the message may have arrived, now or at the try before.
      if (!(error instanceof Rejected)) throw error
      log.error('a part was rejected', { ...where, why: error.message, payload })
      return undefined
    }
    // A repeated send may have returned the message of the first, which holds what was sent then.
    return ledger.note({ ...begun, of, state: 'sent', message })
  }

  const edit = async (sent: Part): Promise<void> => {
    if (sent.hash === hash || sent.message === undefined) return
    let why: string | undefined
    try {
      await platform.edit(sent.message, payload)
    } catch (error) {
      if (!(error instanceof Rejected)) throw error
      why = error.message
      log.warn('a posted part could not be corrected', { ...where, why })
    }
    await ledger.note({ ...sent, of, hash, ...(why === undefined ? {} : { why }) })
  }

  switch (part?.state) {
    case 'sent':
      return edit(part)
    case 'unknown':
    case 'rejected':
      return
    case 'sending':
      if (clock.now() - (part.triedAt ?? part.at) >= platform.dedupeWindow) {
        await ledger.note({ ...part, of, state: 'unknown', why: 'the outcome of sending it is not known' })
        log.warn('a part may be missing: whether it was posted is not known, and it is not repeated', where)
        return
      }
      break
    case undefined:
    case 'planned':
    case 'gone':
      break
    default:
      part?.state satisfies undefined
  }
  const sent = await post()
  if (sent !== undefined) await edit(sent)
}

/** Whether it is certain that no message came of a post: a flood wait, a chat that moved, a token that is refused. */
const isUnsent = (error: unknown): boolean => error instanceof RetryLater || error instanceof Moved || error instanceof OperatorError

/** Runs what has the same key one after another, and the rest side by side. */
const createLanes = (): (<T>(key: string, task: () => Promise<T>) => Promise<T>) => {
  const lanes = new Map<string, Promise<unknown>>()
  return async (key, task) => {
    const before = lanes.get(key) ?? Promise.resolve()
    const mine = before.then(task, task)
    lanes.set(key, mine)
    try {
      return await mine
    } finally {
      if (lanes.get(key) === mine) lanes.delete(key)
    }
  }
}
