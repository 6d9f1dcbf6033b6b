/** Reads an issue's body into sections, topics and items. */
import { markdownBlocks } from '../doc/markdown.ts'
import type { Block, Blockquote, Code, Inline, List, Paragraph } from '../doc/nodes.ts'
import { type Item, type Section, type SectionKind, type Topic, joinPassages } from './issue.ts'
import { type Flat, flatten, flattenInline, toItem } from './items.ts'
import { isBoilerplate, isChannelPart, isGuild, isLinkList, isOwnPage, isShouted, isSubrecap, isTopStory, sectionKind } from './lore.ts'

/** The text of a heading, on one line and without a colon at its end. */
const caption = ({ text }: Flat): string => (/[:：]$/.test(text.slice(-1)) ? text.slice(0, -1).trimEnd() : text).replaceAll('\n', ' ')

const isBold = (node: Inline): boolean =>
  node.type === 'strong' ||
  (node.type === 'link' && node.children.every(isBold)) ||
  (node.type === 'emphasis' && node.children.every(isBold))
const isFiller = (node: Inline): boolean => node.type === 'break' || (node.type === 'text' && /^[\s:：]*$/.test(node.value))

/** Whether a paragraph is a bold line, which may be a heading. */
const isBoldLine = ({ children }: Paragraph): boolean => children.some(isBold) && children.every((node) => isBold(node) || isFiller(node))
/** Whether a paragraph is a bold line with short links: `**Theme 5: …** [Permalink](…)`. */
const isLinkedBoldLine = ({ children }: Paragraph): boolean =>
  children.some((node) => node.type === 'link') &&
  children[0]?.type === 'strong' &&
  children.every((node) => isBold(node) || isFiller(node) || (node.type === 'link' && flattenInline(node.children).text.length < 20))
/** Whether a paragraph names a Discord channel: `**Guild ▷ #channel** (12 messages)`. */
const isChannelLine = ({ children }: Paragraph, text: string): boolean =>
  children[0]?.type === 'strong' && text.length < 200 && text.includes('▷')

/** Whether a code block contains bullets as Markdown or HTML, in which models sometimes write them. */
const isFenced = (block: Block): block is Code =>
  block.type === 'code' && /^(?:html|markdown|md)$/i.test(block.lang ?? '') && /^\s*(?:[-*] |<[uo]l\b)/i.test(block.value)

/** The last node of a quotation's last paragraph, if that has several. */
const lastWords = ({ children }: Blockquote): Inline | undefined => {
  const last = children.at(-1)
  return last?.type === 'paragraph' && last.children.length > 1 ? last.children.at(-1) : undefined
}

/** Whether a text is more than punctuation. */
const saysSomething = (text: string): boolean => /[\p{L}\p{N}\p{Extended_Pictographic}]/u.test(text)

/** Whether a line above a list may be its heading: short, without links and without final punctuation. */
const isLabel = (flat: Flat): boolean => flat.urls.length === 0 && flat.text.length <= 80 && !/[.!?。！？\n]$/.test(flat.text)

/** Whether a text introduces a list: `Several reactions emphasize:`. */
const isLead = (flat: Flat): boolean => /[:：]$/.test(flat.text)

/** Whether the only item is a short paragraph without links, which says that there is no recap: `To be completed`, `no further news from there`. */
const isPlaceholder = ([item, ...others]: readonly Item[], prose: ReadonlySet<Item>): boolean =>
  item !== undefined &&
  others.length === 0 &&
  prose.has(item) &&
  item.urls.length === 0 &&
  item.text.length < 250 &&
  !item.text.includes('\n')

/** Whether a topic is a whole recap: the only one of its section, without a heading, or one named as a recap within the Reddit section. */
const isRecap = ({ kind, topics }: Section, { heading }: Topic): boolean =>
  heading === '' ? topics.length === 1 && kind !== 'headline' && kind !== 'discord-detail' : kind === 'reddit' && isSubrecap(heading)

/** Joins paragraphs that follow each other into one item, as bullets within a bullet are one. */
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

/** Reads an issue's body, block by block. A class, because V8 would compile closures anew for each issue (see `Builder`). */
class SectionReader {
  readonly sections: Section[] = [{ kind: 'headline', heading: '', topics: [] }]
  title: string | undefined
  /** The title, where it is known from elsewhere. */
  readonly #known: string | undefined
  #section = this.sections[0] as Section
  #topic: Topic | undefined
  /** The links of the last headings, which the first item below them gets. */
  #owed: string[] = []
  /** The words that introduce a list, which become part of its first item. */
  #lead: Flat | undefined
  /** The items that were paragraphs rather than bullets. */
  readonly #prose = new Set<Item>()
  /** The last heading. A quotation directly below it is a note on how the recap was made. */
  #named: Block | undefined
  /** Whether a thematic break has been read. */
  #hasBreak = false

  constructor(known: string | undefined) {
    this.#known = known
  }

  /** Reads a block, between its neighbours. @returns whether `next` was read with it */
  read(node: Block, before: Block | undefined, next: Block | undefined): boolean {
    switch (node.type) {
      case 'heading':
        this.#heading(flattenInline(node.children), node.depth)
        this.#named = node
        break
      case 'paragraph':
        return this.#paragraph(node, next)
      case 'list':
        this.#listed(node, next)
        break
      case 'blockquote': {
        const flat = flatten(node.children)
        const isNote =
          this.#named !== undefined &&
          this.#named === before &&
          this.#section.kind !== 'headline' &&
          this.#section.kind !== 'discord-detail' &&
          flat.urls.length === 0
        // Markdown takes the line after such a note, a topic's name, for a part of the quotation.
        const name = isNote ? lastWords(node) : undefined
        if (!isNote) this.#add(flat)
        else if (name?.type === 'strong' && next?.type === 'list') this.#openTopic(flattenInline([name]))
        break
      }
      case 'code':
        this.#add(flatten([node]))
        break
      case 'thematicBreak':
        this.#hasBreak = true
        break
      case 'actions':
        break
      default:
        node satisfies never
    }
    return false
  }

  finish(): Section[] {
    this.#closeSection()
    for (const { kind, topics } of this.sections)
      if (kind !== 'headline') for (const each of topics) each.items = withRuns(each.items, this.#prose)
    return this.sections.filter((part, at) => at > 0 || part.topics.length > 0)
  }

  #put(item: Item): void {
    if (this.#topic === undefined) this.#section.topics.push((this.#topic = { heading: '', items: [] }))
    if (this.#owed.length > 0) item.urls = [...new Set([...this.#owed, ...item.urls])]
    this.#owed = []
    this.#topic.items.push(item)
  }

  #add(said: Flat, isBullet = false): void {
    const lead = this.#lead
    const flat = lead === undefined ? said : { text: `${lead.text}\n${said.text}`.trim(), urls: [...new Set([...lead.urls, ...said.urls])] }
    this.#lead = undefined
    if (flat.urls.every(isOwnPage) && (!saysSomething(flat.text) || isBoilerplate(flat.text))) return
    const item = toItem(flat, this.#section.kind === 'reddit')
    if (!isBullet) this.#prose.add(item)
    this.#put(item)
  }

  /** Makes an item of a heading's words if no item came for its links. */
  #placeLinks(): void {
    if (this.#owed.length === 0) return
    const { heading } = this.#topic ?? this.#section
    this.#put(toItem({ text: this.#topic === undefined && heading === '' ? (this.title ?? '') : heading, urls: this.#owed }, false))
  }

  #closeSection(): void {
    this.#placeLinks()
    const section = this.#section
    for (const each of section.topics) if (isRecap(section, each) && isPlaceholder(each.items, this.#prose)) each.items = []
    section.topics = section.topics.filter(({ heading, items }) => heading !== '' || items.length > 0)
  }

  #openSection(kind: SectionKind, flat: Flat): void {
    this.#closeSection()
    this.sections.push((this.#section = { kind, heading: caption(flat), topics: [] }))
    this.#topic = undefined
    this.#owed = flat.urls
  }

  #openTopic(flat: Flat): void {
    if (!saysSomething(flat.text)) return void this.#owed.push(...flat.urls)
    if (this.#topic !== undefined && this.#topic.items.length > 0) this.#placeLinks()
    this.#section.topics.push((this.#topic = { heading: caption(flat), items: [] }))
    this.#owed.push(...flat.urls)
  }

  #listed(list: List, next: Block | undefined): void {
    for (const item of list.children) {
      const flat = flatten(item.children)
      if (item === list.children.at(-1) && next?.type === 'list' && isLead(flat) && !flat.text.includes('\n')) this.#lead = flat
      else this.#add(flat, true)
    }
  }

  #linked(list: List): void {
    const links = list.children.map((item) => flatten(item.children))
    this.#add({ text: links.map((link) => link.text).join('\n'), urls: [...new Set(links.flatMap((link) => link.urls))] })
  }

  #heading(flat: Flat, depth: number): void {
    const said = caption(flat)
    const section = this.#section
    const isFirst = this.title === undefined && this.sections.length === 1 && section.topics.length === 0
    const kind = sectionKind(said, depth)
    if (kind !== undefined) this.#openSection(kind, flat)
    else if (depth === 2 && isGuild(said) && (section.kind === 'headline' || isGuild(section.heading) || isChannelPart(section.heading)))
      this.#openSection('discord', flat)
    else if (depth === 1 && isFirst && (this.#known === undefined || this.#known === said)) {
      this.title = said
      this.#owed = flat.urls
    } else this.#openTopic(flat)
  }

  #paragraph(node: Paragraph, next: Block | undefined): boolean {
    const flat = flattenInline(node.children)
    const said = caption(flat)
    if (flat.urls.length === 0 && (isBoilerplate(flat.text) || (said !== flat.text && isBoilerplate(said)))) return false
    if (isLinkList(said) && next?.type === 'list') {
      this.#linked(next)
      return true
    }
    if (isLinkList(said) && next?.type === 'paragraph') return false
    const bold = isBoldLine(node) && flat.text.length <= 300
    const inHeadline = this.#section.kind === 'headline'
    if (isShouted(said)) {
      this.#openSection(sectionKind(said, 1) ?? 'reddit', flat)
      this.#named = node
    } else if (bold && isChannelPart(said)) this.#openSection('discord-detail', flat)
    else if (bold && this.#hasBreak && inHeadline && isTopStory(said)) {
      this.#openSection('twitter', { text: '', urls: [] })
      this.#openTopic(flat)
    } else if (inHeadline ? bold && next?.type === 'list' : bold || isChannelLine(node, flat.text)) this.#openTopic(flat)
    else if (next?.type === 'list' && isLinkedBoldLine(node))
      this.#openTopic({ text: flattenInline(node.children.filter(isBold)).text, urls: flat.urls })
    else if (next?.type === 'list' && !inHeadline && isLabel(flat)) this.#openTopic(flat)
    else if (next?.type === 'list' && isLead(flat)) this.#lead = flat
    else this.#add(flat)
    return false
  }
}

/** The blocks, in which code blocks that contain bullets are replaced by their contents. */
function* unfenced(blocks: Iterable<Block>): Generator<Block, undefined> {
  for (const block of blocks)
    if (isFenced(block)) yield* markdownBlocks(block.value)
    else yield block
}

/**
 * Reads an issue's body into its sections. A first heading that opens no section is the title, unless another title is `known`.
 */
export const readSections = (body: Iterable<Block>, known?: string): { sections: Section[]; title?: string } => {
  const reader = new SectionReader(known)
  const blocks = unfenced(body)
  let before: Block | undefined
  let node = blocks.next().value
  while (node !== undefined) {
    const next = blocks.next().value
    const both = reader.read(node, before, next)
    before = both ? next : node
    node = both ? blocks.next().value : next
  }
  const sections = reader.finish()
  return { sections, ...(reader.title === undefined ? {} : { title: reader.title }) }
}
