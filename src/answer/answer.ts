import type { Edition, SectionKind } from '../issue/issue.ts'

export interface Question {
  question: string
  /** The language to answer in. */
  locale: string
  /** What a model shall write in, where that is another (BCP 47). */
  language?: string
  /** More sentences of a model than usual. */
  length?: 'long'
  /** The day on which it is asked (YYYY-MM-DD): nothing newer is used. */
  now: string
  section?: SectionKind
  /** No older day than this (YYYY-MM-DD), beside what the question itself says. */
  since?: string
  /** Which edition to answer from; default: the one in the asker's language where it exists, else English. */
  edition?: Edition
  /** How many citations at most; default 10. */
  limit?: number
  /**
   * On whose account a model's tokens go beside that of all: a person's, and a chat's or server's. Absent: on nobody's, as on the command line. Keys,
   * unique over the platforms.
   */
  asker?: { user: string; chat: string }
}

export interface Answer {
  question: string
  answered: boolean
  /** Plain text with `[1]` marks. */
  answer: string
  /** Best first. */
  citations: Citation[]
  /** Words of the question that were taken for slips, with what was looked for in their place. */
  slips?: readonly { typed: string; meant: string }[]
  /** Nothing was found in the days that the question names: the citations are of others. */
  otherDays?: true
  /** The model that wrote it; null where it was put together without one. */
  model: string | null
  /** Why it was put together without the model that there is; absent where there is none, and where the model wrote it. */
  instead?: Instead
  /** How long it took, in milliseconds. */
  ms: number
}

/** `waiting`: the model may still write one. `spent`: a budget is used up until `renews` (epoch ms). */
export type Instead = { why: 'waiting' | 'failed' } | { why: 'spent'; budget: Budget; renews: number }
/** Whose tokens of a day are counted: of one person, of one server (or a chat that is in none), of everybody. */
export type Budget = 'user' | 'chat' | 'all'

export interface Citation {
  n: number
  issue: string
  issueUrl: string
  date: string
  section: SectionKind
  topic: string
  text: string
  urls: string[]
}
