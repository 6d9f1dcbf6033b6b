import type { Block, Doc, Inline, Node } from './nodes.ts'

const own = (node: Node): string => {
  switch (node.type) {
    case 'text':
    case 'inlineCode':
    case 'code':
      return node.value
    case 'break':
      return '\n'
    case 'thematicBreak':
    case 'actions':
      return ''
    case 'strong':
    case 'emphasis':
    case 'delete':
    case 'link':
    case 'heading':
    case 'paragraph':
      return node.children.map(own).join('')
    case 'root':
    case 'list':
    case 'listItem':
    case 'blockquote':
      return lines(node.children)
    default:
      return node satisfies never
  }
}

const lines = (nodes: readonly Node[]): string =>
  nodes
    .map(own)
    .filter((line) => line !== '')
    .join('\n')

const INLINE: ReadonlySet<Node['type']> = new Set<Inline['type']>(['text', 'inlineCode', 'break', 'strong', 'emphasis', 'delete', 'link'])

/** The text of a doc or a part of it, for search and logs: each block and list item on its own line, without markup and buttons. */
export const plainText = (content: Doc | readonly Block[] | readonly Inline[]): string => {
  const nodes = 'type' in content ? content.children : content
  return nodes.every(({ type }) => INLINE.has(type)) ? nodes.map(own).join('') : lines(nodes)
}
