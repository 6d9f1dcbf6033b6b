/** Makes what a look yields of a feed's item, or of an error. */
import { markdownToDoc } from '../doc/markdown.ts'
import { flatten } from '../issue/items.ts'
import { parseIssue } from '../issue/parse.ts'
import { type FeedItem, endsEarly } from './feed.ts'
import { RetryLater, messageOf } from '../errors.ts'
import type { Found, Unread } from './source.ts'

const plain = (markup: string): string => flatten(markdownToDoc(markup).children).text.replaceAll('\n', ' ')

/**
 * Reads an item's issue from `body` (HTML): the item's own text, or its page. Title and summary are the feed's in both cases: a page adds the name of
 * its site, and a change from one to the other would look like a correction.
 */
export const issueOf = (item: FeedItem, body: string, from: string, edition?: string): Found | Unread => {
  const { line, slug, link, title, date, summary, tags } = item
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
    const said = {
      ...(title === undefined || plain(title) === '' ? {} : { title: plain(title) }),
      ...(summary === undefined || plain(summary) === '' ? {} : { summary: plain(summary) }),
    }
    return { issue: { ...issue, ...said }, from, ...(partial ? { partial } : {}) }
  } catch (error) {
    return { ...unread(from, error), ...(body === item.body && from !== link ? { line } : {}) }
  }
}

export const unread = (from: string, error: unknown): Unread => ({
  from,
  ...(error instanceof Error && 'line' in error && typeof error.line === 'number' ? { line: error.line } : {}),
  why: error instanceof RetryLater ? `its site asks to wait ${Math.ceil(error.ms / 1000)} s` : messageOf(error),
})
