/** An issue's title and items as a digest shows them: an item's lead is the link, and as much follows as there is room for. */
import { type Inline, type List, link, list, listItem, paragraph, strike, strong, text } from '../doc/nodes.ts'
import { shorten, siteOf } from '../doc/shorten.ts'
import type { Issue, Item } from '../issue/issue.ts'

/** An issue's title, as a link where it has an address; struck out where the source withdrew the issue. */
export const issueTitle = ({ title, url, withdrawn }: Pick<Issue, 'title' | 'url' | 'withdrawn'>): Inline => {
  if (withdrawn === true) return strike(title)
  return url === '' ? text(title) : link(url, title)
}

/** `Lead: rest`, where the lead has 2 to 110 characters or bracketed parts, and no unclosed bracket. */
const LEAD = /^((?:[^()（）]|[(（][^()（）]*[)）]){2,110}?)[:：](?=\s|[\p{Script=Han}])\s*([^]*)$/u

/** A lead that needs no colon, as it ends a sentence; and a colon that follows one. */
const ENDED = /[.?!…。？！]$/u
const NEEDLESS = /(?<=[.?!…。？！])[:：](?=\s)/u

/** A list of items, each in about `room` characters. */
export const itemList = (items: readonly Item[], room: number): List =>
  list(items.map((item) => listItem(paragraph(...itemLine(item, room)))))

/** An item in about `room` characters. The label of its link is its lead or the name of a site, never an address. */
export const itemLine = (item: Item, room: number): Inline[] => {
  const full = withoutScore(item)
  const [, lead, rest] = LEAD.exec(full) ?? []
  const url = item.urls[0]
  if (lead !== undefined && rest !== undefined && !lead.includes('. ')) {
    const label = url === undefined ? strong(lead) : link(url, strong(lead))
    const tail = shorten(rest, room - lead.length)
    return tail === '' ? [label] : [label, text(`${ENDED.test(lead) ? '' : ':'} ${tail}`)]
  }
  const body = shorten(full.replace(NEEDLESS, ''), room)
  return url === undefined ? [text(body)] : [text(`${body} `), link(url, siteOf(url))]
}

/** An item's text without the score of its post, in any language: `Title (Score: 612, Comments: 188): …` becomes `Title: …`. */
const withoutScore = ({ text: full, score }: Item): string =>
  score === undefined ? full : full.replace(new RegExp(`\\s*[(（](?=[^()（）]*\\b${score}\\b)[^()（）]*[)）]`, 'u'), '')
