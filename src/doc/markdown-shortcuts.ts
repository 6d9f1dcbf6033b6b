/**
 * Reads plain bold and plain links in one step each, with the same result as the library's rules, which make two objects for each star and read the
 * words of a link twice. Nine in ten are plain.
 */
import type { MarkdownIt, StateInline } from 'markdown-it'

/** No sign that could be markup; a colon may stand where no address follows it. */
const CHARACTERS = String.raw`[^\n&*:<[\\\]_\x60~]*`
const PLAIN = String.raw`${CHARACTERS}(?::(?!\/)${CHARACTERS})*`
const BOLD = new RegExp(String.raw`\*\*(${PLAIN})\*\*`, 'y')
/** Addresses with parentheses, escapes or character references are left to the library's rule. */
// oxlint-disable-next-line no-control-regex -- control characters end an address
const LINK = new RegExp(String.raw`\[(${PLAIN})\]\((https?:\/\/[^\u0000-\u0020\u007f()<>\\;]+)\)`, 'y')

const STAR = 0x2a
const BRACKET = 0x5b
const BLANK = /[ \n]/
/** After one of these, stars before a letter can only open. */
const BEFORE = /[ \n!-)+-/:-@[-`{-~]/
/** Before one of these, stars after a letter can only close. */
const AFTER = /[!-)+-/:-@[-`{-~]/
const BEGINS = /^[\p{L}\p{N}]/u
const ENDS = /[\p{L}\p{N}]$/u

const closes = ({ src, posMax }: StateInline, content: string, end: number): boolean => {
  const next = end < posMax ? src.charAt(end) : ' '
  return BLANK.test(next) ? !/\s$/.test(content) : AFTER.test(next) && ENDS.test(content)
}

const bold = (state: StateInline, silent: boolean): boolean => {
  const { src, pos } = state
  if (silent || src.charCodeAt(pos) !== STAR || (pos > 0 && !BEFORE.test(src.charAt(pos - 1)))) return false
  BOLD.lastIndex = pos
  const [whole, content = ''] = BOLD.exec(src) ?? []
  if (whole === undefined || pos + whole.length > state.posMax || !BEGINS.test(content) || !closes(state, content, pos + whole.length))
    return false
  state.push('strong_open', 'strong', 1)
  state.pending = content
  state.push('strong_close', 'strong', -1)
  state.pos += whole.length
  return true
}

const link = (state: StateInline, silent: boolean): boolean => {
  const { src, pos } = state
  if (src.charCodeAt(pos) !== BRACKET) return false
  LINK.lastIndex = pos
  const [whole, content = '', url = ''] = LINK.exec(src) ?? []
  if (whole === undefined || pos + whole.length > state.posMax) return false
  if (!silent) {
    state.push('link_open', 'a', 1).attrs = [['href', url]]
    state.pending = content
    state.push('link_close', 'a', -1)
  }
  state.pos += whole.length
  return true
}

/** Adds the rules to a reader that leaves addresses as they are written. */
export const addShortcuts = (reader: MarkdownIt): void => {
  reader.inline.ruler.before('emphasis', 'plain_bold', bold)
  reader.inline.ruler.before('link', 'plain_link', link)
}
