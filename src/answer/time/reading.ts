/** The types of tables that read times, and pieces of patterns that they share. */
import { type Span, yearOf } from './calendar.ts'

/** The named groups of a match. */
export type Groups = Partial<Record<string, string>>
/** The days that a match means when it is said on the day `now`; undefined where it means none. */
export type Read = (now: string, groups: Groups) => Span | undefined
export type Table = readonly (readonly [pattern: string, read: Read])[]

export const Y = String.raw`(?<year>20\d\d)`
export const YEAR = String.raw`(?:,? ?(?:of |de |del )?${Y})`
export const HAN_MONTH = String.raw`(?<![\p{Script=Latin}\p{N}])(?<han>\d{1,2}|十[一二]?|[一二三四五六七八九])月`
export const HAN_YEAR = String.raw`(?:${Y}年の?|(?<said>[去昨今前])年の?)`

const YEARS_AGO: Readonly<Record<string, number>> = { 今: 0, 去: 1, 昨: 1, 前: 2 }
/** The year of a match: in digits or, in Chinese and Japanese, relative to now (去年); undefined where there is none. */
export const yearSaid = (now: string, { year, said }: Groups): number | undefined =>
  year === undefined ? (said === undefined ? undefined : yearOf(now) - (YEARS_AGO[said] ?? 0)) : Number(year)

/** A text in lower case with the same positions: characters that would become longer stay as they are. */
export const inPlace = (text: string): string => {
  const small = text.toLowerCase()
  if (small.length === text.length) return small
  return Array.from(text, (character) => (character.toLowerCase().length === character.length ? character.toLowerCase() : character)).join(
    '',
  )
}
