/**
 * The platform-neutral rich text tree: a closed profile of mdast, and builders for it.
 *
 * References, raw HTML, images and tables are resolved when text comes in, so that a renderer has 15 cases and no surprise.
 */
import type { Data } from 'mdast'

interface Typed<T extends string> {
  type: T
  data?: Data
}
interface Literal<T extends string> extends Typed<T> {
  value: string
}
interface Parent<T extends string, C> extends Typed<T> {
  children: C[]
}

export type Text = Literal<'text'>
export type Strong = Parent<'strong', Inline>
export type Emphasis = Parent<'emphasis', Inline>
export type Delete = Parent<'delete', Inline>
export type InlineCode = Literal<'inlineCode'>
export type Break = Typed<'break'>
type Label = Text | Strong | Emphasis | Delete | InlineCode | Break
/** `url` is absolute http(s). */
export interface Link extends Parent<'link', Label> {
  url: string
}
export type Inline = Label | Link

export interface Heading extends Parent<'heading', Inline> {
  depth: 1 | 2 | 3 | 4 | 5 | 6
}
export type Paragraph = Parent<'paragraph', Inline>
export interface List extends Parent<'list', ListItem> {
  ordered: boolean
  start?: number
}
export type ListItem = Parent<'listItem', InItem>
export type Blockquote = Parent<'blockquote', InQuote>
export interface Code extends Literal<'code'> {
  lang?: string
}
export type ThematicBreak = Typed<'thematicBreak'>
/** A row of buttons. */
export type Actions = Parent<'actions', Button>
export interface Button extends Typed<'button'> {
  label: string
  action: Call | { url: string }
}
type InItem = Paragraph | List | Blockquote | Code
type InQuote = InItem | Heading | ThematicBreak
export type Block = InQuote | Actions

export type Doc = Parent<'root', Block>
export type Node = Doc | Block | ListItem | Inline

/** A command with its options as the asker would have typed them: what pressing a button does. */
export interface Call {
  command: string
  options: Readonly<Record<string, string>>
}

declare module 'mdast' {
  interface RootContentMap {
    actions: Actions
  }
  interface BlockContentMap {
    actions: Actions
  }
}

type Content<T> = T | string
const nodes = <T>(parts: readonly Content<T>[]): (T | Text)[] => parts.map((part) => (typeof part === 'string' ? text(part) : part))

export const text = (value: string): Text => ({ type: 'text', value })
export const strong = (...children: Content<Inline>[]): Strong => ({ type: 'strong', children: nodes(children) })
export const emphasis = (...children: Content<Inline>[]): Emphasis => ({ type: 'emphasis', children: nodes(children) })
export const strike = (...children: Content<Inline>[]): Delete => ({ type: 'delete', children: nodes(children) })
export const inlineCode = (value: string): InlineCode => ({ type: 'inlineCode', value })
export const link = (url: string, ...children: Content<Label>[]): Link => ({ type: 'link', url, children: nodes(children) })
export const hardBreak = (): Break => ({ type: 'break' })
export const heading = (depth: Heading['depth'], ...children: Content<Inline>[]): Heading => ({
  type: 'heading',
  depth,
  children: nodes(children),
})
export const paragraph = (...children: Content<Inline>[]): Paragraph => ({ type: 'paragraph', children: nodes(children) })
export const list = (children: ListItem[], ordered = false): List => ({ type: 'list', ordered, children })
export const listItem = (...children: ListItem['children']): ListItem => ({ type: 'listItem', children })
export const blockquote = (...children: Blockquote['children']): Blockquote => ({ type: 'blockquote', children })
export const code = (value: string, lang?: string): Code => ({ type: 'code', value, ...(lang === undefined ? {} : { lang }) })
export const thematicBreak = (): ThematicBreak => ({ type: 'thematicBreak' })
export const actions = (...children: Button[]): Actions => ({ type: 'actions', children })
export const button = (label: string, action: Button['action']): Button => ({ type: 'button', label, action })
export const doc = (...children: Block[]): Doc => ({ type: 'root', children })
