/** One part of a digest: the only place that sends one, or changes one that was sent. */
import type { Clock } from '../clock.ts'
import { Forbidden, Gone, Moved, OperatorError, Rejected, RetryLater, messageOf } from '../errors.ts'
import type { Log } from '../log.ts'
import type { MessageRef, Payload, Platform } from '../platforms/platform.ts'
import type { Ledger } from './ledger.ts'
import { clean, partId, payloadHash, stands } from './part.ts'
import type { Part, PartName } from './part.ts'
import { SKEW } from './timing.ts'

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
  /** It is to be published once it is posted. */
  publication?: 'due'
}

/** What is on its way into the ledger: `done` resolves when it would survive a crash. */
export interface Noting {
  done: Promise<unknown>
}

/** Nothing is. */
export const NOTED: Noting = { done: Promise.resolve() }

/** How long (ms) to wait for another worker that has the same part in hand. */
const ANOTHER_WORKER = 5000

/**
 * Makes sure that a part stands in the chat as it is wanted. `known`: what the ledger has of it. `before`: what is being noted of the part before,
 * which is written together with the intent to send this one, and like that before it is sent.
 */
export const bring = async (wanted: Wanted, known: Part | undefined, before: Noting, parts: BringParts): Promise<Noting> => {
  if (known !== undefined || parts.platform.announces === true) await before.done
  if (known !== undefined) return goOn(wanted, known, parts)
  const { payload, ...name } = wanted
  return post(wanted, parts, async () => {
    const [begun] = await Promise.all([parts.ledger.begin({ ...name, hash: payloadHash(payload) }), before.done])
    if (begun === undefined) throw new RetryLater(ANOTHER_WORKER)
    return begun
  })
}

/** The same for a part that the ledger knows. */
const goOn = async (wanted: Wanted, known: Part, parts: BringParts): Promise<Noting> => {
  const { ledger, missing, log } = parts
  switch (known.state) {
    case 'sent':
    case 'edited':
      return edit(known, wanted, parts)
    case 'unknown':
    case 'rejected':
      return NOTED
    case 'planned':
    case 'gone':
      return post(wanted, parts, () => ledger.advance(known, 'sending', now(wanted)))
    case 'sending': {
      // Another worker may have ended it since it was read.
      const latest = await ledger.part(known)
      if (latest !== undefined && latest.state !== 'sending') return goOn(wanted, latest, parts)
      const outcome = await resolve(latest ?? known, parts)
      if (outcome === 'again') return postAgain(wanted, parts, () => ledger.advance(known, 'sending'))
      if (outcome === 'anew') {
        const { triedAt: _, ...untried } = known
        return post(wanted, parts, () => ledger.advance(untried, 'sending', now(wanted)))
      }
      if (outcome !== 'unknown') return edit(await ledger.advance(clean(known), 'sent', { message: outcome }), wanted, parts)
      log.warn('a part may be missing: whether it was posted is not known, and it is not repeated', where(wanted))
      // First, so that a process which dies over it is not the end of it.
      await missing(known)
      return { done: ledger.advance(known, 'unknown', { why: 'whether it was posted is not known' }) }
    }
    default:
      return known.state satisfies never
  }
}

const where = ({ target, uid, number }: PartName) => ({ target, uid, part: number + 1 })
/** What is noted with a part that is sent now. */
const now = ({ of, payload, content, publication }: Wanted) => ({
  of,
  hash: payloadHash(payload),
  ...(content === undefined ? {} : { content }),
  ...(publication === undefined ? {} : { publication }),
})

/**
 * What is to be done about a part over which a process died, or whose answer got lost: `again`, for a repetition is recognized; `anew`, for it
 * is certain that nothing was posted, or the operator would have it so; nothing, `unknown`; or it stands, and is this message.
 */
const resolve = async (part: Part, { platform, whenUnknown, clock }: BringParts): Promise<'again' | 'anew' | 'unknown' | MessageRef> => {
  const triedAt = part.triedAt ?? part.at
  const ago = clock.now() - triedAt
  // Noted by a clock that was ahead and has been set back: how long ago that was is not known.
  const isDated = ago > -SKEW
  const found = (isDated ? await platform.find?.(part.target, partId(part), triedAt) : undefined) ?? 'unknown'
  // Only where it is not seen: by another machine's clock it may be longer ago, and a repetition no longer recognized.
  if (isDated && typeof found === 'string' && ago < platform.dedupeWindow) return 'again'
  if (found === 'absent') return 'anew'
  return found === 'unknown' && whenUnknown === 'repeat' ? 'anew' : found
}

/** Notes the intent to send a part, and returns the part as it was noted. */
type Intend = () => Promise<Part>

/** Sends it, and notes what came of that. A refused part ends here; what the whole delivery must know of is thrown on. */
const post = async (wanted: Wanted, parts: BringParts, intend: Intend): Promise<Noting> => {
  const sent = await send(wanted, parts, intend, isUnsent)
  return sent === undefined ? NOTED : { done: parts.ledger.advance(...sent) }
}

/** The same for a part that may stand there: then its message is the one of the first try, and holds what was sent then, which stays noted. */
const postAgain = async (wanted: Wanted, parts: BringParts, intend: Intend): Promise<Noting> => {
  const sent = await send(wanted, parts, intend, () => false)
  return sent === undefined ? NOTED : edit(await parts.ledger.advance(...sent), wanted, parts)
}

/**
 * `isUnsent`: whether an error makes it certain that nothing was posted, now and before. Returns what is to be noted of a part that was posted;
 * `undefined`: it was refused.
 */
const send = async (
  wanted: Wanted,
  { platform, ledger, log }: BringParts,
  intend: Intend,
  isUnsent: (error: unknown) => boolean,
): Promise<Parameters<Ledger['advance']> | undefined> => {
  const { payload } = wanted
  let begun: Part | undefined
  const starts = async (): Promise<void> => {
    // A request that was refused for its pace goes out again.
    begun ??= await intend()
  }
  try {
    if (platform.announces !== true) await starts()
    const message = await platform.post(wanted.target, payload, partId(wanted), starts)
    return [clean(begun ?? (await intend())), 'sent', { message }]
  } catch (error) {
    if (begun === undefined) throw error
    if (error instanceof Gone) await ledger.advance(begun, 'gone', { why: error.message })
    else if (isUnsent(error)) await ledger.advance(begun, 'planned', error instanceof Forbidden ? { why: error.message } : {})
    else if (error instanceof Rejected && !(error instanceof Forbidden)) {
      log.error('a part was rejected', { ...where(wanted), why: error.message, payload })
      await ledger.advance(begun, 'rejected', { why: error.message, payload })
      return undefined
    } else {
      // The message may have arrived, now or at the try before.
      await ledger.advance(begun, 'sending', { why: messageOf(error) })
    }
    throw error
  }
}

const edit = async (sent: Part, wanted: Wanted, { platform, ledger, log }: BringParts): Promise<Noting> => {
  const hash = payloadHash(wanted.payload)
  if (!stands(sent) || sent.hash === hash || sent.message === undefined) return NOTED
  try {
    await platform.edit(sent.message, wanted.payload)
  } catch (error) {
    // In a chat that moved, what was posted before is out of reach.
    const isOut = error instanceof Moved && error.to === sent.target.chat
    if (!(error instanceof Rejected || isOut) || error instanceof Forbidden) throw error
    log.warn('a posted part could not be corrected', { ...where(wanted), why: error.message })
    // Not tried again with the same content.
    return { done: ledger.advance(clean(sent), sent.state, { hash, of: wanted.of, why: error.message }) }
  }
  return { done: ledger.advance(clean(sent), 'edited', { hash, of: wanted.of }) }
}

/** Whether it is certain that no message came of a post: a flood wait, a chat that moved, a right or a token that is missing. */
const isUnsent = (error: unknown): boolean =>
  error instanceof RetryLater || error instanceof Moved || error instanceof OperatorError || error instanceof Forbidden
