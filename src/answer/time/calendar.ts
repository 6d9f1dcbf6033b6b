/** Spans of days and the words for them in six languages. Days are YYYY-MM-DD, inclusive, UTC. */

export interface Span {
  since: string
  until: string
}

const DAY = 24 * 60 * 60 * 1000
const date = (time: number): string => new Date(time).toISOString().slice(0, 10)
/** A day; months count from 0 and may run over: month 12 is January of the next year. */
const utc = (year: number, month: number, day: number): string => date(Date.UTC(year, month, day))

export const yearOf = (day: string): number => Number(day.slice(0, 4))
export const monthOf = (day: string): number => Number(day.slice(5, 7)) - 1
export const shift = (day: string, days: number): string => date(Date.parse(day) + days * DAY)
export const oneDay = (day: string): Span => ({ since: day, until: day })
/** The span of `count` months (from 0) from the first day of one. */
export const monthsFrom = (year: number, month: number, count = 1): Span => ({
  since: utc(year, month, 1),
  until: utc(year, month + count, 0),
})
/** The week, Monday to Sunday, that is `ago` weeks before the day's. */
export const weekOf = (day: string, ago: number): Span => {
  const monday = shift(day, -((new Date(day).getUTCDay() + 6) % 7) - 7 * ago)
  return { since: monday, until: shift(monday, 6) }
}
/** The last such weekday before a day; 0 is Sunday. */
export const weekdayBefore = (day: string, weekday: number): string => shift(day, -(((new Date(day).getUTCDay() - weekday + 6) % 7) + 1))
/** A day of a month (from 0; below 0: of the year before); undefined where the month has no such day. */
export const dayOf = (year: number, month: number, day: number): string | undefined => {
  const made = utc(year, month, day)
  return day >= 1 && monthOf(made) === (month + 12) % 12 ? made : undefined
}
/** The last year in which a month (from 0) has begun. */
export const yearWith = (now: string, month: number): number => (month <= monthOf(now) ? yearOf(now) : yearOf(now) - 1)
/** The day that is `count` units before another, in a shorter month its last day. */
export const back = (now: string, count: number, unit: Unit): string => {
  if (unit === 'day') return shift(now, -count)
  if (unit === 'week') return shift(now, -7 * count)
  const months = count * MONTHS_IN[unit]
  const last = Number(utc(yearOf(now), monthOf(now) - months + 1, 0).slice(8))
  return utc(yearOf(now), monthOf(now) - months, Math.min(last, Number(now.slice(8))))
}

export type Unit = 'day' | 'week' | 'month' | 'quarter' | 'half' | 'year'
const MONTHS_IN = { month: 1, quarter: 3, half: 6, year: 12 } as const

/** The span of the calendar unit that is under way (`ago` 0), or of one before. */
export const unitOf = (now: string, unit: Unit, ago: number): Span => {
  if (unit === 'day') return oneDay(shift(now, -ago))
  if (unit === 'week') return weekOf(now, ago)
  const size = MONTHS_IN[unit]
  return monthsFrom(yearOf(now), Math.floor(monthOf(now) / size) * size - ago * size, size)
}

/** `A year ago` means this many days before to this many days after the day. */
const AROUND = 30
/** The span that is `count` units ago: for years and halves some days around the day, else the whole calendar unit. */
export const timeAgo = (now: string, count: number, unit: Unit): Span => {
  if (unit !== 'year' && unit !== 'half') return unitOf(now, unit, count)
  const then = back(now, count, unit)
  return { since: shift(then, -AROUND), until: shift(then, AROUND) }
}

// Words by their meaning, each a piece of a pattern without capture groups: English, German, Spanish, French, then Chinese and Japanese.
export const MONTHS: readonly string[] = [
  'jan(?:uary|uar|vier)?|enero',
  'feb(?:ruary|ruar|rero)?|février|fevrier',
  'mar(?:ch)?|märz|maerz|marzo|mars',
  'apr(?:il)?|abril|avril',
  'may|mai|mayo',
  'june?|juni|junio|juin',
  'july?|juli|julio|juillet',
  'aug(?:ust)?|agosto|août|aout',
  'sept?(?:ember|iembre|embre)?|septiembre',
  'oct(?:ober|ubre|obre)?|okt(?:ober)?',
  'nov(?:ember|iembre|embre)?',
  'dec(?:ember)?|dez(?:ember)?|diciembre|décembre|decembre',
]
export const WEEKDAYS: readonly string[] = [
  'sunday|sonntag|domingo|dimanche',
  'mon(?:day)?|montag|lunes|lundi',
  'tue(?:s(?:day)?)?|dienstag|martes|mardi',
  'wed(?:nesday)?|mittwoch|miércoles|miercoles|mercredi',
  'thu(?:rs?(?:day)?)?|donnerstag|jueves|jeudi',
  'fri(?:day)?|freitag|viernes|vendredi',
  'saturday|samstag|sábado|sabado|samedi',
]
export const UNITS: Readonly<Record<Unit, string>> = {
  day: 'days?|tag(?:e|en)?|días?|dias?|jours?|天|日',
  week: 'weeks?|woche(?:n)?|semanas?|semaines?|周|週間?|星期|礼拜',
  month: 'months?|monat(?:e|en|s)?|mes(?:es)?|mois|个?月|ヶ月|か月|カ月',
  quarter: 'quarters?|quartal(?:e|en|s)?|trimestres?|季度|四半期',
  half: 'half a year|halbe[ns]? jahr(?:e|es)?|medio año|semestres?|半年',
  year: 'years?|jahr(?:e|en|es)?|años?|ans?|années?|年',
}
/** Names of months that are no other word in any of the languages, so that they name a time by themselves. */
export const NAMED_MONTH =
  'january|januar|enero|janvier|february|februar|febrero|février|april|abril|avril|june|juni|junio|juin|july|juli|juillet|september|septiembre|septembre|october|oktober|octubre|octobre|november|noviembre|novembre|december|dezember|diciembre|décembre'
const SEASON_NAMES = [
  'spring|frühling|frühjahr|primavera|printemps|春天?',
  'summer|sommer|verano|été|夏天?',
  'autumn|fall|herbst|otoño|automne|秋天?',
  'winter|invierno|hiver|冬天?',
]
export const HOURS = '(?:hours?|hrs?|h|stunden|horas|heures|小时|時間)'
const ORDINALS = [
  'first|1st|erste[nrs]?|1er|premi[eè]re?|primer[oa]?|一',
  'second|2nd|zweite[nrs]?|deuxième|segund[oa]|二',
  'third|3rd|dritte[nrs]?|troisième|tercer[oa]?|三',
  'fourth|last|4th|vierte[nrs]?|letzte[nrs]?|quatrième|dernière|cuart[oa]|última|四',
]
const COUNTS: readonly string[] = [
  'one|an?|einem|einer|eine|ein|una?|une|一',
  'two|a couple of|couple of|zwei|dos|deux|二|两|両',
  'three|a few|few|several|ein paar|einige[nr]?|quelques|unos|unas|drei|tres|trois|三|几|幾|数',
  'four|vier|cuatro|quatre|四',
  'five|fünf|cinco|cinq|五',
  'six|sechs|seis|六',
  'seven|sieben|siete|sept|七',
  'eight|acht|ocho|huit|八',
  'nine|neun|nueve|neuf|九',
  'ten|zehn|diez|dix|十',
  'eleven|elf|once|onze|十一',
  'twelve|zwölf|doce|douze|十二',
]

const all = (words: readonly string[]): string => words.join('|')
export const MONTH = all(MONTHS)
export const WEEKDAY = all(WEEKDAYS)
export const UNIT = all(Object.values(UNITS))
export const SEASONS = all(SEASON_NAMES)
export const ORDINAL = `[1-4]\\.|${all(ORDINALS)}`
/** A pattern for counts: 1 to 12 in words, or up to three digits. */
export const COUNT = `\\d{1,3}|十[一二]|${all(COUNTS)}`

/** Makes a function that gives the index of the pattern that a word matches, -1 for none. */
const indexIn = (words: readonly string[]): ((word: string) => number) => {
  const patterns = words.map((each) => new RegExp(`^(?:${each})$`, 'iu'))
  return (word) => patterns.findIndex((pattern) => pattern.test(word))
}
export const monthNamed = indexIn(MONTHS)
export const weekdayNamed = indexIn(WEEKDAYS)
export const seasonNamed = indexIn(SEASON_NAMES)
const countNamed = indexIn(COUNTS)
const ordinalNamed = indexIn(ORDINALS)
/** The number of an ordinal, from 1. */
export const ordinal = (word: string): number => Number.parseInt(word, 10) || ordinalNamed(word) + 1
/** The number of a count; 0 for other words. */
export const counted = (word: string): number => (/^\d+$/.test(word) ? Number(word) : countNamed(word) + 1)
const units = Object.keys(UNITS) as Unit[]
const unitAt = indexIn(Object.values(UNITS))
export const unitNamed = (word: string): Unit => units[unitAt(word)] ?? 'day'
