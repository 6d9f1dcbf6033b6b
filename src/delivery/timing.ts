/** When a subscription's digests are due. */
import type { Subscription } from './subscriptions.ts'
import { isWithin, nextTimes } from './times.ts'

export const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const
export type Weekday = (typeof WEEKDAYS)[number]
/** The day of a weekly digest where none is named: the whole week is over. */
export const WEEKLY: Weekday = 'monday'

/** `day`: daily. A day of the week: on that day, what the week brought. `arrival`: each issue when it is out, inside a window. */
export const RHYTHMS = ['day', ...WEEKDAYS, 'arrival'] as const
export type Rhythm = (typeof RHYTHMS)[number]

export type Timing = Pick<Subscription, 'every' | 'hour' | 'until' | 'zone'>

/** Milliseconds by which the clocks of two machines may differ. */
export const SKEW = 150_000
const WEEK = 7 * 86_400_000
const DAY = 86_400_000

export const isWeekly = (every: Rhythm): every is Weekday => every !== 'day' && every !== 'arrival'

const weekdayOf = (every: Rhythm): number | undefined => (isWeekly(every) ? (WEEKDAYS.indexOf(every) + 1) % 7 : undefined)

/**
 * The next `count` times (epoch ms) later than `after` at which digests are due by the clock. What comes as it arrives is due when its window
 * opens, with what arrived while it was shut.
 */
export const runsAfter = ({ every, hour, zone }: Timing, after: number, count: number): number[] =>
  nextTimes(hour, zone, after, count, weekdayOf(every))

/** The last time (epoch ms) up to `now` at which a digest was due by the clock. */
export const lastRun = (timing: Timing, now: number): number => {
  const back = isWeekly(timing.every) ? WEEK + DAY : 2 * DAY
  return runsAfter(timing, now - back, 4).findLast((at) => at <= now) ?? now
}

/** Does an issue that is out now come at once? */
export const isOpen = ({ every, hour, until, zone }: Timing, now: number): boolean =>
  every === 'arrival' && isWithin(hour, until ?? hour, zone, now)
