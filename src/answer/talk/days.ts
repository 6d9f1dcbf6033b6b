/** Reads days that stand alone, as the option of a command: `yesterday`, `last friday`, `01.05.2026`, 上周五. */
import { wordsOf } from '../checks/naming.ts'
import { COUNT, MONTH, UNIT, WEEKDAY } from '../time/calendar.ts'
import { type Scope, scopeOf } from './scope.ts'

/** `future`: the days are yet to come. Undefined: the words name no days. */
export type NamedDays = NonNullable<Scope['days']> | 'future' | undefined

/** Writes `20260501` and `26-05-01` as `2026-05-01`; leaves other words as they are. */
const iso = (words: string): string => {
  const [, year, month, day] = /^(20\d\d)(\d\d)(\d\d)$/.exec(words) ?? /^(\d\d)-(\d\d)-(\d\d)$/.exec(words) ?? []
  return year === undefined ? words : `20${year.slice(-2)}-${month}-${day}`
}

const isDay = (words: string): boolean => !Number.isNaN(Date.parse(words)) && new Date(words).toISOString().startsWith(words)

const NEXT = String.raw`next|coming|nächste[nrs]?|kommende[nrs]?|(?:el |la )?próxim[oa]s?`
/** Matches days that are yet to come, in six languages. */
const TO_COME = new RegExp(
  String.raw`^(?:on |am |le |el )?(?:(?:the )?(?:day after )?tomorrow|(?:über)?morgen|(?:pasado )?mañana|(?:après-)?demain|(?:${NEXT}) (?:${UNIT}|${WEEKDAY}|${MONTH})|(?:la |le )?(?:${UNIT}|${WEEKDAY}) (?:prochaine?|que viene)|in (?:${COUNT}) (?:${UNIT})|dans (?:${COUNT}) (?:${UNIT})|en (?:${COUNT}) (?:${UNIT})|[明后]天|下下?个?(?:周|星期|礼拜|月)[一二三四五六日天]?|明年|明日|明後日|あした|あさって|来[週月年](?:の.曜日?)?)[\s?？!.。]*$`,
  'iu',
)

/** A day after all issues, seen from which no day is yet to come. */
const LATEST = '2099-12-31'

/** The days that words name, if they have no other content. */
const read = (words: string, now: string): Scope['days'] => {
  const { text, days } = scopeOf(words, now)
  return days !== undefined && wordsOf(text, () => []).every(({ kind }) => kind === 'function') ? days : undefined
}

/** The most characters of words for days. */
const LONGEST = 60

/** The days that somebody typed; `today` as YYYY-MM-DD. */
export const daysNamed = (typed: string, today: string): NamedDays => {
  if (typed.length > LONGEST) return undefined
  const words = iso(typed.trim())
  if (/^20\d\d-\d\d-\d\d$/.test(words) && !isDay(words)) return undefined
  if (TO_COME.test(words)) return 'future'
  // A weekday, a month or `week` alone is read only after a preposition or `this`.
  const forms = [words, `on ${words}`, `this ${words}`]
  const days = forms.map((said) => read(said, today)).find((found) => found !== undefined)
  // A period under way ends today; `today` itself stays open, as it means the newest issue.
  if (days !== undefined) return days.until === undefined && days.since !== read('today', today)?.since ? { ...days, until: today } : days
  return forms.some((said) => (read(said, LATEST)?.since ?? '') > today) ? 'future' : undefined
}
