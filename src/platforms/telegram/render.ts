/** Makes Telegram messages of a doc: text with entities, never escaped markup, and buttons as an inline keyboard. */
import type { InlineKeyboardButton, InlineKeyboardMarkup, MessageEntity } from 'grammy/types'
import { callId } from '../../bot/command.ts'
import type { Actions, Block, Button, Doc, Inline, List, ListItem } from '../../doc/nodes.ts'
import { paginate } from '../../doc/paginate.ts'
import { plainText } from '../../doc/plain.ts'
import { format, type Mark, type Meaning } from './entities.ts'
import { limits } from './limits.ts'
import { usableLink } from './links.ts'

/** The body of sendMessage and editMessageText, without the chat. */
export type TelegramPayload = {
  text: string
  entities?: MessageEntity[]
  link_preview_options: { is_disabled: true }
  reply_markup?: InlineKeyboardMarkup
}

/** A quotation longer than this (UTF-16 units) is shown folded. Ours. */
const LONG_QUOTE = 400
const INDENT = '   '
const BULLETS = ['•', '◦']
const RULE = '———'
/** The text of a message that has only buttons, as Telegram requires one. */
const NO_TEXT = '▾'

/** Collects text, marks and buttons in order. Gaps and bullets wait for the text after them, so that none is written before nothing. */
interface Writer {
  text: string
  marks: Mark[]
  rows: InlineKeyboardButton[][]
  gap: string
  bullet: string
  /** The open marks; `start` is negative until one holds text. */
  opened: { start: number; holdsBullet: boolean }[]
}

interface Place {
  indent: string
  depth: number
  inLink: boolean
  inQuote: boolean
}

const clean = (value: string): string =>
  value
    .toWellFormed()
    .replaceAll(/\r\n?/g, '\n')
    // oxlint-disable-next-line eslint/no-control-regex -- Telegram takes no control characters
    .replaceAll(/[\0-\b\v\f\x0e-\x1f\x7f]/g, ' ')

const write = (writer: Writer, raw: string): void => {
  const value = clean(raw)
  if (value === '') return
  if (writer.text !== '') writer.text += writer.gap
  for (const mark of writer.opened) if (mark.holdsBullet && mark.start < 0) mark.start = writer.text.length
  writer.text += writer.bullet
  for (const mark of writer.opened) if (mark.start < 0) mark.start = writer.text.length
  writer.text += value
  writer.gap = ''
  writer.bullet = ''
}

/** Marks the text that `inner` writes. */
const marked = (writer: Writer, meaning: Meaning, inner: () => void): void => {
  // The bullet of a list item that is a quotation stands in it.
  const opened = { start: -1, holdsBullet: meaning.type === 'blockquote' }
  writer.opened.push(opened)
  inner()
  writer.opened.pop()
  if (opened.start >= 0) writer.marks.push({ ...meaning, start: opened.start, end: writer.text.length })
}

const STYLES = { strong: 'bold', emphasis: 'italic', delete: 'strikethrough' } as const

const inlines = (nodes: readonly Inline[], writer: Writer, place: Place): void => {
  for (const node of nodes) inline(node, writer, place)
}

const inline = (node: Inline, writer: Writer, place: Place): void => {
  switch (node.type) {
    case 'text':
      return write(writer, node.value)
    case 'break':
      return write(writer, `\n${place.indent}`)
    case 'strong':
    case 'emphasis':
    case 'delete':
      return marked(writer, { type: STYLES[node.type] }, () => inlines(node.children, writer, place))
    case 'inlineCode':
      // Telegram allows no code in a link, and the link matters more.
      if (place.inLink) return write(writer, node.value)
      return marked(writer, { type: 'code' }, () => write(writer, node.value))
    case 'link': {
      const url = usableLink(node.url)
      const label = plainText(node.children).trim()
      const written = () =>
        label === '' ? write(writer, node.url) : inlines(node.children, writer, { ...place, inLink: url !== undefined })
      if (url !== undefined) return marked(writer, { type: 'text_link', url }, written)
      written()
      return label === '' || label === node.url ? undefined : write(writer, ` (${node.url})`)
    }
    default:
      node satisfies never
  }
}

const list = (node: List, writer: Writer, place: Place): void => {
  const sign = BULLETS[Math.min(place.depth, BULLETS.length - 1)] ?? ''
  for (const [index, item] of node.children.entries()) {
    if (index > 0) writer.gap = '\n'
    writer.bullet = `${place.indent}${node.ordered ? `${(node.start ?? 1) + index}.` : sign} `
    listItem(item, writer, { ...place, indent: place.indent + INDENT, depth: place.depth + 1 })
  }
  writer.bullet = ''
}

const listItem = (item: ListItem, writer: Writer, place: Place): void => {
  for (const [index, child] of item.children.entries()) {
    if (index > 0) {
      writer.gap = '\n'
      // An item's own bullet still waits when nothing came before.
      if (writer.bullet === '' && child.type !== 'code') writer.bullet = place.indent
    }
    block(child, writer, place)
  }
}

const block = (node: Block, writer: Writer, place: Place): void => {
  switch (node.type) {
    case 'heading':
      return marked(writer, { type: 'bold' }, () => inlines(node.children, writer, place))
    case 'paragraph':
      return inlines(node.children, writer, place)
    case 'list':
      return list(node, writer, place)
    case 'blockquote':
      if (place.inQuote) return blocks(node.children, writer, place)
      return marked(writer, { type: 'blockquote' }, () => blocks(node.children, writer, { ...place, inQuote: true }))
    case 'code': {
      const language = node.lang?.trim().split(/\s/)[0]
      return marked(writer, { type: 'pre', ...(language ? { language } : {}) }, () => write(writer, node.value))
    }
    case 'thematicBreak':
      return write(writer, RULE)
    case 'actions':
      return keyboard(node, writer)
    default:
      node satisfies never
  }
}

const blocks = (nodes: readonly Block[], writer: Writer, place: Place): void => {
  for (const [index, node] of nodes.entries()) {
    if (index > 0) {
      writer.gap = nodes[index - 1]?.type === 'heading' ? '\n' : '\n\n'
      if (writer.bullet === '' && node.type !== 'code' && node.type !== 'list') writer.bullet = place.indent
    }
    block(node, writer, place)
  }
}

const keyboard = ({ children }: Actions, writer: Writer): void => {
  const row: InlineKeyboardButton[] = []
  for (const child of children) {
    const button = inlineButton(child)
    if (button !== undefined) row.push(button)
    else if ('url' in child.action) {
      write(writer, `${child.label} (${child.action.url})`)
      writer.gap = '\n'
    }
  }
  for (let at = 0; at < row.length; at += limits.buttonsPerRow) writer.rows.push(row.slice(at, at + limits.buttonsPerRow))
}

const inlineButton = ({ label, action }: Button): InlineKeyboardButton | undefined => {
  const text = clean(label).trim() || NO_TEXT
  if (!('url' in action)) return { text, callback_data: callId(action) }
  const url = usableLink(action.url)
  return url === undefined ? undefined : { text, url }
}

/** Folds long quotations. */
const folded = (mark: Mark): Mark =>
  mark.type === 'blockquote' && mark.end - mark.start > LONG_QUOTE ? { ...mark, type: 'expandable_blockquote' } : mark

const message = (part: Doc): TelegramPayload => {
  const writer: Writer = { text: '', marks: [], rows: [], gap: '', bullet: '', opened: [] }
  blocks(part.children, writer, { indent: '', depth: 0, inLink: false, inQuote: false })
  const { text, entities } = format(writer.text, writer.marks.map(folded))
  return {
    text: text === '' && writer.rows.length > 0 ? NO_TEXT : text,
    ...(entities.length === 0 ? {} : { entities }),
    link_preview_options: { is_disabled: true },
    ...(writer.rows.length === 0 ? {} : { reply_markup: { inline_keyboard: writer.rows } }),
  }
}

const fits = (part: Doc): boolean => {
  const { text, entities = [], reply_markup: markup } = message(part)
  return text.length <= limits.text && entities.length <= limits.entities && (markup?.inline_keyboard.flat().length ?? 0) <= limits.buttons
}

/** The messages that show a doc, in order, each within Telegram's limits. */
export const renderTelegram = (doc: Doc): TelegramPayload[] =>
  paginate(doc, fits)
    .map(message)
    .filter(({ text }) => text !== '')
