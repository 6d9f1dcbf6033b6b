import { createBuilder } from './builder.ts'
import { htmlInto, readHtml } from './html.ts'
import type { Doc } from './nodes.ts'

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

/** Reads a page or a fragment of HTML. Relative links are resolved against `base`, or become text without it. Never throws. */
export const readPage = (source: string, options: { base?: string } = {}): Page => {
  const scope = ['article', 'main'].find((name) => new RegExp(`<${name}[\\s>]`, 'i').test(source))
  const [inside, outside] = [createBuilder(), createBuilder()]
  const [body, around] = [htmlInto(inside, options.base), htmlInto(outside, options.base)]
  const meta = new Map<string, string>()
  let title = ''
  let titled = false
  let depth = scope === undefined ? 1 : 0
  readHtml(source, {
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
  return { title: title.replace(/\s+/g, ' ').trim(), meta, body: inside.finish(), around: outside.finish() }
}
