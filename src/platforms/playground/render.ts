/** Makes HTML of a doc. All text is escaped by `escapeHtml`, and links lead to http(s) only. */
import type { Block, Button, Doc, Inline, ListItem } from '../../doc/nodes.ts'
import { callId } from '../../bot/command.ts'

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

/** Escapes text for an element's content or a quoted attribute. */
export const escapeHtml = (value: string): string => value.replaceAll(/[&<>"']/g, (character) => ESCAPES[character] ?? character)

const isHttp = (url: string): boolean => URL.canParse(url) && /^https?:$/.test(new URL(url).protocol)

/** Wraps HTML in a link, unless the address is not http(s). */
export const linkHtml = (url: string, html: string, className = ''): string =>
  isHttp(url)
    ? `<a${className === '' ? '' : ` class="${className}"`} href="${escapeHtml(url)}" target="_blank" rel="noopener noreferrer">${html}</a>`
    : html

/** A button; when it is pressed, the page sends back `id` as its action. */
export const buttonHtml = (label: string, action: { id: string } | { url: string }): string =>
  'id' in action
    ? `<button type="button" class="button" data-action="${escapeHtml(action.id)}">${escapeHtml(label)}</button>`
    : linkHtml(action.url, escapeHtml(label), 'button link')

const button = ({ label, action }: Button): string => buttonHtml(label, 'url' in action ? action : { id: callId(action) })

type Node = Block | Inline | ListItem

const all = (nodes: readonly Node[]): string => nodes.map(html).join('')

/** A list item. Its first paragraph is not wrapped in `<p>`, so that it has no margins. */
const item = ({ children }: ListItem): string =>
  `<li>${children.map((child, index) => (index === 0 && child.type === 'paragraph' ? all(child.children) : html(child))).join('')}</li>`

const html = (node: Node): string => {
  switch (node.type) {
    case 'text':
      return escapeHtml(node.value)
    case 'strong':
      return `<strong>${all(node.children)}</strong>`
    case 'emphasis':
      return `<em>${all(node.children)}</em>`
    case 'delete':
      return `<s>${all(node.children)}</s>`
    case 'inlineCode':
      return `<code>${escapeHtml(node.value)}</code>`
    case 'link':
      return linkHtml(node.url, all(node.children))
    case 'break':
      return '<br>'
    case 'heading':
      // Two levels lower, because the page itself uses levels 1 and 2.
      return `<h${Math.min(6, node.depth + 2)} class="depth-${node.depth}">${all(node.children)}</h${Math.min(6, node.depth + 2)}>`
    case 'paragraph':
      return `<p>${all(node.children)}</p>`
    case 'list':
      return node.ordered ? `<ol start="${node.start ?? 1}">${all(node.children)}</ol>` : `<ul>${all(node.children)}</ul>`
    case 'listItem':
      return item(node)
    case 'blockquote':
      return `<blockquote>${all(node.children)}</blockquote>`
    case 'code':
      return `<pre><code>${escapeHtml(node.value)}</code></pre>`
    case 'thematicBreak':
      return '<hr>'
    case 'actions':
      return `<div class="row">${node.children.map(button).join('')}</div>`
    default:
      return node satisfies never
  }
}

/** The HTML of a doc, for an element's content. */
export const docHtml = (doc: Doc): string => all(doc.children)
