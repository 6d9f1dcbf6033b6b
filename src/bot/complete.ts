/** Completes what somebody is typing: issues by day and title, names from the issues' tags, time zones. */
import type { Archive, Head } from '../archive/archive.ts'
import type { Suggestion } from '../platforms/platform.ts'

/** How far back issues and names are offered. */
const ISSUES = 400

export const createCompleter = (archive: Pick<Archive, 'newest'>) => {
  const zones = Intl.supportedValuesOf('timeZone').concat('UTC')
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
        return take(names(archive.newest({ limit: ISSUES })), limit, (name) => fold(name).includes(typed)).map((name) => ({
          label: name,
          value: name,
        }))
      default:
        return []
    }
  }
}

/** Companies, models and topics, most frequent first. */
const names = (heads: readonly Head[]): string[] => {
  const counts = new Map<string, number>()
  for (const { tags } of heads)
    for (const name of [...tags.models, ...tags.companies, ...tags.topics]) counts.set(name, (counts.get(name) ?? 0) + 1)
  return [...counts].sort(([, a], [, b]) => b - a).map(([name]) => name.replaceAll('-', ' '))
}

const fold = (words: string): string =>
  words
    .toLowerCase()
    .replace(/[\s_-]+/g, ' ')
    .trim()

const take = <T>(values: readonly T[], limit: number, fits: (value: T) => boolean): T[] => values.filter(fits).slice(0, limit)
