/** Runs of index words. */
import { indexed } from './text.ts'

export type Phrase = readonly string[]

/** Whether a run of index words stands within another. */
export const within = (phrase: Phrase, part: Phrase): boolean => ` ${phrase.join(' ')} `.includes(` ${part.join(' ')} `)

/** A run of index words as the index is asked for it. */
export const quote = (phrase: Phrase): string => `"${indexed(phrase).join(' ')}"`
