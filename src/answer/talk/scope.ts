/** Splits a question into its scope (section and days) and the rest of its words, and gives questions another scope. */
import type { SectionKind } from '../../issue/issue.ts'
import { type Span, UNIT, shift, unitNamed, unitOf } from '../time/calendar.ts'
import { readPeriod } from '../time/period.ts'
import { placed } from '../question.ts'

export interface Scope {
  /** The question without the words for section and days. */
  text: string
  section?: SectionKind
  days?: { since: string; until?: string }
  /** The words for the days. */
  period?: string
}

/** The part of `whole` that was replaced by a space in `rest`. */
const cutOut = (whole: string, rest: string): string => {
  let start = 0
  while (start < rest.length && whole[start] === rest[start]) start += 1
  let end = 0
  while (end < rest.length - start && whole.at(-1 - end) === rest.at(-1 - end)) end += 1
  return whole.slice(start, whole.length - end).trim()
}

/** The scope of a question; `now` as YYYY-MM-DD. */
export const scopeOf = (question: string, now: string): Scope => {
  const { rest, kinds } = placed(question, now)
  const period = readPeriod(question, now)
  return {
    text: tidy(rest),
    ...(kinds?.[0] === undefined ? {} : { section: kinds[0] }),
    ...(period === undefined
      ? {}
      : {
          days: { since: period.since, ...(period.until === undefined ? {} : { until: period.until }) },
          period: cutOut(question, period.rest),
        }),
  }
}

/** Matches a period relative to that of a question before: `The week before`, 前一天. */
const BEFORE = new RegExp(
  String.raw`^(?:the |am |in der |im |la |le |el |l['’])?(?:(?<unit>${UNIT}) (?:before(?: that| this)?|earlier|davor|zuvor|d['’]avant|précédente?|anterior)|[前上]一个?(?<han>天|周|月|年))[\s?？!.。呢]*$`,
  'iu',
)

/** Matches the period of the same length before: `and before that?` */
const AS_LONG =
  /^(?:(?:and |but )?before (?:that|then)|davor|zuvor|vorher|avant (?:ça|cela)|antes(?: de eso)?|[在那]?之前|その前)[\s?？!.。呢は]*$/iu
const DAY = 24 * 60 * 60 * 1000

/** The days that a message names relative to those of the question before (or to today), in words that stand alone; undefined if it names none. */
export const periodBefore = (said: string, question: string, now: string): string | undefined => {
  const { days } = scopeOf(question, now)
  if (AS_LONG.test(said) && days !== undefined) {
    const length = (Date.parse(days.until ?? now) - Date.parse(days.since)) / DAY + 1
    return spelled({ since: shift(days.since, -length), until: shift(days.since, -1) })
  }
  const { unit, han } = BEFORE.exec(said)?.groups ?? {}
  const named = unit ?? han
  if (named === undefined) return undefined
  return spelled(unitOf(days?.since ?? now, unitNamed(named), 1))
}
const spelled = ({ since, until }: Span): string => (since === until ? `on ${since}` : `from ${since} to ${until}`)

/** A question with another scope: its days are replaced by `period`, and words for a section removed if `section` is given. */
export const rescope = (question: string, { period, section }: Pick<Scope, 'period' | 'section'>, now: string): string => {
  const own = scopeOf(question, now)
  const text = section === undefined ? (period === undefined ? question : (readPeriod(question, now)?.rest ?? question)) : own.text
  const days = period ?? (section === undefined ? undefined : own.period)
  const [, words = '', end = ''] = /^(.*?)([\s?？!.。]*)$/su.exec(tidy(text)) ?? []
  return days === undefined ? words + end.trim() : `${words} ${days}${end.trim()}`
}

/** Removes the gaps that words have left. */
export const tidy = (text: string): string =>
  text
    .replace(/\s+/gu, ' ')
    .replace(/ (?=[?？!,.。，])/gu, '')
    .trim()
