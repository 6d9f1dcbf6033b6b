/** Runs of index words. */
import { indexed } from './text.ts'

export type Phrase = readonly string[]

/** Whether a run of index words stands within another. */
export const within = (phrase: Phrase, part: Phrase): boolean => ` ${phrase.join(' ')} `.includes(` ${part.join(' ')} `)

/** A run of index words as the index is asked for it. */
export const quote = (phrase: Phrase): string => `"${indexed(phrase).join(' ')}"`

/** Those that no other one stands within: what has any of the runs has one of these. */
export const briefest = (phrases: readonly Phrase[]): Phrase[] => {
  const all = new Map(phrases.map((phrase) => [` ${phrase.join(' ')} `, phrase]))
  return [...all].flatMap(([run, phrase]) => ([...all.keys()].some((other) => other !== run && run.includes(other)) ? [] : [phrase]))
}
