import { NAMELESS_IMAGE } from '../doc/builder.ts'
import { markdownToDoc } from '../doc/markdown.ts'
import type { Block, Inline, ListItem } from '../doc/nodes.ts'
import type { Item } from './issue.ts'
import { cleanCode, cleanText } from './clean-text.ts'

/** The plain text and the links of some nodes. */
export interface Flat {
  text: string
  urls: string[]
}

const inlineInto = (nodes: readonly Inline[], flat: Flat): void => {
  for (const node of nodes) {
    switch (node.type) {
      case 'text':
        flat.text += node.value
        break
      case 'inlineCode':
        flat.text += cleanCode(node.value)
        break
      case 'break':
        flat.text += ' '
        break
      case 'strong':
      case 'emphasis':
      case 'delete':
        inlineInto(node.children, flat)
        break
      case 'link':
        if (node.data?.image === true) {
          const about: Flat = { text: '', urls: [] }
          inlineInto(node.children, about)
          if (about.text !== NAMELESS_IMAGE) flat.text += about.text
        } else {
          if (!flat.urls.includes(node.url)) flat.urls.push(node.url)
          inlineInto(node.children, flat)
        }
        break
      default:
        node satisfies never
    }
  }
}

const blocksInto = (nodes: readonly (Block | ListItem)[], flat: Flat): void => {
  for (const node of nodes) {
    switch (node.type) {
      case 'paragraph':
      case 'heading':
        inlineInto(node.children, flat)
        flat.text += '\n'
        break
      case 'code':
        flat.text += `${cleanCode(node.value)}\n`
        break
      case 'list':
      case 'blockquote':
        blocksInto(node.children, flat)
        break
      case 'listItem':
        flat.text += '• '
        blocksInto(node.children, flat)
        break
      case 'thematicBreak':
      case 'actions':
        break
      default:
        node satisfies never
    }
  }
}

const tidy = (flat: Flat): Flat => {
  let text = cleanText(flat.text).trim()
  // Few texts have these characters, and searching them takes a fraction of the pattern's time.
  if (text.includes('  ') || text.includes('\t') || text.includes('\u00a0')) text = text.replace(/[ \t\u00a0]+/g, ' ')
  if (text.includes('\n')) text = text.replace(/ ?\n\s*/g, '\n')
  return { text, urls: flat.urls }
}

/** The text of blocks, one line per paragraph, with `• ` before list items, and their links, each once. */
export const flatten = (nodes: readonly Block[]): Flat => {
  const flat: Flat = { text: '', urls: [] }
  blocksInto(nodes, flat)
  return tidy(flat)
}

export const flattenInline = (nodes: readonly Inline[]): Flat => {
  const flat: Flat = { text: '', urls: [] }
  inlineInto(nodes, flat)
  return tidy(flat)
}

/** The plain text of markdown or HTML, on one line. */
export const flattenMarkup = (markup: string): string => flatten(markdownToDoc(markup).children).text.replaceAll('\n', ' ')

const MENTION = /(?<![\w@./-])@(\w{2,30})/g
const STATUS = /^https?:\/\/(?:www\.|mobile\.)?(?:twitter|x)\.com\/(\w{2,30})\/status\//i
const NOBODY = /^(?:everyone|here|channel|i)$/i

/** The people mentioned in a text, and the authors of the posts that it links to, as `@name`. */
const authorsOf = ({ text, urls }: Flat): string[] => {
  const seen = new Map<string, string>()
  const see = (name: string | undefined): void => {
    if (name !== undefined && !NOBODY.test(name) && !seen.has(name.toLowerCase())) seen.set(name.toLowerCase(), `@${name}`)
  }
  if (text.includes('@')) for (const match of text.matchAll(MENTION)) see(match[1])
  for (const url of urls) see(STATUS.exec(url)?.[1])
  return [...seen.values()]
}

const SCORE = /\b(?:Score|Activity)\s*[:：]\s*(\d+(?:,\d+)*)(?:\s*[,，、;]\s*Comments?\s*[:：]\s*(\d+(?:,\d+)*))?/i
const SCORE_ZH =
  /(?:评分|得分|分数|热度|活跃度|活动量?|互动量?|活跃)\s*[:：]\s*(\d+(?:,\d+)*)(?:\s*[,，、;]\s*评论数?\s*[:：]\s*(\d+(?:,\d+)*))?/
const count = (digits: string | undefined): number | undefined => (digits === undefined ? undefined : Number(digits.replaceAll(',', '')))

/** Makes an item. `scored`: whether its text gives a Reddit score and a number of comments. */
export const toItem = (flat: Flat, scored: boolean): Item => {
  const found = scored ? (SCORE.exec(flat.text) ?? SCORE_ZH.exec(flat.text)) : null
  const [score, comments] = [count(found?.[1]), count(found?.[2])]
  return {
    text: flat.text,
    urls: flat.urls,
    authors: authorsOf(flat),
    ...(score === undefined ? {} : { score }),
    ...(comments === undefined ? {} : { comments }),
  }
}
