/** From a feed's item, or from an error, to what a look yields. */
import { parseIssue } from '../issue/parse.ts'
import type { FeedItem } from './feed.ts'
import { endsEarly } from './feed.ts'
import type { Found, Unread } from './source.ts'

/** Reads an item's issue from `body` (HTML): the item's own text, or its page. */
export const issueOf = (item: FeedItem, body: string, from: string, edition?: string): Found | Unread => {
  const { slug, link, title, date, summary, tags } = item
  const partial = body === item.body && endsEarly(body)
  try {
    const issue = parseIssue({
      text: body,
      format: 'html',
      name: slug,
      url: link,
      // A feed does not say which kind of tag each is.
      tags: { topics: tags },
      ...(title === undefined ? {} : { title }),
      ...(date === undefined ? {} : { date }),
      ...(summary === undefined ? {} : { summary }),
      ...(edition === undefined ? {} : { edition }),
    })
    return { issue, from, ...(partial ? { partial } : {}) }
  } catch (error) {
    return unread(from, error)
  }
}

export const unread = (from: string, error: unknown): Unread => ({
  from,
  ...(error instanceof Error && 'line' in error && typeof error.line === 'number' ? { line: error.line } : {}),
  why: error instanceof Error ? error.message : String(error),
})
