/**
 * What is done, and who is told, when a chat is lost, closed to the bot, or may lack a part of a digest.
 *
 * A chat that is lost has its subscription paused, and nothing is sent to it, corrections neither. What was not delivered by then is not made up
 * for when the bot returns, unless somebody subscribes there again: then what is still due comes at the next hour, as to a chat that missed days,
 * and a digest that broke off is finished, in as far as its issue is due.
 */
import { doc, paragraph } from '../doc/nodes.ts'
import type { Forbidden } from '../errors.ts'
import { t } from '../locales/index.ts'
import type { MessageKey, Params } from '../locales/index.ts'
import type { Log } from '../log.ts'
import { targetKey } from '../platforms/platform.ts'
import type { Platform, Target } from '../platforms/platform.ts'
import type { Store } from '../stores/store.ts'
import { within } from './chats.ts'
import type { Part } from './part.ts'
import type { Subscription, SubscriptionBook } from './subscriptions.ts'

export interface Losses {
  /** Pauses the subscriptions of a target (without `thread`: of the whole chat) that cannot be reached. */
  lose(scope: Target, why: string): Promise<void>
  /** The bot lacks a right; `why` says which, and how to grant it. */
  forbidden(subscription: Subscription, error: Pick<Forbidden, 'message' | 'mend'>): Promise<void>
  /** The same where what is posted cannot be published. */
  unpublished(subscription: Subscription, error: Pick<Forbidden, 'message' | 'mend'>): Promise<void>
  /** A part may be missing, and is not sent again. */
  missing(subscription: Subscription, part: Part): Promise<void>
}

export interface LossParts {
  platforms: Pick<ReadonlyMap<string, Platform>, 'get'>
  subscriptions: Pick<SubscriptionBook, 'list' | 'pause'>
  /** What was told, so that it is told once. */
  told: Store<true>
  log: Log
}

/** How often (ms) a chat is tried in which the bot lacks a right, and until when: nobody waits for a digest older than that. */
export const FORBIDDEN = { every: 3_600_000, most: 3 * 86_400_000 }
/** How long (ms) it is known that somebody was told, from the last occasion on: longer than from one weekly digest to the next. */
const TOLD = 14 * 86_400_000

export const createLosses = ({ platforms, subscriptions, told, log }: LossParts): Losses => {
  /** Tells whoever subscribed, in private, and once; where that is impossible, the log has said it. */
  const tell = async ({ target, createdBy, locale }: Subscription, occasion: string, key: MessageKey, params: Params): Promise<void> => {
    const platform = platforms.get(target.platform)
    try {
      if (await told.get(occasion)) return await told.set(occasion, true, TOLD)
      const owner = await platform?.privateChat?.(createdBy)
      if (platform === undefined || owner === undefined) return
      // Who has blocked the bot knows; a request would only count against us.
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
