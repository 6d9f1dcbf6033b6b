/** What a model may cost in a day (of UTC): tokens of each asker, of each chat or server, and of all together. */
import { createHash } from 'node:crypto'
import type { Clock } from '../clock.ts'
import type { Store } from '../stores/store.ts'
import type { Budget, Question } from './answer.ts'

/** What was used of a budget on a day. */
export interface Tally {
  tokens: number
  /** Questions that a model was asked. */
  asked: number
  /** Questions answered with what a model had written before. */
  cached: number
}

/** Tokens a day; 0: without a limit. */
export type Limits = Readonly<Record<Budget, number>>

export type Permit =
  /** `settle` says what it cost in the end, instead of what was set aside for it. */
  { granted: true; settle(tokens: number): Promise<void> } | { granted: false; budget: Budget; renews: number }

export interface Budgets {
  /** Sets tokens aside before a model is asked, unless a budget has not as many left. */
  take(asker: Question['asker'], tokens: number): Promise<Permit>
  /** Counts an answer that cost nothing. */
  cached(asker: Question['asker']): Promise<void>
  usage(asker: Question['asker']): Promise<Usage>
}

export interface Usage {
  limits: Limits
  /** The asker's own; absent for nobody. */
  user?: Tally
  chat?: Tally
  all: Tally
  /** Epoch milliseconds. */
  renews: number
}

const DAY = 24 * 60 * 60_000
const hash = (of: string): string => createHash('sha256').update(of).digest('base64url').slice(0, 22)

const NOTHING: Tally = { tokens: 0, asked: 0, cached: 0 }

/** The narrowest first: it is the one to name when several are used up. */
const keysOf = (asker: Question['asker'], day: string): [Budget, string][] => [
  ...(['user', 'chat'] as const).flatMap((budget): [Budget, string][] =>
    asker ? [[budget, `${day} ${budget} ${hash(`${day} ${asker[budget]}`)}`]] : [],
  ),
  ['all', `${day} all`],
]

/**
 * Counts in a store. Who asks is kept as a hash that differs from day to day, and for two days. Within a process nothing is lost or let through by two
 * at once; two processes that write one tally in the same moment may lose one question's tokens.
 */
export const createBudgets = ({ store, limits, clock }: { store: Store<Tally>; limits: Limits; clock: Clock }): Budgets => {
  let line: Promise<unknown> = Promise.resolve()
  const inLine = <T>(work: () => Promise<T>): Promise<T> => {
    const done = line.then(work)
    line = done.catch(() => undefined)
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
