/** Finds time zones as people write them: `Europe/Berlin`, `new york`, `UTC+5:30`. */
import { distance, slipsOf } from '../issue/slips.ts'

/** The canonical IANA names; of names for the same zone, it has one. */
export const ZONES: readonly string[] = Intl.supportedValuesOf('timeZone').concat('UTC')
const REGIONS = [...new Set(ZONES.flatMap((zone) => (zone.includes('/') ? [zone.slice(0, zone.indexOf('/'))] : [])))]
const OFFSET = /^(?:UTC|GMT)?([+-])(\d{1,2})(?::?([0-5]\d))?$/i

const known = (name: string): string | undefined => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone
  } catch {
    return undefined
  }
}

/** The canonical name of a zone, found by its name, its city, or its offset from UTC; undefined if there is none. */
export const findZone = (typed: string): string | undefined => {
  const name = typed.trim().replaceAll(/\s+/g, '_')
  const [, sign, hours = '', minutes = '00'] = OFFSET.exec(name) ?? []
  if (sign !== undefined) return known(`${sign}${hours.padStart(2, '0')}:${minutes}`)
  // Intl knows former names too, though it does not list them.
  const found = known(name) ?? REGIONS.map((region) => known(`${region}/${name}`)).find((zone) => zone !== undefined)
  return found ?? ZONES.find((zone) => cityOf(zone) === fold(name))
}

const fold = (name: string): string => name.toLowerCase().replaceAll(/[\s_-]+/g, ' ')
const cityOf = (zone: string): string => fold(zone.slice(zone.lastIndexOf('/') + 1))

/** Whether the name of a zone's city begins with these words and has more. */
export const beginsCity = (words: string): boolean => ZONES.some((zone) => cityOf(zone).startsWith(`${fold(words)} `))

/** The zone whose name or city is most similar to a mistyped one; undefined if none is within the tolerated slips. */
export const nearestZone = (typed: string): string | undefined => {
  const wanted = fold(typed)
  const ranked = ZONES.map((zone) => {
    const forms = [fold(zone), cityOf(zone)]
    return { zone, far: Math.min(...forms.map((form) => far(wanted, form))) }
  }).sort((a, b) => a.far - b.far)
  const [best] = ranked
  return best === undefined || best.far === Infinity ? undefined : best.zone
}

const far = (typed: string, form: string): number => {
  const slips = slipsOf(typed)
  const found = distance(typed, form, slips)
  return found > slips ? Infinity : found
}
