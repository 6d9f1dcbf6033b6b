import { Parser } from 'htmlparser2'
import type { Builder } from './builder.ts'
import { createBuilder } from './builder.ts'
import { LEFT_LINK, bareUrl, httpUrl, linkify } from './links.ts'
import type { Doc, Heading } from './nodes.ts'

type Attributes = Readonly<Record<string, string>>
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

/** Takes the elements and texts of HTML, and tells a builder what they mean. */
export const htmlInto = (builder: Builder, base?: string) => {
  let hidden = 0
  let code: string | undefined
  let pre = false
  let language = ''
  let linked = 0

  const bare = (found: string): void => {
    const shown = bareUrl(found)
    const url = httpUrl(shown)
    if (url !== undefined) builder.startLink(url)
    builder.text(shown)
    if (url !== undefined) builder.endMark('link')
    builder.text(found.slice(shown.length))
  }
  const linkified = (value: string): void => {
    let at = 0
    for (const match of value.includes('://') ? (linkify.match(value) ?? []) : []) {
      builder.text(value.slice(at, match.index))
      bare(match.text)
      at = match.lastIndex
    }
    builder.text(value.slice(at))
  }
  const prose = (value: string): void => {
    let at = 0
    for (const match of value.includes('](http') ? value.matchAll(LEFT_LINK) : []) {
      const { picture, words = '', url = '' } = match.groups ?? {}
      const address = httpUrl(url)
      linkified(value.slice(at, match.index))
      at = match.index + match[0].length
      if (picture !== undefined) builder.image(address, words)
      else if (address === undefined) builder.text(match[0])
      else {
        builder.startLink(address)
        builder.text(words)
        builder.endMark('link')
      }
    }
    linkified(value.slice(at))
  }

  /** Code, unless it holds a markdown link. */
  const coded = (value: string): void => {
    if (linked === 0 && value.includes('](http')) prose(value)
    else builder.inlineCode(value)
  }

  const open = (name: string, attributes: Attributes): void => {
    if (HIDDEN.has(name)) hidden++
    if (pre && language === '') language = languageOf(attributes)
    if (hidden > 0 || code !== undefined) return
    const mark = MARKS.get(name)
    if (mark !== undefined) return builder.startMark(mark)
    if (BOXES.has(name)) return builder.endText()
    switch (name) {
      case 'a': {
        const url = httpUrl(attributes['href'] ?? '', base)
        if (url !== undefined) {
          builder.startLink(url)
          linked++
        }
        return
      }
      case 'img':
        return builder.image(httpUrl(attributes['src'] ?? '', base), attributes['alt'] ?? '')
      case 'br':
        return builder.lineBreak()
      case 'hr':
        return builder.rule()
      case 'pre':
        pre = true
        language = languageOf(attributes)
        code = ''
        return
      case 'code':
      case 'kbd':
      case 'tt':
        code = ''
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

  const close = (name: string): void => {
    if (HIDDEN.has(name) && hidden > 0) hidden--
    if (hidden > 0) return
    if (code !== undefined) {
      if (name === 'pre') builder.code(code.replace(/\n$/, ''), language)
      else if (!pre && (name === 'code' || name === 'kbd' || name === 'tt')) coded(code.replace(/\s+/g, ' '))
      else return
      code = undefined
      pre = false
      return
    }
    const mark = MARKS.get(name)
    if (mark !== undefined) return builder.endMark(mark)
    if (BOXES.has(name)) return builder.endText()
    switch (name) {
      case 'a':
        if (linked > 0) {
          linked--
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
  const raw = (data: string): void => {
    if (hidden > 0) return
    if (code === undefined) builder.text(data)
    else code += data
  }
  /** Adds text of HTML: folds white space, and makes links of bare addresses. */
  const text = (data: string): void => {
    if (hidden > 0 || code !== undefined) return raw(data)
    const folded = data.replace(/\s+/g, ' ')
    if (linked > 0) builder.text(folded)
    else prose(folded)
  }
  /** Ends elements that were never closed, so that they do not swallow what follows. */
  const reset = (): void => {
    const rest = code
    hidden = linked = 0
    code = undefined
    pre = false
    if (rest !== undefined) builder.inlineCode(rest.trim())
    builder.endMarks()
  }
  return { open, close, raw, text, bare, coded, reset }
}

export type HtmlReader = ReturnType<typeof htmlInto>

/** At each end tag the parser searches all open elements; past this many a new parser goes on, so that the work stays linear. */
const MAX_OPEN = 1_000
/** Characters parsed between two looks at how many elements are open. */
const CHUNK = 16_384

/** Calls `to` for each start, end and text of `source`. Elements that are open at its end are closed. */
export const readHtml = (source: string, to: Pick<HtmlReader, 'open' | 'close' | 'text'>): void => {
  let open = 0
  let pending = ''
  const flush = (): void => {
    if (pending !== '') to.text(pending)
    pending = ''
  }
  const create = (): Parser =>
    new Parser(
      {
        onopentag(name, attributes) {
          flush()
          open++
          to.open(name, attributes)
        },
        ontext(data) {
          pending += data
        },
        onclosetag(name) {
          flush()
          open--
          to.close(name)
        },
      },
      { decodeEntities: true, lowerCaseTags: true, lowerCaseAttributeNames: true },
    )
  let parser = create()
  for (let at = 0; at < source.length; at += CHUNK) {
    parser.write(source.slice(at, at + CHUNK))
    if (open <= MAX_OPEN) continue
    parser.end()
    parser = create()
  }
  parser.end()
  flush()
}

/**
 * HTML → doc. Scripts, styles and the like are left out, unknown elements are transparent, a picture becomes a link, a table a list of its rows.
 * Relative links become text unless `base` (an absolute address) resolves them. Never throws.
 */
export const htmlToDoc = (source: string, options: { base?: string } = {}): Doc => {
  const builder = createBuilder()
  const html = htmlInto(builder, options.base)
  readHtml(source, html)
  html.reset()
  return builder.finish()
}
