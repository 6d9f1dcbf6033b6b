/** Renders the request bodies for Discord and Telegram to HTML, as their apps would show them. */
import { markdownToDoc } from '../../doc/markdown.ts'
import type { Payload } from '../platform.ts'
import { buttonHtml, docHtml, escapeHtml, linkHtml } from './render.ts'

type Json = Readonly<Record<string, unknown>>
const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value)
const objects = (value: unknown): Json[] => (Array.isArray(value) ? value.filter(isObject) : [])
const string = (value: unknown): string => (typeof value === 'string' ? value : '')
const number = (value: unknown): number => (typeof value === 'number' ? value : 0)

/** Adds the two spaces that make a line break in markdown, because Discord shows every line break. */
const discordMarkdown = (content: string): string => docHtml(markdownToDoc(content.replaceAll('\n', '  \n')))

/** Renders a component. https://docs.discord.com/developers/components/reference#component-object-component-types */
const component = (part: Json): string => {
  const inner = () => objects(part['components']).map(component).join('')
  switch (part['type']) {
    case 1:
      return `<div class="row">${inner()}</div>`
    case 2: {
      const { label, url, custom_id: id } = part
      return buttonHtml(string(label), typeof url === 'string' ? { url } : { id: string(id) })
    }
    case 10:
      return `<div class="text">${discordMarkdown(string(part['content']))}</div>`
    case 14:
      return '<hr>'
    case 17:
      return `<div class="container" data-accent="${number(part['accent_color']).toString(16).padStart(6, '0')}">${inner()}</div>`
    default:
      return ''
  }
}

/** The HTML of a Discord message with components or plain content. */
export const discordHtml = (payload: Payload): string =>
  (typeof payload['content'] === 'string' ? `<div class="text">${discordMarkdown(payload['content'])}</div>` : '') +
  objects(payload['components']).map(component).join('')

/** Renders an entity around its HTML. https://core.telegram.org/bots/api#messageentity */
const entity = (mark: Json, html: string): string => {
  switch (mark['type']) {
    case 'bold':
      return `<strong>${html}</strong>`
    case 'italic':
      return `<em>${html}</em>`
    case 'underline':
      return `<u>${html}</u>`
    case 'strikethrough':
      return `<s>${html}</s>`
    case 'code':
      return `<code>${html}</code>`
    case 'pre':
      return `<pre><code>${html}</code></pre>`
    case 'blockquote':
      return `<blockquote>${html}</blockquote>`
    case 'expandable_blockquote':
      return `<details class="quote"><summary>${html}</summary></details>`
    case 'text_link':
      return linkHtml(string(mark['url']), html)
    default:
      return html
  }
}

const BLOCKS: ReadonlySet<unknown> = new Set(['pre', 'blockquote', 'expandable_blockquote'])

/** Renders text with entities (`marks`), which are ordered, outer ones first. An entity that overlaps the end of another is cut there. */
const marked = (text: string, marks: readonly Json[], from: number, to: number): string => {
  const [first, ...rest] = marks
  if (first === undefined) return escapeHtml(text.slice(from, to))
  const start = Math.max(from, number(first['offset']))
  const end = Math.min(to, number(first['offset']) + number(first['length']))
  if (start >= end) return marked(text, rest, from, to)
  const inside = rest.filter((mark) => number(mark['offset']) < end)
  const after = rest.filter((mark) => number(mark['offset']) >= end)
  // A block element starts and ends a line, so the line breaks next to it are left out.
  const isBlock = BLOCKS.has(first['type'])
  const before = text.slice(from, start)
  const resume = isBlock && end < to && text[end] === '\n' ? end + 1 : end
  return (
    escapeHtml(isBlock ? before.replace(/\n$/, '') : before) +
    entity(first, marked(text, inside, start, end)) +
    marked(text, after, resume, to)
  )
}

const keyboard = (markup: unknown): string => {
  const rows: unknown = isObject(markup) ? markup['inline_keyboard'] : undefined
  return (Array.isArray(rows) ? rows : []).map((row) => `<div class="row">${objects(row).map(key).join('')}</div>`).join('')
}

const key = ({ text, url, callback_data: id }: Json): string =>
  buttonHtml(string(text), typeof url === 'string' ? { url } : { id: string(id) })

/** The HTML of a Telegram message: text with entities, and the inline keyboard. */
export const telegramHtml = (payload: Payload): string => {
  const text = string(payload['text'])
  const marks = objects(payload['entities']).sort(
    (a, b) => number(a['offset']) - number(b['offset']) || number(b['length']) - number(a['length']),
  )
  return `<div class="text">${marked(text, marks, 0, text.length)}</div>${keyboard(payload['reply_markup'])}`
}
