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
  spare: [],
  cancel: () => {},
})

/** The earliest time for the next request, as far as the lane's own limits go. */
export const readyAt = (lane: Lane, now: number): number => {
  const { told, blockedUntil } = lane
  const toldAt = told === undefined || told.remaining > 0 ? now : told.until
  return Math.max(now, blockedUntil, toldAt, ...windowsOf(lane).map((window) => window.readyAt(now)))
}

/** The windows that count beside what the last answer said. */
export const windowsOf = ({ told, windows }: Lane): readonly Window[] =>
  told === undefined ? windows : windows.filter(({ limit }) => limit.isUntold === true)

export const jobsOf = ({ interactive, bulk, spare }: Lane): Job[] => [...interactive, ...bulk, ...spare]

/** Whether anything is known of it that matters. */
export const isNeeded = (lane: Lane, now: number): boolean =>
  lane.isBusy ||
  jobsOf(lane).length > 0 ||
  now - lane.passedAt < SUSPICION ||
  Math.max(lane.blockedUntil, lane.told?.until ?? now) > now ||
  lane.windows.some((window) => !window.isEmpty(now))
