/** Completes what somebody is typing: issues by day and title, names from the issues' tags (short forms and misspellings too), time zones. */
import type { Archive } from '../archive/archive.ts'
import { ZONES, findZone, nearestZone } from '../delivery/zones.ts'
import type { Suggestion } from '../platforms/platform.ts'

/** How many of the newest issues are offered. */
const ISSUES = 400
/** What stands before the last name of a list, and that name. */
const LAST = /^(.*[,，、;；]\s*)?(.*)$/s

export const createCompleter =
  (archive: Pick<Archive, 'newest' | 'names'>) =>
  (kind: string, value: string, limit: number): Suggestion[] => {
    const typed = fold(value)
    switch (kind) {
      case 'zone': {
        const zones = take(ZONES, limit, (zone) => fold(zone).includes(typed))
        const meant = zones.length > 0 ? undefined : (findZone(value) ?? nearestZone(value))
        return [...zones, ...(meant === undefined ? [] : [meant])].map((zone) => ({ label: zone.replaceAll('_', ' '), value: zone }))
      }
      case 'issue':
        return take(archive.newest({ limit: ISSUES }), limit, ({ date, title }) => fold(`${date} ${title}`).includes(typed)).map(
          ({ id, date, title }) => ({
            label: `${date} · ${title}`,
            value: id,
          }),
        )
      case 'name': {
        const [, before = '', last = ''] = LAST.exec(value) ?? []
        return archive
          .names()
          .suggest(last, limit)
          .map(({ forms: [form = ''] }) => {
            const names = before + form.replaceAll('-', ' ')
            return { label: names, value: names }
          })
      }
      default:
        return []
    }
  }

const fold = (words: string): string =>
  words
    .toLowerCase()
    .replace(/[\s_-]+/g, ' ')
    .trim()

const take = <T>(values: readonly T[], limit: number, fits: (value: T) => boolean): T[] => values.filter(fits).slice(0, limit)
