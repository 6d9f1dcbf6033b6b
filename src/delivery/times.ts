/** Computes the instants of a time of day in a time zone, including over clock changes. */
import { DAY } from '../issue/day.ts'

const MINUTE = 60_000
/** A distance (ms) from a local time that is certainly beyond a clock change at that time; the greatest changes skipped a whole day. */
const AROUND = 2 * DAY

/**
 * The next `count` instants (epoch ms) after `after` at which it is `hour` (`HH:MM`) in `zone` (IANA): one per day, or only on `weekday` (0: Sunday).
 * A time that clocks skip in spring becomes the first instant after the gap; of one that they repeat in autumn, the first instant counts.
 * @throws RangeError for an unknown zone or an invalid time of day
 */
export const nextTimes = (hour: string, zone: string, after: number, count: number, weekday?: number): number[] => {
  const minutes = minutesOf(hour)
  const found: number[] = []
  // Starts with the day before, because the hour of a day that a zone skips falls on the next day.
  for (let day = dayOf(after, zone) - DAY; found.length < count; day += DAY) {
    if (weekday !== undefined && new Date(day).getUTCDay() !== weekday) continue
    const instant = instantOf(day + minutes * MINUTE, zone)
    if (instant > after && instant !== found.at(-1)) found.push(instant)
  }
  return found
}

/** Whether the local time is from `from` to just before `until` (`HH:MM`), which may span midnight; always if both are the same. */
export const isWithin = (from: string, until: string, zone: string, instant: number): boolean => {
  const [opens, closes] = [minutesOf(from), minutesOf(until)]
  const now = Math.floor((instant + offsetAt(instant, zone) - dayOf(instant, zone)) / MINUTE)
  return opens < closes ? now >= opens && now < closes : opens === closes || now >= opens || now < closes
}

/** The local day (YYYY-MM-DD) of an instant. */
export const localDay = (instant: number, zone: string): string => new Date(dayOf(instant, zone)).toISOString().slice(0, 10)

const minutesOf = (hour: string): number => {
  const [, hours, minutes] = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(hour) ?? []
  if (hours === undefined) throw new RangeError(`not a time of day: ${hour}`)
  return Number(hours) * 60 + Number(minutes)
}

/** The midnight that begins the local day, as if the zone were UTC. */
const dayOf = (instant: number, zone: string): number => Math.floor((instant + offsetAt(instant, zone)) / DAY) * DAY

/** The instant at which a zone's clocks show `wall` (local time as if it were UTC). */
const instantOf = (wall: number, zone: string): number => {
  // With the offsets before and after a clock change, the earlier instant first, which is right for a repeated hour.
  const candidates = [wall - offsetAt(wall - AROUND, zone), wall - offsetAt(wall + AROUND, zone)].sort((a, b) => a - b)
  const exact = candidates.find((instant) => instant + offsetAt(instant, zone) === wall)
  if (exact !== undefined) return exact
  let [before = wall, end = wall] = candidates
  // The local time is skipped: bisect for the clock change, which lies between the candidates.
  while (end - before > 1) {
    const middle = Math.floor((before + end) / 2)
    if (middle + offsetAt(middle, zone) < wall) before = middle
    else end = middle
  }
  return end
}

/** A cache by zone, because formats are slow to create. */
const formats = new Map<string, Intl.DateTimeFormat>()

/** The offset (ms) of a zone from UTC, positive to the east. */
const offsetAt = (instant: number, zone: string): number => {
  let format = formats.get(zone)
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    })
    formats.set(zone, format)
  }
  const parts = Object.fromEntries(format.formatToParts(instant).map(({ type, value }) => [type, Number(value)]))
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts
  const seconds = Math.floor(instant / 1000) * 1000
  return Date.UTC(year, month - 1, day, hour, minute, second) - seconds
}
