/** How the index's row numbers and place words tell the day, the edition and the section of an item, so that none need be read to leave it out. */

const DAY = 24 * 60 * 60 * 1000
/** Room for a day's items, of all editions, between two days' row numbers. */
export const ROOM = 2 ** 20
const LAST = Date.parse('9999-12-31T00:00:00Z')

export const firstRow = (date: string): number => Math.floor(Date.parse(`${date}T00:00:00Z`) / DAY) * ROOM
export const lastRow = (date: string): number => firstRow(date) + ROOM - 1
/** The day of a row, in days since 1970. */
export const dayOf = (row: number): number => Math.floor(row / ROOM)
/** The day of a row, YYYY-MM-DD; the first and the last day there is where the row lies beyond. */
export const rowDate = (row: number): string => {
  const time = dayOf(row) * DAY
  return time > LAST ? '9999-12-31' : new Date(time).toISOString().slice(0, 10)
}

/** A word that stands in the index for an edition or a section; no text has it, for it begins with a private-use character. */
export const placeWord = (place: string): string => `\uE000${place.toLowerCase().replace(/[^a-z0-9]/g, '')}`
