/** A question taken apart: where and when it asks about, and the rest of its words as they were written. */
import type { SectionKind } from '../../issue/issue.ts'
import { readPeriod } from '../time/period.ts'
import { understand } from '../question.ts'

export interface Scope {
  /** The question less the words that name section and days. */
  text: string
  section?: SectionKind
  days?: { since: string; until?: string }
  /** The words that name the days. */
  period?: string
}

/** No edition is written in it: nothing is translated. */
const NO_EDITION = 'und'

/** What was cut out of `whole`, where a space stands in `rest`. */
const cutOut = (whole: string, rest: string): string => {
  let start = 0
  while (start < rest.length && whole[start] === rest[start]) start += 1
  let end = 0
  while (end < rest.length - start && whole.at(-1 - end) === rest.at(-1 - end)) end += 1
  return whole.slice(start, whole.length - end).trim()
}

export const scopeOf = (question: string, now: string): Scope => {
  const { text, kinds } = understand({ question, locale: 'en', now }, NO_EDITION)
  const period = readPeriod(question, now)
  return {
    text: tidy(text),
    ...(kinds?.[0] === undefined ? {} : { section: kinds[0] }),
    ...(period === undefined
      ? {}
      : {
          days: { since: period.since, ...(period.until === undefined ? {} : { until: period.until }) },
          period: cutOut(question, period.rest),
        }),
  }
}

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
