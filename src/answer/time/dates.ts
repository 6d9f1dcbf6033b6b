/** Reads dates and ranges of days within a month: `2024-05-13`, `13.05.2024`, `5/13`, `March 3-10`, `vom 3. bis 10. März`, 3月3日至10日. */
import { word } from '../word.ts'
import { MONTH, counted, dayOf, monthNamed, monthOf, oneDay, yearOf } from './calendar.ts'
import { type Groups, HAN_MONTH, HAN_YEAR, type Read, type Table, Y, YEAR, yearSaid } from './reading.ts'

/** A day of a month (from 0); without a year the last one that is not in the future. */
const dayAt = (now: string, year: number | undefined, month: number, day: string | number): string | undefined => {
  if (month < 0 || month > 11) return undefined
  if (year !== undefined) return dayOf(year, month, Number(day))
  const own = dayOf(yearOf(now), month, Number(day))
  return own !== undefined && own <= now ? own : dayOf(yearOf(now) - 1, month, Number(day))
}
const monthSaid = ({ month = '', han }: Groups): number => (han === undefined ? monthNamed(month) : counted(han) - 1)

const dayIn: Read = (now, groups) => {
  const found = dayAt(now, yearSaid(now, groups), monthSaid(groups), groups['day'] ?? '')
  return found === undefined ? undefined : oneDay(found)
}
const daysIn: Read = (now, groups) => {
  const since = dayAt(now, yearSaid(now, groups), monthSaid(groups), groups['day'] ?? '')
  const until = since && dayOf(yearOf(since), monthSaid(groups), Number(groups['last']))
  return since === undefined || until === undefined || until < since ? undefined : { since, until }
}
/** The last day with this number in its month. */
const dayOfMonth: Read = (now, { day, day2 }) => {
  const number = Number(day ?? day2)
  const found = [0, 1, 2]
    .map((months) => dayOf(yearOf(now), monthOf(now) - months, number))
    .find((each) => each !== undefined && each <= now)
  return found === undefined ? undefined : oneDay(found)
}

/** The day of the last month. */
const dayOfLast: Read = (now, { day }) => {
  const found = dayOf(yearOf(now), monthOf(now) - 1, Number(day))
  return found === undefined ? undefined : oneDay(found)
}

/** Reads two numbers as day and month: one above 12 is the day, else the order decides. Undefined order: the date is not read. */
const inOrder =
  (isDayFirst: (groups: Groups) => boolean | undefined): Read =>
  (now, groups) => {
    const [one, two] = [Number(groups['one']), Number(groups['two'])]
    const dayFirst = one > 12 || (two <= 12 && isDayFirst(groups))
    if (dayFirst === undefined) return undefined
    const [day, month] = dayFirst ? [one, two] : [two, one]
    const found = dayAt(now, yearSaid(now, groups), month - 1, day)
    return found === undefined ? undefined : oneDay(found)
  }

const ONE = String.raw`(?<one>\d{1,2})`
const TWO = String.raw`(?<two>\d{1,2})`
/** A pattern that is no part of a longer number, a name or an address. */
const apart = (pattern: string): string => String.raw`(?<![\p{L}\p{N}./_-])(?:${pattern})(?![\p{L}\p{N}/_-]|\.\p{N})`
/** Words before a date in languages that write the day first; English ones mean the month first. */
const DAY_FIRST = String.raw`am|vom|seit(?: dem)?|ab(?: dem)?|(?:bis )?zum|bis|le|du|au|el|del|al`
const SAID = String.raw`(?<=(?<![\p{L}\p{N}])(?:(?<english>on|from|between|since|until|till|before|after|\d{1,2}/\d{1,2} (?:and|to|through))|${DAY_FIRST}) )`

const DAY = String.raw`(?<day>\d{1,2})(?:st|nd|rd|th|er|\.)?`
const LAST = String.raw`(?<last>\d{1,2})(?:st|nd|rd|th|\.)?`
const TO = String.raw`\s?(?:[-–—]|to|through|until|till|bis(?: zum)?|au|al|a|and(?: the)?|und(?: dem)?|et(?: le)?|y(?: el)?)\s?`
const OPENS = String.raw`(?:(?:between|from|zwischen|von|vom|entre|du|de|del|desde)(?: (?:the|dem|le|el))? )?`

/** The readers of dates, the more specific first. */
export const DATES: Table = [
  [word(`${OPENS}(?<month>${MONTH})\\.? ${DAY}${TO}${LAST}(?![\\p{L}\\d%])${YEAR}?`), daysIn],
  [word(`${OPENS}${DAY}${TO}${LAST} (?:of |de )?(?<month>${MONTH})${YEAR}?`), daysIn],
  [String.raw`从?${HAN_YEAR}?${HAN_MONTH}(?<day>\d{1,2})[日号]?(?:[-–~〜到至]|から)(?<last>\d{1,2})[日号](?:まで)?`, daysIn],
  [apart(`${Y}(?<sign>[-/.])${ONE}\\k<sign>${TWO}`), inOrder(() => false)],
  [apart(`${ONE}\\.${TWO}\\.${Y}`), inOrder(() => true)],
  [apart(`${ONE}/${TWO}/${Y}`), inOrder(() => undefined)],
  [`^\\s*${ONE}/${TWO}(?=[\\s?？!.。]*$)`, inOrder(() => undefined)],
  [`${SAID}${apart(`${ONE}/${TWO}`)}(?! (?:of|der|de|del|des)(?!\\p{L}))`, inOrder(({ english }) => english === undefined)],
  [`${SAID}${ONE}\\.\\s?${TWO}\\.(?!\\p{N})`, inOrder(() => true)],
  [String.raw`(?:先月の?|上个?月)(?<day>\d{1,2})[日号]`, dayOfLast],
  [String.raw`${HAN_YEAR}?${HAN_MONTH}(?<day>\d{1,2})[日号]`, dayIn],
  [
    String.raw`(?<=(?<![\p{L}\p{N}])(?:on the|am|le|el) )(?<day>\d{1,2})(?:st|nd|rd|th|\.)?(?=\s*(?:$|[?？!,;])|\.\s*$)|(?<!月)(?<day2>\d{1,2})号(?=$|[的有发，,？?])`,
    dayOfMonth,
  ],
  [word(`(?<month>${MONTH})\\.? ${DAY}(?![\\p{L}\\d%])${YEAR}?`), dayIn],
  // Not `Lamp 5 may be better`.
  [`(?<![./-])${word(`${DAY} (?:of |de )?(?<month>${MONTH})(?!(?<=\\d may) \\p{L})${YEAR}?`)}`, dayIn],
]
