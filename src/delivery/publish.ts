/** Publishes posted parts to the chat's followers (of a Discord announcement channel), once all parts are posted. */
import { Forbidden, Gone, Moved, Rejected, RetryLater } from '../errors.ts'
import type { Log } from '../log.ts'
import type { MessageRef, Platform } from '../platforms/platform.ts'
import type { Ledger } from './ledger.ts'
import { FORBIDDEN, type Losses } from './losses.ts'
import { type Part, clean, stands } from './part.ts'
import type { Subscription } from './subscriptions.ts'

export interface PublishParts {
  platform: Pick<Platform, 'publish'>
  ledger: Pick<Ledger, 'part' | 'parts' | 'advance'>
  /** Runs a task in the chat's turn, so that no other task changes its parts meanwhile. */
  inTurn: (task: () => Promise<void>) => Promise<void>
  losses: Pick<Losses, 'unpublished'>
  /** Whether the delivery is too old to retry after a missing permission or a failure of the platform. */
  isLate: boolean
  isWithdrawn: boolean
  log: Log
}

const FAILED = 'publishing it failed'
/** How often (ms) publishing is retried after a failure, until it is too late. The job's own attempts would be used up within the hour. */
const RETRY_EVERY = 300_000
const UNFOLLOWABLE = 'nobody can follow this chat: in Discord that takes an announcement channel'

/**
 * Publishes the parts of a digest that are due, in order, and stores each outcome, so that a repeated call resumes. Failures do not affect the posts.
 * @throws RetryLater, also after a failure that is to be retried; Gone; Moved
 */
export const publishParts = async (subscription: Subscription, uid: string, parts: PublishParts): Promise<void> => {
  const { target, publish } = subscription
  const { ledger, log, isWithdrawn } = parts
  /** Why all remaining parts are dropped, if they are. */
  let over = isWithdrawn ? 'the issue was withdrawn' : publish === true ? undefined : 'publishing was switched off'
  for (const part of (await ledger.parts(target, uid)).filter(isDue)) {
    const why = over ?? (await publishPart(part, subscription, parts))
    if (why === UNFOLLOWABLE) over = why
    if (why !== undefined) log.warn('a part was not published', { target, uid, part: part.number + 1, why })
    await note(part, why === undefined ? { publication: 'published' } : { publication: 'dropped', why }, parts)
  }
}

type Posted = Part & { message: MessageRef }

const isDue = (part: Part): part is Posted => stands(part) && part.publication === 'due' && part.message !== undefined

/** Stores a change of a part, which is read again, because a correction may have changed it meanwhile. */
const note = ({ target, uid, number }: Posted, change: Pick<Partial<Part>, 'publication' | 'why'>, parts: PublishParts): Promise<void> =>
  parts.inTurn(async () => {
    const part = await parts.ledger.part({ target, uid, number })
    if (part !== undefined) await parts.ledger.advance(clean(part), part.state, change)
  })

/** Publishes a part. Returns why it is dropped, or undefined when it is published. */
const publishPart = async (part: Posted, subscription: Subscription, parts: PublishParts): Promise<string | undefined> => {
  const { platform, losses, isLate, log } = parts
  try {
    return (await platform.publish?.(part.message)) === true ? undefined : UNFOLLOWABLE
  } catch (error) {
    if (error instanceof RetryLater || error instanceof Gone || error instanceof Moved) throw error
    const why = error instanceof Rejected ? error.message : FAILED
    if (isLate || (error instanceof Rejected && !(error instanceof Forbidden))) return why
    await note(part, { why }, parts)
    if (error instanceof Forbidden) await losses.unpublished(subscription, error)
    else log.warn('a part could not be published; trying again', { target: part.target, uid: part.uid, part: part.number + 1, error })
    throw new RetryLater(error instanceof Forbidden ? FORBIDDEN.every : RETRY_EVERY, { cause: error })
  }
}
