// eslint-disable-next-line no-control-regex -- control characters are what we look for
const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f]/g
/** Worth a closer look at all. */
// eslint-disable-next-line no-control-regex -- as above
const SUSPECT = /[<@*{[\]\u0000-\u0008\u000b-\u001f\u007f]/

/**
 * Text that no reader takes for markup and no platform for a mention: control characters and left-over emphasis go, `<tag>` becomes `‹tag›`,
 * `<@123>`, `@everyone` and the like lose what makes them act.
 */
export const cleanText = (text: string): string => {
  if (!SUSPECT.test(text)) return text
  return text
    .replace(/[\v\f]/g, ' ')
    .replace(CONTROL, '')
    .replace(/<@&\d+>/g, 'a role')
    .replace(/<@!?\d+>/g, 'someone')
    .replace(/<#\d+>/g, '#channel')
    .replace(/<a?(:\w+:)\d*>/g, '$1')
    .replace(/@(everyone|here)\b/gi, '$1')
    .replace(/<([@#][^<>\s]{1,40})>/g, '$1')
    .replace(/\{%.*?%\}|\[TOC\]/g, '')
    .replace(/\*\*+/g, '')
    .replace(/<(?=[@#:])/g, '‹')
    .replace(/<(\/?[a-z][^<>]*)>/gi, '‹$1›')
    .replace(/<(?=\/?[a-z])/gi, '‹')
    .replace(/\{%|%\}/g, '')
    .replace(/\]\((?=http)/gi, '] (')
}

/** Code is kept as it is, but `**` would read as emphasis: full-width asterisks look and search alike. */
export const cleanCode = (code: string): string => code.replaceAll('**', '＊＊')

/**
 * Whether a text is mostly Chinese. Chinese recaps keep English names and titles, and a Chinese character says as much as several letters:
 * one character to four letters is enough.
 */
export const isChinese = (text: string): boolean => {
  let [han, latin] = [0, 0]
  for (let at = 0; at < Math.min(text.length, 20_000); at++) {
    const unit = text.charCodeAt(at)
    if (unit >= 0x4e00 && unit <= 0x9fff) han++
    else if ((unit >= 0x41 && unit <= 0x5a) || (unit >= 0x61 && unit <= 0x7a)) latin++
  }
  return han > 0 && han * 4 > latin
}
