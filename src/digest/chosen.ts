/** Which parts of an issue somebody gets. */
import {
  type Issue,
  type Item,
  RECAP_KINDS,
  type RecapKind,
  SECTION_KINDS,
  type Section,
  type SectionKind,
  type Topic,
  passagesOf,
} from '../issue/issue.ts'

/** Only what is about some names: what they are called, and which texts mention one. */
export interface Only {
  about: readonly string[]
  mentions: (text: string) => boolean
}

/** The topics of a kind of section, each passage an item of its own. */
export const topicsOf = (issue: Issue, kind: SectionKind): Topic[] =>
  issue.sections
    .filter((section) => section.kind === kind)
    .flatMap(({ topics }) => topics.map(({ heading, items }) => ({ heading, items: items.flatMap(passagesOf) })))

/**
 * The sections asked for (none: all), in their order, without those that hold nothing. With `only`, items are looked for in all of the issue, also
 * where a digest does not go: in its headline, and channel by channel.
 */
export const chosen = (issue: Issue, wanted: readonly RecapKind[], only?: Only): Section[] => {
  if (only === undefined) return filled(issue, wanted.length === 0 ? RECAP_KINDS : wanted)
  const kinds =
    wanted.length === 0 ? SECTION_KINDS : wanted.flatMap((kind) => (kind === 'discord' ? [kind, 'discord-detail' as const] : [kind]))
  return filled(issue, kinds, only.mentions)
}

const filled = (issue: Issue, kinds: readonly SectionKind[], fits: (text: string) => boolean = () => true): Section[] =>
  kinds.flatMap((kind) => {
    const topics = topicsOf(issue, kind)
      .map(({ heading, items }) => ({ heading, items: items.filter(({ text }) => fits(text)) }))
      .filter(({ items }) => items.length > 0)
    return topics.length === 0 ? [] : [{ kind, heading: '', topics }]
  })

/** An item from the sentence on that mentions what it is here for, where that would be cut off after `room` characters. */
export const fromMention = (item: Item, room: number, mentions: (text: string) => boolean): Item => {
  if (item.text.length <= room || mentions(item.text.slice(0, room))) return item
  const sentences = item.text.split(/(?<=[.!?]["”’)]?)\s+|(?<=[。！？])|\n+/u)
  const at = sentences.findIndex((sentence) => mentions(sentence))
  return at < 1 ? item : { ...item, text: `… ${sentences.slice(at).join(' ')}` }
}

/** At most `room` items, from the beginning, and how many that leaves out. */
export const firstItems = (sections: readonly Section[], room: number): { sections: Section[]; hidden: number } => {
  let left = room
  let hidden = 0
  const taken = sections.map(({ topics, ...section }) => ({
    ...section,
    topics: topics.flatMap(({ heading, items }) => {
      const some = items.slice(0, left)
      left -= some.length
      hidden += items.length - some.length
      return some.length === 0 ? [] : [{ heading, items: some }]
    }),
  }))
  return { sections: taken.filter(({ topics }) => topics.length > 0), hidden }
}
