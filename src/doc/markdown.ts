import MarkdownIt from 'markdown-it'
import type { Token } from 'markdown-it'
import { Builder } from './builder.ts'
import { closedFence } from './markdown-fence.ts'
import { HtmlReader, isElement } from './html.ts'
import { httpUrl, linkify } from './links.ts'
import type { Block, Doc, Heading } from './nodes.ts'
import { addShortcuts } from './markdown-shortcuts.ts'
import { readTags } from './html-tags.ts'
import { lightenTokens } from './markdown-tokens.ts'

const reader = new MarkdownIt({ html: true, linkify: true })
lightenTokens(reader)
addShortcuts(reader)
reader.linkify = linkify
// The inline rule finds every bare http(s) address, before `_` in it can mean emphasis; the core rule would search all text a second time.
reader.core.ruler.disable('linkify')
// Links are checked when they enter the doc. Here a bad one must still be read as a link, and a good one stay as it was written.
reader.validateLink = () => true
reader.normalizeLink = (url) => url
reader.normalizeLinkText = (url) => url

const fence = reader.block.ruler.getRules('').find(({ name }) => name === 'fence')
if (fence !== undefined) reader.block.ruler.at('fence', closedFence(fence), { alt: ['paragraph', 'reference', 'blockquote', 'list'] })

/** Characters at which an enabled inline rule may match. The library's own set holds many more, for plugins, and tries all rules at each. */
const SIGN = /[\n!&*:<[\\\]_`~]/g
reader.inline.ruler.at('text', (state, silent) => {
  SIGN.lastIndex = state.pos
  const end = Math.min(SIGN.test(state.src) ? SIGN.lastIndex - 1 : state.posMax, state.posMax)
  if (end === state.pos) return false
  if (!silent) state.pending += state.src.slice(state.pos, end)
  state.pos = end
  return true
})

/** Longer paragraphs (in characters) are read as plain text, since some runs of brackets take time quadratic in their length. Real ones reach 6,000. */
const MAX_PARAGRAPH = 20_000

// Inline tokens, nine in ten of all, are made for each paragraph when it is read, so that they need no memory afterwards. The builder joins texts.
reader.core.ruler.disable(['inline', 'text_join'])
const inlineTokens = (content: string, env: Record<string, unknown>): Token[] => {
  const tokens: Token[] = []
  reader.inline.parse(content, reader, env, tokens)
  return tokens
}

/** Removes comments, so that text on their line is read as markdown: the newsletter opens with one. Of an unclosed comment only `<!--` goes. */
const withoutComments = (source: string): string => {
  let rest = ''
  let at = 0
  let closable = true
  for (let start = source.indexOf('<!--'); start !== -1; start = source.indexOf('<!--', at)) {
    rest += source.slice(at, start)
    const end: number = closable ? source.indexOf('-->', start + 4) : -1
    closable = end !== -1
    at = end === -1 ? start + 4 : end + 3
  }
  return rest + source.slice(at)
}

/** Reads one tag of raw inline HTML; its counterpart is another token. */
const inlineTag = (tag: string, html: HtmlReader): void => {
  const [, slash, name = ''] = /^<(\/?)([a-z][a-z0-9-]*)/i.exec(tag) ?? []
  if (!isElement(name.toLowerCase())) return html.raw(tag)
  if (slash === '/') return html.close(name.toLowerCase())
  let opened = false
  readTags(tag, {
    open(name, attributes) {
      if (!opened) html.open(name, attributes)
      opened = true
    },
    text() {},
    close() {},
  })
}

const inline = (tokens: readonly Token[], builder: Builder, html: HtmlReader): void => {
  let bare = false
  for (const token of tokens) {
    switch (token.type) {
      case 'text':
        if (bare) html.bare(token.content)
        else html.raw(token.content)
        break
      case 'softbreak':
        html.raw(' ')
        break
      case 'hardbreak':
        builder.lineBreak()
        break
      case 'code_inline':
        html.coded(token.content)
        break
      case 'strong_open':
        builder.startMark('strong')
        break
      case 'strong_close':
        builder.endMark('strong')
        break
      case 'em_open':
        builder.startMark('emphasis')
        break
      case 'em_close':
        builder.endMark('emphasis')
        break
      case 's_open':
        builder.startMark('delete')
        break
      case 's_close':
        builder.endMark('delete')
        break
      case 'link_open':
        bare = token.markup === 'linkify'
        if (!bare) html.open('a', { href: String(token.attrGet('href') ?? '') })
        break
      case 'link_close':
        if (!bare) html.close('a')
        bare = false
        break
      case 'image':
        builder.image(httpUrl(String(token.attrGet('src') ?? '')), token.content)
        break
      case 'html_inline':
        inlineTag(token.content, html)
        break
      default:
        html.raw(token.content)
    }
  }
  html.reset()
}

/**
 * Reads markdown block by block, so that a long text's tree need not be in memory: references, raw HTML, pictures and tables are resolved on the way
 * in, and only absolute http(s) links stay links. Never throws.
 */
export function* markdownBlocks(source: string): Generator<Block, undefined> {
  const builder = new Builder()
  const html = new HtmlReader(builder)
  const env = {}
  let belowHtml = false
  const htmlBlock = (content: string): void => {
    readTags(content, html)
    html.reset()
    builder.endText()
  }
  // The last comes first, so that what was read can be dropped.
  const tokens = reader.parse(withoutComments(source), env).reverse()
  for (let token = tokens.pop(); token !== undefined; token = tokens.pop()) {
    // Raw HTML without an end tag must not swallow what follows.
    if (token.level === 0 && token.nesting >= 0) yield* builder.finish()
    switch (token.type) {
      case 'inline':
        if (token.content.length > MAX_PARAGRAPH) html.text(token.content)
        else inline(inlineTokens(token.content, env), builder, html)
        break
      case 'paragraph_open':
        builder.startBlock({ type: 'paragraph', children: [] })
        break
      case 'heading_open':
        builder.startBlock({ type: 'heading', depth: Number(token.tag[1]) as Heading['depth'], children: [] })
        break
      case 'heading_close':
        builder.endBlock('heading')
        break
      case 'bullet_list_open':
      case 'table_open':
        builder.startBlock({ type: 'list', ordered: false, children: [] })
        break
      case 'ordered_list_open':
        builder.startBlock({ type: 'list', ordered: true, start: Number(token.attrGet('start') ?? 1), children: [] })
        break
      case 'bullet_list_close':
      case 'ordered_list_close':
      case 'table_close':
        builder.endBlock('list')
        break
      case 'list_item_open':
      case 'tr_open':
        builder.startBlock({ type: 'listItem', children: [] })
        break
      case 'list_item_close':
      case 'tr_close':
        builder.endBlock('listItem')
        break
      case 'th_open':
      case 'td_open':
        builder.cell()
        break
      case 'th_close':
      case 'td_close':
        break
      case 'blockquote_open':
        builder.startBlock({ type: 'blockquote', children: [] })
        break
      case 'blockquote_close':
        builder.endBlock('blockquote')
        break
      case 'code_block':
        if (belowHtml || token.content.startsWith('</')) htmlBlock(token.content)
        else builder.code(token.content.replace(/\n$/, ''), '')
        break
      case 'fence':
        builder.code(token.content.replace(/\n$/, ''), token.info.trim().split(/\s/, 1)[0] ?? '')
        break
      case 'hr':
        builder.rule()
        break
      case 'html_block':
        htmlBlock(token.content)
        break
      default:
        builder.endText()
    }
    // Indented lines below raw HTML belong to it, such as the title of a link.
    belowHtml = token.type === 'html_block'
  }
  yield* builder.finish()
}

/** Markdown → doc, with all blocks at once. */
export const markdownToDoc = (source: string): Doc => ({ type: 'root', children: [...markdownBlocks(source)] })
