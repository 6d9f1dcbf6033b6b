/** How something went on over time: of what was found, what stands for each of its times. */
import type { RankedHit } from './retrieve.ts'

const DAY = 24 * 60 * 60 * 1000
/** Days, and the share of all the days that it went on: what is so far apart tells of another time. */
const APART = 2
const SHARE = 0.04
/** A first mention has as much of what was asked for as any, or nearly. */
const AS_MUCH = 0.8

interface Dated {
  hit: Pick<RankedHit, 'date' | 'score' | 'coverage'>
}

/**
 * The best first, and then what is best of the times that little was taken of: each that is taken lessens what is near it in time. As maximal
 * marginal relevance (Carbonell and Goldstein, 1998), with days for likeness.
 */
export const overTime = <T extends Dated>(ranked: readonly T[], limit: number): T[] => {
  const left = ranked.map((each) => ({ each, day: Date.parse(each.hit.date) / DAY, near: 0 }))
  const days = left.map(({ day }) => day)
  const apart = Math.max(APART, SHARE * (Math.max(...days) - Math.min(...days)))
  const worth = ({ each, near }: { each: T; near: number }): number => each.hit.score / (1 + near)
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

/** Where it began. */
export const firstOf = <T extends Dated>(ranked: readonly T[]): T | undefined => {
  const enough = AS_MUCH * Math.max(0, ...ranked.map(({ hit }) => hit.coverage))
  return ranked
    .filter(({ hit }) => hit.coverage >= enough)
    .reduce<T | undefined>((first, each) => (first && first.hit.date <= each.hit.date ? first : each), undefined)
}
