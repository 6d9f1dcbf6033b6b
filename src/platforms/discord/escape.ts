/** Text from anywhere → Discord's markdown that shows exactly that text: no mention, no markup, no link of its own. */

/** Stands between characters that would be acted on together, where a backslash does not help. It shows nothing. */
export const SPLIT = '\u200B'

const LINE_BREAK = /\s*[\n\r\u2028\u2029]\s*/g

/**
 * The one escaping function, for the leaf: the value of a text node.
 *
 * - Markup, brackets, `<` and `@` (mentions, emoji, times, autolinks) always.
 * - What makes a line a heading, quotation, list or small print only at the start, for only there can a line begin: a line break
 *   in a text is a space, as it is in markdown.
 * - `://`, which would make a link of what reads like one, and of the escapes in it a part of the address.
 * - `](`, which would close the label of an earlier link, and `:name:`, which is an emoji; the end of either may be in the next text.
 */
export const escape = (value: string): string =>
  value
    .toWellFormed()
    .replace(LINE_BREAK, ' ')
    .replace(/[\\*_~`|<[\]@]|:(?=\/\/|[^\s:]*(?::|$))|(?<=\])\(/g, String.raw`\$&`)
    .replace(/^\s*(?:\d+(?=[.)])|(?=[#>+\-(.)]))/, '$&\\')

/**
 * The same for the label of a link, where Discord shows backslashes instead of obeying them
 * (https://github.com/discord/discord-api-docs/issues/6185): pairs are parted, and what could open or close a mark alone looks alike.
 */
export const escapeLabel = (value: string): string =>
  value
    .toWellFormed()
    .replace(LINE_BREAK, ' ')
    .replace(/[*`]|_(?![0-9A-Za-z])/g, (char) => ALIKE[char] ?? char)
    .replace(/~(?=~|$)|\|(?=\||$)|<(?=\S|$)|@(?=everyone|here|$)|:(?=[\w+-]+(?::|$))|\\$/g, `$&${SPLIT}`)

const ALIKE: Readonly<Record<string, string>> = { '*': '∗', '`': 'ˋ', _: 'ˍ' }

/** Inline code, which knows no escapes. Text with two backticks in a row can't be shown as code. */
export const inlineCode = (value: string): string => {
  const line = value.toWellFormed().replace(LINE_BREAK, ' ')
  if (line.trim() === '' || line.includes('``')) return escape(value)
  if (!line.includes('`')) return `\`${line}\``
  return `\`\`${line.startsWith('`') ? ' ' : ''}${line}${line.endsWith('`') ? ' ' : ''}\`\``
}

/** A block of code. `lang` is dropped where Discord would show it as the first line. */
export const codeBlock = (value: string, lang = ''): string => {
  const body = value.toWellFormed().replace(/`(?=``)/g, `\`${SPLIT}`)
  return `\`\`\`${/^[\w+\-.#]+$/.test(lang) ? lang : ''}\n${body}${body.endsWith('`') ? SPLIT : ''}\n\`\`\``
}

const encode = (char: string): string =>
  /[()*_~]/.test(char) ? `%${char.charCodeAt(0).toString(16).toUpperCase()}` : encodeURIComponent(char)

/** An address as it may stand in a link: percent-encodes what would end it, and the characters of the marks around it. */
export const address = (url: string, marks = ''): string =>
  url.toWellFormed().replace(/[\s()\\<>"|`*_~]/g, (char) => ('*_~'.includes(char) && !marks.includes(char) ? char : encode(char)))
