import { cleanText } from './text.ts'
import type { Tags } from './issue.ts'

/** What a text, its page or its feed says about itself before the body begins. */
export interface Front {
  title?: string
  /** As stated: a date in any of the newsletter's spellings. */
  date?: string
  /** May hold markup. */
  description?: string
  url?: string
  tags: Tags
}

export const noTags = (): Tags => ({ companies: [], models: [], topics: [], people: [] })

/** Longer ones are no frontmatter. Real ones reach 2,600 characters. */
const LONGEST = 20_000

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: ' ', 0: '', _: '\u00a0' }

/** One value of YAML, its quotes, escapes and comment taken off. */
const scalar = (written: string): string => {
  const value = written.trim()
  if (value.startsWith("'")) return (/^'((?:[^']|'')*)/.exec(value)?.[1] ?? '').replaceAll("''", "'")
  if (value.startsWith('"'))
    return (/^"((?:[^"\\]|\\.)*)/s.exec(value)?.[1] ?? '').replace(/\\(?:u([\da-f]{4})|x([\da-f]{2})|(.))/gis, (_, wide, narrow, char) =>
      char === undefined ? String.fromCharCode(Number.parseInt(wide ?? narrow, 16)) : (ESCAPES[char] ?? char),
    )
  return value.replace(/(?:^|\s)#.*$/s, '').trimEnd()
}

/** A field: what stands behind its colon, and the lines below it. */
interface Field {
  first: string
  below: string[]
}

const lineOf = ({ first, below }: Field): string | undefined => {
  const [, style] = /^([>|])[-+\d]*\s*$/.exec(first) ?? []
  if (style === undefined) return scalar([first, ...below].join(' ')) || undefined
  return below.join(style === '|' ? '\n' : ' ').trim() || undefined
}

const wordsOf = ({ first, below }: Field): string[] => {
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
 * The fields of the outermost level. Of YAML no more than issues need, since its library takes hours for some texts of a few kilobytes; a line that
 * cannot be read costs itself only.
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

/** Splits the YAML between two `---` lines at the top off the body. */
export const splitFront = (text: string): { front: Front; body: string } => {
  const found = FENCE.exec(text)
  if (found === null) return { front: { tags: noTags() }, body: text.replace(/^\uFEFF/, '') }
  const said = fields((found[1] ?? '').length > LONGEST ? '' : (found[1] ?? ''))
  const line = (key: string): string | undefined => {
    const field = said.get(key)
    return field && lineOf(field)
  }
  const words = (key: keyof Tags): string[] => wordsOf(said.get(key) ?? { first: '', below: [] })
  const [title, date, description] = [line('title'), line('date'), line('description')]
  return {
    front: {
      ...(title === undefined ? {} : { title }),
      ...(date === undefined ? {} : { date }),
      ...(description === undefined ? {} : { description }),
      tags: { companies: words('companies'), models: words('models'), topics: words('topics'), people: words('people') },
    },
    body: text.slice(found[0].length),
  }
}
