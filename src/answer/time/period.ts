/** Reads the days that a question is about: `yesterday`, `since Monday`, `between March and May`, 四月以来, `seit Montag`, 先週. */
import { isCjk } from '../../archive/text.ts'
import { type Span, back, shift, yearOf } from './calendar.ts'
import { type Point, pointsOf } from './moments.ts'

/** Days, inclusive, YYYY-MM-DD. */
export interface Period {
  since: string
  /** Absent: until now. */
  until?: string
  /** The question without the words for the days. */
  rest: string
}

export interface Times {
  /** The span that the whole question is about. */
  period?: Omit<Period, 'rest'>
  /** Times that each belong to a part of the question, as in a comparison of prices. */
  moments: readonly Span[]
  /** The question without the words for the times. */
  rest: string
}

/** A day before all issues. */
export const BEGINNING = '2000-01-01'

const AT = String.raw`(?:back in|in|during|on|from|of|over|back|le|pendant|durante|während|im|am|vom|von|en|el|du|de|d['’]|del|au|(?:au |le )?mois d(?:e|['’])|(?:en )?(?:el )?mes de|(?:in )?(?:the )?month of)(?: the)?`
const SINCE = String.raw`(?:since|(?:starting|as) from|starting|after|seit|ab|nach|desde|depuis|à partir de|après|自从?|从)(?: (?:the|dem|der|el|la|le|last))?`
const UNTIL = String.raw`(?:until|till|til|up to|before|by|bis|vor|hasta|antes de|jusqu['’](?:à|en|au)|avant|截至|截止)(?: (?:the|dem|der|zum|el|la|le))?`
const TO = String.raw`(?:and|to|until|till?|through|-|–|—|bis|und|y|a|hasta|et|à|到|至|和|から)`

const before = (pattern: string): RegExp => new RegExp(String.raw`(?:^|[^\p{Script=Latin}])${pattern}[\s:]*$`, 'iu')
const IS_AT = before(AT)
const IS_SINCE = before(SINCE)
const IS_UNTIL = before(UNTIL)
const BEFORE = /^(?:before|vor|antes de|avant)/iu
const IS_TO = new RegExp(String.raw`^\s*${TO}\s*(?:the\s|in\s)?$`, 'iu')
const OPENS = before(String.raw`(?:between|from|zwischen|von|entre|de|desde|从|在)(?: the)?`)
const FOLLOWED_SINCE =
  /^\s(?:(?:(?:up )?to|until|till|bis|a|hasta|à|jusqu['’]à) (?:now|today|jetzt|heute|ahora|hoy|maintenant|aujourd['’]hui)|onwards?|forward|and (?:later|after|onwards?)|on(?=\s*(?:$|[?!.,])))(?![\p{L}])|^(?:份|月)?\s?(?:[到至](?:现在|今天|如今)|から(?:今|現在)まで|以来|至今|以后|之后|起|开始|から|以降)/u
/** Matches the beginning of `between June and now`, whose end is `AND_NOW`. */
const BETWEEN = before('(?:between|zwischen|entre)')
const AND_NOW = /^\s(?:and|und|et|y) (?:now|today|jetzt|heute|maintenant|aujourd['’]hui|ahora|hoy)(?!\p{L})/iu
const FOLLOWED_UNTIL = /^(?:份|月)?\s?(?:之前|以前|为止|まで)/u

const WEEK = 7

interface Cut {
  from: number
  to: number
}

const without = (question: string, cuts: readonly Cut[]): string =>
  [...cuts].sort((a, b) => b.from - a.from).reduce((rest, { from, to }) => `${rest.slice(0, from)} ${rest.slice(to)}`, question)

/** Matches words that compare a time with others or with what came later, so that the question is not only about it. */
const SEVERAL = /\b(?:vs|versus|later|then|now|compared)\b|后来|现在|如今|\b(?:maintenant|ahora|jetzt|después|danach|ensuite)\b|今は/iu

/** The range of two times: `between March and May`, `from Friday to today`. */
const rangeOf = (question: string, [first, second]: readonly Point[]): { period: Omit<Period, 'rest'>; cut: Cut } | undefined => {
  if (!first || !second || !IS_TO.test(question.slice(first.to, second.from))) return undefined
  const lead = question.slice(0, first.from)
  const opening = (OPENS.exec(lead) ?? (first.alone || second.alone ? undefined : IS_AT.exec(lead)))?.[0]
  if (opening === undefined && !(first.alone && second.alone)) return undefined
  const cut = { from: first.from - (opening?.trimStart().length ?? 0), to: second.to }
  if (first.since <= second.since) return { period: { since: first.since, until: second.until }, cut }
  // Two weekdays in the wrong order: on a Tuesday, `from Monday to Wednesday` means the next Wednesday. Else the first is of an earlier year.
  const isWithinWeek = shift(second.since, WEEK) > first.since
  if (isWithinWeek) return { period: { since: first.since, until: shift(second.until, WEEK) }, cut }
  return { period: { since: back(first.since, yearOf(first.since) - yearOf(second.since) || 1, 'year'), until: second.until }, cut }
}

/** A time with the words around it that make it a beginning, an end or a span; undefined for bare words without any. */
const timeOf = (question: string, point: Point): { period: Omit<Period, 'rest'>; cut: Cut } | undefined => {
  const lead = question.slice(0, point.from)
  const follow = question.slice(point.to)
  const [since, until, placed] = [IS_SINCE, IS_UNTIL, IS_AT].map((pattern) => pattern.exec(lead)?.[0].replace(/^[^\p{L}]+/u, ''))
  const at = isCjk(question.slice(point.from, point.to)) ? undefined : placed
  const [onwards, untilThen] = [FOLLOWED_SINCE, FOLLOWED_UNTIL].map((pattern) => pattern.exec(follow)?.[0])
  const opening = AND_NOW.test(follow) ? BETWEEN.exec(lead)?.[0].replace(/^[^\p{L}]+/u, '') : undefined
  const leading = since ?? until ?? opening ?? at
  if (!point.alone && leading === undefined) return undefined
  const toNow = opening === undefined ? undefined : AND_NOW.exec(follow)?.[0]
  const cut = { from: point.from - (leading?.length ?? 0), to: point.to + (onwards ?? toNow ?? untilThen ?? '').length }
  if (since !== undefined || onwards !== undefined || toNow !== undefined) return { cut, period: { since: point.since } }
  if (until === undefined && untilThen === undefined) return { cut, period: { since: point.since, until: point.until } }
  const excluded = BEFORE.test(until ?? '') || /前/u.test(untilThen ?? '')
  return { cut, period: { since: BEGINNING, until: excluded ? shift(point.since, -1) : point.until } }
}

/** A period without its end where that is not in the past. */
const upTo = ({ since, until }: Omit<Period, 'rest'>, now: string): Omit<Period, 'rest'> => ({
  since,
  ...(until === undefined || until >= now ? {} : { until }),
})

/** Reads all times that a question names: one period, or several moments. `now` as YYYY-MM-DD. */
export const readTimes = (question: string, now: string): Times => {
  const points = pointsOf(question, now)
  const range = rangeOf(question, points)
  if (range) return { period: upTo(range.period, now), moments: [], rest: without(question, [range.cut]) }
  const times = points.flatMap((point) => {
    const time = timeOf(question, point)
    return time ? [{ ...time, point }] : []
  })
  const [only, ...others] = times
  const rest = without(
    question,
    times.map(({ cut }) => cut),
  )
  if (only && others.length === 0 && !SEVERAL.test(rest)) return { period: upTo(only.period, now), moments: [], rest }
  return { moments: times.map(({ point: { since, until } }) => ({ since, until })), rest }
}

/** Reads the single period that a question names; undefined if it names none or several. */
export const readPeriod = (question: string, now: string): Period | undefined => {
  const { period, rest } = readTimes(question, now)
  return period && { ...period, rest }
}
