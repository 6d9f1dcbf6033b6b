/** Finds the times that a question names: `yesterday`, `last week`, `in April`, `Q1 2025`, 上周, `le mois dernier`, 先週. */
import { word } from '../word.ts'
import {
  COUNT,
  HOURS,
  MONTH,
  NAMED_MONTH,
  SEASONS,
  type Span,
  UNIT,
  WEEKDAY,
  back,
  counted,
  monthNamed,
  monthOf,
  monthsFrom,
  oneDay,
  ORDINAL,
  ordinal,
  seasonNamed,
  shift,
  timeAgo,
  unitNamed,
  unitOf,
  weekOf,
  weekdayBefore,
  weekdayNamed,
  yearOf,
  yearWith,
} from './calendar.ts'
import { DATES } from './dates.ts'
import { type Groups, HAN_MONTH, HAN_YEAR, type Read, type Table, Y, YEAR, inPlace, yearSaid } from './reading.ts'
import { shaped } from './shapes.ts'

/** `Today` means the newest issue, which may be two days old after a weekend and covers the day before: so many days back. */
const TODAY_REACHES_BACK = 3
/** The count in `the last days`, `weeks` or `months`. */
const SOME = '3'

/** A time in a question; `from` and `to` are the positions of its words. */
export interface Point extends Span {
  from: number
  to: number
  /** Whether its words name a time by themselves (`last week`); others need a word before or after (`in May`, but not `may`). */
  alone: boolean
}

const LAST = String.raw`last|previous|letzte[nrsm]?|vorige[nrsm]?|vergangene[nrsm]?`
const THIS = String.raw`this|diese[nrsm]?|est[ea]|cette|cet?`
const RECENT = String.raw`last|past|recent|letzten?|vergangenen?|últimos|últimas|derniers|dernières`
const PAST = String.raw`pasad[oa]|dernière?|passée?`

/** The value of the group that matched, of those with a name in a pattern of several forms: `month`, `month2`… */
const one = (groups: Groups, name: string): string =>
  ['', '2', '3', '4', '5', '6'].map((n) => groups[`${name}${n}`]).find((found) => found !== undefined) ?? ''

const monthIn: Read = (now, groups) => {
  const index = groups['han'] === undefined ? monthNamed(one(groups, 'month')) : counted(groups['han']) - 1
  return index < 0 || index > 11 ? undefined : monthsFrom(yearSaid(now, groups) ?? yearWith(now, index), index)
}
/** In May, `last May` is that of the year before. */
const lastMonth: Read = (now, groups) => {
  const index = monthNamed(one(groups, 'month'))
  return monthsFrom(index === monthOf(now) ? yearOf(now) - 1 : yearWith(now, index), index)
}
/** A quarter or half of a year; without a year the last one that has begun. */
const partOf =
  (size: number, index: (groups: Groups) => number): Read =>
  (now, groups) =>
    monthsFrom(yearSaid(now, groups) ?? yearWith(now, index(groups) * size), index(groups) * size, size)
/** A week of a month: seven days counted from the first of the month; the last week ends with it. */
const weekOfMonth: Read = (now, groups) => {
  const month = monthIn(now, groups)
  if (month === undefined) return undefined
  const count = one(groups, 'count')
  const isLast = /^(?:last|letzte.|dernière|última|最后一)$/iu.test(count)
  const since = isLast ? shift(month.until, -6) : shift(month.since, 7 * (ordinal(count) - 1))
  return { since, until: shift(since, 6) }
}
const season: Read = (now, groups) => {
  const start = 2 + 3 * seasonNamed(one(groups, 'season'))
  return monthsFrom(yearSaid(now, groups) ?? yearWith(now, start), start, 3)
}
const ago =
  (count: number): Read =>
  (now, groups) =>
    unitOf(now, unitNamed(one(groups, 'unit')), count)
const upToNow: Read = (now, groups) => ({
  since: back(now, counted(one(groups, 'count') || '1'), unitNamed(one(groups, 'unit'))),
  until: now,
})
const today: Read = (now) => ({ since: shift(now, -TODAY_REACHES_BACK), until: now })
const daysAgo =
  (count: number): Read =>
  (now) =>
    oneDay(shift(now, -count))
const weekday: Read = (now, groups) => oneDay(weekdayBefore(now, weekdayNamed(one(groups, 'day'))))
const HAN_NUMBERS = '一二三四'
const HAN_DAYS = '一二三四五六日'
const JAPANESE_DAYS = '月火水木金土日'
/** A Chinese or Japanese weekday: that of the week named, or the last such day. */
const hanDay: Read = (now, groups) => {
  const place = Math.max(HAN_DAYS.indexOf((groups['han'] ?? '-').replace('天', '日')), JAPANESE_DAYS.indexOf(groups['yobi'] ?? '-'))
  const weeks = groups['week']
  if (weeks === undefined) return oneDay(weekdayBefore(now, (place + 1) % 7))
  const over = /上上|先々/u.test(weeks) ? 2 : /[上去先]/u.test(weeks) ? 1 : 0
  return oneDay(shift(weekOf(now, over).since, place))
}

const TODAY =
  word(
    "today|tonight|this (?:morning|afternoon|evening)|heute(?: (?:früh|morgen|mittag|abend))?|hoy|esta (?:mañana|tarde|noche)|aujourd['’]hui|ce (?:matin|soir)",
  ) + '|今[天日早晚朝夜]|きょう'
const THE_DAY = new RegExp(TODAY, 'iu')
/** Whether words name today. */
export const isToday = (words: string): boolean => THE_DAY.test(words)

const WEEKEND = String.raw`weekend|week-end|wochenende|fin de semana`

/** Readers of words that name a time by themselves. */
const ALONE: Table = [
  ...DATES,
  [
    `${word(`(?<count>${ORDINAL}) (?:week|woche|semaine|semana) (?:of|in|im|des|de|d['’]) ?(?<month>${MONTH})${YEAR}?`)}|${HAN_YEAR}?${HAN_MONTH}の?(?:第(?<count2>[1-4一二三四])|(?<count3>最后一))[周週]`,
    weekOfMonth,
  ],
  [
    String.raw`(?:${HAN_YEAR}第?|第)?(?<quarter>[一二三四1-4])(?:季度|四半期)`,
    partOf(3, ({ quarter = '' }) => (Number(quarter) || HAN_NUMBERS.indexOf(quarter) + 1) - 1),
  ],
  [String.raw`${HAN_YEAR}?(?<half>[上下])半年`, partOf(6, ({ half }) => (half === '下' ? 1 : 0))],
  [String.raw`${HAN_YEAR}(?<season>[春夏秋冬])[天季]?`, season],
  [String.raw`${HAN_YEAR}?${HAN_MONTH}(?![\d費费額额内之間间亮光球面])`, monthIn],
  [String.raw`${Y}年`, (_, { year }) => monthsFrom(Number(year), 0, 12)],
  [word('day before yesterday|vorgestern|anteayer|antier|antes de ayer|avant-hier') + '|前天|一昨日|おととい', daysAgo(2)],
  [
    word('yesterday|last night|gestern(?: abend)?|ayer|anoche|hier(?: soir)?(?= |$|[?.!,])(?! (?:gibt|steht|ist))') +
      '|昨[天日晚夜]|きのう|昨夜',
    daysAgo(1),
  ],
  [TODAY, today],
  [
    word(
      `(?:last|this|this past|over the|on the|at the|letzte[sn]|vergangene[sn]|dieses|am|el|este|le|ce) (?:${WEEKEND})(?: (?:${PAST}))?`,
    ) + '|上?这?个?周末|先?週末',
    (now) => ({ since: shift(weekOf(now, 1).since, 5), until: weekOf(now, 1).until }),
  ],
  [
    String.raw`上上(?:个)?(?<unit>周|星期|月)(?![一二三四五六日天])|先々(?<unit2>週|月)(?!の.曜)|${word(
      `(?<unit3>week|month) before last|vorletzte[nrsm]? (?<unit4>${UNIT})|(?<unit5>${UNIT}) antepasad[oa]|avant-dernière? (?<unit6>${UNIT})`,
    )}`,
    ago(2),
  ],
  [
    String.raw`(?<week>上上个?|上个?|去|这个?|本)?(?:周|星期|礼拜)(?<han>[一二三四五六日天])|(?:(?<week2>先々?|今)週の?)?(?<yobi>[日月火水木金土])曜日?`.replace(
      '(?<week2>',
      '(?<weeks>',
    ),
    (now, groups) => hanDay(now, { ...groups, week: groups['week'] ?? groups['weeks'] }),
  ],
  [
    `(?:${word(RECENT)} |(?:最近|过去|近|ここ|この|過去|直近)的?)(?<count>${COUNT})\\s?(?:个)?(?<unit>${UNIT})(?:間)?(?![\\p{Script=Latin}])`,
    upToNow,
  ],
  [word(`(?<count>${COUNT}) (?:derniers?|dernières?|últimos|últimas) (?<unit>${UNIT})`), upToNow],
  [
    `(?:${word(RECENT)} |(?:最近|过去|近|ここ|この|過去|直近))(?<hours>\\d{1,3})\\s?个?${HOURS}|(?<hours2>\\d{1,3}) (?:${RECENT}) ${HOURS}`,
    (now, groups) => ({ since: shift(now, -Math.ceil(Number(one(groups, 'hours')) / 24)), until: now }),
  ],
  [
    `${word(`recent (?<unit>days|weeks|months)|(?:die |den )(?:letzten|vergangenen) (?<unit2>tagen?|wochen|monaten?)|(?:ces|les) derni[eè]re?s (?<unit3>jours|semaines|mois)|(?:los|las|estos|estas) últim[oa]s (?<unit4>días|semanas|meses)`)}|[这這近前](?:几|幾)(?<unit5>天|周|个月)`,
    (now, groups) => upToNow(now, { ...groups, count: SOME }),
  ],
  [
    word(`(?:seit|depuis|desde hace) (?<count>${COUNT}) (?<unit>${UNIT})`) + `|(?<count2>${COUNT})\\s?个?(?<unit2>${UNIT})(?:以?来|前から)`,
    upToNow,
  ],
  [word(`(?:past|último|última|dernier|dernière) (?<unit>${UNIT})`), upToNow],
  [word('half a year ago|vor einem halben jahr|hace medio año') + '|半年前', (now) => timeAgo(now, 1, 'half')],
  [
    `${word(`(?:${LAST}) (?<unit>${UNIT})|(?:la |el )?(?<unit2>${UNIT}) (?:pasad[oa]|anterior)|(?:la |le |l['’])?(?<unit3>${UNIT}) (?:derni[eè]re?|pass[ée]e?)`)}|上个?(?<unit4>周|週|星期|礼拜|月|季度)|先(?<unit5>週|月)|[去昨](?<unit6>年)`,
    ago(1),
  ],
  [
    `${word(`(?:so far )?(?:earlier )?(?:${THIS}) (?<unit>${UNIT})(?:-ci)?(?! ?-?end)`)}|(?:这个?|本)(?<unit2>周|星期|礼拜|月|季度)|今(?<unit3>週|月|年)`,
    ago(0),
  ],
  [
    `${word(`(?<count>${COUNT}) (?<unit>${UNIT}) ago|vor (?<count2>${COUNT}) (?<unit2>${UNIT})|hace (?<count3>${COUNT}) (?<unit3>${UNIT})|il y a (?<count4>${COUNT}) (?<unit4>${UNIT})`)}|(?<count5>${COUNT})(?<unit5>天|日|周|週間|个月|ヶ月|か月|年)(?:之?前)`,
    (now, groups) => timeAgo(now, counted(one(groups, 'count')), unitNamed(one(groups, 'unit'))),
  ],
  [
    word(
      `q(?<quarter>[1-4])(?: ${Y})?|${Y.replace('year', 'year2')} q(?<quarter2>[1-4])|(?<quarter3>${ORDINAL}) (?:quarter|quartal|trimestre)(?: (?:of |de |des jahres )?${Y.replace('year', 'year3')})?`,
    ),
    (now, groups) => partOf(3, () => ordinal(one(groups, 'quarter')) - 1)(now, { year: one(groups, 'year') || undefined }),
  ],
  [
    word(
      `h(?<half>[12]) ${Y}|(?<half2>${ORDINAL}) (?:half|halbjahr|hälfte|semestre|mitad|moitié)(?: (?:of |de |des jahres |von )?${Y.replace('year', 'year2')})`,
    ),
    (now, groups) => partOf(6, () => ordinal(one(groups, 'half')) - 1)(now, { year: one(groups, 'year') }),
  ],
  [word(`(?<month>${MONTH})\\.?${YEAR}`), monthIn],
  [word(`(?:${LAST}) (?<month>${MONTH})|(?<month2>${MONTH}) (?:pasado|dernier)`), lastMonth],
  [word(`(?:${LAST}|${THIS}) (?<day>${WEEKDAY})|(?<day2>${WEEKDAY}) (?:pasado|dernier)`), weekday],
  [
    word(
      `(?:${LAST}|this|diesen|(?:in|during|over) (?:the )?) ?(?<season>${SEASONS})${YEAR}?|(?:l['’]|el |la )?(?<season2>${SEASONS}) (?:pasad[oa]|derni[eè]re?)|(?<season3>${SEASONS})${YEAR.replace('year', 'year2')}`,
    ),
    (now, groups) => season(now, { ...groups, year: one(groups, 'year') || undefined }),
  ],
  [word(`(?<month>${NAMED_MONTH})`), monthIn],
  [
    word(
      "(?:the )?(?:start|beginning) of the year|jahres(?:beginn|anfang)|anfang des jahres|(?:le )?début d(?:e l)?['’]année|principios del? año",
    ) + '|年初',
    (now) => monthsFrom(yearOf(now), 0),
  ],
]

/** Readers of words that name a time only after a word like `in` or `since`, or in a range. */
const BARE: Table = [
  // The French month, not the planet.
  [word(`(?!(?<=(?<!\\p{L})(?:on|to|from|of|over) )mars)(?<month>${MONTH})`), monthIn],
  [word(`(?<day>${WEEKDAY})`), weekday],
  [word(Y), (_, { year }) => monthsFrom(Number(year), 0, 12)],
]

/** Compiles a table for texts in lower case: with the `i` flag this takes twice as long, and the first question waits for it. */
const made = (table: Table): (readonly [RegExp, Read])[] => table.map(([pattern, read]) => [new RegExp(pattern, 'gu'), read] as const)
const tables = [
  [made(ALONE), true],
  [made(BARE), false],
] as const

/** Matches a sign of every pattern above. Most questions have none, and are spared their compilation. French `an` is a year only after some words. */
const SIGN = new RegExp(
  String.raw`(?<!\p{L})(?!an(?!\p{L}))(?:${MONTH}|${WEEKDAY}|${SEASONS}|${UNIT}|${HOURS}|jahres\p{L}+|${WEEKEND})(?!\p{L})|(?:['’]|\d |un |cet |dernier )an(?!\p{L})|an (?:derni|pass)|[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]|20\d\d|q[1-4]|\d\/\d|\d\.\s?\d{1,2}\.|(?:on the|am|le|el) \d|ayer|ier(?!\p{L})|gestern|yesterday|anoche|night|today|morning|noon|evening|heute|hoy|mañana|tarde|noche|aujourd|matin|soir`,
  'u',
)

const overlaps = (a: Point, b: Point): boolean => a.from < b.to && b.from < a.to

const JOINS = /^[\s,]*(?:(?:of|in|im|des|de|del|d['’]|en|の)(?: (?:the|la|el|le))?)?[\s]*$/iu
const isYear = ({ since, until }: Span): boolean => since.endsWith('-01-01') && until === `${since.slice(0, 4)}-12-31`
const moved = (day: string, year: number): string => back(day, yearOf(day) - year, 'year')

/** Merges a part of a year with the year that stands beside it: `April of last year`, `last year in April`. */
const inTheirYear = (points: readonly Point[], question: string): Point[] => {
  const kept: Point[] = []
  for (const point of points) {
    const before = kept.at(-1)
    if (before === undefined || isYear(before) === isYear(point) || !JOINS.test(question.slice(before.to, point.from))) {
      kept.push(point)
      continue
    }
    const [year, part] = isYear(point) ? [point, before] : [before, point]
    const years = yearOf(part.until) - yearOf(part.since)
    const [since, until] = [moved(part.since, yearOf(year.since)), moved(part.until, yearOf(year.since) + years)]
    kept[kept.length - 1] = { since, until, from: before.from, to: point.to, alone: true }
  }
  return kept
}

/** The times that a question names, in order, none wholly in the future. Where two patterns overlap, the first one counts. */
export const pointsOf = (question: string, now: string): Point[] => {
  const points: Point[] = []
  const small = inPlace(question)
  if (!SIGN.test(small)) return []
  for (const [table, alone] of tables)
    for (const [pattern, read] of table)
      for (const match of small.matchAll(pattern)) {
        const span = read(now, match.groups ?? {})
        const point = span && shaped({ ...span, from: match.index, to: match.index + match[0].length, alone }, question, now)
        if (point && point.since <= now && !points.some((other) => overlaps(other, point))) points.push(point)
      }
  return inTheirYear(
    points.sort((a, b) => a.from - b.from),
    question,
  )
}
