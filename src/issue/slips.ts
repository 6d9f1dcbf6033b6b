/** Recognizes typing errors, by the edit distance between words. */

/** The fewest letters of a word that may have a slip; shorter words have too many neighbours. */
const SHORTEST = 5
/** The fewest letters of a word that may have two slips; at this length they are likelier than another word. */
const LONG = 8

/** How many slips a word may have and still be recognized. */
export const slipsOf = (word: string): number => (word.length < SHORTEST ? 0 : word.length < LONG ? 1 : 2)

/**
 * The edit distance of two words: how many letters must be inserted, deleted, changed or swapped with the next to make one of the other (optimal
 * string alignment). `limit + 1` where it is more than `limit`.
 */
export const distance = (one: string, other: string, limit: number): number => {
  if (Math.abs(one.length - other.length) > limit) return limit + 1
  let before: number[] = []
  let above = Array.from({ length: other.length + 1 }, (_, at) => at)
  for (let i = 1; i <= one.length; i++) {
    const row = [i]
    let least = i
    for (let j = 1; j <= other.length; j++) {
      const changed = one[i - 1] === other[j - 1] ? 0 : 1
      let cost = Math.min((above[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (above[j - 1] ?? 0) + changed)
      if (one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) cost = Math.min(cost, (before[j - 2] ?? limit) + 1)
      row.push(cost)
      least = Math.min(least, cost)
    }
    if (least > limit) return limit + 1
    before = above
    above = row
  }
  return Math.min(above[other.length] ?? 0, limit + 1)
}

/** The known name nearest to an unknown one, to suggest it in error messages; undefined when none is near. */
export const nearest = (name: string, names: readonly string[]): string | undefined => {
  const limit = name.length < 4 ? 1 : Math.max(2, Math.floor(name.length / 3))
  const ranked = names
    .map((candidate) => ({ candidate, slips: distance(name.toLowerCase(), candidate.toLowerCase(), limit) }))
    .sort((a, b) => a.slips - b.slips)
  return ranked.find(({ slips }) => slips <= limit)?.candidate
}
