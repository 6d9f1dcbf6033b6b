/** What has a limit of its own, and the requests that wait for it. */
import type { Ask, Rank } from './pace.ts'
import { Window } from './window.ts'

export interface Job {
  ask: Ask
  send: () => Promise<unknown>
  tries: number
  outcome: PromiseWithResolvers<unknown>
}

export interface Lane extends Record<Rank, Job[]> {
  key: string
  isFree: boolean
  windows: readonly Window[]
  /** What the last answer said: replaces what was known beforehand. */
  told?: { remaining: number; until: number }
  blockedUntil: number
  passedAt: number
  isBusy: boolean
  /** Wakes it no more. */
  cancel: () => void
}

/** A lane that sent nothing for so long (ms) is not refused for its own pace; and for how long that is remembered. */
export const SUSPICION = 10_000

export const createLane = ({ lane: key, limits = [], isFree = false }: Ask): Lane => ({
  key,
  isFree,
  windows: limits.map((limit) => new Window(limit)),
  blockedUntil: Number.NEGATIVE_INFINITY,
  passedAt: Number.NEGATIVE_INFINITY,
  isBusy: false,
  interactive: [],
  bulk: [],
  cancel: () => {},
})

/** The earliest time for the next request, as far as the lane's own limits go. */
export const readyAt = ({ told, windows, blockedUntil }: Lane, now: number): number => {
  if (told !== undefined) return Math.max(blockedUntil, told.remaining > 0 || told.until <= now ? now : told.until)
  return Math.max(now, blockedUntil, ...windows.map((window) => window.readyAt(now)))
}

export const jobsOf = ({ interactive, bulk }: Lane): Job[] => [...interactive, ...bulk]

/** Whether anything is known of it that matters. */
export const isNeeded = (lane: Lane, now: number): boolean =>
  lane.isBusy ||
  jobsOf(lane).length > 0 ||
  now - lane.passedAt < SUSPICION ||
  Math.max(lane.blockedUntil, lane.told?.until ?? now) > now ||
  lane.windows.some((window) => !window.isEmpty(now))
