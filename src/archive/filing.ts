/** How issues from a source are put into the archive: with which options, and in which order. */
import type { Found } from '../sources/source.ts'
import type { Origin, PutOptions } from './archive.ts'

/** Marks, at the end of an origin, that the text read there was truncated. */
const CUT = ' (cut)'

/**
 * The options to put an issue that a source found. A truncated text (`partial`) replaces only one that was truncated as well.
 *
 * @param better whether the issue in the archive, by its origin, is from a better source and so stays as it is
 */
export const filing = (source: string, { from, partial }: Found, better: (held: Origin) => boolean = () => false): PutOptions => ({
  origin: { source, from: partial === true ? from + CUT : from },
  keep: (held) => (partial === true && !held.from.endsWith(CUT)) || better(held),
})

/** Sorts issues by date, to put many at once: the index, whose row numbers grow with the day, writes a segment whenever a row precedes the last. */
export const byDay = <T extends Pick<Found, 'issue'>>(found: readonly T[]): T[] =>
  found.toSorted((a, b) => (a.issue.date < b.issue.date ? -1 : a.issue.date > b.issue.date ? 1 : 0))
