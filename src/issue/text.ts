// oxlint-disable-next-line no-control-regex -- control characters are what we look for
const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f]/
const CONTROLS = new RegExp(CONTROL, 'g')
/** Nearly all texts are without any of these. */
const SUSPECT = new RegExp(`[<@*{[\\]]|${CONTROL.source}`)

/** Replacements, in order, each tried only where its sign occurs: looking for a sign takes a fraction of a pattern's time. */
const MENDED: readonly (readonly [sign: string, pattern: RegExp, mended: string])[] = [
  ['<', /<@&\d+>/g, 'a role'],
  ['<', /<@!?\d+>/g, 'someone'],
  ['<', /<#\d+>/g, '#channel'],
  ['<', /<a?(:\w+:)\d*>/g, '$1'],
  ['@', /@(everyone|here)\b/gi, '$1'],
  ['<', /<([@#][^<>\s]{1,40})>/g, '$1'],
  ['{%', /\{%.*?%\}/g, ''],
  ['[TOC]', /\[TOC\]/g, ''],
  ['**', /\*\*+/g, ''],
  ['<', /<(?=[@#:])/g, '‹'],
  ['<', /<(\/?[a-z][^<>]*)>/gi, '‹$1›'],
  ['<', /<(?=\/?[a-z])/gi, '‹'],
  ['%', /\{%|%\}/g, ''],
  ['](', /\]\((?=http)/gi, '] ('],
]

/**
 * Text that no reader takes for markup and no platform for a mention: control characters and left-over emphasis go, `<tag>` becomes `‹tag›`,
 * `<@123>`, `@everyone` and the like lose what makes them act.
 */
export const cleanText = (text: string): string => {
  if (!SUSPECT.test(text)) return text
  const plain = CONTROL.test(text) ? text.replace(/[\v\f]/g, ' ').replaceAll(CONTROLS, '') : text
  return MENDED.reduce((mended, [sign, pattern, by]) => (mended.includes(sign) ? mended.replace(pattern, by) : mended), plain)
}

/** Code is kept as it is, but `**` would read as emphasis: full-width asterisks look and search alike. */
export const cleanCode = (code: string): string => code.replaceAll('**', '＊＊')

/** Characters that are looked at to tell a language. */
const LOOKED_AT = 20_000

/**
 * Whether texts are mostly Chinese. Chinese recaps keep English names and titles, and a Chinese character says as much as several letters:
 * one character to four letters is enough.
 */
export const areChinese = (texts: Iterable<string>): boolean => {
  let [han, latin, left] = [0, 0, LOOKED_AT]
  for (const text of texts) {
    for (let at = 0; at < Math.min(text.length, left); at++) {
      const unit = text.charCodeAt(at)
      if (unit >= 0x4e00 && unit <= 0x9fff) han++
      else if ((unit >= 0x41 && unit <= 0x5a) || (unit >= 0x61 && unit <= 0x7a)) latin++
    }
    left -= text.length
    if (left <= 0) break
  }
  return han > 0 && han * 4 > latin
}
