/** Makes the messages that a chat should have of an issue: the digest as it is now, fitted to the messages that were posted before. */
import { type Doc, doc, emphasis, paragraph } from '../doc/nodes.ts'
import { t } from '../locales/index.ts'
import type { Log } from '../log.ts'
import type { Payload, Platform } from '../platforms/platform.ts'
import { fit } from './fit.ts'
import { type Part, mayStand, payloadHash } from './part.ts'
import type { Subscription } from './subscriptions.ts'

/** Composes the digest of an issue for a subscription, with a mark if the issue was `updated`; undefined if the issue is not in the archive. */
export type Compose = (subscription: Subscription, uid: string, mark?: 'updated') => Promise<Doc | undefined>

export interface ContentParts {
  platform: Pick<Platform, 'render'>
  compose: Compose
  /** Stores what the buttons of a doc do. */
  remember: (doc: Doc) => Promise<void>
  log: Log
}

export interface Content {
  payloads: Payload[]
  /** The hash of all payloads without the mark. */
  hash: string
  /** Whether the chat has messages of another version. */
  isChanged: boolean
}

/**
 * The messages that the chat should have; undefined if there is nothing to post or edit. `known`: the parts in the ledger. `isClosed`: no further
 * message may be posted, so a longer digest is cut.
 */
export const contentOf = async (
  subscription: Subscription,
  uid: string,
  known: readonly Part[],
  isClosed: boolean,
  { platform, compose, remember, log }: ContentParts,
): Promise<Content | undefined> => {
  const plain = await compose(subscription, uid)
  if (plain === undefined) {
    log.warn('nothing delivered: the issue is no longer in the archive', { subscription: subscription.id, uid })
    return undefined
  }
  const unmarked = platform.render(plain)
  const hash = payloadHash(unmarked)
  // A digest of which nothing was posted is new, not changed.
  const first = known.some(mayStand) ? known[0] : undefined
  const isChanged = first !== undefined && first.content !== hash
  if (isClosed && !isChanged) return undefined
  if (!isChanged && first?.marked !== true) {
    await remember(plain)
    return { payloads: unmarked, hash, isChanged }
  }
  const whole = (await compose(subscription, uid, 'updated')) ?? plain
  const note = (key: 'digest.cut' | 'digest.shorter') => paragraph(emphasis(t(subscription.locale, key)))
  const shown = isClosed ? fit(whole, known.length, (doc) => platform.render(doc), note('digest.cut')) : whole
  await remember(shown)
  const payloads = platform.render(shown)
  // A posted message that is no longer needed is replaced by a note, not deleted, as a later correction may need it again.
  const surplus = platform.render(doc(note('digest.shorter'))).slice(0, 1)
  const posted = known.slice(0, known.findLastIndex(mayStand) + 1)
  return { payloads: [...payloads, ...posted.slice(payloads.length).flatMap(() => surplus)], hash, isChanged }
}
