/** The types of an issue. Their field names are those of the command line's JSON. */

/** The kinds of sections. `discord-detail`: the summaries channel by channel. `headline`: the text before the first heading. */
export const SECTION_KINDS = ['headline', 'twitter', 'reddit', 'discord', 'discord-detail', 'other'] as const
export type SectionKind = (typeof SECTION_KINDS)[number]

/** The kinds that people choose from: the recaps. */
export const RECAP_KINDS = ['twitter', 'reddit', 'discord'] as const satisfies readonly SectionKind[]
export type RecapKind = (typeof RECAP_KINDS)[number]

/** A language version of an issue, as a BCP 47 primary language tag: `en`, `zh`. */
export type Edition = string

export interface Issue {
  /** The slug: the file's name without its ending, or the last part of the link. */
  id: string
  edition: Edition
  /** `YYYY-MM-DD`: the day in the slug, else the stated date. */
  date: string
  /** The stated date, where it differs from `date`. */
  statedDate?: string
  title: string
  /** The web address of the issue; empty when unknown. */
  url: string
  /** Plain text. */
  summary: string
  tags: Tags
  stats?: Stats
  /** Whether the newsletter calls it a quiet day. */
  quiet?: boolean
  /** Set by the archive when the issue's source has withdrawn it. */
  withdrawn?: true
  sections: Section[]
}

export interface Tags {
  companies: string[]
  models: string[]
  topics: string[]
  people: string[]
}

export const TAG_KINDS = ['companies', 'models', 'topics', 'people'] as const satisfies readonly (keyof Tags)[]

/** @param of gives the tags of a kind */
export const tagsOf = (of: (kind: keyof Tags) => string[]): Tags => ({
  companies: of('companies'),
  models: of('models'),
  topics: of('topics'),
  people: of('people'),
})

/** The numbers in the issue's statistics line: counts, and minutes. */
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
  /** As in the source; empty for the text before the first heading. */
  heading: string
  topics: Topic[]
}

export interface Topic {
  /** Empty for items directly below the section's heading. */
  heading: string
  items: Item[]
}

export interface Item {
  /** Plain text, one line per paragraph, without markup or mentions that a platform would act on. */
  text: string
  /** Every http(s) link of the item, in order, each once. */
  urls: string[]
  /** The people mentioned, and the authors of linked posts, as `@name`. */
  authors: string[]
  /** Reddit's score (or activity), where given. */
  score?: number
  /** The number of comments on Reddit, where given. */
  comments?: number
  /**
   * If the item is a run of paragraphs (a guild's summary without bullets, an essay): these paragraphs, each of which is found, cited and shown by
   * itself. The item's text and links are theirs, joined.
   */
  passages?: Passage[]
}

export type Passage = Omit<Item, 'passages'>

export const itemsOf = (sections: readonly Section[]): Item[] => sections.flatMap(({ topics }) => topics.flatMap(({ items }) => items))

/** The parts of an item that are found and cited by themselves: its passages, or else the item. */
export const passagesOf = (item: Item): Passage[] => item.passages ?? [item]

/** Makes one item of a run of paragraphs. */
export const joinPassages = (passages: Passage[]): Item =>
  passages.length === 1 && passages[0] !== undefined
    ? passages[0]
    : {
        text: passages.map(({ text }) => text).join('\n'),
        urls: [...new Set(passages.flatMap(({ urls }) => urls))],
        authors: [...new Set(passages.flatMap(({ authors }) => authors))],
        passages,
      }
