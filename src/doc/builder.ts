import type { Block, Break, Code, Doc, Inline, InlineCode, ListItem, Paragraph, Text, ThematicBreak } from './nodes.ts'
import { doc, link as linkNode, text as textNode } from './nodes.ts'

declare module 'mdast' {
  interface Data {
    /** On a link: it stands for a picture, and its children for the picture's description. */
    image?: boolean
  }
}

type Leaf = Text | InlineCode | Break | Code | ThematicBreak
type Parent = Exclude<Doc | Block | Inline | ListItem, Leaf | { type: 'actions' }>
type Mark = Extract<Inline, { children: unknown }>
type Container = Extract<Parent, { type: 'list' | 'listItem' | 'blockquote' }>
export type MarkType = Mark['type']
export type BlockType = Container['type'] | 'heading' | 'paragraph'

/** The label of a picture without a description. */
export const NAMELESS_IMAGE = 'image'
/** Descriptions that say nothing: `image.png`, `img`. */
const SAYS_NOTHING = /^(?:image|img|picture|screenshot|图片|图像)?(?:\.\w{3,4})?$/i

/** Containers nested deeper are flattened, so that functions that walk the tree can recurse. Real issues reach 6. */
const MAX_DEPTH = 24

const isTextBlock = (node: Parent): boolean => node.type === 'paragraph' || node.type === 'heading'
const isContainer = (node: Parent): boolean =>
  node.type === 'root' || node.type === 'list' || node.type === 'listItem' || node.type === 'blockquote'

export type Builder = ReturnType<typeof createBuilder>

/**
 * Builds a doc from the starts and ends that a markdown or HTML reader reports, and keeps it inside the profile in whatever order they come: text
 * opens a paragraph where none is open, a list holds items only, a heading within an item becomes a bold paragraph, links never nest.
 */
export const createBuilder = () => {
  const root = doc()
  const stack: Parent[] = [root]
  // The open marks, outermost first, each type at most once, so that nesting stays bounded. They become nodes when text comes.
  let marks: Mark[] = []
  const repeated: Record<MarkType, number> = { strong: 0, emphasis: 0, delete: 0, link: 0 }
  const flattened: Record<BlockType, number> = { list: 0, listItem: 0, blockquote: 0, heading: 0, paragraph: 0 }
  let linkHasText = false

  const top = (): Parent => stack.at(-1) ?? root
  const append = (node: Parent | Leaf): void => {
    ;(top().children as (Parent | Leaf)[]).push(node)
  }
  const push = (node: Parent): void => {
    append(node)
    stack.push(node)
  }
  const pop = (): void => {
    const node = stack.pop()
    if (node === undefined) return
    if (isTextBlock(node)) {
      const last = node.children.at(-1)
      if (last?.type === 'text') last.value = last.value.trimEnd()
      if (last?.type === 'break' || (last?.type === 'text' && last.value === '')) node.children.pop()
    }
    if (node.children.length === 0 && node !== root) top().children.pop()
  }
  const endText = (): void => {
    while (!isContainer(top())) pop()
  }

  const openBlock = (node: Parent): void => {
    endText()
    if (top().type === 'list' && node.type !== 'listItem') push({ type: 'listItem', children: [] })
    if (node.type === 'listItem' && top().type !== 'list') push({ type: 'list', ordered: false, children: [] })
    push(node)
  }
  const openTextBlock = (): void => {
    if (isContainer(top())) openBlock({ type: 'paragraph', children: [] })
  }
  /** Opens and closes nodes so that exactly the open marks enclose what comes next. */
  const settle = (): void => {
    openTextBlock()
    let at = stack.length - 1
    while (!isTextBlock(stack[at] ?? root)) at--
    at++
    let same = 0
    while (same < marks.length && stack[at + same] === marks[same]) same++
    while (stack.length > at + same) pop()
    for (; same < marks.length; same++) {
      const mark = marks[same]
      if (mark === undefined) return
      // One that was closed before stands where it was.
      const fresh = mark.children.length === 0 ? mark : { ...mark, children: [] }
      marks[same] = fresh
      push(fresh)
    }
  }
  const text = (value: string): void => {
    if (value === '') return
    if (!linkHasText && marks.length > 0 && value.trim() !== '') linkHasText = true
    const starting = isContainer(top()) || (isTextBlock(top()) && top().children.length === 0)
    const words = starting ? value.trimStart() : value
    if (words === '') return
    settle()
    const last = top().children.at(-1)
    if (last?.type === 'text') last.value += words
    else append(textNode(words))
  }
  const endMark = (type: MarkType): void => {
    if (repeated[type] > 0) {
      repeated[type]--
      return
    }
    const mark = marks.findLast((open) => open.type === type)
    if (mark === undefined) return
    if (mark.type === 'link' && !linkHasText) text(mark.url)
    if (marks.at(-1)?.type === type) marks.pop()
    else marks = marks.filter((open) => open.type !== type)
  }

  return {
    /** Ends the open paragraph or heading, if there is one. */
    endText,
    text,
    startMark(type: Exclude<MarkType, 'link'>): void {
      if (marks.some((mark) => mark.type === type)) repeated[type]++
      else marks.push({ type, children: [] })
    },
    startLink(url: string): void {
      endMark('link')
      linkHasText = false
      marks.push(linkNode(url))
    },
    endMark,
    /** Forgets marks that were opened and never closed. */
    endMarks(): void {
      endMark('link')
      marks = []
      repeated.strong = repeated.emphasis = repeated.delete = 0
    },
    inlineCode(value: string): void {
      if (value === '') return
      linkHasText = true
      settle()
      append({ type: 'inlineCode', value })
    },
    /** A picture becomes a link labelled with its description; inside a link, only the description. */
    image(url: string | undefined, alt: string): void {
      const said = SAYS_NOTHING.test(alt.trim()) ? '' : alt
      if (url === undefined || marks.some((mark) => mark.type === 'link')) return text(said)
      settle()
      append({ ...linkNode(url, said === '' ? NAMELESS_IMAGE : said), data: { image: true } })
    },
    /** Begins a cell of a table; the cells of a row become one paragraph. */
    cell(): void {
      if (!isContainer(top())) text(' | ')
    },
    lineBreak(): void {
      if (isContainer(top())) return
      settle()
      append({ type: 'break' })
    },
    startBlock(node: Container | Extract<Parent, { type: 'heading' }> | Paragraph): void {
      const container = node.type !== 'heading' && node.type !== 'paragraph'
      if (container && stack.length >= MAX_DEPTH) {
        flattened[node.type]++
        endText()
        return
      }
      if (node.type === 'heading' && (endText(), top().type === 'listItem' || top().type === 'list')) {
        openBlock({ type: 'paragraph', children: [] })
        marks = [{ type: 'strong', children: [] }]
        return
      }
      openBlock(node)
    },
    endBlock(type: BlockType): void {
      endText()
      if (type === 'paragraph') return
      if (type === 'heading') {
        marks = marks.filter((mark) => mark.type !== 'strong')
        return
      }
      if (flattened[type] > 0) {
        flattened[type]--
        return
      }
      if (!stack.some((node) => node.type === type)) return
      while (top().type !== type) pop()
      pop()
    },
    /** Ends all open blocks. */
    endBlocks(): void {
      while (stack.length > 1) pop()
      for (const type of ['list', 'listItem', 'blockquote'] as const) flattened[type] = 0
    },
    code(value: string, lang: string): void {
      endText()
      if (top().type === 'list') push({ type: 'listItem', children: [] })
      append({ type: 'code', value, ...(lang === '' ? {} : { lang }) })
    },
    rule(): void {
      endText()
      if (top().type === 'root' || top().type === 'blockquote') append({ type: 'thematicBreak' })
    },
    finish(): Doc {
      while (stack.length > 1) pop()
      return root
    },
  }
}
