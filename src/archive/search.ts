import type { Edition, Item, SectionKind } from '../issue/issue.ts'

export interface SearchQuery {
  /** What a person typed: never FTS syntax. */
  text: string
  kinds?: readonly SectionKind[]
  /** Days, inclusive, YYYY-MM-DD. */
  since?: string
  until?: string
  /** Default: all. */
  edition?: Edition
  limit: number
}

/** An item that was found, with where it stands. */
export interface Hit {
  uid: string
  issue: string
  issueUrl: string
  title: string
  edition: Edition
  date: string
  kind: SectionKind
  topic: string
  item: Item
  /** Higher is better; comparable within one result only. */
  score: number
}
