/** Computes when subscriptions are due. */
import { DAY } from '../issue/day.ts'
import type { Subscription } from './subscriptions.ts'
import { isWithin, nextTimes } from './times.ts'

export const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const
export type Weekday = (typeof WEEKDAYS)[number]
/** The default day of weekly digests: the first after a whole week. */
export const WEEKLY: Weekday = 'monday'

/** `day`: a digest per day. A weekday: a weekly digest on that day. `arrival`: each issue as it arrives, within a window of hours. */
export const RHYTHMS = ['day', ...WEEKDAYS, 'arrival'] as const
export type Rhythm = (typeof RHYTHMS)[number]

export type Timing = Pick<Subscription, 'every' | 'hour' | 'until' | 'zone'>

/** How much (ms) the clocks of two machines may differ. */
export const SKEW = 150_000
const WEEK = 7 * DAY

export const isWeekly = (every: Rhythm): every is Weekday => every !== 'day' && every !== 'arrival'

const weekdayOf = (every: Rhythm): number | undefined => (isWeekly(every) ? (WEEKDAYS.indexOf(every) + 1) % 7 : undefined)

/**
 * The next `count` times (epoch ms) after `after` at which digests are due. With rhythm `arrival`, it is when the window opens, for the issues that
 * arrived while it was closed.
 */
export const runsAfter = ({ every, hour, zone }: Timing, after: number, count: number): number[] =>
  nextTimes(hour, zone, after, count, weekdayOf(every))

/** The last time (epoch ms) up to `now` at which a digest was due. */
export const lastRun = (timing: Timing, now: number): number => {
  const back = isWeekly(timing.every) ? WEEK + DAY : 2 * DAY
  return runsAfter(timing, now - back, 4).findLast((at) => at <= now) ?? now
}

/** Whether an issue that arrives at `now` (epoch ms) is delivered at once. */
export const isOpen = ({ every, hour, until, zone }: Timing, now: number): boolean =>
  every === 'arrival' && isWithin(hour, until ?? hour, zone, now)
