/**
 * Reads a message as Discord's client shows it: a small model of its markdown, written from the rules that its users see, so that
 * what our escaping lets through is noticed.
 */
type Component = { type?: unknown; content?: unknown; label?: unknown; components?: unknown }

/** Everything in a message that can be read, buttons left out, one line a text display. */
export const visibleText = ({ content, components }: { content: string; components: readonly unknown[] }): string =>
  [content, ...flatten(components).flatMap((part) => (typeof part.content === 'string' ? [part.content] : []))]
    .filter((text) => text !== '')
    .map((text) => readMarkdown(text).text)
    .join('\n')

/** All components, nested ones too, in reading order. */
export const flatten = (components: readonly unknown[]): (Component & Record<string, unknown>)[] =>
  components.flatMap((component) => {
    const part = component as Component & Record<string, unknown>
    return [part, ...(Array.isArray(part.components) ? flatten(part.components) : [])]
  })

export interface Reading {
  text: string
  /** What Discord would act on: mentions, emoji, links, with what they point to. */
  actions: string[]
}

/** Inline rules in the order in which they are tried; the first that matches at a place is taken. */
const RULES: readonly [name: string, rule: RegExp][] = [
  ['escape', /^\\([^0-9A-Za-z\s])/],
  ['code', /^(`{1,2})([^`]|[^`][^]*?[^`])\1(?!`)/],
  ['mention', /^(?:<(?:@[!&]?|#|:\w+:|a:\w+:|t:|id:|\/[^:>]+:)-?\w*(?::\w)?>|@everyone|@here)/],
  ['emoji', /^:[\w+-]+:/],
  ['autolink', /^<([^: >]+:\/[^ >]+)>/],
  ['url', /^(?:https?|steam|discord):\/\/[^\s<]+[^<.,:;"'\]\s]/],
  ['masked', /^\[((?:\[[^\]]*\]|[^[\]]|\](?=[^[]*\]))*)\]\(\s*<?((?:\([^)]*\)|[^\s\\()])*?)>?\s*\)/],
  ['strong', /^\*\*((?:\\[^]|[^\\])+?)\*\*(?!\*)/],
  ['underline', /^__((?:\\[^]|[^\\])+?)__(?!_)/],
  ['emphasis', /^_((?:__|\\[^]|[^\\_])+?)_(?!\w)|^\*(?=\S)((?:\*\*|\s+(?:[^*\s]|\*\*)|[^\s*])+?)\*(?!\*)/],
  ['delete', /^~~([^]+?)~~(?!_)/],
  ['spoiler', /^\|\|([^]+?)\|\|/],
]

/** @param inLabel of a link, where a backslash is only a backslash */
const readInline = (source: string, into: Reading, inLabel = false): string => {
  const rules = inLabel ? RULES.filter(([name]) => name !== 'escape') : RULES
  let text = ''
  for (let rest = source; rest !== '';) {
    const found = rules.map(([name, rule]) => ({ name, match: rule.exec(rest) })).find(({ match }) => match !== null)
    if (found?.match == null) {
      const char = String.fromCodePoint(rest.codePointAt(0) ?? 0)
      text += char
      rest = rest.slice(char.length)
      continue
    }
    const [whole, first = '', second = ''] = found.match
    rest = rest.slice(whole.length)
    text += shown(found.name, whole, first, second, into, inLabel)
  }
  return text
}

const shown = (name: string, whole: string, first: string, second: string, into: Reading, inLabel: boolean): string => {
  switch (name) {
    case 'escape':
      return first
    case 'code':
      return second.startsWith(' `') || second.endsWith('` ') ? second.trim() : second
    case 'mention':
    case 'emoji':
      into.actions.push(whole)
      return whole
    case 'url':
      into.actions.push(whole)
      return whole
    case 'autolink':
      into.actions.push(first)
      return first
    case 'masked': {
      // Discord shows the source where a label holds an address, a mention or an emoji.
      const label: Reading = { text: '', actions: [] }
      const text = readInline(first, label, true)
      if (label.actions.length > 0 || /\p{RGI_Emoji}|\p{Extended_Pictographic}/v.test(first) || !URL.canParse(second)) return whole
      into.actions.push(second)
      return text
    }
    default:
      return readInline(first === '' ? second : first, into, inLabel)
  }
}

/** Markers at the start of a line that Discord turns into a heading, quotation, list or small print. */
const LINE = /^ *(?:> |>>> |#{1,3} |-# |[-*+] |\d+\. )/

export const readMarkdown = (source: string): Reading => {
  const reading: Reading = { text: '', actions: [] }
  const parts = source.split(/```(?:[\w+\-.#]+(?=\n))?\n*([^\n][^]*?)\n*```/g)
  const texts = parts.map((part, index) => {
    if (index % 2 === 1) return part
    return part
      .split('\n')
      .map((line) => {
        let rest = line
        while (LINE.test(rest)) rest = rest.replace(LINE, '')
        return readInline(rest, reading)
      })
      .join('\n')
  })
  reading.text = texts.join('').replaceAll('\u200B', '')
  return reading
}
