import MarkdownIt from 'markdown-it'
import type { Token } from 'markdown-it'
import { Builder } from './builder.ts'
import { closedFence } from './markdown-fence.ts'
import { BLOCKS, MARKS, isElement, startElement } from './elements.ts'
import { HtmlReader } from './html.ts'
import { httpUrl, linkify } from './links.ts'
import type { Block, Doc } from './nodes.ts'
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

/** What a text is read with. */
interface Reading {
  builder: Builder
  html: HtmlReader
  env: Record<string, unknown>
  /** Whether the block before is raw HTML. */
  isBelowHtml: boolean
}

const inline = (tokens: readonly Token[], { builder, html }: Reading): void => {
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
      default: {
        const mark = MARKS.get(token.tag)
        if (mark === undefined) html.raw(token.content)
        else if (token.nesting > 0) builder.startMark(mark)
        else builder.endMark(mark)
      }
    }
  }
  html.reset()
}

const htmlBlock = (content: string, { builder, html }: Reading): void => {
  readTags(content, html)
  html.reset()
  builder.endText()
}

const block = (token: Token, reading: Reading): void => {
  const { builder, html, env, isBelowHtml } = reading
  switch (token.type) {
    case 'inline':
      return token.content.length > MAX_PARAGRAPH ? html.text(token.content) : inline(inlineTokens(token.content, env), reading)
    case 'table_open':
      return builder.startBlock({ type: 'list', ordered: false, children: [] })
    case 'table_close':
      return builder.endBlock('list')
    case 'th_open':
    case 'td_open':
      return builder.cell()
    case 'th_close':
    case 'td_close':
      return
    case 'code_block':
      // Indented lines below raw HTML belong to it, such as the title of a link.
      if (isBelowHtml || token.content.startsWith('</')) return htmlBlock(token.content, reading)
      return builder.code(token.content.replace(/\n$/, ''), '')
    case 'fence':
      return builder.code(token.content.replace(/\n$/, ''), token.info.trim().split(/\s/, 1)[0] ?? '')
    case 'hr':
      return builder.rule()
    case 'html_block':
      return htmlBlock(token.content, reading)
    default: {
      const type = BLOCKS.get(token.tag)
      if (type === undefined) return builder.endText()
      if (token.nesting < 0) return builder.endBlock(type)
      return startElement(builder, token.tag, token.tag === 'ol' ? Number(token.attrGet('start') ?? 1) : undefined)
    }
  }
}

/**
 * Reads markdown block by block, so that a long text's tree need not be in memory: references, raw HTML, pictures and tables are resolved on the way
 * in, and only absolute http(s) links stay links. Never throws.
 */
export function* markdownBlocks(source: string): Generator<Block, undefined> {
  const builder = new Builder()
  const reading: Reading = { builder, html: new HtmlReader(builder), env: {}, isBelowHtml: false }
  // The last comes first, so that what was read can be dropped.
  const tokens = reader.parse(withoutComments(source), reading.env).reverse()
  for (let token = tokens.pop(); token !== undefined; token = tokens.pop()) {
    // Raw HTML without an end tag must not swallow what follows.
    if (token.level === 0 && token.nesting >= 0) yield* builder.finish()
    block(token, reading)
    reading.isBelowHtml = token.type === 'html_block'
  }
  yield* builder.finish()
}

/** Markdown → doc, with all blocks at once. */
export const markdownToDoc = (source: string): Doc => ({ type: 'root', children: [...markdownBlocks(source)] })
