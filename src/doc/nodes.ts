/**
 * The platform-neutral rich text tree: a closed profile of mdast, and builders for it.
 *
 * References, raw HTML, images and tables are resolved when text comes in, so that a renderer has 15 cases and no surprise.
 */
import type { Data } from 'mdast'

export type Inline = Text | Strong | Emphasis | Delete | InlineCode | Link | Break
export type Block = Heading | Paragraph | List | Blockquote | Code | ThematicBreak | Actions

export interface Text {
  type: 'text'
  value: string
  data?: Data
}
export interface Strong {
  type: 'strong'
  children: Inline[]
  data?: Data
}
export interface Emphasis {
  type: 'emphasis'
  children: Inline[]
  data?: Data
}
export interface Delete {
  type: 'delete'
  children: Inline[]
  data?: Data
}
export interface InlineCode {
  type: 'inlineCode'
  value: string
  data?: Data
}
/** `url` is absolute http(s). */
export interface Link {
  type: 'link'
  url: string
  children: Exclude<Inline, Link>[]
  data?: Data
}
export interface Break {
  type: 'break'
  data?: Data
}

export interface Heading {
  type: 'heading'
  depth: 1 | 2 | 3 | 4 | 5 | 6
  children: Inline[]
  data?: Data
}
export interface Paragraph {
  type: 'paragraph'
  children: Inline[]
  data?: Data
}
export interface List {
  type: 'list'
  ordered: boolean
  start?: number
  children: ListItem[]
  data?: Data
}
export interface ListItem {
  type: 'listItem'
  children: Exclude<Block, Heading | ThematicBreak | Actions>[]
  data?: Data
}
export interface Blockquote {
  type: 'blockquote'
  children: Exclude<Block, Actions>[]
  data?: Data
}
export interface Code {
  type: 'code'
  value: string
  lang?: string
  data?: Data
}
export interface ThematicBreak {
  type: 'thematicBreak'
  data?: Data
}
/** A row of buttons. */
export interface Actions {
  type: 'actions'
  children: Button[]
  data?: Data
}
export interface Button {
  type: 'button'
  label: string
  action: Call | { url: string }
  data?: Data
}

/** A command with its options as the asker would have typed them: what pressing a button does. */
export interface Call {
  command: string
  options: Readonly<Record<string, string>>
}

export interface Doc {
  type: 'root'
  children: Block[]
  data?: Data
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
export const link = (url: string, ...children: Content<Exclude<Inline, Link>>[]): Link => ({ type: 'link', url, children: nodes(children) })
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
