/** A question taken apart: where and when it asks about, and the rest of its words as they were written. */
import type { SectionKind } from '../../issue/issue.ts'
import { type Span, UNIT, shift, unitNamed, unitOf } from '../time/calendar.ts'
import { readPeriod } from '../time/period.ts'
import { placed } from '../question.ts'

export interface Scope {
  /** The question less the words that name section and days. */
  text: string
  section?: SectionKind
  days?: { since: string; until?: string }
  /** The words that name the days. */
  period?: string
}

/** What was cut out of `whole`, where a space stands in `rest`. */
const cutOut = (whole: string, rest: string): string => {
  let start = 0
  while (start < rest.length && whole[start] === rest[start]) start += 1
  let end = 0
  while (end < rest.length - start && whole.at(-1 - end) === rest.at(-1 - end)) end += 1
  return whole.slice(start, whole.length - end).trim()
}

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

/** `The week before`, 前一天: of the days that were spoken of. */
const BEFORE = new RegExp(
  String.raw`^(?:the |am |in der |im |la |le |el |l['’])?(?:(?<unit>${UNIT}) (?:before(?: that| this)?|earlier|davor|zuvor|d['’]avant|précédente?|anterior)|[前上]一个?(?<han>天|周|月|年))[\s?？!.。呢]*$`,
  'iu',
)

/** As long before: `and before that?` */
const AS_LONG =
  /^(?:(?:and |but )?before (?:that|then)|davor|zuvor|vorher|avant (?:ça|cela)|antes(?: de eso)?|[在那]?之前|その前)[\s?？!.。呢は]*$/iu
const DAY = 24 * 60 * 60 * 1000

/** Days that are told by those of a question before (or of today), in words that tell them by themselves. */
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

/** A question with other days, or less the words that name the section. */
export const rescope = (question: string, { period, section }: Pick<Scope, 'period' | 'section'>, now: string): string => {
  const own = scopeOf(question, now)
  const text = section === undefined ? (period === undefined ? question : (readPeriod(question, now)?.rest ?? question)) : own.text
  const days = period ?? (section === undefined ? undefined : own.period)
  const [, words = '', end = ''] = /^(.*?)([\s?？!.。]*)$/su.exec(tidy(text)) ?? []
  return days === undefined ? words + end.trim() : `${words} ${days}${end.trim()}`
}

/** Without the gaps that words left. */
export const tidy = (text: string): string =>
  text
    .replace(/\s+/gu, ' ')
    .replace(/ (?=[?？!,.。，])/gu, '')
    .trim()
