/** Finds the days on which a name was news, from the tags and titles of the issues. */
import type { Archive, Head } from '../archive/archive.ts'
import type { Name, Names } from '../issue/names.ts'
import { normalizeName } from '../issue/spellings.ts'
import { type Span, shift } from './time/calendar.ts'

/** A cache, valid until the archive's names change: reading all heads takes some 30 ms for three years of issues. */
const cache = new WeakMap<Names, readonly Head[]>()
/** The heads of all issues, oldest first. */
const headsOf = (archive: Pick<Archive, 'names' | 'newest'>): readonly Head[] => {
  const names = archive.names()
  const heads = cache.get(names) ?? archive.newest({ editions: ['en'] }).toReversed()
  cache.set(names, heads)
  return heads
}

const DAY = 24 * 60 * 60 * 1000
/** How many days before a tag are searched: tags lag behind the news, a name's first tag most. */
const LAG = { first: 10, other: 3 }
/** How many days after the surest day are searched: a leak is followed by the release. In a longer span the newest items would hide the first. */
const AFTER = 2
/** How many days before the first tag are searched for an explanation of a name. */
const NEW = 40
/** A name whose first tag is fewer days old than this needs no span of its own: its explanation is among the newest items. */
const SETTLED = 20
/** A name is often tagged from the first of this many issues within `RUN` days. */
const OFTEN = 3
/** In days; see `OFTEN`. */
const RUN = 6

/** Whether a title has a name's key, but not of a longer version: `gpt5` is not in `gpt5.2`. */
const isIn = (title: string, key: string): boolean => {
  const at = title.indexOf(key)
  return at >= 0 && !(/\p{N}$/u.test(key) && /^\.?\p{N}/u.test(title.slice(at + key.length)))
}

/** The days up to `until` on which a name was first tagged, first in a title and first tagged often; `broke` is the surest of them. */
const daysOf = (
  archive: Pick<Archive, 'names' | 'newest'>,
  { forms, key }: Name,
  until: string,
): Partial<Record<'first' | 'titled' | 'often' | 'broke', string>> => {
  const spelled = [...new Set(forms.flatMap((form) => [form, form.replaceAll('.', '-')]))]
  /** Whether a tag is the name or a variant of it: `llama-4-maverick` is of Llama 4. */
  const isOfIt = (tag: string): boolean =>
    spelled.some(
      (form) => tag.startsWith(form) && (tag.length === form.length || /^-(?!\p{N}{1,2}(?!\p{N}*[bm]))/u.test(tag.slice(form.length))),
    )
  const heads = headsOf(archive).filter(({ date }) => date <= until)
  const titled = heads.find(({ title }) => isIn(normalizeName(title), key))?.date
  const tagged = heads
    .filter(({ tags }) => [tags.models, tags.companies, tags.people, tags.topics].some((list) => list.some(isOfIt)))
    .map(({ date }) => date)
  const often = tagged.find((day, at) => (tagged[at + OFTEN - 1] ?? '9') <= shift(day, RUN))
  const days = { first: tagged[0], titled, often, broke: titled ?? often ?? tagged[0] }
  return Object.fromEntries(Object.entries(days).filter(([, day]) => day !== undefined))
}

const upTo = (day: string, until: string): string => (day < until ? day : until)

/** The spans of days in which a name may have been released, the oldest first; at most four. */
export const comingsOut = (archive: Pick<Archive, 'names' | 'newest'>, name: Name, until: string): Span[] => {
  const { first, titled, often, broke } = daysOf(archive, name, until)
  const days = [...new Set([first, titled, often].filter((day) => day !== undefined))].sort()
  return [
    ...days.map((day) => ({ since: shift(day, day === first ? -LAG.first : -LAG.other), until: day })),
    ...(broke === undefined || broke >= until ? [] : [{ since: shift(broke, 1), until: upTo(shift(broke, AFTER), until) }]),
  ]
}

/** The middle day of a span. */
const half = (since: string, until: string): string => shift(since, Math.floor((Date.parse(until) - Date.parse(since)) / 2 / DAY))

/**
 * The spans of days in which a name may have been explained: those when it was new, or, for a name without tags (undefined), the first and the second
 * quarter of the archive's days.
 *
 * @param after how many days after the name was news are searched
 */
export const introductions = (
  archive: Pick<Archive, 'names' | 'newest' | 'count'>,
  name: Name | undefined,
  until: string,
  after = AFTER,
): Span[] => {
  if (name) {
    const { first, broke } = daysOf(archive, name, until)
    const days = first !== undefined && broke !== undefined && broke > shift(first, NEW) ? [first, broke] : [first]
    return days
      .filter((day) => day !== undefined)
      .filter((day) => shift(day, SETTLED) <= until)
      .map((day) => ({ since: shift(day, -NEW), until: upTo(shift(day, after), until) }))
  }
  const { from } = archive.count()
  if (from === undefined || from >= until) return []
  const middle = half(from, until)
  const quarter = half(from, middle)
  return [
    { since: from, until: quarter },
    { since: shift(quarter, 1), until: middle },
  ]
}
