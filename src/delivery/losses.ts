/**
 * Handles chats that cannot be reached, that lack a permission, or that may lack a part of a digest, and informs their subscribers.
 *
 * The subscriptions of a chat that cannot be reached are paused: it gets neither digests nor corrections. They stay paused when the bot returns,
 * until somebody subscribes again: then the chat gets, at the next hour, what is still due, and an interrupted digest is completed if its issue is
 * still due.
 */
import { doc, paragraph } from '../doc/nodes.ts'
import type { Forbidden } from '../errors.ts'
import { t } from '../locales/index.ts'
import type { MessageKey, Params } from '../locales/index.ts'
import type { Log } from '../log.ts'
import { targetKey } from '../platforms/platform.ts'
import type { Platform, Target } from '../platforms/platform.ts'
import type { Store } from '../stores/store.ts'
import { DAY } from '../issue/day.ts'
import { within } from './chats.ts'
import type { Part } from './part.ts'
import type { Subscription, SubscriptionBook } from './subscriptions.ts'

export interface Losses {
  /** Pauses the subscriptions of a target (without `thread`: of the whole chat) that cannot be reached, and informs the subscribers. */
  lose(scope: Target, why: string): Promise<void>
  /** Informs the subscriber that the bot lacks a permission to post, with how to grant it. */
  forbidden(subscription: Subscription, error: Pick<Forbidden, 'message' | 'mend'>): Promise<void>
  /** Informs the subscriber that the bot lacks a permission to publish, with how to grant it. */
  unpublished(subscription: Subscription, error: Pick<Forbidden, 'message' | 'mend'>): Promise<void>
  /** Informs the subscriber that a part may be missing and is not sent again. */
  missing(subscription: Subscription, part: Part): Promise<void>
}

export interface LossParts {
  platforms: Pick<ReadonlyMap<string, Platform>, 'get'>
  subscriptions: Pick<SubscriptionBook, 'list' | 'pause'>
  /** The occasions on which somebody was informed, so that it happens once. */
  told: Store<true>
  log: Log
}

/** A digest for which the bot lacks a permission is retried every `every` ms until `most` ms after its beginning, when an issue is no longer due. */
export const FORBIDDEN = { every: 3_600_000, most: 3 * DAY }
/** How long (ms) an occasion is kept since it last occurred: longer than a week, for weekly digests. */
const TOLD = 14 * DAY

export const createLosses = ({ platforms, subscriptions, told, log }: LossParts): Losses => {
  /** Sends the subscriber a private message, once per occasion. Failures are ignored, because the log has the same. */
  const tell = async ({ target, createdBy, locale }: Subscription, occasion: string, key: MessageKey, params: Params): Promise<void> => {
    const platform = platforms.get(target.platform)
    try {
      if (await told.get(occasion)) return await told.set(occasion, true, TOLD)
      const owner = await platform?.privateChat?.(createdBy)
      if (platform === undefined || owner === undefined) return
      // The lost chat is the subscriber's private one: they blocked the bot, and a failing request would count against its limits.
      if (key === 'notice.paused' && within(target, owner)) return
      const [payload] = platform.render(doc(paragraph(t(locale, key, { chat: targetKey(target), ...params }))))
      if (payload === undefined || !(await told.add(occasion, true, TOLD))) return
      await platform.post(owner, payload, occasion)
    } catch (error) {
      log.debug('whoever subscribed could not be told', { target, error })
    }
  }

  const tellRight = (
    occasion: 'forbidden' | 'unpublished',
    subscription: Subscription,
    { message, mend }: Pick<Forbidden, 'message' | 'mend'>,
  ): Promise<void> =>
    tell(subscription, `${occasion} ${subscription.id} ${message}`, `notice.${occasion}`, {
      why: mend === undefined ? message : t(subscription.locale, mend),
    })

  return {
    async lose(scope, why) {
      const lost = (await subscriptions.list(scope)).filter(({ target, paused }) => paused === undefined && within(target, scope))
      await subscriptions.pause(scope, why)
      for (const subscription of lost) {
        const { id, target, createdAt, resumedAt = createdAt } = subscription
        log.warn('subscription paused: the chat cannot be reached', { target, why })
        await tell(subscription, `paused ${id} ${resumedAt}`, 'notice.paused', { why })
      }
    },
    forbidden: (...right) => tellRight('forbidden', ...right),
    unpublished: (...right) => tellRight('unpublished', ...right),
    missing: (subscription, { uid, number }) =>
      tell(subscription, `missing ${subscription.id} ${uid} ${number}`, 'notice.missing', { part: number + 1 }),
  }
}
