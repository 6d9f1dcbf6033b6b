import type { DeliveryReport } from './ledger.ts'
import { type Publication, stands } from './part.ts'

/**
 * What came of a delivery, the worst first: `gone`, the chat could not be reached; `rejected`, some of it was refused; `unknown`, some of it may
 * be missing; `waiting`, it is not all sent; `corrected` and `delivered`, all of it stands.
 */
export type Outcome = 'gone' | 'rejected' | 'unknown' | 'waiting' | 'corrected' | 'delivered'

export interface Came {
  outcome: Outcome
  /** How far those are who follow the chat, the least of all parts; absent: they are to get nothing. */
  publication?: Publication
  /** What the platform said, where it said something. */
  why?: string
}

export const outcomeOf = ({ parts, finished }: Pick<DeliveryReport, 'parts' | 'finished'>): Came => {
  const publication = PUBLICATIONS.find((each) => parts.some((part) => stands(part) && part.publication === each))
  return { ...came(parts, finished), ...(publication === undefined ? {} : { publication }) }
}

const PUBLICATIONS = ['due', 'dropped', 'published'] as const satisfies readonly Publication[]

const came = (parts: DeliveryReport['parts'], finished: boolean): Omit<Came, 'publication'> => {
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
