import { markdownToDoc } from '../doc/markdown.ts'
import type { Block, Blockquote, Code, Doc, Inline, List, Paragraph } from '../doc/nodes.ts'
import { joinPassages } from './issue.ts'
import type { Item, Section, SectionKind, Topic } from './issue.ts'
import type { Flat } from './items.ts'
import { flatten, flattenInline, toItem } from './items.ts'
import { isBoilerplate, isChannelPart, isGuild, isLinkList, isOwnPage, isShouted, isSubrecap, isTopStory, sectionKind } from './lore.ts'

/** A heading as a person would say it: no colon at the end. */
const caption = ({ text }: Flat): string => (/[:：]$/.test(text.slice(-1)) ? text.slice(0, -1).trimEnd() : text).replaceAll('\n', ' ')

const isBold = (node: Inline): boolean =>
  node.type === 'strong' ||
  (node.type === 'link' && node.children.every(isBold)) ||
  (node.type === 'emphasis' && node.children.every(isBold))
const isFiller = (node: Inline): boolean => node.type === 'break' || (node.type === 'text' && /^[\s:：]*$/.test(node.value))

/** A bold line that stands alone is a heading. */
const isBoldLine = ({ children }: Paragraph): boolean => children.some(isBold) && children.every((node) => isBold(node) || isFiller(node))
/** A bold line with its source below it: `**Theme 5: …** [Permalink](…)`. */
const isLinkedBoldLine = ({ children }: Paragraph): boolean =>
  children.some((node) => node.type === 'link') &&
  children[0]?.type === 'strong' &&
  children.every((node) => isBold(node) || isFiller(node) || (node.type === 'link' && flattenInline(node.children).text.length < 20))
const isChannelLine = ({ children }: Paragraph, text: string): boolean =>
  children[0]?.type === 'strong' && text.length < 200 && text.includes('▷')

/** A model may hand in its bullets as a listing of markup. */
const isFenced = (block: Block): block is Code =>
  block.type === 'code' && /^(?:html|markdown|md)$/i.test(block.lang ?? '') && /^\s*(?:[-*] |<[uo]l\b)/i.test(block.value)

const lastWords = ({ children }: Blockquote): Inline | undefined => {
  const last = children.at(-1)
  return last?.type === 'paragraph' && last.children.length > 1 ? last.children.at(-1) : undefined
}

/** Stray punctuation says nothing. */
const saysSomething = (text: string): boolean => /[\p{L}\p{N}\p{Extended_Pictographic}]/u.test(text)

/** Words on a line of their own, above a list. */
const isLabel = (flat: Flat): boolean => flat.urls.length === 0 && flat.text.length <= 80 && !/[.!?。！？\n]$/.test(flat.text)

/** The first words of a list: `Several reactions emphasize:`. */
const isLead = (flat: Flat): boolean => /[:：]$/.test(flat.text)

/** `To be completed`, `no further news from there`: a recap that has one short line and no bullet says that there is none. */
const isPlaceholder = ([item, ...others]: readonly Item[], prose: ReadonlySet<Item>): boolean =>
  item !== undefined &&
  others.length === 0 &&
  prose.has(item) &&
  item.urls.length === 0 &&
  item.text.length < 250 &&
  !item.text.includes('\n')

/** Where a recap may say so: in a part without topics, or right below the name of a recap within the Reddit part. */
const isRecap = ({ kind, topics }: Section, { heading }: Topic): boolean =>
  heading === '' ? topics.length === 1 && kind !== 'headline' && kind !== 'discord-detail' : kind === 'reddit' && isSubrecap(heading)

/** Paragraphs that follow each other are one item, as bullets within a bullet are. */
const withRuns = (items: readonly Item[], prose: ReadonlySet<Item>): Item[] => {
  const runs: Item[][] = []
  let open: Item[] | undefined
  for (const item of items) {
    if (open !== undefined && prose.has(item)) open.push(item)
    else runs.push((open = [item]))
    if (!prose.has(item)) open = undefined
  }
  return runs.map(joinPassages)
}

/**
 * Reads an issue's body, block by block, into its sections. A first heading that belongs to none of them is the title, unless that is
 * known and another.
 */
export const readSections = (body: Doc, known?: string): { sections: Section[]; title?: string } => {
  const sections: Section[] = [{ kind: 'headline', heading: '', topics: [] }]
  let section = sections[0] as Section
  let topic: Topic | undefined
  // Links of headings go to the first item below.
  let owed: string[] = []
  // Words that introduce a list go with its first item.
  let lead: Flat | undefined
  const prose = new Set<Item>()
  let title: string | undefined

  const put = (item: Item): void => {
    if (topic === undefined) section.topics.push((topic = { heading: '', items: [] }))
    if (owed.length > 0) item.urls = [...new Set([...owed, ...item.urls])]
    owed = []
    topic.items.push(item)
  }
  const add = (said: Flat, isBullet = false): void => {
    const flat = lead === undefined ? said : { text: `${lead.text}\n${said.text}`.trim(), urls: [...new Set([...lead.urls, ...said.urls])] }
    lead = undefined
    if (flat.urls.every(isOwnPage) && (!saysSomething(flat.text) || isBoilerplate(flat.text))) return
    const item = toItem(flat, section.kind === 'reddit')
    if (!isBullet) prose.add(item)
    put(item)
  }
  const settle = (): void => {
    if (owed.length > 0)
      put(toItem({ text: topic?.heading ?? (section.heading === '' ? (title ?? '') : section.heading), urls: owed }, false))
  }
  const closeSection = (): void => {
    settle()
    for (const each of section.topics) if (isRecap(section, each) && isPlaceholder(each.items, prose)) each.items = []
    section.topics = section.topics.filter(({ heading, items }) => heading !== '' || items.length > 0)
  }
  const openSection = (kind: SectionKind, flat: Flat): void => {
    closeSection()
    sections.push((section = { kind, heading: caption(flat), topics: [] }))
    topic = undefined
    owed = flat.urls
  }
  const openTopic = (flat: Flat): void => {
    if (!saysSomething(flat.text)) return void owed.push(...flat.urls)
    if (topic !== undefined && topic.items.length > 0) settle()
    section.topics.push((topic = { heading: caption(flat), items: [] }))
    owed.push(...flat.urls)
  }
  const listed = (list: List, next: Block | undefined): void => {
    for (const item of list.children) {
      const flat = flatten(item.children)
      if (item === list.children.at(-1) && next?.type === 'list' && isLead(flat) && !flat.text.includes('\n')) lead = flat
      else add(flat, true)
    }
  }
  const linked = (list: List): void => {
    const links = list.children.map((item) => flatten(item.children))
    add({ text: links.map((link) => link.text).join('\n'), urls: [...new Set(links.flatMap((link) => link.urls))] })
  }
  const isFirst = (): boolean => title === undefined && sections.length === 1 && section.topics.length === 0
  const heading = (flat: Flat, depth: number): void => {
    const kind = sectionKind(caption(flat), depth)
    if (kind !== undefined) openSection(kind, flat)
    else if (
      depth === 2 &&
      isGuild(caption(flat)) &&
      (section.kind === 'headline' || isGuild(section.heading) || isChannelPart(section.heading))
    )
      openSection('discord', flat)
    else if (depth === 1 && isFirst() && (known === undefined || known === caption(flat))) {
      title = caption(flat)
      owed = flat.urls
    } else openTopic(flat)
  }

  let rule = false
  // A quotation right below a section's name says how the section was made.
  let named: Block | undefined
  const paragraph = (node: Paragraph, next: Block | undefined): boolean => {
    const flat = flattenInline(node.children)
    const said = caption(flat)
    if (flat.urls.length === 0 && (isBoilerplate(flat.text) || (said !== flat.text && isBoilerplate(said)))) return false
    if (isLinkList(said) && next?.type === 'list') {
      linked(next)
      return true
    }
    if (isLinkList(said) && next?.type === 'paragraph') return false
    const bold = isBoldLine(node) && flat.text.length <= 300
    if (isShouted(said)) {
      openSection(sectionKind(said, 1) ?? 'reddit', flat)
      named = node
    } else if (bold && isChannelPart(said)) openSection('discord-detail', flat)
    else if (bold && rule && section.kind === 'headline' && isTopStory(said)) {
      openSection('twitter', { text: '', urls: [] })
      openTopic(flat)
    } else if (section.kind === 'headline' ? bold && next?.type === 'list' : bold || isChannelLine(node, flat.text)) openTopic(flat)
    else if (next?.type === 'list' && isLinkedBoldLine(node))
      openTopic({ text: flattenInline(node.children.filter(isBold)).text, urls: flat.urls })
    else if (next?.type === 'list' && section.kind !== 'headline' && isLabel(flat)) openTopic(flat)
    else if (next?.type === 'list' && isLead(flat)) lead = flat
    else add(flat)
    return false
  }

  const blocks = body.children.flatMap((block) => (isFenced(block) ? markdownToDoc(block.value).children : [block]))
  for (let at = 0; at < blocks.length; at++) {
    const node = blocks[at] as Block
    switch (node.type) {
      case 'heading':
        heading(flattenInline(node.children), node.depth)
        named = node
        break
      case 'paragraph':
        if (paragraph(node, blocks[at + 1])) at++
        break
      case 'list':
        listed(node, blocks[at + 1])
        break
      case 'blockquote': {
        const flat = flatten(node.children)
        const isNote =
          named !== undefined &&
          named === blocks[at - 1] &&
          section.kind !== 'headline' &&
          section.kind !== 'discord-detail' &&
          flat.urls.length === 0
        // A topic's name on the line after such a note is read as a part of it.
        const name = isNote ? lastWords(node) : undefined
        if (!isNote) add(flat)
        else if (name?.type === 'strong' && blocks[at + 1]?.type === 'list') openTopic(flattenInline([name]))
        break
      }
      case 'code':
        add(flatten([node]))
        break
      case 'thematicBreak':
        rule = true
        break
      case 'actions':
        break
      default:
        node satisfies never
    }
  }
  closeSection()
  for (const { kind, topics } of sections) if (kind !== 'headline') for (const each of topics) each.items = withRuns(each.items, prose)
  return { sections: sections.filter((part, at) => at > 0 || part.topics.length > 0), ...(title === undefined ? {} : { title }) }
}
