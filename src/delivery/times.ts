/** When it is a given time of day in a time zone: over clock changes, half-hour zones and leap days. */

const MINUTE = 60_000
const DAY = 86_400_000
/** Farther from any local midnight than a clock change moves it: zones have skipped whole days. */
const AROUND = 2 * DAY

/**
 * The next `count` instants (epoch ms) later than `after` at which it is `hour` (`HH:MM`) in `zone` (IANA): one a day, or on one day of the week
 * (0: Sunday). An hour that the clocks skip in spring happens at the first instant after the gap; one that they repeat in autumn, the first time.
 * @throws RangeError for an unknown zone or no time of day
 */
export const nextTimes = (hour: string, zone: string, after: number, count: number, weekday?: number): number[] => {
  const minutes = minutesOf(hour)
  const found: number[] = []
  // Yesterday's too: where a zone skips a day, its hour falls into the next.
  for (let day = dayOf(after, zone) - DAY; found.length < count; day += DAY) {
    if (weekday !== undefined && new Date(day).getUTCDay() !== weekday) continue
    const instant = instantOf(day + minutes * MINUTE, zone)
    if (instant > after && instant !== found.at(-1)) found.push(instant)
  }
  return found
}

/** Do a zone's clocks show a time from `from` to just before `until` (`HH:MM`)? Over midnight too; always, where both are the same. */
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

/** Midnight of the local day, as if the zone were UTC. */
const dayOf = (instant: number, zone: string): number => Math.floor((instant + offsetAt(instant, zone)) / DAY) * DAY

/** The instant at which a zone's clocks show `wall` (local time as if it were UTC). */
const instantOf = (wall: number, zone: string): number => {
  // Ahead of a change and after it; the earlier instant first, so that a repeated hour is its first turn.
  const candidates = [wall - offsetAt(wall - AROUND, zone), wall - offsetAt(wall + AROUND, zone)].sort((a, b) => a - b)
  const exact = candidates.find((instant) => instant + offsetAt(instant, zone) === wall)
  if (exact !== undefined) return exact
  let [before = wall, end = wall] = candidates
  // In a gap: the change lies between the two.
  while (end - before > 1) {
    const middle = Math.floor((before + end) / 2)
    if (middle + offsetAt(middle, zone) < wall) before = middle
    else end = middle
  }
  return end
}

const formats = new Map<string, Intl.DateTimeFormat>()

/** By how much (ms) a zone is ahead of UTC. */
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
