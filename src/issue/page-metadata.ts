import type { Page } from '../doc/webpage.ts'
import type { Block } from '../doc/nodes.ts'
import type { Front } from './frontmatter.ts'
import { noTags } from './frontmatter.ts'
import type { Tags } from './issue.ts'
import { flatten } from './items.ts'

const TAG = /\/tags\/([^/?#]+)\/?$/
const GROUPS = ['companies', 'models', 'topics', 'people'] as const satisfies readonly (keyof Tags)[]

const decoded = (part: string): string => {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}

/** The tags of a page: links to `/tags/NAME`, in groups below a heading for each kind. */
const tagsOf = (blocks: readonly Block[]): Tags => {
  const tags = noTags()
  let group: keyof Tags | undefined
  for (const block of blocks) {
    const flat = flatten([block])
    if (block.type === 'heading') group = GROUPS.find((kind) => kind === flat.text.toLowerCase())
    else if (group !== undefined) for (const url of flat.urls) tags[group].push(...(TAG.exec(url)?.slice(1).map(decoded) ?? []))
  }
  return tags
}

/** The metadata on the newsletter's own web page of an issue, outside the article. */
export const pageFront = (page: Page): Front => {
  const date = /\b\d{4}-\d{2}-\d{2}\b/.exec(flatten(page.around.children.slice(0, 12)).text)?.[0]
  const description = page.meta.get('description') ?? page.meta.get('og:description')
  return {
    ...(page.title === '' ? {} : { title: page.title }),
    ...(date === undefined ? {} : { date }),
    ...(description === undefined ? {} : { description }),
    tags: tagsOf(page.around.children),
  }
}
