/** Times as questions name them: "yesterday", "last week", "in April", "Q1 2025", 上周, "le mois dernier", 先週. */
import {
  COUNT,
  MONTH,
  type Span,
  UNIT,
  WEEKDAY,
  back,
  counted,
  dayOf,
  monthNamed,
  monthsFrom,
  oneDay,
  shift,
  unitNamed,
  unitOf,
  weekOf,
  weekdayBefore,
  weekdayNamed,
  yearOf,
  yearWith,
} from './calendar.ts'

/** "Today" is what the newest issue says: it may be two days old after a weekend, and covers the day before. */
const TODAY_REACHES_BACK = 3

export interface Point extends Span {
  /** Where its words stand. */
  from: number
  to: number
  /** Its words alone say that a time is meant ("last week"); others need a word before or after ("in May", but not "may"). */
  alone: boolean
}

type Groups = Partial<Record<string, string>>
type Read = (now: string, groups: Groups) => Span | undefined

const Y = String.raw`(?<year>20\d\d)`
const YEAR = String.raw`(?:,? ?(?:of |de |del )?${Y})`
const DAY_OF = String.raw`(?<day>\d{1,2})(?:st|nd|rd|th|er|\.)?`
const HAN_MONTH = String.raw`(?<han>\d{1,2}|十[一二]?|[一二三四五六七八九])月`
const LAST = String.raw`last|previous|letzte[nrs]?|vorige[nrs]?|vergangene[nrs]?`
const THIS = String.raw`this|diese[nrsm]?|est[ea]|cette|cet?`

/** Latin words stand alone; between Chinese signs there are no edges of words. */
const word = (pattern: string): string => String.raw`(?<![\p{L}\p{N}])(?:${pattern})(?![\p{L}\p{N}])`

const monthIn: Read = (now, { month = '', han, year }) => {
  const index = han === undefined ? monthNamed(month) : counted(han) - 1
  return index < 0 || index > 11 ? undefined : monthsFrom(year === undefined ? yearWith(now, index) : Number(year), index)
}
const dayIn: Read = (now, { month = '', han, day = '', year }) => {
  const index = han === undefined ? monthNamed(month) : counted(han) - 1
  if (index < 0 || index > 11) return undefined
  const thisYear = dayOf(yearOf(now), index, Number(day))
  const found =
    year === undefined
      ? thisYear !== undefined && thisYear > now
        ? dayOf(yearOf(now) - 1, index, Number(day))
        : thisYear
      : dayOf(Number(year), index, Number(day))
  return found === undefined ? undefined : oneDay(found)
}
/** A part of a year, the newest that had begun where the year is not said. */
const partOf =
  (size: number, index: (groups: Groups) => number): Read =>
  (now, groups) => {
    const start = index(groups) * size
    return monthsFrom(groups['year'] === undefined ? yearWith(now, start) : Number(groups['year']), start, size)
  }
const ago =
  (count: number): Read =>
  (now, { unit = '' }) =>
    unitOf(now, unitNamed(unit), count)
const upToNow: Read = (now, { count = '1', unit = '' }) => ({ since: back(now, counted(count), unitNamed(unit)), until: now })
const HAN_NUMBERS = '一二三四'
const HAN_DAYS = '日一二三四五六'
const SEASONS = ['spring|frühling|primavera|printemps|春天?', 'summer|sommer|verano|été|夏天?', 'autumn|fall|herbst|otoño|automne|秋天?']

const ALONE: readonly [string, Read][] = [
  [String.raw`\b(?<iso>20\d\d-\d\d-\d\d)\b`, (_, { iso = '' }) => (Number.isNaN(Date.parse(iso)) ? undefined : oneDay(iso))],
  [String.raw`(?:${Y}年)?${HAN_MONTH}(?<day>\d{1,2})[日号]`, dayIn],
  [
    String.raw`(?:${Y}年)?(?:第?(?<quarter>[一二三四1-4])(?:季度|四半期))`,
    partOf(3, ({ quarter = '' }) => (Number(quarter) || HAN_NUMBERS.indexOf(quarter) + 1) - 1),
  ],
  [String.raw`(?:${Y}年)?(?<half>[上下])半年`, partOf(6, ({ half }) => (half === '下' ? 1 : 0))],
  [
    String.raw`(?:${Y}年)${HAN_MONTH}|${HAN_MONTH.replace('han', 'han2')}(?=$|[份的里中以来至到,，、？?\s]|から|以降|に)`,
    (now, { han, han2, year }) => monthIn(now, { han: han ?? han2, year }),
  ],
  [String.raw`${Y}年`, (_, { year }) => monthsFrom(Number(year), 0, 12)],
  [word(`day before yesterday|vorgestern|anteayer|avant-hier`) + '|前天|一昨日|おととい', (now) => oneDay(shift(now, -2))],
  [word(`yesterday|gestern|ayer|hier(?= |$|[?.!,])(?! (?:gibt|steht|ist))`) + '|昨[天日]|きのう', (now) => oneDay(shift(now, -1))],
  [word(`today|tonight|heute|hoy|aujourd['’]hui`) + '|今[天日]|きょう', (now) => ({ since: shift(now, -TODAY_REACHES_BACK), until: now })],
  [
    word(`(?:last|this past|over the|letztes|vergangenes|el fin de semana pasado|le) (?:weekend|week-end|wochenende)(?: dernier)?`) +
      '|上?周末|週末',
    (now) => ({ since: shift(weekOf(now, 1).since, 5), until: weekOf(now, 1).until }),
  ],
  [
    String.raw`上上(?:个)?(?<unit>周|星期|月)|先々(?<unit2>週|月)|${word('(?<unit3>week|month) before last')}`,
    (now, { unit, unit2, unit3 }) => ago(2)(now, { unit: unit ?? unit2 ?? unit3 }),
  ],
  [
    String.raw`(?:上个?|去)(?:周|星期)(?<han>[一二三四五六日天])|(?:这个?|本)?(?:周|星期|礼拜)(?<han2>[一二三四五六日天])|(?<han3>[日月火水木金土])曜日?`,
    (now, { han, han2, han3 }) =>
      oneDay(
        weekdayBefore(now, han3 === undefined ? HAN_DAYS.indexOf((han ?? han2 ?? '').replace('天', '日')) : '日月火水木金土'.indexOf(han3)),
      ),
  ],
  [
    `(?:${word('last|past|over the last|in the last|over the past|letzten|vergangenen|últimos|últimas|(?:les )?derniers|(?:les )?dernières')} |${word('(?:in den |en los |en las |los |las )?(?:letzten|últimos|últimas)')} |(?:最近|过去|近|ここ|過去)的?)(?<count>${COUNT})\\s?(?:个)?(?<unit>${UNIT})(?:間)?(?![\\p{Script=Latin}])`,
    upToNow,
  ],
  [word(`(?:les |ces )(?<count>${COUNT}) (?:derniers?|dernières?) (?<unit>${UNIT})`), upToNow],
  [
    `${word(`(?:${LAST}) (?<unit>${UNIT})|(?:la |el )?(?<unit2>${UNIT}) (?:pasad[oa]|anterior)|(?:la |le |l['’])?(?<unit3>${UNIT}) (?:derni[eè]re?|pass[ée]e?)`)}|上个?(?<unit4>周|週|星期|礼拜|月|季度)|先(?<unit5>週|月)|(?<unit6>去年|昨年)`,
    (now, { unit, unit2, unit3, unit4, unit5, unit6 }) =>
      ago(1)(now, { unit: unit ?? unit2 ?? unit3 ?? unit4 ?? unit5 ?? (unit6 && 'year') }),
  ],
  [
    `${word(`(?:so far )?(?:${THIS}) (?<unit>${UNIT})`)}|(?:这个?|本)(?<unit2>周|星期|礼拜|月|季度)|今(?<unit3>週|月|年)`,
    (now, { unit, unit2, unit3 }) => ago(0)(now, { unit: unit ?? unit2 ?? unit3 }),
  ],
  [
    `${word(`(?<count>${COUNT}) (?<unit>${UNIT}) ago|vor (?<count2>${COUNT}) (?<unit2>${UNIT})|hace (?<count3>${COUNT}) (?<unit3>${UNIT})|il y a (?<count4>${COUNT}) (?<unit4>${UNIT})`)}|(?<count5>${COUNT})(?<unit5>天|日|周|週間|个月|ヶ月|年)(?:之?前)`,
    (now, groups) => {
      const pick = (name: string): string =>
        ['', '2', '3', '4', '5'].map((n) => groups[`${name}${n}`]).find((found) => found !== undefined) ?? ''
      return unitOf(now, unitNamed(pick('unit')), counted(pick('count')))
    },
  ],
  [
    word(`q(?<quarter>[1-4])${YEAR}?|(?<quarter2>[1-4])\\. ?quartal${YEAR.replace('year', 'year2')}?`),
    (now, { quarter, quarter2, year, year2 }) => partOf(3, () => Number(quarter ?? quarter2) - 1)(now, { year: year ?? year2 }),
  ],
  [word(`h(?<half>[12]) ${Y}`), partOf(6, ({ half }) => Number(half) - 1)],
  [word(`(?<month>${MONTH})\\.? ${DAY_OF}(?![\\p{L}\\d%])${YEAR}?`), dayIn],
  [word(`${DAY_OF} (?:of |de )?(?<month>${MONTH})${YEAR}?`), dayIn],
  [word(`(?<month>${MONTH})\\.?${YEAR}`), monthIn],
  [
    word(`(?:${LAST}) (?<month>${MONTH})|(?<month2>${MONTH}) (?:pasado|dernier)`),
    (now, { month, month2 }) => monthIn(now, { month: month ?? month2 }),
  ],
  [
    word(`(?:${LAST}) (?<day>${WEEKDAY})|(?<day2>${WEEKDAY}) (?:pasado|dernier)`),
    (now, { day, day2 }) => oneDay(weekdayBefore(now, weekdayNamed(day ?? day2 ?? ''))),
  ],
  [
    word(`(?:${LAST}|this|(?:in|during|over) (?:the )?) ?(?<season>${SEASONS.join('|')})${YEAR}?`),
    (now, { season = '', year }) => {
      const start = 2 + 3 * SEASONS.findIndex((each) => new RegExp(`^(?:${each})$`, 'iu').test(season))
      return monthsFrom(year === undefined ? yearWith(now, start) : Number(year), start, 3)
    },
  ],
]

/** Said of time only after a word like "in" or "since", or between two of their kind. */
const BARE: readonly [string, Read][] = [
  [word(`(?<month>${MONTH})`), monthIn],
  [word(`(?<day>${WEEKDAY})`), (now, { day = '' }) => oneDay(weekdayBefore(now, weekdayNamed(day)))],
  [word(Y), (_, { year }) => monthsFrom(Number(year), 0, 12)],
]

const alone = ALONE.map(([pattern, read]) => [new RegExp(pattern, 'giu'), read] as const)
const bare = BARE.map(([pattern, read]) => [new RegExp(pattern, 'giu'), read] as const)

const overlaps = (a: Point, b: Point): boolean => a.from < b.to && b.from < a.to

/** The times that are named, in order; where two readings share words the first of the tables holds. */
export const pointsOf = (question: string, now: string): Point[] => {
  const points: Point[] = []
  for (const [table, isAlone] of [
    [alone, true],
    [bare, false],
  ] as const)
    for (const [pattern, read] of table)
      for (const match of question.matchAll(pattern)) {
        const span = read(now, match.groups ?? {})
        const point = span && { ...span, from: match.index, to: match.index + match[0].length, alone: isAlone }
        if (point && point.since <= now && !points.some((other) => overlaps(other, point))) points.push(point)
      }
  return points.sort((a, b) => a.from - b.from)
}
