/** Row numbers that tell an item's day, and place words that tell its edition and section, so that the index alone can filter items. */

const DAY = 24 * 60 * 60 * 1000
/** How many row numbers each day has, for its items of all editions. */
export const ROOM = 2 ** 20
const LAST = Date.parse('9999-12-31T00:00:00Z')

export const firstRow = (date: string): number => Math.floor(Date.parse(`${date}T00:00:00Z`) / DAY) * ROOM
export const lastRow = (date: string): number => firstRow(date) + ROOM - 1
/** The day of a row, in days since 1970. */
export const dayOf = (row: number): number => Math.floor(row / ROOM)
/** The day of a row, YYYY-MM-DD, at most 9999-12-31. */
export const rowDate = (row: number): string => {
  const time = dayOf(row) * DAY
  return time > LAST ? '9999-12-31' : new Date(time).toISOString().slice(0, 10)
}

/** The token in the index for an edition or a section; no text has it, as it begins with a private-use character. */
export const placeWord = (place: string): string => `\uE000${place.toLowerCase().replace(/[^a-z0-9]/g, '')}`
