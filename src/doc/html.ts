import type { Builder } from './builder.ts'
import { BLOCKS, BOXES, HIDDEN, MARKS, startElement } from './elements.ts'
import { LEFT_LINK, bareUrl, httpUrl, linkify } from './links.ts'
import type { Attributes, TagListener } from './html-tags.ts'

/** The programming language of code, as syntax highlighters note it. */
const languageOf = (attributes: Attributes): string =>
  /^[\w+#.-]+$/.exec(attributes['data-language'] ?? '')?.[0] ?? /(?:^|\s)language-([\w+#.-]+)/.exec(attributes['class'] ?? '')?.[1] ?? ''

/**
 * Takes the elements and texts of HTML, and tells a builder what they mean: scripts, styles and the like are left out, unknown elements are
 * transparent, a picture becomes a link, a table a list of its rows. Relative links become text unless `base` (an absolute address) resolves them.
 */
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
      case 'td':
      case 'th':
        return builder.cell()
      default:
        startElement(builder, name)
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
    const block = BLOCKS.get(name)
    if (block !== undefined) builder.endBlock(block)
    else if (name === 'a' && this.#linked > 0) {
      this.#linked--
      builder.endMark('link')
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
