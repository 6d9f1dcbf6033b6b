import {
  type Block,
  type Break,
  type Code,
  type Doc,
  type Inline,
  type InlineCode,
  type ListItem,
  type Paragraph,
  type Text,
  type ThematicBreak,
  doc,
  link as linkNode,
  text as textNode,
} from './nodes.ts'

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

/**
 * Builds the blocks of a doc from the starts and ends that a markdown or HTML reader reports, and keeps them inside the profile in whatever order they
 * come: text opens a paragraph where none is open, a list holds items only, a heading within an item becomes a bold paragraph, links never nest.
 *
 * A class, as are the readers that use it: V8 would compile closures anew for each text, which took a tenth of all time.
 */
export class Builder {
  readonly #root = doc()
  readonly #stack: Parent[] = [this.#root]
  /** The last of the stack. */
  #top: Parent = this.#root
  /** The open marks, outermost first, each type at most once, so that nesting stays bounded. They become nodes when text comes. */
  #marks: Mark[] = []
  /** Starts of marks that were open already, and of containers too deep to be opened: their ends mean nothing. */
  readonly #repeated: Record<MarkType, number> = { strong: 0, emphasis: 0, delete: 0, link: 0 }
  readonly #flattened: Record<BlockType, number> = { list: 0, listItem: 0, blockquote: 0, heading: 0, paragraph: 0 }
  #linkHasText = false

  /** Ends the open paragraph or heading, if there is one. */
  endText(): void {
    while (!isContainer(this.#top)) this.#pop()
  }

  text(value: string): void {
    if (value === '') return
    if (!this.#linkHasText && this.#marks.length > 0 && value.trim() !== '') this.#linkHasText = true
    const starting = isContainer(this.#top) || (isTextBlock(this.#top) && this.#top.children.length === 0)
    const words = starting ? value.trimStart() : value
    if (words === '') return
    this.#settle()
    const last = this.#top.children.at(-1)
    if (last?.type === 'text') last.value += words
    else this.#append(textNode(words))
  }

  startMark(type: Exclude<MarkType, 'link'>): void {
    if (this.#isOpen(type)) this.#repeated[type]++
    else this.#marks.push({ type, children: [] })
  }

  startLink(url: string): void {
    this.endMark('link')
    this.#linkHasText = false
    this.#marks.push({ type: 'link', url, children: [] })
  }

  endMark(type: MarkType): void {
    if (this.#repeated[type] > 0) {
      this.#repeated[type]--
      return
    }
    const mark = this.#marks.findLast((open) => open.type === type)
    if (mark === undefined) return
    if (mark.type === 'link' && !this.#linkHasText) this.text(mark.url)
    if (this.#marks.at(-1)?.type === type) this.#marks.pop()
    else this.#marks = this.#marks.filter((open) => open.type !== type)
  }

  /** Forgets marks that were opened and never closed. */
  endMarks(): void {
    this.endMark('link')
    this.#marks.length = 0
    this.#repeated.strong = this.#repeated.emphasis = this.#repeated.delete = 0
  }

  inlineCode(value: string): void {
    if (value === '') return
    this.#linkHasText = true
    this.#settle()
    this.#append({ type: 'inlineCode', value })
  }

  /** A picture becomes a link labelled with its description; inside a link, only the description. */
  image(url: string | undefined, alt: string): void {
    const said = SAYS_NOTHING.test(alt.trim()) ? '' : alt
    if (url === undefined || this.#isOpen('link')) return this.text(said)
    this.#settle()
    this.#append({ ...linkNode(url, said === '' ? NAMELESS_IMAGE : said), data: { image: true } })
  }

  /** Begins a cell of a table; the cells of a row become one paragraph. */
  cell(): void {
    if (!isContainer(this.#top)) this.text(' | ')
  }

  lineBreak(): void {
    if (isContainer(this.#top)) return
    this.#settle()
    this.#append({ type: 'break' })
  }

  startBlock(node: Container | Extract<Parent, { type: 'heading' }> | Paragraph): void {
    const container = node.type !== 'heading' && node.type !== 'paragraph'
    if (container && this.#stack.length >= MAX_DEPTH) {
      this.#flattened[node.type]++
      this.endText()
      return
    }
    if (node.type === 'heading' && (this.endText(), this.#top.type === 'listItem' || this.#top.type === 'list')) {
      this.#openBlock({ type: 'paragraph', children: [] })
      this.#marks = [{ type: 'strong', children: [] }]
      return
    }
    this.#openBlock(node)
  }

  endBlock(type: BlockType): void {
    this.endText()
    if (type === 'paragraph') return
    if (type === 'heading') {
      this.#marks = this.#marks.filter((mark) => mark.type !== 'strong')
      return
    }
    if (this.#flattened[type] > 0) {
      this.#flattened[type]--
      return
    }
    if (!this.#stack.some((node) => node.type === type)) return
    while (this.#top.type !== type) this.#pop()
    this.#pop()
  }

  code(value: string, lang: string): void {
    this.endText()
    if (this.#top.type === 'list') this.#push({ type: 'listItem', children: [] })
    this.#append({ type: 'code', value, ...(lang === '' ? {} : { lang }) })
  }

  rule(): void {
    this.endText()
    if (this.#top.type === 'root' || this.#top.type === 'blockquote') this.#append({ type: 'thematicBreak' })
  }

  /** Ends all open blocks. @returns those that came since it was called last */
  finish(): Block[] {
    while (this.#top !== this.#root) this.#pop()
    for (const type of ['list', 'listItem', 'blockquote'] as const) this.#flattened[type] = 0
    const blocks = this.#root.children
    this.#root.children = []
    return blocks
  }

  #isOpen(type: MarkType): boolean {
    return this.#marks.some((mark) => mark.type === type)
  }

  #append(node: Parent | Leaf): void {
    const parent = this.#top as { children: (Parent | Leaf)[] }
    // Most have one child, and an array that grows has room for 17.
    if (parent.children.length === 0) parent.children = [node]
    else parent.children.push(node)
  }

  #push(node: Parent): void {
    this.#append(node)
    this.#stack.push(node)
    this.#top = node
  }

  #pop(): void {
    const node = this.#top
    if (node === this.#root) return
    this.#stack.pop()
    this.#top = this.#stack.at(-1) ?? this.#root
    if (isTextBlock(node)) {
      const last = node.children.at(-1)
      if (last?.type === 'text') last.value = last.value.trimEnd()
      if (last?.type === 'break' || (last?.type === 'text' && last.value === '')) node.children.pop()
    }
    if (node.children.length === 0) this.#top.children.pop()
  }

  #openBlock(node: Parent): void {
    this.endText()
    if (this.#top.type === 'list' && node.type !== 'listItem') this.#push({ type: 'listItem', children: [] })
    if (node.type === 'listItem' && this.#top.type !== 'list') this.#push({ type: 'list', ordered: false, children: [] })
    this.#push(node)
  }

  /** Opens and closes nodes so that exactly the open marks enclose what comes next. */
  #settle(): void {
    if (isContainer(this.#top)) this.#openBlock({ type: 'paragraph', children: [] })
    let at = this.#stack.length - 1
    while (!isTextBlock(this.#stack[at] ?? this.#root)) at--
    at++
    let same = 0
    while (same < this.#marks.length && this.#stack[at + same] === this.#marks[same]) same++
    while (this.#stack.length > at + same) this.#pop()
    for (; same < this.#marks.length; same++) {
      const mark = this.#marks[same]
      if (mark === undefined) return
      // One that was closed before stands where it was.
      const fresh = mark.children.length === 0 ? mark : { ...mark, children: [] }
      this.#marks[same] = fresh
      this.#push(fresh)
    }
  }
}
