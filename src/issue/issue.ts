/** What an issue is, once read. Field names are those of the command line's JSON. */

/** `discord-detail`: the channel-by-channel part. `headline`: what stands before the first heading. */
export const SECTION_KINDS = ['headline', 'twitter', 'reddit', 'discord', 'discord-detail', 'other'] as const
export type SectionKind = (typeof SECTION_KINDS)[number]

/** The kinds a person picks from: the recaps proper. */
export const RECAP_KINDS = ['twitter', 'reddit', 'discord'] as const satisfies readonly SectionKind[]
export type RecapKind = (typeof RECAP_KINDS)[number]

/** A language version of an issue: a BCP 47 primary tag. */
export type Edition = string

export interface Issue {
  /** The slug: the file's name without its ending, or the last part of the link. */
  id: string
  edition: Edition
  /** `YYYY-MM-DD`: the day in the slug, else the stated one. */
  date: string
  /** The stated date, where it differs from `date`. */
  statedDate?: string
  title: string
  /** Where the issue can be read. Empty when unknown. */
  url: string
  /** Plain text. */
  summary: string
  tags: Tags
  stats?: Stats
  /** Whether the newsletter calls it a quiet day. */
  quiet?: boolean
  /** Its source took it back: what the archive says, and no issue of itself. */
  withdrawn?: true
  sections: Section[]
}

export interface Tags {
  companies: string[]
  models: string[]
  topics: string[]
  people: string[]
}

/** From the issue's own statistics line: counts, and minutes. */
export interface Stats {
  subreddits?: number
  twitters?: number
  discords?: number
  channels?: number
  messages?: number
  minutesSaved?: number
}

export interface Section {
  kind: SectionKind
  /** As the source has it; empty for the text before the first heading. */
  heading: string
  topics: Topic[]
}

export interface Topic {
  /** Empty for items that stand under no heading of their own. */
  heading: string
  items: Item[]
}

export interface Item {
  /** Plain text: no markup, no mention that a platform would act on; paragraphs on lines of their own. */
  text: string
  /** Every http(s) link of the item, in order, each once. */
  urls: string[]
  /** `@name`s. */
  authors: string[]
  /** Reddit's score (or activity) and number of comments, where given. */
  score?: number
  comments?: number
  /**
   * Where the item is a run of paragraphs (a guild's summary without bullets, an essay): each of them, to be found, cited and shown by itself.
   * Their texts and links, joined, are the item's.
   */
  passages?: Passage[]
}

export type Passage = Omit<Item, 'passages'>

/** The parts of an item that stand for themselves: its passages, else the item. */
export const passagesOf = (item: Item): Passage[] => item.passages ?? [item]

/** One item of a run of paragraphs. */
export const joinPassages = (passages: Passage[]): Item =>
  passages.length === 1 && passages[0] !== undefined
    ? passages[0]
    : {
        text: passages.map(({ text }) => text).join('\n'),
        urls: [...new Set(passages.flatMap(({ urls }) => urls))],
        authors: [...new Set(passages.flatMap(({ authors }) => authors))],
        passages,
      }
