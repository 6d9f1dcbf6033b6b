/** Whether a sentence tells that it was done, by whom and to whom as was asked: of who bought whom both names are in many. */
import type { Phrase } from '../archive/phrases.ts'
import { tokens } from '../archive/text.ts'
import { isPredicate, saidOtherwise } from './predicates.ts'

/** Between these it is said of one thing what it does. */
const EDGE = /[;:]|\s[-–—]\s/u
/** A name written out, a number, a source: what stands around it is said in one go. */
const ASIDE = /\s?\([^()]*\)/gu
const placeOf = (words: readonly string[], phrases: readonly Phrase[]): number =>
  words.findIndex((_, at) => phrases.some((phrase) => phrase.length > 0 && phrase.every((word, offset) => words[at + offset] === word)))

/** What was done as a thing is told of somebody: `Acme's acquisition of Lumen`. */
const THING = /^(?:acquisit|takeov|merger|departur|resignat|shutdown|bankruptc|lawsuit|award)/u
const TOLD_THING = /['’]s?\s(?:\S+\s)?\S+|\sof\s/u

/** What makes somebody do something is no maker. */
const MAKES = 'make'
/** The first run of words that says what is done, and where it stands. */
const deedIn = (words: readonly string[]): { phrase: Phrase; at: number } | undefined => {
  for (const [at, word] of words.entries())
    for (const phrase of [words.slice(at, at + 2), [word]]) if (isPredicate(phrase) && word !== MAKES) return { phrase, at }
  return undefined
}
export const asksForDeed = (question: string): boolean => deedIn(tokens(question)) !== undefined

/**
 * Whether some clause has the names and what is done, who does it first, or after `by`.
 *
 * @param names of each how it is asked for, and its other spellings
 */
export const isTold = (sentence: string, question: string, names: readonly (readonly Phrase[])[]): boolean => {
  const asked = tokens(question)
  const deed = deedIn(asked)
  if (deed === undefined || names.length === 0) return true
  const inOrder = names.toSorted((a, b) => placeOf(asked, a) - placeOf(asked, b))
  const isOrdered = names.length > 1 && placeOf(asked, inOrder.at(0) ?? []) < deed.at && placeOf(asked, inOrder.at(-1) ?? []) > deed.at
  const isPassive = asked.slice(deed.at).includes('by')
  const [who = [], ...others] = isPassive ? inOrder.toReversed() : inOrder
  const said = [deed.phrase, ...saidOtherwise(deed.phrase)]
  return sentence
    .replace(ASIDE, '')
    .split(EDGE)
    .some((clause) => {
      const words = tokens(clause)
      const done = placeOf(words, TOLD_THING.test(clause) ? said : said.filter(([word = '']) => !THING.test(word)))
      const [first = -1, ...rest] = [who, ...others].map((name) => placeOf(words, name))
      if (done < 0 || first < 0 || rest.some((place) => place < 0)) return false
      return (
        !isOrdered || (first < done && rest.every((place) => place > done)) || (first > done && words.slice(done, first).includes('by'))
      )
    })
}
