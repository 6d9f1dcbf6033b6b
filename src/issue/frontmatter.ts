import { cleanText } from './clean-text.ts'
import { type Tags, tagsOf } from './issue.ts'

/** The metadata of an issue, from its YAML front matter or its web page. */
export interface Front {
  title: string | undefined
  /** The stated date, in any of the newsletter's spellings. */
  date: string | undefined
  /** May contain markup. */
  description: string | undefined
  tags: Tags
}

/** The most characters of front matter that are read. Real ones have up to 2,600. */
const LONGEST = 20_000

/** Characters for escapes in double quotes; any other escaped character stands for itself. */
const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: ' ', 0: '', _: '\u00a0' }

/** The value of a YAML scalar, without quotes, escapes and comment. */
const scalar = (written: string): string => {
  const value = written.trim()
  if (value.startsWith("'")) return (/^'((?:[^']|'')*)/.exec(value)?.[1] ?? '').replaceAll("''", "'")
  if (value.startsWith('"'))
    return (/^"((?:[^"\\]|\\.)*)/s.exec(value)?.[1] ?? '').replace(/\\(?:u([\da-f]{4})|x([\da-f]{2})|(.))/gis, (_, wide, narrow, char) =>
      char === undefined ? String.fromCharCode(Number.parseInt(wide ?? narrow, 16)) : (ESCAPES[char] ?? char),
    )
  return value.replace(/(?:^|\s)#.*$/s, '').trimEnd()
}

/** A YAML field: the text after its colon, and the indented lines or list items below it. */
interface Field {
  first: string
  below: string[]
}

/** The value of a field that is a scalar, perhaps a block scalar (`>`, `|`). */
const textOf = ({ first, below }: Field): string | undefined => {
  const [, style] = /^([>|])[-+\d]*\s*$/.exec(first) ?? []
  if (style === undefined) return scalar([first, ...below].join(' ')) || undefined
  return below.join(style === '|' ? '\n' : ' ').trim() || undefined
}

/** The values of a field that is a list, in brackets or one per line; each once. */
const listOf = ({ first, below }: Field): string[] => {
  const inline = /^\[(.*?)\]?$/s.exec([first, ...below].join(' ').trim())?.[1]
  const written: string[] = inline === undefined ? [] : (inline.match(/\s*(?:'(?:[^']|'')*'|"(?:[^"\\]|\\.)*"|[^,]+)/gs) ?? [])
  if (inline === undefined)
    for (const line of below) {
      if (/^-(?:\s|$)/.test(line)) written.push(line.slice(1))
      else if (written.length > 0) written.push(`${written.pop()} ${line}`)
    }
  return [...new Set(written.map((word) => cleanText(scalar(word)).trim()))].filter((word) => word !== '')
}

/**
 * The fields of the top level. This reads no more YAML than issues use, because the YAML library takes hours for some texts of a few kilobytes. A
 * line that it cannot read is ignored.
 */
const fields = (yaml: string): Map<string, Field> => {
  const found = new Map<string, Field>()
  let field: Field | undefined
  for (const line of yaml.split(/\r?\n/)) {
    const [, key, first = ''] = /^(\w+):(?:\s+(.*))?$/.exec(line) ?? []
    if (key !== undefined) found.set(key, (field = { first: first.trim(), below: [] }))
    else if (/^(?:\s|-\s)/.test(line)) field?.below.push(line.trim())
  }
  return found
}

const FENCE = /^\uFEFF?---[ \t]*\r?\n([\s\S]*?)\r?\n---[ \t]*(?:\r?\n|$)/

/** Splits a text into its front matter (YAML between two `---` lines at the top) and its body. */
export const splitFront = (text: string): { front: Front; body: string } => {
  const [whole = '', yaml = ''] = FENCE.exec(text) ?? []
  const given = fields(yaml.length > LONGEST ? '' : yaml)
  const line = (key: string): string | undefined => {
    const field = given.get(key)
    return field && textOf(field)
  }
  return {
    front: {
      title: line('title'),
      date: line('date'),
      description: line('description'),
      tags: tagsOf((kind) => listOf(given.get(kind) ?? { first: '', below: [] })),
    },
    body: text.slice(whole.length).replace(/^\uFEFF/, ''),
  }
}
