import type { Edition, SectionKind } from '../issue/issue.ts'

export interface Question {
  question: string
  /** The language to answer in. */
  locale: string
  /** The day on which it is asked (YYYY-MM-DD): nothing newer is used. */
  now: string
  section?: SectionKind
  /** No older day than this (YYYY-MM-DD), beside what the question itself says. */
  since?: string
  /** Which edition to answer from; default: the one in the asker's language where it exists, else English. */
  edition?: Edition
  /** How many citations at most; default 10. */
  limit?: number
}

export interface Answer {
  question: string
  answered: boolean
  /** Plain text with `[1]` marks. */
  answer: string
  /** Best first. */
  citations: Citation[]
  /** The model that wrote it; null where it was put together without one. */
  model: string | null
  /** How long it took, in milliseconds. */
  ms: number
}

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
