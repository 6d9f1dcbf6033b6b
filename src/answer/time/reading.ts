/** How a time is read out of words: pieces of patterns that several tables share. */
import { type Span, yearOf } from './calendar.ts'

export type Groups = Partial<Record<string, string>>
/** The days that a match means, seen from the day on which it is said. */
export type Read = (now: string, groups: Groups) => Span | undefined
export type Table = readonly (readonly [pattern: string, read: Read])[]

export const Y = String.raw`(?<year>20\d\d)`
export const YEAR = String.raw`(?:,? ?(?:of |de |del )?${Y})`
export const HAN_MONTH = String.raw`(?<![\p{Script=Latin}\p{N}])(?<han>\d{1,2}|十[一二]?|[一二三四五六七八九])月`
export const HAN_YEAR = String.raw`(?:${Y}年の?|(?<said>[去昨今前])年の?)`

const YEARS_AGO: Readonly<Record<string, number>> = { 今: 0, 去: 1, 昨: 1, 前: 2 }
/** The year that is said in numbers or, in Chinese and Japanese, by how long ago it was. */
export const yearSaid = (now: string, { year, said }: Groups): number | undefined =>
  year === undefined ? (said === undefined ? undefined : yearOf(now) - (YEARS_AGO[said] ?? 0)) : Number(year)

/** A text in small letters, each where it stood: what becomes longer is left. */
export const inPlace = (text: string): string => {
  const small = text.toLowerCase()
  if (small.length === text.length) return small
  return Array.from(text, (character) => (character.toLowerCase().length === character.length ? character.toLowerCase() : character)).join(
    '',
  )
}
