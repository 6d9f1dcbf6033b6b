/** One part of a digest: the only place that sends one, or changes one that was sent. */
import type { Clock } from '../clock.ts'
import { Forbidden, Gone, Moved, OperatorError, Rejected, RetryLater } from '../errors.ts'
import type { Log } from '../log.ts'
import type { MessageRef, Payload, Platform } from '../platforms/platform.ts'
import type { Ledger } from './ledger.ts'
import { partId, payloadHash, stands } from './part.ts'
import type { Part, PartName } from './part.ts'

export interface BringParts {
  platform: Platform
  ledger: Pick<Ledger, 'part' | 'begin' | 'advance'>
  /** What to do about a part that may have been posted, where the platform cannot tell: say so and leave it, or send it again. */
  whenUnknown: 'leave' | 'repeat'
  /** Is told of a part that was left. */
  missing: (part: Part) => Promise<void>
  clock: Clock
  log: Log
}

/** What is to stand in the chat. `content`: see `Part`; of the first part only. */
export interface Wanted extends PartName {
  payload: Payload
  of: number
  content?: string
}

/** How long (ms) to wait for another worker that has the same part in hand. */
const ANOTHER_WORKER = 5000

/** Makes sure that a part stands in the chat as it is wanted. `known`: what the ledger has of it. */
export const bring = async (wanted: Wanted, known: Part | undefined, parts: BringParts): Promise<void> => {
  const { ledger, missing, log } = parts
  if (known === undefined) {
    const { payload, ...name } = wanted
    const begun = await ledger.begin({ ...name, hash: payloadHash(payload) })
    if (begun === undefined) throw new RetryLater(ANOTHER_WORKER)
    return settle(await post(begun, wanted, parts, 'first'), wanted, parts)
  }
  switch (known.state) {
    case 'sent':
    case 'edited':
      return edit(known, wanted, parts)
    case 'unknown':
    case 'rejected':
      return
    case 'planned':
    case 'gone':
      return settle(await post(await ledger.advance(known, 'sending', now(wanted)), wanted, parts, 'first'), wanted, parts)
    case 'sending': {
      // Another worker may have ended it since it was read.
      const latest = await ledger.part(known)
      if (latest !== undefined && latest.state !== 'sending') return bring(wanted, latest, parts)
      const outcome = await resolve(latest ?? known, parts)
      // What was sent then stays noted: that is what a recognized repetition stands for.
      if (outcome === 'again') return settle(await post(await ledger.advance(known, 'sending'), wanted, parts, 'again'), wanted, parts)
      if (outcome === 'anew') {
        const { triedAt: _, ...untried } = known
        return settle(await post(await ledger.advance(untried, 'sending', now(wanted)), wanted, parts, 'first'), wanted, parts)
      }
      if (outcome !== 'unknown') return settle(await ledger.advance(known, 'sent', { message: outcome }), wanted, parts)
      log.warn('a part may be missing: whether it was posted is not known, and it is not repeated', where(wanted))
      // First, so that a process which dies over it is not the end of it.
      await missing(known)
      await ledger.advance(known, 'unknown', { why: 'whether it was posted is not known' })
      return undefined
    }
    default:
      known.state satisfies never
  }
}

const where = ({ target, uid, number }: PartName) => ({ target, uid, part: number + 1 })
/** What is noted with a part that is sent now. */
const now = ({ of, payload, content }: Wanted) => ({ of, hash: payloadHash(payload), ...(content === undefined ? {} : { content }) })

/**
 * What is to be done about a part over which a process died, or whose answer got lost: `again`, for a repetition is recognized; `anew`, for it
 * is certain that nothing was posted, or the operator would have it so; nothing, `unknown`; or it stands, and is this message.
 */
const resolve = async (part: Part, { platform, whenUnknown, clock }: BringParts): Promise<'again' | 'anew' | 'unknown' | MessageRef> => {
  const triedAt = part.triedAt ?? part.at
  if (clock.now() - triedAt < platform.dedupeWindow) return 'again'
  const found = (await platform.find?.(part.target, partId(part), triedAt)) ?? 'unknown'
  if (found === 'absent') return 'anew'
  return found === 'unknown' && whenUnknown === 'repeat' ? 'anew' : found
}

/** Sends it, and notes what came of that. A refused part ends here; what the whole delivery must know of is thrown on. */
const post = async (
  begun: Part,
  wanted: Wanted,
  { platform, ledger, log }: BringParts,
  time: 'first' | 'again',
): Promise<Part | undefined> => {
  const { payload } = wanted
  let message: MessageRef
  try {
    message = await platform.post(wanted.target, payload, partId(wanted))
  } catch (error) {
    if (error instanceof Gone) await ledger.advance(begun, 'gone', { why: error.message })
    // An earlier try may have arrived; that one said nothing.
    else if (isUnsent(error) && time === 'first')
      await ledger.advance(begun, 'planned', error instanceof Forbidden ? { why: error.message } : {})
    else if (error instanceof Rejected && !(error instanceof Forbidden)) {
      log.error('a part was rejected', { ...where(wanted), why: error.message, payload })
      await ledger.advance(begun, 'rejected', { why: error.message, payload })
      return undefined
    }
    // Otherwise it stays `sending`: the message may have arrived, now or at the try before.
    throw error
  }
  const { why: _, ...clean } = begun
  return ledger.advance(clean, 'sent', { message })
}

/** A repeated send may have returned the message of the first, which holds what was sent then. */
const settle = async (sent: Part | undefined, wanted: Wanted, parts: BringParts): Promise<void> => {
  if (sent !== undefined) await edit(sent, wanted, parts)
}

const edit = async (sent: Part, wanted: Wanted, { platform, ledger, log }: BringParts): Promise<void> => {
  const hash = payloadHash(wanted.payload)
  if (!stands(sent) || sent.hash === hash || sent.message === undefined) return
  const { why: _, ...clean } = sent
  try {
    await platform.edit(sent.message, wanted.payload)
  } catch (error) {
    // In a chat that moved, what was posted before is out of reach.
    const isOut = error instanceof Moved && error.to === sent.target.chat
    if (!(error instanceof Rejected || isOut) || error instanceof Forbidden) throw error
    log.warn('a posted part could not be corrected', { ...where(wanted), why: error.message })
    // Not tried again with the same content.
    await ledger.advance(clean, sent.state, { hash, of: wanted.of, why: error.message })
    return
  }
  await ledger.advance(clean, 'edited', { hash, of: wanted.of })
}

/** Whether it is certain that no message came of a post: a flood wait, a chat that moved, a right or a token that is missing. */
const isUnsent = (error: unknown): boolean =>
  error instanceof RetryLater || error instanceof Moved || error instanceof OperatorError || error instanceof Forbidden
