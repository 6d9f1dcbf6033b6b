/** Counts for the operator whether answers helped: one vote a person and answer. */
import { createHash } from 'node:crypto'
import type { Store } from '../stores/store.ts'
import { DAY } from '../issue/day.ts'

export const VOTES = ['up', 'down'] as const
export type Vote = (typeof VOTES)[number]

export interface Ratings {
  /** Counts a vote; it replaces an earlier one of the same person on the same answer. */
  rate(answer: string, user: string, vote: Vote): Promise<void>
  /** The votes of the last `RATED_DAYS` days. */
  totals(): Promise<Record<Vote, number>>
}

export const RATED_DAYS = 90

/**
 * Each vote is an entry of its own, so that counting needs no lock between processes. Its key is a hash of person and answer, which names neither.
 */
export const createRatings = (store: Store<Vote>): Ratings => ({
  rate: (answer, user, vote) =>
    store.set(
      createHash('sha256')
        .update(JSON.stringify([answer, user]))
        .digest('base64url'),
      vote,
      RATED_DAYS * DAY,
    ),
  async totals() {
    const totals = { up: 0, down: 0 }
    for await (const [, vote] of store.entries()) totals[vote] += 1
    return totals
  },
})
