import type { Page } from '../doc/webpage.ts'
import type { Block } from '../doc/nodes.ts'
import type { Front } from './frontmatter.ts'
import { TAG_KINDS, type Tags, tagsOf } from './issue.ts'
import { flatten } from './items.ts'

const TAG = /\/tags\/([^/?#]+)\/?$/

const decoded = (part: string): string => {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}

/** The tags of a page: links to `/tags/NAME`, in groups below a heading for each kind. */
const linkedTags = (blocks: readonly Block[]): Tags => {
  const tags = tagsOf(() => [])
  let group: keyof Tags | undefined
  for (const block of blocks) {
    const flat = flatten([block])
    if (block.type === 'heading') group = TAG_KINDS.find((kind) => kind === flat.text.toLowerCase())
    else if (group !== undefined) for (const url of flat.urls) tags[group].push(...(TAG.exec(url)?.slice(1).map(decoded) ?? []))
  }
  return tags
}

/** The metadata on the newsletter's own web page of an issue, outside the article. */
export const pageFront = ({ title, meta, around }: Page): Front => ({
  title: title === '' ? undefined : title,
  date: /\b\d{4}-\d{2}-\d{2}\b/.exec(flatten(around.children.slice(0, 12)).text)?.[0],
  description: meta.get('description') ?? meta.get('og:description'),
  tags: linkedTags(around.children),
})
