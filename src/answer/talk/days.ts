/** Days that are named by themselves, as behind a command: `yesterday`, `last friday`, `01.05.2026`, 上周五. */
import { wordsOf } from '../checks/naming.ts'
import { COUNT, MONTH, UNIT, WEEKDAY } from '../time/calendar.ts'
import { type Scope, scopeOf } from './scope.ts'

/** `future`: they are still to come. */
export type NamedDays = NonNullable<Scope['days']> | 'future' | undefined

/** Years first without signs, or short, as ISO has them. */
const iso = (words: string): string => {
  const [, year, month, day] = /^(20\d\d)(\d\d)(\d\d)$/.exec(words) ?? /^(\d\d)-(\d\d)-(\d\d)$/.exec(words) ?? []
  return year === undefined ? words : `20${year.slice(-2)}-${month}-${day}`
}

const isDay = (words: string): boolean => !Number.isNaN(Date.parse(words)) && new Date(words).toISOString().startsWith(words)

/** What is to come, in six languages. */
const NEXT = String.raw`next|coming|nächste[nrs]?|kommende[nrs]?|(?:el |la )?próxim[oa]s?`
const TO_COME = new RegExp(
  String.raw`^(?:on |am |le |el )?(?:(?:the )?(?:day after )?tomorrow|(?:über)?morgen|(?:pasado )?mañana|(?:après-)?demain|(?:${NEXT}) (?:${UNIT}|${WEEKDAY}|${MONTH})|(?:la |le )?(?:${UNIT}|${WEEKDAY}) (?:prochaine?|que viene)|in (?:${COUNT}) (?:${UNIT})|dans (?:${COUNT}) (?:${UNIT})|en (?:${COUNT}) (?:${UNIT})|[明后]天|下下?个?(?:周|星期|礼拜|月)[一二三四五六日天]?|明年|明日|明後日|あした|あさって|来[週月年](?:の.曜日?)?)[\s?？!.。]*$`,
  'iu',
)

/** Before any year that issues may be of. */
const LATEST = '2099-12-31'

const read = (words: string, now: string): Scope['days'] => {
  const { text, days } = scopeOf(words, now)
  return days !== undefined && wordsOf(text, () => []).every(({ kind }) => kind === 'function') ? days : undefined
}

/** Characters: no day has a longer name. */
const LONGEST = 60

export const daysNamed = (typed: string, today: string): NamedDays => {
  if (typed.length > LONGEST) return undefined
  const words = iso(typed.trim())
  if (/^20\d\d-\d\d-\d\d$/.test(words) && !isDay(words)) return undefined
  if (TO_COME.test(words)) return 'future'
  // A day of the week, a month or `week` alone.
  const forms = [words, `on ${words}`, `this ${words}`]
  const days = forms.map((said) => read(said, today)).find((found) => found !== undefined)
  // What is under way ends today; `today` itself is what the newest issue says.
  if (days !== undefined) return days.until === undefined && days.since !== read('today', today)?.since ? { ...days, until: today } : days
  return forms.some((said) => (read(said, LATEST)?.since ?? '') > today) ? 'future' : undefined
}
