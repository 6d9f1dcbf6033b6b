/** Days that a question names: "yesterday", "last week", "since Monday", "in April", 昨天, 上周, 4月. */

export interface Period {
  /** Days, inclusive, YYYY-MM-DD. */
  since: string
  until?: string
  /** The question without the words that named the days. */
  rest: string
}

const DAY = 24 * 60 * 60 * 1000
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'] as const
const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const
const WEEKDAYS_ZH = '日一二三四五六'
/** "Today" is what the newest issue says: it may be two days old after a weekend, and covers the day before. */
const TODAY_REACHES_BACK = 3

const date = (time: number): string => new Date(time).toISOString().slice(0, 10)
const back = (now: string, days: number): string => date(Date.parse(now) - days * DAY)
const weekday = (now: string): number => new Date(now).getUTCDay()
/** Monday of the week, `weeks` ago. */
const monday = (now: string, weeks: number): string => back(now, ((weekday(now) + 6) % 7) + 7 * weeks)

const month = (now: string, index: number, year?: string): { since: string; until: string } => {
  const thisYear = Number(now.slice(0, 4))
  const latest = index < Number(now.slice(5, 7)) ? thisYear : thisYear - 1
  const of = year === undefined ? latest : Number(year)
  return { since: date(Date.UTC(of, index, 1)), until: date(Date.UTC(of, index + 1, 0)) }
}

const lastMonth = (now: string): { since: string; until: string } => {
  const [year, index] = [Number(now.slice(0, 4)), Number(now.slice(5, 7)) - 1]
  return { since: date(Date.UTC(year, index - 1, 1)), until: date(Date.UTC(year, index, 0)) }
}

type Reader = [RegExp, (now: string, match: RegExpExecArray) => { since: string; until?: string }]

/** A question about one time; one that compares several ("in May … and now?") names none for all of it. */
const READERS: readonly Reader[] = [
  [/\b(?:since|from) (\d{4}-\d{2}-\d{2})\b/iu, (_, [, day = '']) => ({ since: day })],
  [/\b(?:on )?(\d{4}-\d{2}-\d{2})\b/iu, (_, [, day = '']) => ({ since: day, until: day })],
  [/\bday before yesterday\b|前天/iu, (now) => ({ since: back(now, 2), until: back(now, 2) })],
  [/\byesterday\b|昨[天日]|きのう|\bayer\b|\bgestern\b|\bhier\b(?! )/iu, (now) => ({ since: back(now, 1), until: back(now, 1) })],
  [/\btoday\b|\btonight\b|今[天日]|\bheute\b|\bhoy\b|\baujourd'hui\b/iu, (now) => ({ since: back(now, TODAY_REACHES_BACK) })],
  [/\bthis week\b|[这本]周|今週|\bdiese woche\b|\besta semana\b|\bcette semaine\b/iu, (now) => ({ since: monday(now, 0) })],
  [
    /\blast week\b|上[周週]|先週|\bletzte woche\b|\bla semana pasada\b|\bla semaine dernière\b/iu,
    (now) => ({ since: monday(now, 1), until: back(monday(now, 0), 1) }),
  ],
  [/\bthis month\b|[这本]个?月|今月/iu, (now) => ({ since: `${now.slice(0, 7)}-01` })],
  [/\blast month\b|上个?月|先月/iu, lastMonth],
  [
    /\b(?:in |over |during )?(?:the )?(?:last|past) (\d{1,3}) (day|week|month)s?\b/iu,
    (now, [, count = '1', unit]) => ({ since: back(now, Number(count) * (unit === 'day' ? 1 : unit === 'week' ? 7 : 30)) }),
  ],
  [/(?:最近|过去)(\d{1,3})[天日]/u, (now, [, count = '1']) => ({ since: back(now, Number(count)) })],
  [
    /\b(since|on|last) (sun|mon|tue|wed|thu|fri|sat)(?:day|sday|nesday|rsday|urday)?\b/iu,
    (now, [, word = '', name = '']) => {
      const since = back(now, ((weekday(now) - WEEKDAYS.findIndex((each) => each === name.toLowerCase()) + 6) % 7) + 1)
      return word.toLowerCase() === 'since' ? { since } : { since, until: since }
    },
  ],
  [
    /(上?)(?:周|星期)([一二三四五六日天])(以来|至今)?/u,
    (now, [, , name = '', open]) => {
      const since = back(now, ((weekday(now) - WEEKDAYS_ZH.indexOf(name.replace('天', '日')) + 6) % 7) + 1)
      return open === undefined ? { since, until: since } : { since }
    },
  ],
  [
    /\b(in|during|since) (jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)(?:uary|ruary|ch|il|e|y|ust|t|tember|ober|ember)?\b(?: (?:of )?(20\d\d))?/iu,
    (now, [, word = '', name = '', year]) => {
      const { since, until } = month(
        now,
        MONTHS.findIndex((each) => each === name.toLowerCase()),
        year,
      )
      return word.toLowerCase() === 'since' ? { since } : { since, until }
    },
  ],
  [/(?:(20\d\d)年)?(\d{1,2})月(?![\d内])/u, (now, [, year, number = '1']) => month(now, (Number(number) - 1) % 12, year)],
]

/** Says that the time named is one of several, or that what follows counts too. */
const SEVERAL = /\bvs\b|\bversus\b|\blater\b|\bthen\b|\bnow\b|\bcompared\b|\bback in\b|后来|现在/iu

/** The one span of days that a question names, if it does. */
export const readPeriod = (question: string, now: string): Period | undefined => {
  if (SEVERAL.test(question)) return undefined
  for (const [pattern, read] of READERS) {
    const match = pattern.exec(question)
    if (match) return { ...read(now, match), rest: question.replace(match[0], ' ') }
  }
  return undefined
}
