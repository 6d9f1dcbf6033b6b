/**
 * Brings a digest to its chat, part by part. Each part is noted in the ledger before it is sent and after, so that a delivery that broke off
 * goes on at the first part that is not noted, and an issue that changed is edited in place.
 */
import type { Clock } from '../clock.ts'
import { doc, emphasis, paragraph } from '../doc/nodes.ts'
import type { Doc } from '../doc/nodes.ts'
import { Forbidden, Gone, Moved, RetryLater } from '../errors.ts'
import { t } from '../locales/index.ts'
import type { Payload, Platform } from '../platforms/platform.ts'
import type { Job } from '../queues/queue.ts'
import { NOTED, bring } from './bring.ts'
import type { BringParts } from './bring.ts'
import { fit } from './fit.ts'
import { createLanes } from './lanes.ts'
import type { Ledger } from './ledger.ts'
import type { Losses } from './losses.ts'
import { payloadHash, stands } from './part.ts'
import type { Part } from './part.ts'
import type { Subscription, SubscriptionBook } from './subscriptions.ts'

/** `digest`: posts what the chat has not got. `correction`: edits what it has of an issue that changed. */
export interface DeliveryJob {
  kind: 'digest' | 'correction'
  subscription: string
  uid: string
}

/** The digest of an issue for a subscription, with or without a mark that the issue changed; `undefined`: the issue is no longer there. */
export type Compose = (subscription: Subscription, uid: string, mark?: 'updated') => Promise<Doc | undefined>

export interface DelivererParts extends Pick<BringParts, 'whenUnknown' | 'clock' | 'log'> {
  platforms: Pick<ReadonlyMap<string, Platform>, 'get'>
  subscriptions: Pick<SubscriptionBook, 'byId' | 'move'>
  ledger: Ledger
  losses: Losses
  compose: Compose
  /** Whether its source took an issue back. */
  isWithdrawn: (subscription: Subscription, uid: string) => boolean
  /** Keeps what the buttons of a doc stand for. */
  remember: (doc: Doc) => Promise<void>
  /** How long (ms) after it was begun a delivery is corrected. */
  correctFor: number
}

/** How often (ms) a chat is tried in which the bot lacks a right, and until when: nobody waits for a digest older than that. */
const FORBIDDEN = { every: 3_600_000, most: 3 * 86_400_000 }

/** Makes the handler of delivery jobs. It may be run again for a job at any time, and throws what the queue is to try again. */
export const createDeliverer = (parts: DelivererParts): ((job: Job<DeliveryJob>) => Promise<void>) => {
  const { platforms, subscriptions, ledger, losses, clock, log } = parts
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
    const delivery = await ledger.delivery(target, uid)
    const isFinished = delivery?.finished === true
    if (kind === 'digest' && isFinished) return
    const isWithdrawn = parts.isWithdrawn(subscription, uid)
    const all = await ledger.parts(target, uid)
    // Of an issue that was withdrawn nothing more is posted.
    const known = isWithdrawn ? all.slice(0, all.findLastIndex(mayStand) + 1) : all
    if (kind === 'correction' && (!known.some(stands) || isTooOld(delivery?.at, parts.correctFor, clock))) return
    if (isWithdrawn && known.length === 0) {
      log.info('nothing delivered: the issue was withdrawn', { subscription: id, uid })
      return
    }
    const digest = await composed(subscription, uid, known, isFinished || isWithdrawn, platform, parts)
    if (digest === undefined) return
    const { edition = subscription.locale } = known[0] ?? {}
    const missing = (part: Part): Promise<void> => losses.missing(subscription, part)
    const bringing: BringParts = { ...parts, platform, missing }
    let noting = NOTED
    try {
      const of = digest.payloads.length
      for (const [number, payload] of digest.payloads.entries()) {
        const content = number === 0 && !digest.isChanged ? { content: digest.content } : {}
        noting = await bring({ target, uid, edition, number, of, payload, ...content }, known[number], noting, bringing)
      }
    } catch (error) {
      if (error instanceof Gone) return losses.lose(target, error.message)
      if (error instanceof Moved && error.to !== target.chat) {
        const to = { ...target, chat: error.to }
        await subscriptions.move({ platform: target.platform, chat: target.chat }, { platform: target.platform, chat: error.to })
        log.info('the chat moved; its subscription follows', { from: target, to })
        return deliver({ kind, subscription: id, uid })
      }
      if (error instanceof Forbidden) {
        log.warn('nothing delivered: the bot lacks a right in the chat', { target, uid, why: error.message })
        await losses.forbidden(subscription, error.message)
        if (isTooOld(delivery?.at, FORBIDDEN.most, clock)) return
        throw new RetryLater(FORBIDDEN.every, { cause: error })
      }
      throw error
    }
    if (digest.isChanged) {
      // Only now: a correction that broke off must find that the chat has not got it.
      await noting.done
      noting = { done: noteContent(target, uid, digest.content, ledger) }
    }
    await Promise.all([noting.done, isFinished ? undefined : ledger.finish(target, uid)])
    log.info(kind === 'digest' ? 'digest delivered' : 'correction delivered', { target, uid, parts: digest.payloads.length })
  }

  // One digest after another in a chat, or their parts would mingle.
  return async ({ data }) => inTurn(data.subscription, () => deliver(data))
}

const mayStand = (part: Part): boolean => stands(part) || part.state === 'sending'

const isTooOld = (since: number | undefined, most: number, clock: Clock): boolean => since !== undefined && clock.now() - since > most

interface Digest {
  payloads: Payload[]
  /** Of all payloads without the mark. */
  content: string
  /** Some of another text is in the chat. */
  isChanged: boolean
}

/** What is to stand in the chat, part by part; `undefined`: nothing, or nothing else than does. */
const composed = async (
  subscription: Subscription,
  uid: string,
  known: readonly Part[],
  isFinished: boolean,
  platform: Platform,
  { compose, remember, log }: DelivererParts,
): Promise<Digest | undefined> => {
  const plain = await compose(subscription, uid)
  if (plain === undefined) {
    log.warn('nothing delivered: the issue is no longer in the archive', { subscription: subscription.id, uid })
    return undefined
  }
  const unmarked = platform.render(plain)
  const content = payloadHash(unmarked)
  // What nobody has seen cannot have changed.
  const first = known.some(mayStand) ? known[0] : undefined
  const isChanged = first !== undefined && first.content !== content
  if (isFinished && !isChanged) return undefined
  if (!isChanged && first?.marked !== true) {
    await remember(plain)
    return { payloads: unmarked, content, isChanged }
  }
  const whole = (await compose(subscription, uid, 'updated')) ?? plain
  if (!isFinished) {
    await remember(whole)
    return { payloads: platform.render(whole), content, isChanged }
  }
  const note = (key: 'digest.cut' | 'digest.shorter') => paragraph(emphasis(t(subscription.locale, key)))
  const cut = fit(whole, known.length, (doc) => platform.render(doc), note('digest.cut'))
  await remember(cut)
  const payloads = platform.render(cut)
  // A message that is no longer needed says so, and is there should it be needed again.
  const surplus = platform.render(doc(note('digest.shorter'))).slice(0, 1)
  return { payloads: [...payloads, ...known.slice(payloads.length).flatMap(() => surplus)], content, isChanged }
}

const noteContent = async (target: Part['target'], uid: string, content: string, ledger: Ledger): Promise<void> => {
  const first = await ledger.part({ target, uid, number: 0 })
  if (first !== undefined && stands(first)) await ledger.advance(first, first.state, { content, marked: true })
}
