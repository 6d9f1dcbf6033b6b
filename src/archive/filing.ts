/** How what a source found is filed. */
import type { Found } from '../sources/source.ts'
import type { Origin, PutOptions } from './archive.ts'

/** Stands behind where a text was read that may end early. */
const CUT = ' (cut)'

/**
 * Notes where an issue was read, and keeps what is filed of it from a worse text: one that was cut replaces no other, but for one that was cut too.
 * `better`: what is held is another source's to change.
 */
export const filing = (source: string, { from, partial }: Found, better: (held: Origin) => boolean = () => false): PutOptions => ({
  origin: { source, from: partial === true ? from + CUT : from },
  keep: (held) => (partial === true && !held.from.endsWith(CUT)) || better(held),
})

/** The order in which to file many at once: the index, whose rows go by day, writes a piece whenever one comes before the last. */
export const byDay = <T extends Pick<Found, 'issue'>>(found: readonly T[]): T[] =>
  found.toSorted((a, b) => (a.issue.date < b.issue.date ? -1 : a.issue.date > b.issue.date ? 1 : 0))
