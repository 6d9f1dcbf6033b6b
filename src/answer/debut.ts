/** The days on which a name was news: where it was first tagged, first in a title, and first tagged day after day. */
import type { Archive, Head } from '../archive/archive.ts'
import { type Name, type Names, normalizeName } from '../issue/names.ts'
import { type Span, shift } from './time/calendar.ts'

/** Kept for as long as the archive does not change: reading them all takes some 30 ms for three years of issues. */
const read = new WeakMap<Names, readonly Head[]>()
const headsOf = (archive: Pick<Archive, 'names' | 'newest'>): readonly Head[] => {
  const names = archive.names()
  const heads = read.get(names) ?? archive.newest({ editions: ['en'] }).toReversed()
  read.set(names, heads)
  return heads
}

const DAY = 24 * 60 * 60 * 1000
/** Tags lag behind the news, the first of a name most: so many days before are looked at. */
const LAG = { first: 10, other: 3 }
/** What leaked comes out a day or two later. Of a longer time the newest items would hide the first. */
const AFTER = 2
/** So many days before the first tag something may already be explained. Of a longer time after it the newest items would hide the first. */
const NEW = 40
/** What is newer than this is found among the newest. */
const SETTLED = 20
/** So many issues within so many days speak of it again and again. */
const OFTEN = 3
const RUN = 6

/** `gpt5` is not in `gpt5.2`. */
const isIn = (title: string, key: string): boolean => {
  const at = title.indexOf(key)
  return at >= 0 && !(/\p{N}$/u.test(key) && /^\.?\p{N}/u.test(title.slice(at + key.length)))
}

/** The days on which a name was news: first tagged, first in a title, first tagged again and again; `broke` is the surest of them. */
const daysOf = (
  archive: Pick<Archive, 'names' | 'newest'>,
  { forms, key }: Name,
  until: string,
): Partial<Record<'first' | 'titled' | 'often' | 'broke', string>> => {
  const spelled = [...new Set(forms.flatMap((form) => [form, form.replaceAll('.', '-')]))]
  /** `llama-4-maverick` is of Llama 4. */
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

/** Spans of days in which something called this may have come out, the oldest first; at most four. */
export const comingsOut = (archive: Pick<Archive, 'names' | 'newest'>, name: Name, until: string): Span[] => {
  const { first, titled, often, broke } = daysOf(archive, name, until)
  const days = [...new Set([first, titled, often].filter((day) => day !== undefined))].sort()
  return [
    ...days.map((day) => ({ since: shift(day, day === first ? -LAG.first : -LAG.other), until: day })),
    ...(broke === undefined || broke >= until ? [] : [{ since: shift(broke, 1), until: upTo(shift(broke, AFTER), until) }]),
  ]
}

const half = (since: string, until: string): string => shift(since, Math.floor((Date.parse(until) - Date.parse(since)) / 2 / DAY))

/** Spans of days in which a name may have been explained: when it was new, or, where it is in no tags, the older halves of all. */
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
