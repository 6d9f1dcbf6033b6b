/** Nodes → Discord's markdown. */
import type { Block, Inline, Link, ListItem } from '../../doc/nodes.ts'
import { plainText } from '../../doc/plain.ts'
import { address, codeBlock, escape, escapeLabel, inlineCode, SPLIT } from './escape.ts'
import { limits } from './limits.ts'

/** The block nodes that are text; the others are components of their own. */
export type TextBlock = Exclude<Block, { type: 'actions' | 'thematicBreak' }>

/** Marks that are open: a mark inside the same mark would close it. `label`: of a link. */
type Marks = Readonly<Partial<Record<'strong' | 'emphasis' | 'delete' | 'label', true>>>
const MARK = { strong: '**', emphasis: '_', delete: '~~' } as const

const open = (marks: Marks): string[] => (['strong', 'emphasis', 'delete'] as const).filter((name) => marks[name]).map((name) => MARK[name])

/** White space stands outside the marks, else they are not taken for marks. */
const wrap = (mark: string, content: string): string => {
  const [, before = '', core = '', after = ''] = /^(\s*)([^]*?)(\s*)$/.exec(content) ?? []
  if (core === '') return content
  return `${before}${mark}${core}${core.endsWith(mark.charAt(0)) ? SPLIT : ''}${mark}${after}`
}

/** Two pieces side by side, kept apart where the end of one and the start of the other would be read as one mark. */
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
      // A mark does not see that it stands in code.
      return open(marks).some((mark) => node.value.includes(mark)) ? leaf(node.value, marks) : inlineCode(node.value)
    case 'link':
      return masked(node, marks)
    case 'break':
      return '\n'
    default:
      return node satisfies never
  }
}

/** With such a label Discord shows the source of the link. https://github.com/discord/discord-api-docs/issues/7721 */
const LOOKS_LIKE_URL = /\w:\/\/|discord(?:\.gg|app\.com|\.com)\//i
/**
 * And with one that holds an emoji. https://github.com/discord/discord-api-docs/issues/7510
 * What none begins with is sorted out first: trying all of them at each character takes more time than all else here.
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

/** The pieces of a label between its emoji as links of their own, so that all can be read and what is a word can be followed. */
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

/** Brackets in a label are read only in pairs, one deep. */
const hasPairs = (label: string): boolean => /^(?:[^[\]]|\[[^[\]]*\])*$/.test(label)
const wide = (bracket: string): string => (bracket === '[' ? '［' : '］')

const oneLine = (text: string): string => text.replaceAll('\n', ' ').trim()

const indent = (text: string, by: string): string => text.replaceAll('\n', `\n${by}`)

/** In a quotation and in a list item Discord knows no further quotation: there its content stands as it is. */
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

/** What the blocks look like as the content of one text display. */
export const markdown = (nodes: readonly TextBlock[]): string => blocks(nodes, false)
