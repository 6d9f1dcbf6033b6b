/** Samples candidate rows where common words have more than can be read. */

/**
 * `newest`: the best of the newest rows. `spread`: beside these, the best of each part of the days, and the oldest rows with all terms. `oldest`:
 * only the oldest rows with all terms.
 */
export type Sample = 'newest' | 'spread' | 'oldest'

/** Into how many parts the days are divided: a bit fewer than the ten items of an answer, of which some are duplicates. */
const PARTS = 8

/** A span of rows in parts of the same number of days, the oldest first. */
export const partsOf = (from: number, to: number): [from: number, to: number][] => {
  const edge = (at: number): number => Math.floor(from + ((to + 1 - from) * at) / PARTS)
  return Array.from({ length: PARTS }, (_, at) => [edge(at), edge(at + 1) - 1])
}

/**
 * The `count` rows with the highest weight times freshness, best first. Rows below the best so far are dropped without sorting: most have a single
 * common word.
 */
export const best = (rows: Iterable<readonly [row: number, weight: number]>, fresh: (row: number) => number, count: number): number[] => {
  let floor = 0
  let top: [row: number, score: number][] = []
  const trim = (): void => {
    top.sort((a, b) => b[1] - a[1] || b[0] - a[0])
    top = top.slice(0, count)
    floor = top.length < count ? 0 : (top.at(-1)?.[1] ?? 0)
  }
  for (const [row, weight] of rows) {
    if (weight <= floor) continue
    const score = weight * fresh(row)
    if (score <= floor) continue
    top.push([row, score])
    if (top.length >= 4 * count) trim()
  }
  trim()
  return top.map(([row]) => row)
}

/** The best rows of each part of the days, as many of each; `count` in all. */
export const bestOfParts = (rows: ReadonlyMap<number, number>, fresh: (row: number) => number, count: number): number[] => {
  let [oldest, newest] = [Number.MAX_SAFE_INTEGER, 0]
  for (const row of rows.keys()) [oldest, newest] = [Math.min(oldest, row), Math.max(newest, row)]
  const ends = partsOf(oldest, newest).map(([, to]) => to)
  const parts = ends.map((): [number, number][] => [])
  for (const row of rows) parts[ends.findIndex((to) => row[0] <= to)]?.push(row)
  return parts.flatMap((part) => best(part, fresh, Math.ceil(count / PARTS)))
}
