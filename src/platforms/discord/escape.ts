/** Escapes any text so that Discord shows exactly that text, without mentions, markup or links. */

/** Invisible; separates characters that Discord would interpret together, where a backslash does not help. */
export const SPLIT = '\u200B'

const LINE_BREAK = /\s*[\n\r\u2028\u2029]\s*/g

/**
 * Escapes the value of a text node:
 *
 * - everywhere: markup, brackets, `<` and `@` (mentions, emoji, times, autolinks);
 * - at the start: what makes a line a heading, quotation, list or small print. A line begins only there, as a line break in a text becomes a space;
 * - `://`, which would make a link, with the escapes in it as parts of its address;
 * - `](`, which would end the label of an earlier link, and `:name:`, which is an emoji; either may continue in the next text.
 */
export const escape = (value: string): string =>
  value
    .toWellFormed()
    .replace(LINE_BREAK, ' ')
    .replace(/[\\*_~`|<[\]@]|:(?=\/\/|[^\s:]*(?::|$))|(?<=\])\(/g, String.raw`\$&`)
    .replace(/^\s*(?:\d+(?=[.)])|(?=[#>+\-(.)]))/, '$&\\')

/**
 * The same for the label of a link, where Discord shows backslashes instead of obeying them
 * (https://github.com/discord/discord-api-docs/issues/6185): pairs of characters are separated, and a single one that could be a mark is replaced by
 * one that looks like it.
 */
export const escapeLabel = (value: string): string =>
  value
    .toWellFormed()
    .replace(LINE_BREAK, ' ')
    .replace(/[*`]|_(?![0-9A-Za-z])/g, (char) => ALIKE[char] ?? char)
    .replace(/~(?=~|$)|\|(?=\||$)|<(?=\S|$)|@(?=everyone|here|$)|:(?=[\w+-]+(?::|$))|\\$/g, `$&${SPLIT}`)

const ALIKE: Readonly<Record<string, string>> = { '*': '∗', '`': 'ˋ', _: 'ˍ' }

/** Inline code, in which nothing can be escaped. Text with two backticks in a row cannot be shown as code, and is escaped instead. */
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

/** An address for a link: percent-encodes what would end it, and the characters of the marks around it. */
export const address = (url: string, marks = ''): string =>
  url.toWellFormed().replace(/[\s()\\<>"|`*_~]/g, (char) => ('*_~'.includes(char) && !marks.includes(char) ? char : encode(char)))
