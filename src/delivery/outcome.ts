/** Summarizes a delivery's parts in one outcome. */
import type { DeliveryReport } from './ledger.ts'
import { type Publication, stands } from './part.ts'

/**
 * The outcome of a delivery, the worst first.
 * - `gone`: the chat could not be reached.
 * - `rejected`: the platform refused a part.
 * - `unknown`: a part may be missing.
 * - `waiting`: not all parts are sent.
 * - `corrected`: all parts are posted, and some were edited since.
 * - `delivered`: all parts are posted.
 */
export type Outcome = 'gone' | 'rejected' | 'unknown' | 'waiting' | 'corrected' | 'delivered'

export interface Came {
  outcome: Outcome
  /** The publication to the chat's followers, by the part that is least advanced; absent if nothing is to be published. */
  publication?: Publication
  /** The reason that the platform gave, if any. */
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
