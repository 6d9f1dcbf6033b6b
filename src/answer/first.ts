/** Finds the day on which the recaps first mentioned something. */
import type { Archive } from '../archive/archive.ts'
import { tokens } from '../archive/text.ts'
import type { Edition } from '../issue/issue.ts'

/** How many items are searched for the names as phrases: as many as the archive's search reads. */
const READ = 40
const DAY = 24 * 60 * 60 * 1000
const day = (time: number): string => new Date(time).toISOString().slice(0, 10)

/**
 * The first day (YYYY-MM-DD) with an item that has all the names as phrases; undefined where none has. This is a binary search over the days, because
 * the archive's search prefers new items and reads only some.
 *
 * @param until the last day to search
 */
export const firstDay = (
  archive: Pick<Archive, 'find' | 'count'>,
  { names, until, edition }: { names: readonly string[]; until: string; edition: Edition },
): string | undefined => {
  const phrases = names.map((name) => ` ${tokens(name).join(' ')} `)
  const has = (to: string): boolean =>
    archive.find({ text: names.join(' '), until: to, edition, limit: READ }).hits.some(({ words, topic }) => {
      const line = ` ${tokens(topic).join(' ')} | ${words.join(' ')} `
      return phrases.every((phrase) => line.includes(phrase))
    })
  const { from } = archive.count()
  if (from === undefined || from > until || !has(until)) return undefined
  let [low, high] = [Date.parse(from), Date.parse(until)]
  while (low < high) {
    const middle = low + Math.floor((high - low) / DAY / 2) * DAY
    if (has(day(middle))) high = middle
    else low = middle + DAY
  }
  return day(high)
}
