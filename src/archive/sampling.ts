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

/** Rows in descending order, so the newest first, each with a weight. */
export interface Weighted {
  rows: readonly number[]
  weights: number[]
}

/** Merges lists of rows in descending order; the weight of a row is the sum of those of its lists. */
export const merged = (lists: readonly { rows: readonly number[]; weight: number }[]): Weighted => {
  const rows: number[] = []
  const weights: number[] = []
  const at = new Uint32Array(lists.length)
  const heads = Float64Array.from(lists, ({ rows: [first = -1] }) => first)
  for (;;) {
    let row = -1
    for (let list = 0; list < heads.length; list++) row = Math.max(row, heads[list] ?? -1)
    if (row < 0) return { rows, weights }
    let sum = 0
    for (let list = 0; list < heads.length; list++) {
      if (heads[list] !== row) continue
      const { rows: own = [], weight = 0 } = lists[list] ?? {}
      sum += weight
      at[list] = (at[list] ?? 0) + 1
      heads[list] = own[at[list] ?? 0] ?? -1
    }
    rows.push(row)
    weights.push(sum)
  }
}

/**
 * The `count` rows with the highest weight times freshness, best first, and of equal ones the newest. Only the rows at the positions from `from` to
 * before `to` are compared. Those below the best so far are dropped without sorting: most have a single common word.
 */
export const best = ({ rows, weights }: Weighted, fresh: (row: number) => number, count: number, from = 0, to = rows.length): number[] => {
  let floor = 0
  let top: [row: number, score: number][] = []
  const trim = (): void => {
    top.sort((a, b) => b[1] - a[1])
    top = top.slice(0, count)
    floor = top.length < count ? 0 : (top.at(-1)?.[1] ?? 0)
  }
  for (let at = from; at < to; at++) {
    const [row = 0, weight = 0] = [rows[at], weights[at]]
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
export const bestOfParts = (weighted: Weighted, fresh: (row: number) => number, count: number): number[] => {
  const { rows } = weighted
  let to = rows.length
  return partsOf(rows.at(-1) ?? 0, rows[0] ?? 0).flatMap(([, last]) => {
    let from = to
    while (from > 0 && (rows[from - 1] ?? 0) <= last) from -= 1
    const found = best(weighted, fresh, Math.ceil(count / PARTS), from, to)
    to = from
    return found
  })
}
