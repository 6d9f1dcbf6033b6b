/** Whether answers helped: counted for the operator, once a person and answer. */
import { createHash } from 'node:crypto'
import type { Store } from '../stores/store.ts'

export const VOTES = ['up', 'down'] as const
export type Vote = (typeof VOTES)[number]

export interface Ratings {
  /** Counts a vote; another one of the same person on the same answer takes its place. */
  rate(answer: string, user: string, vote: Vote): Promise<void>
  /** Of the last `RATED_DAYS` days. */
  totals(): Promise<Record<Vote, number>>
}

export const RATED_DAYS = 90

/**
 * One entry a vote, which needs no lock to be counted once, whichever process takes it. The key is a hash: it knows the same person and answer again,
 * and names neither.
 */
export const createRatings = (store: Store<Vote>): Ratings => ({
  rate: (answer, user, vote) =>
    store.set(
      createHash('sha256')
        .update(JSON.stringify([answer, user]))
        .digest('base64url'),
      vote,
      RATED_DAYS * 24 * 60 * 60 * 1000,
    ),
  async totals() {
    const totals = { up: 0, down: 0 }
    for await (const [, vote] of store.entries()) totals[vote] += 1
    return totals
  },
})
