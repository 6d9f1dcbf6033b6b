/** Renders a doc for a terminal: wrapped text and, if `color`, with styles and clickable links (OSC 8). */
import type { Block, Button, Doc, Inline, ListItem } from '../../doc/nodes.ts'
import { displayWidth, type Run, wrap } from './wrap.ts'

export interface TerminalOptions {
  color: boolean
  /** The width in columns. */
  width: number
}

/** Select Graphic Rendition codes, ECMA-48 § 8.3.117. */
const SGR = { bold: '1', dim: '2', italic: '3', underline: '4', strike: '9', cyan: '36' } as const

/**
 * Removes control characters and bidirectional marks, with which untrusted text could move the cursor, change the terminal's title, or hide a link's
 * address.
 */
export const harmless = (value: string): string =>
  value
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll('\t', '  ')
    .replaceAll(/(?!\n)[\p{Cc}\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu, '')

const oneLine = (value: string): string => harmless(value).replaceAll('\n', ' ')

/** An address for OSC 8, in printable ASCII; undefined if it is not http(s). */
const safeUrl = (url: string): string | undefined => {
  if (!URL.canParse(url)) return undefined
  const { protocol, href } = new URL(url)
  return protocol === 'http:' || protocol === 'https:' ? href.replaceAll(/[^\x21-\x7e]/g, encodeURIComponent) : undefined
}

const inlines = (nodes: readonly Inline[], style: readonly string[], options: TerminalOptions): Run[] =>
  nodes.flatMap((node): Run[] => {
    switch (node.type) {
      case 'text':
        return [{ text: oneLine(node.value), style }]
      case 'inlineCode':
        return [{ text: oneLine(node.value), style: [...style, SGR.cyan] }]
      case 'break':
        return [{ text: '\n', style }]
      case 'strong':
        return inlines(node.children, [...style, SGR.bold], options)
      case 'emphasis':
        return inlines(node.children, [...style, SGR.italic], options)
      case 'delete':
        return inlines(node.children, [...style, SGR.strike], options)
      case 'link':
        return link(node.url, inlines(node.children, [...style, SGR.underline], options), options)
      default:
        return node satisfies never
    }
  })

const link = (to: string, label: Run[], { color }: TerminalOptions): Run[] => {
  const url = safeUrl(to)
  if (url === undefined) return label
  if (color) return label.map((run) => ({ ...run, url }))
  const text = label.map((run) => run.text).join('')
  return text === url || text === to ? label : [...label, { text: ` (${url})`, style: [] }]
}

const button = ({ label, action }: Button, options: TerminalOptions): Run[] => {
  const text: Run = { text: `[${oneLine(label)}]`, style: [SGR.bold] }
  if ('url' in action) return link(action.url, [text], options)
  const typed = [`/${action.command}`, ...Object.values(action.options)].join(' ')
  return [text, { text: ` ${oneLine(typed)}`, style: [SGR.dim] }]
}

const paint = (runs: readonly Run[], color: boolean): string =>
  runs
    .map(({ text, style, url }) => {
      if (!color) return text
      const painted = style.length === 0 ? text : `\u001b[${style.join(';')}m${text}\u001b[0m`
      return url === undefined ? painted : `\u001b]8;;${url}\u001b\\${painted}\u001b]8;;\u001b\\`
    })
    .join('')

const indent = (lines: readonly string[], first: string, rest: string): string[] =>
  lines.map((line, index) => `${index === 0 ? first : rest}${line}`.trimEnd())

const narrower = (options: TerminalOptions, by: number): TerminalOptions => ({ ...options, width: Math.max(10, options.width - by) })

const block = (node: Block | ListItem, options: TerminalOptions): string[] => {
  const { color, width } = options
  const prose = (runs: readonly Run[]): string[] => wrap(runs, width).map((line) => paint(line, color))
  switch (node.type) {
    case 'paragraph':
      return prose(inlines(node.children, [], options))
    case 'heading':
      return prose(inlines(node.children, node.depth === 1 ? [SGR.bold, SGR.underline] : [SGR.bold], options))
    case 'list':
      return node.children.flatMap((item, index) => {
        const marker = node.ordered ? `${(node.start ?? 1) + index}. ` : '• '
        const lines = block(item, narrower(options, displayWidth(marker)))
        return indent(lines.length === 0 ? [''] : lines, marker, ' '.repeat(displayWidth(marker)))
      })
    case 'listItem':
      return node.children.flatMap((child) => block(child, options))
    case 'blockquote':
      return indent(blocks(node.children, narrower(options, 2)), '│ ', '│ ')
    case 'code':
      return harmless(node.value)
        .split('\n')
        .map((line) => `    ${paint([{ text: line, style: [SGR.cyan] }], color)}`.trimEnd())
    case 'thematicBreak':
      return [paint([{ text: '─'.repeat(Math.min(width, 40)), style: [SGR.dim] }], color)]
    case 'actions':
      return node.children.flatMap((child) => prose(button(child, options)))
    default:
      return node satisfies never
  }
}

/** The lines of blocks, with a blank line between them except after a heading. */
const blocks = (nodes: readonly Block[], options: TerminalOptions): string[] =>
  nodes.flatMap((node, index) => [...(index === 0 || nodes[index - 1]?.type === 'heading' ? [] : ['']), ...block(node, options)])

/** Renders a doc to text without a trailing newline. Control characters of the doc are removed. */
export const renderTerminal = (doc: Doc, options: TerminalOptions): string => blocks(doc.children, options).join('\n')
