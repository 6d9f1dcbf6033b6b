/** What is to stand in a chat of an issue, message by message: the digest as it is now, within the messages that it has there. */
import { type Doc, doc, emphasis, paragraph } from '../doc/nodes.ts'
import { t } from '../locales/index.ts'
import type { Log } from '../log.ts'
import type { Payload, Platform } from '../platforms/platform.ts'
import { fit } from './fit.ts'
import { type Part, mayStand, payloadHash } from './part.ts'
import type { Subscription } from './subscriptions.ts'

/** The digest of an issue for a subscription, with or without a mark that the issue changed; `undefined`: the issue is no longer there. */
export type Compose = (subscription: Subscription, uid: string, mark?: 'updated') => Promise<Doc | undefined>

export interface ContentParts {
  platform: Pick<Platform, 'render'>
  compose: Compose
  /** Keeps what the buttons of a doc stand for. */
  remember: (doc: Doc) => Promise<void>
  log: Log
}

export interface Content {
  payloads: Payload[]
  /** Of all payloads without the mark. */
  hash: string
  /** Some of another text is in the chat. */
  isChanged: boolean
}

/**
 * What is to stand in the chat; `undefined`: nothing, or nothing else than does. `known`: what the ledger has of it. `isClosed`: no further message is
 * to be posted.
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
  // What nobody has seen cannot have changed.
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
  // A message that is no longer needed says so, and is there should it be needed again.
  const surplus = platform.render(doc(note('digest.shorter'))).slice(0, 1)
  const posted = known.slice(0, known.findLastIndex(mayStand) + 1)
  return { payloads: [...payloads, ...posted.slice(payloads.length).flatMap(() => surplus)], hash, isChanged }
}
