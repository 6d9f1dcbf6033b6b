/** Makes the issue of a feed's item. */
import { flattenMarkup } from '../issue/items.ts'
import { parseIssue } from '../issue/parse.ts'
import { type FeedItem, endsEarly } from './feed.ts'
import { type Found, type Unread, unread } from './source.ts'

/**
 * Reads an item's issue from `body` (HTML): the item's own text, or its page. Title and summary are the feed's in both cases: a page adds the name of
 * its site, and a change from one to the other would look like a correction.
 */
export const issueOf = (item: FeedItem, body: string, from: string, edition?: string): Found | Unread => {
  const { line, slug: name, link: url, title, date, summary, tags } = item
  const isOwn = body === item.body
  try {
    // A feed does not say which kind of tag each is.
    const issue = parseIssue({ text: body, format: 'html', name, url, title, date, summary, edition, tags: { topics: tags } })
    const said = { title: flattenMarkup(title ?? '') || issue.title, summary: flattenMarkup(summary ?? '') || issue.summary }
    return { issue: { ...issue, ...said }, from, ...(isOwn && endsEarly(body) ? { partial: true } : {}) }
  } catch (error) {
    return { ...unread(from, error), ...(isOwn && from !== url ? { line } : {}) }
  }
}
