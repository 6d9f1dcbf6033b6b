import { Builder } from './builder.ts'
import { HtmlReader } from './html.ts'
import type { Doc } from './nodes.ts'
import { readTags } from './html-tags.ts'

/** The parts of a web page. */
export interface Page {
  /** The content of `<title>`. */
  title: string
  /** The `content` of each `<meta>`, by its `name` or `property` in lower case. */
  meta: ReadonlyMap<string, string>
  /** The content of `<article>`, else of `<main>`, else all. */
  body: Doc
  /** The rest, such as navigation and what the page says about its article. */
  around: Doc
}

const docOf = (builder: Builder): Doc => ({ type: 'root', children: builder.finish() })

/** Reads a page or a fragment of HTML. Relative links are resolved against `base`, or become text without it. Never throws. */
export const readPage = (source: string, options: { base?: string } = {}): Page => {
  const scope = ['article', 'main'].find((name) => new RegExp(`<${name}[\\s>]`, 'i').test(source))
  const [inside, outside] = [new Builder(), new Builder()]
  const [body, around] = [new HtmlReader(inside, options.base), new HtmlReader(outside, options.base)]
  const meta = new Map<string, string>()
  let title = ''
  let titled = false
  let depth = scope === undefined ? 1 : 0
  readTags(source, {
    open(name, attributes) {
      const key = attributes['name'] ?? attributes['property']
      if (name === 'meta' && key !== undefined) meta.set(key.toLowerCase(), attributes['content'] ?? '')
      if (name === 'title' && title === '') titled = true
      if (name === scope) depth++
      ;(depth > 0 ? body : around).open(name, attributes)
    },
    text(data) {
      if (titled) title += data
      ;(depth > 0 ? body : around).text(data)
    },
    close(name) {
      if (name === 'title') titled = false
      ;(depth > 0 ? body : around).close(name)
      if (name === scope && depth > 0) depth--
    },
  })
  body.reset()
  around.reset()
  return { title: title.replace(/\s+/g, ' ').trim(), meta, body: docOf(inside), around: docOf(outside) }
}
