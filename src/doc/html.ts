import { Builder } from './builder.ts'
import { LEFT_LINK, bareUrl, httpUrl, linkify } from './links.ts'
import type { Doc, Heading } from './nodes.ts'
import type { Attributes, TagListener } from './html-tags.ts'
import { readTags } from './html-tags.ts'

type Mark = 'strong' | 'emphasis' | 'delete'

const MARKS: ReadonlyMap<string, Mark> = new Map([
  ['strong', 'strong'],
  ['b', 'strong'],
  ['em', 'emphasis'],
  ['i', 'emphasis'],
  ['del', 'delete'],
  ['s', 'delete'],
  ['strike', 'delete'],
])
/** Elements whose content is not for reading. */
const HIDDEN = new Set([
  'script',
  'style',
  'template',
  'head',
  'title',
  'noscript',
  'svg',
  'iframe',
  'object',
  'textarea',
  'select',
  'button',
])
/** Elements that only separate paragraphs. */
const BOXES = new Set(
  'article,aside,body,caption,center,dd,details,div,dl,dt,fieldset,figcaption,figure,footer,form,header,main,nav,section,summary,table,tbody,tfoot,thead'.split(
    ',',
  ),
)

/** All other elements of HTML. */
const PLAIN = new Set(
  'a,abbr,big,blockquote,br,cite,code,font,h1,h2,h3,h4,h5,h6,hr,img,ins,kbd,li,mark,ol,p,picture,pre,q,samp,small,source,span,sub,sup,td,th,tr,tt,u,ul,var,wbr'.split(
    ',',
  ),
)
/** Whether HTML has an element of this name: `<think>` in a text is no markup. */
export const isElement = (name: string): boolean => MARKS.has(name) || BOXES.has(name) || HIDDEN.has(name) || PLAIN.has(name)

/** The programming language of code, as syntax highlighters note it. */
const languageOf = (attributes: Attributes): string =>
  /^[\w+#.-]+$/.exec(attributes['data-language'] ?? '')?.[0] ?? /(?:^|\s)language-([\w+#.-]+)/.exec(attributes['class'] ?? '')?.[1] ?? ''

/** Takes the elements and texts of HTML, and tells a builder what they mean. Links are resolved against `base`. */
export class HtmlReader implements TagListener {
  readonly #builder: Builder
  readonly #base: string | undefined
  /** How many elements are open whose content is not for reading, and how many links. */
  #hidden = 0
  #linked = 0
  /** The content of code that is open, whether that is a block of its own, and its language. */
  #code: string | undefined
  #pre = false
  #language = ''

  constructor(builder: Builder, base?: string) {
    this.#builder = builder
    this.#base = base
  }

  open(name: string, attributes: Attributes): void {
    if (HIDDEN.has(name)) this.#hidden++
    if (this.#pre && this.#language === '') this.#language = languageOf(attributes)
    if (this.#hidden > 0 || this.#code !== undefined) return
    const builder = this.#builder
    const mark = MARKS.get(name)
    if (mark !== undefined) return builder.startMark(mark)
    if (BOXES.has(name)) return builder.endText()
    switch (name) {
      case 'a': {
        const url = httpUrl(attributes['href'] ?? '', this.#base)
        if (url !== undefined) {
          builder.startLink(url)
          this.#linked++
        }
        return
      }
      case 'img':
        return builder.image(httpUrl(attributes['src'] ?? '', this.#base), attributes['alt'] ?? '')
      case 'br':
        return builder.lineBreak()
      case 'hr':
        return builder.rule()
      case 'pre':
        this.#pre = true
        this.#language = languageOf(attributes)
        this.#code = ''
        return
      case 'code':
      case 'kbd':
      case 'tt':
        this.#code = ''
        return
      case 'p':
        return builder.startBlock({ type: 'paragraph', children: [] })
      case 'h1':
      case 'h2':
      case 'h3':
      case 'h4':
      case 'h5':
      case 'h6':
        return builder.startBlock({ type: 'heading', depth: Number(name[1]) as Heading['depth'], children: [] })
      case 'ul':
      case 'ol':
        return builder.startBlock({ type: 'list', ordered: name === 'ol', children: [] })
      case 'li':
      case 'tr':
        return builder.startBlock({ type: 'listItem', children: [] })
      case 'td':
      case 'th':
        return builder.cell()
      case 'blockquote':
        return builder.startBlock({ type: 'blockquote', children: [] })
      default:
    }
  }

  close(name: string): void {
    if (HIDDEN.has(name) && this.#hidden > 0) this.#hidden--
    if (this.#hidden > 0) return
    const builder = this.#builder
    if (this.#code !== undefined) {
      if (name === 'pre') builder.code(this.#code.replace(/\n$/, ''), this.#language)
      else if (!this.#pre && (name === 'code' || name === 'kbd' || name === 'tt')) this.coded(this.#code.replace(/\s+/g, ' '))
      else return
      this.#code = undefined
      this.#pre = false
      return
    }
    const mark = MARKS.get(name)
    if (mark !== undefined) return builder.endMark(mark)
    if (BOXES.has(name)) return builder.endText()
    switch (name) {
      case 'a':
        if (this.#linked > 0) {
          this.#linked--
          builder.endMark('link')
        }
        return
      case 'p':
        return builder.endBlock('paragraph')
      case 'h1':
      case 'h2':
      case 'h3':
      case 'h4':
      case 'h5':
      case 'h6':
        return builder.endBlock('heading')
      case 'ul':
      case 'ol':
        return builder.endBlock('list')
      case 'li':
      case 'tr':
        return builder.endBlock('listItem')
      case 'blockquote':
        return builder.endBlock('blockquote')
      default:
    }
  }

  /** Adds text as it is. */
  raw(data: string): void {
    if (this.#hidden > 0) return
    if (this.#code === undefined) this.#builder.text(data)
    else this.#code += data
  }

  /** Adds text of HTML: folds white space, and makes links of bare addresses. */
  text(data: string): void {
    if (this.#hidden > 0 || this.#code !== undefined) return this.raw(data)
    const folded = data.replace(/\s+/g, ' ')
    if (this.#linked > 0) this.#builder.text(folded)
    else this.#prose(folded)
  }

  /** Adds a bare address, and what was found with it. */
  bare(found: string): void {
    const shown = bareUrl(found)
    const url = httpUrl(shown)
    if (url !== undefined) this.#builder.startLink(url)
    this.#builder.text(shown)
    if (url !== undefined) this.#builder.endMark('link')
    this.#builder.text(found.slice(shown.length))
  }

  /** Adds code, unless it holds a markdown link. */
  coded(value: string): void {
    if (this.#linked === 0 && value.includes('](http')) this.#prose(value)
    else this.#builder.inlineCode(value)
  }

  /** Ends elements that were never closed, so that they do not swallow what follows. */
  reset(): void {
    const rest = this.#code
    this.#hidden = this.#linked = 0
    this.#code = undefined
    this.#pre = false
    if (rest !== undefined) this.#builder.inlineCode(rest.trim())
    this.#builder.endMarks()
  }

  #prose(value: string): void {
    let at = 0
    for (const match of value.includes('](http') ? value.matchAll(LEFT_LINK) : []) {
      const { picture, words = '', url = '' } = match.groups ?? {}
      const address = httpUrl(url)
      this.#linkified(value.slice(at, match.index))
      at = match.index + match[0].length
      if (picture !== undefined) this.#builder.image(address, words)
      else if (address === undefined) this.#builder.text(match[0])
      else {
        this.#builder.startLink(address)
        this.#builder.text(words)
        this.#builder.endMark('link')
      }
    }
    this.#linkified(value.slice(at))
  }

  #linkified(value: string): void {
    let at = 0
    for (const match of value.includes('://') ? (linkify.match(value) ?? []) : []) {
      this.#builder.text(value.slice(at, match.index))
      this.bare(match.text)
      at = match.lastIndex
    }
    this.#builder.text(value.slice(at))
  }
}

/**
 * HTML → doc. Scripts, styles and the like are left out, unknown elements are transparent, a picture becomes a link, a table a list of its rows.
 * Relative links become text unless `base` (an absolute address) resolves them. Never throws.
 */
export const htmlToDoc = (source: string, options: { base?: string } = {}): Doc => {
  const builder = new Builder()
  const html = new HtmlReader(builder, options.base)
  readTags(source, html)
  html.reset()
  return { type: 'root', children: builder.finish() }
}
