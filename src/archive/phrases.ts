/** Phrases: sequences of tokens as the index has them. */
import { indexed } from './text.ts'

export type Phrase = readonly string[]

/** Whether a phrase has another one in it. */
export const within = (phrase: Phrase, part: Phrase): boolean => ` ${phrase.join(' ')} `.includes(` ${part.join(' ')} `)

/** A phrase as an FTS5 query. */
export const quote = (phrase: Phrase): string => `"${indexed(phrase).join(' ')}"`

/** The phrases that have no other one in them: a text with any of the phrases has one of these. */
export const briefest = (phrases: readonly Phrase[]): Phrase[] => {
  const all = new Map(phrases.map((phrase) => [` ${phrase.join(' ')} `, phrase]))
  return [...all].flatMap(([run, phrase]) => ([...all.keys()].some((other) => other !== run && run.includes(other)) ? [] : [phrase]))
}
