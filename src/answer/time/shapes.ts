/** Narrows or widens a time by the words beside it: `early May`, `fin mars`, 四月底, `the week of May 5`. */
import { type Span, back, shift, weekOf } from './calendar.ts'
import type { Point } from './moments.ts'

/** Patterns for the beginning, the middle and the end of a time. */
const PARTS = [
  'early|(?:at |in )?(?:the )?(?:beginning|start) of(?: the)?|(?:zu )?anfang|(?:au )?début|(?:a )?(?:principios|comienzos|inicios)',
  '(?:in )?(?:the )?(?:middle of|mid)(?: the)?|mitte|(?:à la )?mi|(?:a )?mediados',
  '(?:in )?late|(?:at )?(?:the )?end of(?: the)?|ende|(?:à la )?fin|(?:a )?(?:finales|fines)',
]
const OF = String.raw`(?:\s(?:des|de|du|d['’]|del|of))?(?:\s?(?:monats?|mois d(?:e\s|['’])|mes de|month of|year|jahres))?[\s-]?`
const lead = (words: string): RegExp => new RegExp(String.raw`(?<![\p{L}\p{N}])(?:${words})${OF}$`, 'iu')
const BEFORE = PARTS.map(lead)
const BEHIND = [
  /^(?:年?初め?|上旬|の?初め|の?上旬|年初)/u,
  /^(?:年?中旬?|の?中旬|の?半ば|中期)/u,
  /^(?:年?[底末]|下旬|の?末|の?下旬|の?終わり)/u,
]

const WEEK =
  /(?<![\p{L}\p{N}])(?:(?:in |during )?(?:the )?week (?:of|from|starting)(?: the)?|(?:in )?(?:der )?woche (?:vom|ab)(?: dem)?|(?:la )?semaine du|(?:la )?semana del?)\s$/iu
const THAT_WEEK = /^(?:の週|那一?周|那个?星期|当周|这一周)/u

const DAY = 24 * 60 * 60 * 1000
const length = ({ since, until }: Span): number => (Date.parse(until) - Date.parse(since)) / DAY + 1
/** The fewest days of a time that has parts. */
const MONTH = 28

/** A third of a span; `part` from 0. */
const third = (span: Span, part: number): Span => {
  const size = Math.floor(length(span) / 3)
  return { since: shift(span.since, part * size), until: part === PARTS.length - 1 ? span.until : shift(span.since, (part + 1) * size - 1) }
}

/** A time as the words beside it make it, with the position of these words; unchanged where there are none. */
export const shaped = (point: Point, question: string, now: string): Point => {
  const [head, tail] = [question.slice(0, point.from), question.slice(point.to)]
  if (point.since === point.until) {
    const [before, behind] = [WEEK.exec(head)?.[0] ?? '', THAT_WEEK.exec(tail)?.[0] ?? '']
    return before + behind === ''
      ? point
      : { ...point, ...weekOf(point.since, 0), from: point.from - before.length, to: point.to + behind.length }
  }
  if (length(point) < MONTH) return point
  const said = [...BEFORE.map((words) => words.exec(head)?.[0] ?? ''), ...BEHIND.map((words) => words.exec(tail)?.[0] ?? '')]
  const at = said.findIndex((words) => words !== '')
  const words = said[at]
  if (words === undefined) return point
  const isBefore = at < BEFORE.length
  const place = { from: point.from - (isBefore ? words.length : 0), to: point.to + (isBefore ? 0 : words.length), alone: true }
  const part = third(point, at % PARTS.length)
  // Without a year, it is the last such part that has begun.
  const isToCome = part.since > now && !/20\d\d/u.test(question.slice(point.from, point.to))
  return { ...place, ...(isToCome ? { since: back(part.since, 1, 'year'), until: back(part.until, 1, 'year') } : part) }
}
