/** Passes what was posted on to those who follow the chat: part by part, once all of it stands there. */
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
  /** Runs a task while nothing else is noted of the chat. */
  inTurn: (task: () => Promise<void>) => Promise<void>
  losses: Pick<Losses, 'unpublished'>
  /** Nobody waits for it any more where a right is missing, or the platform fails. */
  isLate: boolean
  isWithdrawn: boolean
  log: Log
}

const FAILED = 'publishing it failed'
/** How often (ms) a platform that fails is asked again, until it is late: as an attempt of the job it would be given up within the hour. */
const AGAIN = 300_000
const UNFOLLOWABLE = 'nobody can follow this chat: in Discord that takes an announcement channel'

/**
 * Publishes the parts of a digest that are due, in order, and notes it. Done again, it goes on where it was. What is posted stays, whatever comes of it.
 * @throws RetryLater, Gone, Moved; all else is noted, or tried again after a while
 */
export const publishParts = async (subscription: Subscription, uid: string, parts: PublishParts): Promise<void> => {
  const { target, publish } = subscription
  const { ledger, log, isWithdrawn } = parts
  /** What holds for all that is left. */
  let over = isWithdrawn ? 'the issue was withdrawn' : publish === true ? undefined : 'publishing was switched off'
  for (const part of (await ledger.parts(target, uid)).filter(isDue)) {
    const why = over ?? (await passOn(part, subscription, parts))
    if (why === UNFOLLOWABLE) over = why
    if (why !== undefined) log.warn('a part was not published', { target, uid, part: part.number + 1, why })
    await note(part, why === undefined ? { publication: 'published' } : { publication: 'dropped', why }, parts)
  }
}

type Posted = Part & { message: MessageRef }

const isDue = (part: Part): part is Posted => stands(part) && part.publication === 'due' && part.message !== undefined

/** It may have been corrected meanwhile. */
const note = ({ target, uid, number }: Posted, change: Pick<Partial<Part>, 'publication' | 'why'>, parts: PublishParts): Promise<void> =>
  parts.inTurn(async () => {
    const part = await parts.ledger.part({ target, uid, number })
    if (part !== undefined) await parts.ledger.advance(clean(part), part.state, change)
  })

/** Says why it is not to be published, if it is not. */
const passOn = async (part: Posted, subscription: Subscription, parts: PublishParts): Promise<string | undefined> => {
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
    throw new RetryLater(error instanceof Forbidden ? FORBIDDEN.every : AGAIN, { cause: error })
  }
}
