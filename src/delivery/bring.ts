/** Posts and edits single parts of digests. No other code does, so each post is preceded by an intent in the ledger. */
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
  /** What to do if it cannot be found out whether a part was posted: `leave` it and report it as missing, or `repeat` it. */
  whenUnknown: 'leave' | 'repeat'
  /** Called with each part that is left. */
  missing: (part: Part) => Promise<void>
  clock: Clock
  log: Log
}

/** A part as it should be in the chat. */
export interface Wanted extends PartName {
  payload: Payload
  /** How many parts the digest has. */
  of: number
  /** Only for the first part; see `Part`. */
  content?: string
  /** Whether the part is to be published once it is posted. */
  publication?: 'due'
}

/** A write to the ledger that is under way: `done` resolves when it would survive a crash. */
export interface Noting {
  done: Promise<unknown>
}

/** No write is under way. */
export const NOTED: Noting = { done: Promise.resolve() }

/** After how many milliseconds a job is retried if another worker has begun the same part. */
const ANOTHER_WORKER = 5000

/**
 * Posts, resumes or edits a part until it is in the chat as wanted. Idempotent. `known`: the part in the ledger. `before`: the write of the previous
 * part's outcome, which the store combines with the intent of this part; both are done before it is sent. Returns the write of this part's outcome.
 * @throws the platform's errors, except that the part was rejected, which is stored; RetryLater while another worker sends the part
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

/** `bring` for a part that is in the ledger. */
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
      // Another worker may have completed it since it was read.
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
      // Reported before the state changes, so that the report is repeated if the process dies in between.
      await missing(known)
      return { done: ledger.advance(known, 'unknown', { why: 'whether it was posted is not known' }) }
    }
    default:
      return known.state satisfies never
  }
}

const where = ({ target, uid, number }: PartName) => ({ target, uid, part: number + 1 })
/** The fields of a part that is about to be sent. */
const now = ({ of, payload, content, publication }: Wanted) => ({
  of,
  hash: payloadHash(payload),
  ...(content === undefined ? {} : { content }),
  ...(publication === undefined ? {} : { publication }),
})

/**
 * Decides how to resume a part in state `sending`, over which the process died or the platform's response was lost.
 * - `again`: send it once more; the platform still recognizes the repetition by the part's id.
 * - `anew`: send it as new; it was not posted, or the operator wants it repeated.
 * - `unknown`: leave it.
 * - a message: the part was posted as this message.
 */
const resolve = async (part: Part, { platform, whenUnknown, clock }: BringParts): Promise<'again' | 'anew' | 'unknown' | MessageRef> => {
  const triedAt = part.triedAt ?? part.at
  const ago = clock.now() - triedAt
  // The time is in the future if the clock was set back since; then the part's age is unknown.
  const isDated = ago > -SKEW
  const found = (isDated ? await platform.find?.(part.target, partId(part), triedAt) : undefined) ?? 'unknown'
  // Finding it comes first: with another machine's clock it may be older, and a repetition no longer recognized.
  if (isDated && typeof found === 'string' && ago < platform.dedupeWindow) return 'again'
  if (found === 'absent') return 'anew'
  return found === 'unknown' && whenUnknown === 'repeat' ? 'anew' : found
}

/** Stores the intent to send a part, and returns the part as stored. */
type Intend = () => Promise<Part>

/** Sends a part that is not in the chat, and stores the outcome. Throws all errors but a rejection of the part. */
const post = async (wanted: Wanted, parts: BringParts, intend: Intend): Promise<Noting> => {
  const sent = await send(wanted, parts, intend, isUnsent)
  return sent === undefined ? NOTED : { done: parts.ledger.advance(...sent) }
}

/** Sends a part that may be in the chat already: then the platform returns that message, which has the stored payload, and it is edited. */
const postAgain = async (wanted: Wanted, parts: BringParts, intend: Intend): Promise<Noting> => {
  const sent = await send(wanted, parts, intend, () => false)
  return sent === undefined ? NOTED : edit(await parts.ledger.advance(...sent), wanted, parts)
}

/**
 * Sends a part. `isUnsent` tells whether an error proves that nothing was posted, in this attempt or an earlier one. Returns the arguments of
 * `Ledger.advance` for a posted part, or undefined if it was rejected. Stores the outcome of any other error, and throws it.
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
    // Called again if the request is repeated because of a rate limit.
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
      // The message may have been posted, in this attempt or an earlier one.
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
    // After a chat has moved, its earlier messages cannot be edited.
    const isOut = error instanceof Moved && error.to === sent.target.chat
    if (!(error instanceof Rejected || isOut) || error instanceof Forbidden) throw error
    log.warn('a posted part could not be corrected', { ...where(wanted), why: error.message })
    // The hash is stored so that the edit is not retried with the same content.
    return { done: ledger.advance(clean(sent), sent.state, { hash, of: wanted.of, why: error.message }) }
  }
  return { done: ledger.advance(clean(sent), 'edited', { hash, of: wanted.of }) }
}

/** Whether an error proves that nothing was posted: a rate limit, a chat that moved, or a missing permission or token. */
const isUnsent = (error: unknown): boolean =>
  error instanceof RetryLater || error instanceof Moved || error instanceof OperatorError || error instanceof Forbidden
