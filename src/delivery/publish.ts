/** Passes what was posted on to those who follow the chat: part by part, once all of it stands there. */
import { Forbidden, Rejected, RetryLater } from '../errors.ts'
import type { Log } from '../log.ts'
import type { MessageRef, Platform } from '../platforms/platform.ts'
import type { Ledger } from './ledger.ts'
import type { Losses } from './losses.ts'
import { type Part, clean, stands } from './part.ts'
import type { Subscription } from './subscriptions.ts'

export interface PublishParts {
  platform: Pick<Platform, 'publish'>
  ledger: Pick<Ledger, 'parts' | 'advance'>
  losses: Pick<Losses, 'unpublished'>
  /** Nobody waits for it any more where a right is missing; else it is tried again after so many milliseconds. */
  isLate: boolean
  retryEvery: number
  isWithdrawn: boolean
  log: Log
}

const UNFOLLOWABLE = 'nobody can follow this chat: in Discord that takes an announcement channel'

/**
 * Publishes the parts of a digest that are due, in order, and notes it. Done again, it goes on where it was. What is posted stays, whatever comes of it.
 * @throws what the platform's `publish` does, but for refusals: those are noted, or tried again after a while
 */
export const publishParts = async (subscription: Subscription, uid: string, parts: PublishParts): Promise<void> => {
  const { target, publish } = subscription
  const { ledger, log, isWithdrawn } = parts
  const all = await ledger.parts(target, uid)
  /** What holds for all that is left. */
  let over = isWithdrawn ? 'the issue was withdrawn' : publish === true ? undefined : 'publishing was switched off'
  for (const part of all.filter(isDue)) {
    const why = over ?? (await passOn(part, subscription, parts))
    if (why === UNFOLLOWABLE) over = why
    if (why !== undefined) log.warn('a part was not published', { target, uid, part: part.number + 1, why })
    const publication = why === undefined ? 'published' : 'dropped'
    await ledger.advance(clean(part), part.state, { publication, ...(why === undefined ? {} : { why }) })
  }
}

type Posted = Part & { message: MessageRef }

const isDue = (part: Part): part is Posted => stands(part) && part.publication === 'due' && part.message !== undefined

/** Says why it is not to be published, if it is not. */
const passOn = async (
  part: Posted,
  subscription: Subscription,
  { platform, ledger, losses, isLate, retryEvery }: PublishParts,
): Promise<string | undefined> => {
  try {
    return (await platform.publish?.(part.message)) === true ? undefined : UNFOLLOWABLE
  } catch (error) {
    if (!(error instanceof Rejected)) throw error
    if (!(error instanceof Forbidden) || isLate) return error.message
    await ledger.advance(part, part.state, { why: error.message })
    await losses.unpublished(subscription, error)
    throw new RetryLater(retryEvery, { cause: error })
  }
}
