/** Days of the calendar, as `YYYY-MM-DD`. */

/** Milliseconds. */
export const DAY = 86_400_000

/** The day, in UTC, of an instant (epoch ms). */
export const dayOf = (instant: number): string => new Date(instant).toISOString().slice(0, 10)

export const addDays = (day: string, days: number): string => dayOf(Date.parse(day) + days * DAY)
