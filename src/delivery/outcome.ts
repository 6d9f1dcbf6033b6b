import type { DeliveryReport } from './ledger.ts'
import { stands } from './part.ts'

/**
 * What came of a delivery, the worst first: `gone`, the chat could not be reached; `rejected`, some of it was refused; `unknown`, some of it may
 * be missing; `waiting`, it is not all sent; `corrected` and `delivered`, all of it stands.
 */
export type Outcome = 'gone' | 'rejected' | 'unknown' | 'waiting' | 'corrected' | 'delivered'

/** `why`: what the platform said, where it said something. */
export const outcomeOf = ({ parts, finished }: Pick<DeliveryReport, 'parts' | 'finished'>): { outcome: Outcome; why?: string } => {
  for (const state of ['gone', 'rejected', 'unknown'] as const) {
    const part = parts.find((part) => part.state === state)
    if (part !== undefined) return { outcome: state, ...because(part) }
  }
  if (!finished) return { outcome: 'waiting', ...because(parts.findLast((part) => !stands(part))) }
  return {
    outcome: parts.some(({ state }) => state === 'edited') ? 'corrected' : 'delivered',
    ...because(parts.find(({ why }) => why !== undefined)),
  }
}

const because = (part: { why?: string } | undefined): { why?: string } => (part?.why === undefined ? {} : { why: part.why })
