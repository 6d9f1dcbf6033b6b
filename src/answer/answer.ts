/** Questions and answers, as the use case takes and gives them. */
import type { Edition, SectionKind } from '../issue/issue.ts'

export interface Question {
  question: string
  /** The language to answer in. */
  locale: string
  /** The language (BCP 47) for a model to write in, where it differs from `locale`. */
  language?: string
  /** Asks a model for more sentences than usual. */
  length?: 'long'
  /** The day on which it is asked (YYYY-MM-DD): nothing newer is used. */
  now: string
  section?: SectionKind
  /** The first day (YYYY-MM-DD) to use, in addition to what the question itself says. */
  since?: string
  /** Which edition to answer from; default: the one in the asker's language where it exists, else English. */
  edition?: Edition
  /** How many citations at most; default 10. */
  limit?: number
  /**
   * Whose budgets a model's tokens count against, beside that of all: keys of a person and of a chat or server, unique over the platforms. Absent:
   * nobody's, as on the command line.
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
  /** Words of the question that seem mistyped, with the words searched in their place. */
  slips?: readonly { typed: string; meant: string }[]
  /** Set where the citations are of other days because nothing was found in those that the question names. */
  otherDays?: true
  /** The model that wrote it; null where it was extracted without one. */
  model: string | null
  /** Why the model that is configured did not write it; absent where it did, and without a model. */
  instead?: Instead
  /** How long it took, in milliseconds. */
  ms: number
}

/** `waiting`: the model's answer may still come. `spent`: a budget is used up until `renews` (epoch milliseconds). */
export type Instead = { why: 'waiting' | 'failed' } | { why: 'spent'; budget: Budget; renews: number }
/** Whose tokens a budget counts: those of a person, of a server (or a chat that is in none), or of everybody. */
export type Budget = 'user' | 'chat' | 'all'

/** An item that an answer rests on. */
export interface Citation {
  /** Its number in the answer's `[1]` marks. */
  n: number
  issue: string
  issueUrl: string
  date: string
  section: SectionKind
  topic: string
  text: string
  urls: string[]
}
