/** Limits the tokens that a model may use in a day (UTC): for each asker, for each chat or server, and for all together. */
import { createHash } from 'node:crypto'
import type { Clock } from '../clock.ts'
import type { Store } from '../stores/store.ts'
import type { Budget, Question } from './answer.ts'

/** What was used of a budget on a day. */
export interface Tally {
  tokens: number
  /** How many questions a model was asked. */
  asked: number
  /** How many questions were answered from the cache. */
  cached: number
}

/** Tokens a day; 0: no limit. */
export type Limits = Readonly<Record<Budget, number>>

/** Whether a model may be asked; if not, which budget is used up, and until when (epoch milliseconds). */
export type Permit =
  /** `settle` replaces the tokens set aside by those used. */
  { granted: true; settle(tokens: number): Promise<void> } | { granted: false; budget: Budget; renews: number }

export interface Budgets {
  /** Sets tokens aside before a model is asked, if all budgets have as many left. */
  take(asker: Question['asker'], tokens: number): Promise<Permit>
  /** Counts an answer from the cache. */
  cached(asker: Question['asker']): Promise<void>
  usage(asker: Question['asker']): Promise<Usage>
}

export interface Usage {
  limits: Limits
  /** `user` and `chat` are absent where there is no asker. */
  user?: Tally
  chat?: Tally
  all: Tally
  /** When the budgets renew, in epoch milliseconds. */
  renews: number
}

const DAY = 24 * 60 * 60_000
const hash = (of: string): string => createHash('sha256').update(of).digest('base64url').slice(0, 22)

const NOTHING: Tally = { tokens: 0, asked: 0, cached: 0 }

/** The budgets of an asker with their keys, the narrowest first: that one is named when several are used up. */
const keysOf = (asker: Question['asker'], day: string): [Budget, string][] => [
  ...(['user', 'chat'] as const).flatMap((budget): [Budget, string][] =>
    asker ? [[budget, `${day} ${budget} ${hash(`${day} ${asker[budget]}`)}`]] : [],
  ),
  ['all', `${day} all`],
]

/**
 * Counts in a store, where askers are hashes that change daily and expire after two days. Within a process all changes run one after the other. Two
 * processes that write a tally at the same moment may lose the tokens of one question.
 */
export const createBudgets = ({ store, limits, clock }: { store: Store<Tally>; limits: Limits; clock: Clock }): Budgets => {
  let queue: Promise<unknown> = Promise.resolve()
  const inLine = <T>(work: () => Promise<T>): Promise<T> => {
    const done = queue.then(work)
    queue = done.catch(() => undefined)
    return done
  }
  const today = (): string => new Date(clock.now()).toISOString().slice(0, 10)
  const renews = (): number => (Math.floor(clock.now() / DAY) + 1) * DAY
  const read = async (key: string): Promise<Tally> => (await store.get(key)) ?? NOTHING
  const add = async (asker: Question['asker'], day: string, more: Partial<Tally>): Promise<void> => {
    for (const [, key] of keysOf(asker, day)) {
      const held = await read(key)
      const { tokens = 0, asked = 0, cached = 0 } = more
      await store.set(key, { tokens: Math.max(0, held.tokens + tokens), asked: held.asked + asked, cached: held.cached + cached }, 2 * DAY)
    }
  }
  return {
    take: (asker, tokens) =>
      inLine(async () => {
        const day = today()
        for (const [budget, key] of keysOf(asker, day))
          if (limits[budget] > 0 && (await read(key)).tokens + tokens > limits[budget]) return { granted: false, budget, renews: renews() }
        await add(asker, day, { tokens, asked: 1 })
        return { granted: true, settle: (used) => inLine(() => add(asker, day, { tokens: used - tokens })) }
      }),
    cached: (asker) => inLine(() => add(asker, today(), { cached: 1 })),
    async usage(asker) {
      const tallies: Partial<Record<Budget, Tally>> = {}
      for (const [budget, key] of keysOf(asker, today())) tallies[budget] = await read(key)
      return { limits, all: NOTHING, ...tallies, renews: renews() }
    },
  }
}
