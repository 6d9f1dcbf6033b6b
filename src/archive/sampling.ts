/** Which rows are looked at, where common words have more than can be. */

/** The newest; or, beside the best, some of each part of the days and the oldest that have all words; or the oldest first. */
export type Sample = 'newest' | 'spread' | 'oldest'

/** What went on over time is told in so many parts: each of the ten items that answer may be of another, and some say the same. */
const PARTS = 8

/** A span of rows in parts of as many days, the oldest first. */
export const partsOf = (from: number, to: number): [from: number, to: number][] => {
  const edge = (at: number): number => Math.floor(from + ((to + 1 - from) * at) / PARTS)
  return Array.from({ length: PARTS }, (_, at) => [edge(at), edge(at + 1) - 1])
}

/** The rows with the greatest weights; most rows have one common word only, and are not worth sorting. */
export const best = (rows: Iterable<readonly [row: number, weight: number]>, fresh: (row: number) => number, count: number): number[] => {
  let floor = 0
  let kept: [row: number, score: number][] = []
  const trim = (): void => {
    kept.sort((a, b) => b[1] - a[1] || b[0] - a[0])
    kept = kept.slice(0, count)
    floor = kept.length < count ? 0 : (kept.at(-1)?.[1] ?? 0)
  }
  for (const [row, weight] of rows) {
    if (weight <= floor) continue
    const score = weight * fresh(row)
    if (score <= floor) continue
    kept.push([row, score])
    if (kept.length >= 4 * count) trim()
  }
  trim()
  return kept.map(([row]) => row)
}

/** Of each part of the days that rows are of, as many: `count` in all. */
export const bestOfParts = (rows: ReadonlyMap<number, number>, fresh: (row: number) => number, count: number): number[] => {
  let [oldest, newest] = [Number.MAX_SAFE_INTEGER, 0]
  for (const row of rows.keys()) [oldest, newest] = [Math.min(oldest, row), Math.max(newest, row)]
  const ends = partsOf(oldest, newest).map(([, to]) => to)
  const parts = ends.map((): [number, number][] => [])
  for (const row of rows) parts[ends.findIndex((to) => row[0] <= to)]?.push(row)
  return parts.flatMap((part) => best(part, fresh, Math.ceil(count / PARTS)))
}
