/** Picks items that are spread over time, to tell how something developed. */
import type { RankedHit } from './retrieve.ts'

const DAY = 24 * 60 * 60 * 1000
/** The distance in days, at least, over which an item's nearness to another falls by a factor of e. */
const APART = 2
/** The same distance as a share of the days between the first item and the last, where that is more; both are set by hand. */
const SHARE = 0.04
/** A first mention has at least this share of the best item's coverage. */
const AS_MUCH = 0.8

type Dated = Pick<RankedHit, 'date' | 'score' | 'coverage'>

/**
 * At most `limit` items, best first, where each item taken lowers the worth of those near it in time. This is maximal marginal relevance (Carbonell
 * and Goldstein, 1998) with nearness in days as similarity.
 */
export const overTime = <T extends Dated>(ranked: readonly T[], limit: number): T[] => {
  const left = ranked.map((each) => ({ each, day: Date.parse(each.date) / DAY, near: 0 }))
  const days = left.map(({ day }) => day)
  const apart = Math.max(APART, SHARE * (Math.max(...days) - Math.min(...days)))
  const worth = ({ each, near }: { each: T; near: number }): number => each.score / (1 + near)
  const taken: T[] = []
  while (taken.length < limit && left.length > 0) {
    const at = left.reduce((best, other, index) => (worth(other) > worth(left[best] ?? other) ? index : best), 0)
    for (const { each, day } of left.splice(at, 1)) {
      taken.push(each)
      for (const other of left) other.near += Math.exp(-Math.abs(other.day - day) / apart)
    }
  }
  return taken
}

/** The first mention: the oldest item with enough coverage of the question. */
export const firstOf = <T extends Dated>(ranked: readonly T[]): T | undefined => {
  const enough = AS_MUCH * Math.max(0, ...ranked.map(({ coverage }) => coverage))
  return ranked
    .filter(({ coverage }) => coverage >= enough)
    .reduce<T | undefined>((first, each) => (first && first.date <= each.date ? first : each), undefined)
}
