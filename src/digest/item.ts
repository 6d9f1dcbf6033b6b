/** How an issue's title and its items are shown in a digest. An item: its lead as the link, then as much of the rest as there is room for. */
import { type Inline, link, strike, strong, text } from '../doc/nodes.ts'
import { shorten, siteOf } from '../doc/brief.ts'
import type { Issue, Item } from '../issue/issue.ts'

/** An issue's title, which leads to the issue where that can be read; struck out where its source took the issue back, whose page is gone. */
export const issueTitle = ({ title, url, withdrawn }: Pick<Issue, 'title' | 'url' | 'withdrawn'>): Inline => {
  if (withdrawn === true) return strike(title)
  return url === '' ? text(title) : link(url, title)
}

/** `Lead: rest`, where the lead is no sentence of its own and opens no bracket that it does not close. Characters. */
const LEAD = /^((?:[^()（）]|[(（][^()（）]*[)）]){2,110}?)[:：](?=\s|[\p{Script=Han}])\s*([^]*)$/u

/** An item within about `room` characters. A link's label is what it is about, never an address. */
export const itemLine = (item: Item, room: number): Inline[] => {
  const full = withoutScore(item)
  const [, lead, rest] = LEAD.exec(full) ?? []
  const url = item.urls[0]
  if (lead !== undefined && rest !== undefined && !lead.includes('. ')) {
    const label = url === undefined ? strong(lead) : link(url, strong(lead))
    const tail = shorten(rest, room - lead.length)
    return tail === '' ? [label] : [label, text(`: ${tail}`)]
  }
  const body = shorten(full, room)
  return url === undefined ? [text(body)] : [text(`${body} `), link(url, siteOf(url))]
}

/** A post's score says nothing in a line or two: `Title (Score: 612, Comments: 188): …` → `Title: …`, in any language. */
const withoutScore = ({ text: full, score }: Item): string =>
  score === undefined ? full : full.replace(new RegExp(`\\s*[(（](?=[^()（）]*\\b${score}\\b)[^()（）]*[)）]`, 'u'), '')
