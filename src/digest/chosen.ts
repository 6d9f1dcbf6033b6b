/** Chooses which parts of an issue a digest shows. */
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

/** Limits a digest to items about some names; `mentions` tells whether a text mentions one of them. */
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
 * The sections asked for (none: all), in order, without empty ones. With `only`, items are also taken from parts that a digest does not show: the
 * headline, and Discord channel by channel.
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

/** An item that begins with the sentence of the mention, where that would be cut off after `room` characters; else as it is. */
export const fromMention = (item: Item, room: number, mentions: (text: string) => boolean): Item => {
  if (item.text.length <= room || mentions(item.text.slice(0, room))) return item
  const sentences = item.text.split(/(?<=[.!?]["”’)]?)\s+|(?<=[。！？])|\n+/u)
  const at = sentences.findIndex((sentence) => mentions(sentence))
  return at < 1 ? item : { ...item, text: `… ${sentences.slice(at).join(' ')}` }
}

/** The first `room` items, and how many are left out. */
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
