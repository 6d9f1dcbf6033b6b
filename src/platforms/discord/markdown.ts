/** Makes Discord's markdown of nodes. */
import type { Block, Inline, Link, ListItem } from '../../doc/nodes.ts'
import { plainText } from '../../doc/plain.ts'
import { address, codeBlock, escape, escapeLabel, inlineCode, SPLIT } from './escape.ts'
import { limits } from './limits.ts'

/** The block nodes that are text; the others are components of their own. */
export type TextBlock = Exclude<Block, { type: 'actions' | 'thematicBreak' }>

/** The marks that enclose a node: a mark inside the same mark would close it. `label`: the node is in the label of a link. */
type Marks = Readonly<Partial<Record<'strong' | 'emphasis' | 'delete' | 'label', true>>>
const MARK = { strong: '**', emphasis: '_', delete: '~~' } as const

const open = (marks: Marks): string[] => (['strong', 'emphasis', 'delete'] as const).filter((name) => marks[name]).map((name) => MARK[name])

/** Puts marks around content, with white space outside of them, as Discord would otherwise show the marks. */
const wrap = (mark: string, content: string): string => {
  const [, before = '', core = '', after = ''] = /^(\s*)([^]*?)(\s*)$/.exec(content) ?? []
  if (core === '') return content
  return `${before}${mark}${core}${core.endsWith(mark.charAt(0)) ? SPLIT : ''}${mark}${after}`
}

/** Joins two pieces, with a separator where the end of one and the start of the other would be read as one mark. */
const join = (left: string, right: string): string => {
  const [last, first] = [left.at(-1) ?? '', right.at(0) ?? '']
  const isOne = '*_~`'.includes(last) && (first === last || (last === '_' && /\w/.test(first)) || (last === '~' && first === '_'))
  return left !== '' && right !== '' && isOne ? `${left}${SPLIT}${right}` : left + right
}

const inlines = (nodes: readonly Inline[], marks: Marks = {}): string => nodes.map((node) => inline(node, marks)).reduce(join, '')

const leaf = (value: string, { label }: Marks): string => (label === true ? escapeLabel(value) : escape(value))

const inline = (node: Inline, marks: Marks): string => {
  switch (node.type) {
    case 'text':
      return leaf(node.value, marks)
    case 'strong':
    case 'emphasis':
    case 'delete': {
      const content = inlines(node.children, { ...marks, [node.type]: true })
      return marks[node.type] === true ? content : wrap(MARK[node.type], content)
    }
    case 'inlineCode':
      // Discord would read a mark inside code as the end of the mark around it.
      return open(marks).some((mark) => node.value.includes(mark)) ? leaf(node.value, marks) : inlineCode(node.value)
    case 'link':
      return masked(node, marks)
    case 'break':
      return '\n'
    default:
      return node satisfies never
  }
}

/** Discord shows the markdown of a link with such a label. https://github.com/discord/discord-api-docs/issues/7721 */
const LOOKS_LIKE_URL = /\w:\/\/|discord(?:\.gg|app\.com|\.com)\//i
/**
 * And with a label that holds an emoji. https://github.com/discord/discord-api-docs/issues/7510
 * The lookahead excludes characters that begin none: trying all emoji at each character takes more time than all else here.
 */
const EMOJI =
  /((?:(?=[\p{Extended_Pictographic}\p{Regional_Indicator}\p{Emoji_Modifier}]|[\d#*]\uFE0F)(?:\p{RGI_Emoji}|\p{Extended_Pictographic}\uFE0F?))+)/v
const WORD = /[\p{L}\p{N}]/u

const masked = (link: Link, marks: Marks): string => {
  const label = plainText(link.children).trim()
  const url = address(link.url, open(marks).join(''))
  if (url.length > limits.linkUrl) return inlines(link.children, marks)
  if (label === '' || label === link.url) return `<${url}>`
  if (LOOKS_LIKE_URL.test(label) || (EMOJI.test(label) && !WORD.test(label))) return `${inlines(link.children, marks)} (<${url}>)`
  if (EMOJI.test(label))
    return inlines(
      link.children.flatMap((child) => aroundEmoji(link, child)),
      marks,
    )
  const content = inlines(link.children, { ...marks, label: true }).replaceAll('\n', ' ')
  return `[${hasPairs(label) ? content : content.replace(/[[\]]/g, wide)}](${url})`
}

/** Divides a link at the emoji in its label: the words between them become links of their own. */
const aroundEmoji = (link: Link, node: Exclude<Inline, Link>): Inline[] => {
  switch (node.type) {
    case 'text':
      return node.value.split(EMOJI).flatMap((piece): Inline[] => {
        const [, before = '', core = '', after = ''] = /^(\s*)([^]*?)(\s*)$/.exec(piece) ?? []
        if (EMOJI.test(piece) || !WORD.test(core)) return [{ type: 'text', value: piece }]
        return [
          { type: 'text', value: before },
          { ...link, children: [{ type: 'text', value: core }] },
          { type: 'text', value: after },
        ]
      })
    case 'strong':
    case 'emphasis':
    case 'delete':
      return [{ ...node, children: node.children.flatMap((child) => (child.type === 'link' ? [child] : aroundEmoji(link, child))) }]
    case 'inlineCode':
      return EMOJI.test(node.value) ? [node] : [{ ...link, children: [node] }]
    case 'break':
      return [node]
    default:
      return node satisfies never
  }
}

/** Whether the brackets in a label are in pairs, one deep, as Discord reads them. */
const hasPairs = (label: string): boolean => /^(?:[^[\]]|\[[^[\]]*\])*$/.test(label)
const wide = (bracket: string): string => (bracket === '[' ? '［' : '］')

const oneLine = (text: string): string => text.replaceAll('\n', ' ').trim()

const indent = (text: string, by: string): string => text.replaceAll('\n', `\n${by}`)

/** `isInside`: in a quotation or a list item, where Discord shows no further quotation, so that only its content is written. */
const block = (node: Exclude<Block, { type: 'actions' }>, isInside: boolean): string => {
  switch (node.type) {
    case 'heading': {
      const text = oneLine(inlines(node.children, node.depth > 3 ? { strong: true } : {}))
      if (text === '') return ''
      return node.depth > 3 ? wrap('**', text) : `${'#'.repeat(node.depth)} ${text}`
    }
    case 'paragraph':
      return inlines(node.children).trim()
    case 'list':
      return node.children.map((child, index) => item(child, node.ordered ? `${(node.start ?? 1) + index}. ` : '- ')).join('\n')
    case 'blockquote': {
      const text = blocks(node.children, true)
      return isInside || text === '' ? text : `> ${indent(text, '> ')}`
    }
    case 'code':
      return codeBlock(node.value, node.lang)
    case 'thematicBreak':
      return '———'
    default:
      return node satisfies never
  }
}

const item = ({ children }: ListItem, marker: string): string => `${marker}${indent(blocks(children, true), '  ')}`

const gap = (before: Block, after: Block, isInside: boolean): string =>
  isInside || before.type === 'heading' || (before.type === 'paragraph' && after.type === 'list') ? '\n' : '\n\n'

const blocks = (nodes: readonly Exclude<Block, { type: 'actions' }>[], isInside: boolean): string => {
  let text = ''
  let before: Block | undefined
  for (const node of nodes) {
    const next = block(node, isInside)
    if (next === '') continue
    text += before === undefined ? next : gap(before, node, isInside) + next
    before = node
  }
  return text
}

/** The content of a text display for these blocks. */
export const markdown = (nodes: readonly TextBlock[]): string => blocks(nodes, false)
