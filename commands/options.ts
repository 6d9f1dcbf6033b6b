/** Reads what people write for the options of a subscription, and names their values. */
import { UserError } from '../src/errors.ts'
import { RECAP_KINDS, type RecapKind } from '../src/issue/issue.ts'
import type { Names } from '../src/issue/names.ts'
import { distance, slipsOf } from '../src/issue/slips.ts'
import { beginsCity, findZone, nearestZone } from '../src/delivery/zones.ts'
import { type Rhythm, WEEKDAYS, WEEKLY, type Weekday } from '../src/delivery/timing.ts'
import { type Language, languageName, languages, t } from '../src/locales/index.ts'
import { languageNamed } from '../src/locales/named.ts'

export const SECTIONS = ['all', 'twitter', 'reddit', 'discord', 'twitter+reddit', 'twitter+discord', 'reddit+discord'] as const
export type Sections = (typeof SECTIONS)[number]

export const kindsOf = (sections: Sections): RecapKind[] =>
  sections === 'all' ? [] : RECAP_KINDS.filter((kind) => sections.split('+').includes(kind))

export const valueOf = (kinds: readonly RecapKind[]): Sections =>
  SECTIONS.find((one) => one === RECAP_KINDS.filter((kind) => kinds.includes(kind)).join('+')) ?? 'all'

/** What a choice of sections is called. */
export const sectionsLabel = (kinds: readonly RecapKind[], locale: string): string => t(locale, `sections.${valueOf(kinds)}`)

/** The beginning of `only reddit`. */
const ONLY = /^(?:only|nur|seulement|solo)$/

/** `twitter,reddit`, `Reddit and Discord`, `twitter & x`. */
export const readSections = (words: string, locale: string): Sections | undefined => {
  const named = words.split(/(?:[\s,+&，、]|\b(?:and|only|und|nur|et|seulement|y|solo)\b|和|と|だけ)+/u).filter((word) => word !== '')
  const kinds = named.map((word) =>
    RECAP_KINDS.find((kind) => [kind, t(locale, `section.${kind}`).toLowerCase(), ...(kind === 'twitter' ? ['x'] : [])].includes(word)),
  )
  const found = kinds.filter((kind) => kind !== undefined)
  if (named.length === 0) return ONLY.test(words) ? 'all' : undefined
  return found.length < named.length ? undefined : valueOf(found)
}

const tagOf = (words: string): string | undefined => languageNamed(words) ?? /^[a-z]{2,3}(?=$|[-_])/i.exec(words)?.[0].toLowerCase()

/** `Chinese`, 中文, `zh-CN`. */
export const readLanguage = (words: string): Language | undefined => languages.find((language) => language === tagOf(words))

/** The error for an unknown language: says which there are, and that a question may be asked in another. */
export const refuseLanguage = (words: string, locale: string): UserError => {
  const tag = tagOf(words)
  return new UserError('language.unknown', {
    language: tag === undefined ? words : languageName(locale, tag),
    example: languageName(locale, tag ?? 'fr'),
    languages: languages.map((language) => `${t(locale, `language.name.${language}`)} (${language})`).join(t(locale, 'list.comma')),
  })
}

const DAILY =
  /^(?:daily|(?:every|each)(?: ?day)?|täglich|jeden(?: tag)?|quotidien|chaque(?: jour)?|diario|cada(?: d[ií]a)?|天天|每日|毎日)$/
const WEEK = /^(?:weekly|(?:every|each) week|week|wöchentlich|hebdomadaire|chaque semaine|semanal|cada semana|每周|每週|毎週)$/
/** Also matches the beginnings of `as it arrives` and the like, word by word. */
const ARRIVAL =
  /^(?:arrivals?|arrives|arriving|asap|as(?: it(?: (?:arrives|comes))?)?|when(?: it(?: is(?: out)?)?)?|at once|instant(?:ly)?|sofort|immédiat|inmediato|到达即发|实时|届きしだい)$/

/** `daily`, `every friday`, `weekly fri`, `as it arrives`. */
export const readRhythm = (words: string, locale: string): Rhythm | undefined => {
  if (DAILY.test(words)) return 'day'
  if (WEEK.test(words)) return WEEKLY
  if (ARRIVAL.test(words)) return 'arrival'
  const name = words.replace(
    /^(?:(?:weekly|(?:every|each)(?: week)?)(?: on)?|on|jeden|chaque|cada|每|毎週)\s*| (?:weekly|(?:every|each) week)$/g,
    '',
  )
  const formsOf = (day: Weekday): string[] => [
    day,
    `${day}s`,
    day.slice(0, 3),
    weekdayName(day, locale).toLowerCase(),
    weekdayName(day, locale, 'short').toLowerCase(),
  ]
  return WEEKDAYS.find((day) => formsOf(day).includes(name))
}

/** The name of a day of the week. */
export const weekdayName = (day: Weekday, locale: string, form: 'long' | 'short' = 'long'): string =>
  // The first of January 1968 was a Monday.
  new Intl.DateTimeFormat(locale, { weekday: form, timeZone: 'UTC' }).format(Date.UTC(1968, 0, 1 + WEEKDAYS.indexOf(day)))

const HALF = '(?:[上下]午|早上|晚上|午[前後])'
const TIME = String.raw`(?:noon|midnight|${HALF}?\d{1,4}(?:[:.h点點时時]\d{1,2})?(?: ?(?:h|[点點时時]|[ap]\.?m\.?)(?:\d{2})?)?)`
const TO = String.raw`(?:-|–|—|~|to|until|till|and|至|到)`
/** Matches a time or a span, also the beginning of one. */
export const TAKES_HOUR = new RegExp(`^(?:(?:at|from|between)(?: ${TIME})?|${TIME})(?: ?${TO}(?: ?${TIME})?)?$`, 'iu')

/** Reads `8`, `8:30`, `8 pm`, `08.00`, `20h`, `noon`, `8点` or `晚上8点` as `HH:MM`, and both ends of `07:30-22:00` or `between 8 am and 10 pm`. @throws UserError */
export const readHours = (typed: string): { hour: string; until?: string } => {
  const times = typed
    .trim()
    .replace(/^(?:at|from|between) /i, '')
    .split(new RegExp(`\\s*${TO}\\s*`, 'iu'))
    .filter((time) => time !== '')
  const [hour, until] = times.map(readTime)
  if (hour === undefined || times.length > 2 || (times.length === 2 && until === undefined))
    throw new UserError('subscribe.badHour', { hour: typed })
  return { hour, ...(until === undefined ? {} : { until }) }
}

/** `8 pm` for `晚上8点`, and `20` for `晚上20点`. */
const inEnglish = (_: string, half: string, hour: string, rest: string): string =>
  `${hour}${rest}${Number(hour) > 12 ? '' : /[下晚後]/.test(half) ? ' pm' : ' am'}`

const readTime = (typed: string): string | undefined => {
  const written = typed
    .trim()
    .replace(/^noon$/i, '12:00')
    .replace(/^midnight$/i, '00:00')
    .replace(new RegExp(`^(${HALF})(\\d+)(.*?)[点點时時]?$`), inEnglish)
    .replace(/^(\d{2})(\d{2})$/, '$1:$2')
  const [, hour = '', minute = '0', half] = /^(\d{1,2})(?:[:.h点點时時](\d{2}))?\s*(?:h|[点點时時]|([ap])\.?m\.?)?$/i.exec(written) ?? []
  if (hour === '') return undefined
  const isHalf = half !== undefined
  const hours = isHalf ? (Number(hour) % 12) + (half.toLowerCase() === 'p' ? 12 : 0) : Number(hour) % 24
  if (Number(hour) > (isHalf ? 12 : 24) || Number(minute) > 59 || (Number(hour) === 24 && Number(minute) > 0)) return undefined
  return `${String(hours).padStart(2, '0')}:${minute.padStart(2, '0')}`
}

/** Matches a zone's name, a city, the first word of one (`new york`), or a misspelt one-word city. */
export const TAKES_ZONE: Pick<RegExp, 'test'> = {
  test(words) {
    if (/^\p{L}+(?:\/[\p{L}\d_+-]+)+$/u.test(words)) return true
    if (!/^(?:UTC|GMT|[+-]\d|\p{L}{3})/iu.test(words)) return false
    const isKnown = findZone(words) !== undefined || beginsCity(words)
    return isKnown || (!words.includes(' ') && nearestZone(words) !== undefined)
  },
}

/** @throws UserError for an unknown zone, with the nearest one */
export const readZone = (typed: string): string => {
  const zone = findZone(typed)
  if (zone !== undefined) return zone
  const nearest = nearestZone(typed)
  throw nearest === undefined
    ? new UserError('subscribe.badZone', { zone: typed })
    : new UserError('subscribe.nearZone', { zone: typed, nearest })
}

/** The most names of a subscription; their list fits a message. */
const MOST_NAMES = 20
const SEPARATORS = /[,，、;；]/
/** Words that remove the names. */
const NONE = /^(?:all|any|anything|everything|none|-|\*|全部|不限)$/i

/**
 * Reads the names in `Llama 3, Anthropic`; `unknown`: those that no issue is tagged with yet.
 * @throws UserError for a name that is probably misspelt, or for too many
 */
export const readNames = (typed: string, names: Names): { about: string[]; unknown: string[] } => {
  const pieces = typed.split(SEPARATORS).map((piece) => piece.trim())
  if (NONE.test(typed.trim())) return { about: [], unknown: [] }
  const wanted = pieces
    .filter((piece) => piece !== '')
    .flatMap((piece) => (names.lookup(piece) ? [piece] : piece.split(/ +(?:and|or|&|\+) +/i)))
  if (wanted.length > MOST_NAMES) throw new UserError('subscribe.manyNames', { count: MOST_NAMES })
  const unknown = wanted.filter((name) => names.lookup(name) === undefined)
  for (const name of unknown) {
    const nearest = slipOf(name, names)
    if (nearest !== undefined) throw new UserError('subscribe.badName', { name, nearest })
  }
  return { about: [...new Set(wanted)], unknown }
}

const numbersIn = (name = ''): string => name.replaceAll(/\D+/g, ' ').trim()

/** The known name that this one misspells. A different number is another version, not a misspelling. */
const slipOf = (name: string, names: Names): string | undefined => {
  const [form] = names.suggest(name, 1)[0]?.forms ?? []
  if (form === undefined) return undefined
  const [typed, known] = [name, form].map((one) => one.toLowerCase().replaceAll(/[\s_-]+/g, ''))
  const slips = slipsOf(typed ?? '')
  return slips > 0 && numbersIn(typed) === numbersIn(known) && distance(typed ?? '', known ?? '', slips) <= slips
    ? form.replaceAll('-', ' ')
    : undefined
}
