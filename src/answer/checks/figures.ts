/** Normalizes the numbers in a text, so that they can be compared: `16K` is `16,000`, `三` is `3`. */

export interface Figure {
  /** The number, with its scale (thousand, million); NaN where the digits are no number. */
  value: number
  /** The currency sign; empty where there is none. */
  currency: string
  percent: boolean
  /** The unit that belongs to the digits: `gb`, `x`, `ms`; empty where there is none. */
  unit: string
  /** The word that follows, which is mostly what is counted. */
  after: string
  /** The digits or word as written. */
  text: string
  /** Its position in the text. */
  index: number
}

const SCALES: Readonly<Record<string, number>> = {
  k: 1e3,
  thousand: 1e3,
  m: 1e6,
  mn: 1e6,
  million: 1e6,
  millions: 1e6,
  millionen: 1e6,
  b: 1e9,
  bn: 1e9,
  billion: 1e9,
  t: 1e12,
  trillion: 1e12,
  千: 1e3,
  万: 1e4,
  百万: 1e6,
  亿: 1e8,
}
const FIGURE =
  /([$€£¥]|US\$)?\s?(\p{N}+(?:[.,]\p{N}+)*)(?:\s?(k|mn?|bn?|t|thousand|millions?|millionen|billion|trillion)(?!\p{L})|(百万|[千万亿])|\s?([gmkt]i?b|ms|x|×|fps|[gmk]w|[\p{Script=Latin}]{1,3})(?![\p{L}\p{N}]))?(\s?(?:%|％|percent\b|per cent\b|Prozent\b|pour cent\b|por ciento\b))?/giu
const NEXT = /^[\s-]?(\p{L}+)/u
const UNITS = /^(?:[gmkt]i?b|ms|x|×|fps|[gmk]w)$/iu

const read = (digits: string): number => {
  // Digits of other scripts are not read: NaN equals no number.
  if (!/^[\d.,]+$/.test(digits)) return Number.NaN
  return Number(digits.replace(/,(?=\d{3}(?:\D|$))/g, ''))
}

const WORDS = 'zero one two three four five six seven eight nine ten eleven twelve'.split(' ')
const WORD = new RegExp(String.raw`\b(?:${WORDS.slice(2).join('|')})\b`, 'giu')

const NUMERALS = '零一二三四五六七八九'
const CJK = /[零一二两三四五六七八九十百千万亿]+/gu
/** Matches a measure word, without which a lone Chinese numeral counts nothing. */
const COUNTED = /^[个款倍次家种名位周天年月元块项条台张]/u
const readCjk = (run: string): number => {
  let total = 0
  let section = 0
  let digit = 0
  for (const sign of run.replaceAll('两', '二')) {
    const at = NUMERALS.indexOf(sign)
    if (at >= 0) digit = at
    else if (sign === '万' || sign === '亿') {
      total = (total + section + digit) * (sign === '万' ? 1e4 : 1e8)
      section = digit = 0
    } else {
      section += (digit || 1) * (sign === '十' ? 10 : sign === '百' ? 100 : 1000)
      digit = 0
    }
  }
  return total + section + digit
}

/** All numbers that a text states, in digits or in English or Chinese words. */
export const figuresOf = (text: string): Figure[] => {
  const found: Figure[] = []
  const spans: [number, number][] = []
  for (const match of text.matchAll(FIGURE)) {
    const [whole, currency = '', digits = '', scale, cjkScale, glued = '', percent] = match
    // What follows after a space is a unit only where it is one: `3 in May` is three.
    const spaced = /\p{N}\s/u.test(whole.slice(whole.indexOf(digits) + digits.length - 1))
    const unit = glued !== '' && (UNITS.test(glued) || !spaced) ? glued.toLowerCase().replace('×', 'x') : ''
    const end = match.index + (unit === '' && glued !== '' ? whole.indexOf(digits) + digits.length : whole.length)
    spans.push([match.index, end])
    found.push({
      value: read(digits) * (SCALES[(scale ?? cjkScale ?? '').toLowerCase()] ?? 1),
      currency: currency.replace('US', ''),
      percent: percent !== undefined,
      unit,
      after: NEXT.exec(text.slice(end))?.[1]?.toLowerCase() ?? '',
      text: digits,
      index: match.index + whole.indexOf(digits),
    })
  }
  /** Adds a number without currency, unit or percent sign. */
  const plain = (value: number, match: RegExpExecArray): void =>
    void found.push({
      value,
      currency: '',
      percent: false,
      unit: '',
      after: NEXT.exec(text.slice(match.index + match[0].length))?.[1]?.toLowerCase() ?? '',
      text: match[0],
      index: match.index,
    })
  for (const match of text.matchAll(WORD)) plain(WORDS.indexOf(match[0].toLowerCase()), match)
  for (const match of text.matchAll(CJK)) {
    if (spans.some(([from, to]) => match.index >= from && match.index < to)) continue
    const follows = text.slice(match.index + match[0].length)
    if (match[0].length > 1 ? !/^[万千百亿]+$/u.test(match[0]) : match[0] !== '一' && COUNTED.test(follows)) plain(readCjk(match[0]), match)
  }
  return found
}

/** Whether a figure said is the one stated: it may leave out its unit or currency, but not add or change one. */
export const isSameFigure = (said: Figure, stated: Figure): boolean =>
  said.value === stated.value &&
  said.percent === stated.percent &&
  (said.currency === '' || said.currency === stated.currency) &&
  (said.unit === '' || said.unit === stated.unit)

const DAY_STYLES: readonly Intl.DateTimeFormatOptions[] = [
  { dateStyle: 'long' },
  { month: 'long', day: 'numeric' },
  { month: 'short', day: 'numeric' },
  { month: 'long', year: 'numeric' },
]

/** Makes a function that gives the ways in which a day (YYYY-MM-DD) is written, the longest first, so that they are not read as figures. */
export const createDateForms = (locale: string): ((date: string) => string[]) => {
  const formats = [...new Set(['en-US', 'en-GB', 'zh', locale])].flatMap((language) =>
    DAY_STYLES.map((style) => new Intl.DateTimeFormat(language, { ...style, timeZone: 'UTC' })),
  )
  return (date) => {
    const at = new Date(`${date}T00:00:00Z`)
    if (Number.isNaN(at.getTime())) return []
    return [date, ...formats.map((format) => format.format(at))].sort((a, b) => b.length - a.length)
  }
}
