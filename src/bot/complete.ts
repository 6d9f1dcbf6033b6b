/** Completes what somebody is typing: issues by day and title, names from the issues' tags (by short forms and slips too), time zones. */
import type { Archive } from '../archive/archive.ts'
import { type Names, buildNames } from '../issue/names.ts'
import type { Suggestion } from '../platforms/platform.ts'

/** How far back issues and names are offered. */
const ISSUES = 400

export const createCompleter = (archive: Pick<Archive, 'newest' | 'count'>) => {
  const zones = Intl.supportedValuesOf('timeZone').concat('UTC')
  let known: { of: string; names: Names } | undefined
  /** Some 60 ms of work for three years of issues, and every key that is pressed asks for it. */
  const allNames = (): Names => {
    const [newest] = archive.newest({ limit: 1 })
    const of = `${archive.count().issues} ${newest?.uid} ${newest?.changedAt}`
    if (known?.of !== of) known = { of, names: buildNames(archive.newest({ limit: ISSUES })) }
    return known.names
  }
  return (kind: string, value: string, limit: number): Suggestion[] => {
    const typed = fold(value)
    switch (kind) {
      case 'zone':
        return take(zones, limit, (zone) => fold(zone).includes(typed)).map((zone) => ({ label: zone.replaceAll('_', ' '), value: zone }))
      case 'issue':
        return take(archive.newest({ limit: ISSUES }), limit, ({ date, title }) => fold(`${date} ${title}`).includes(typed)).map(
          ({ id, date, title }) => ({
            label: `${date} · ${title}`,
            value: id,
          }),
        )
      case 'name':
        return allNames()
          .suggest(value, limit)
          .map(({ forms: [form = ''] }) => {
            const label = form.replaceAll('-', ' ')
            return { label, value: label }
          })
      default:
        return []
    }
  }
}

const fold = (words: string): string =>
  words
    .toLowerCase()
    .replace(/[\s_-]+/g, ' ')
    .trim()

const take = <T>(values: readonly T[], limit: number, fits: (value: T) => boolean): T[] => values.filter(fits).slice(0, limit)
