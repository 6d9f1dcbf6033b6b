/**
 * Checks that a sentence reports the event a question asks about, with agent and object as in the question. Both names are also in sentences that
 * tell it the other way round: who bought whom.
 */
import type { Phrase } from '../archive/phrases.ts'
import { tokens } from '../archive/text.ts'
import { isPredicate, saidOtherwise } from './predicates.ts'

/** Matches the boundary between two clauses. */
const CLAUSE_BOUNDARY = /[;:]|\s[-–—]\s/u
/** Matches a parenthesis, which interrupts a clause. */
const PARENTHESIS = /\s?\([^()]*\)/gu
/** Whether a phrase stands at a position. */
const standsIn = (words: readonly string[], phrase: Phrase, at: number): boolean =>
  phrase.length > 0 && phrase.every((word, offset) => words[at + offset] === word)
/** The position of the first token of any phrase; -1 if there is none. */
const placeOf = (words: readonly string[], phrases: readonly Phrase[]): number =>
  words.findIndex((_, at) => phrases.some((phrase) => standsIn(words, phrase, at)))

/** Matches nouns of events. */
const EVENT_NOUN = /^(?:acquisit|takeov|merger|departur|resignat|shutdown|bankruptc|lawsuit|award)/u
/** Matches a genitive, without which an event noun reports no event of somebody: `Acme's acquisition of Lumen`. */
const GENITIVE = /['’]s?\s(?:\S+\s)?\S+|\sof\s/u

/** This token is no predicate here: in `what makes X do Y` nothing is made. */
const MAKES = 'make'
/** The first predicate among tokens, of one or two of them, with its position. */
const predicateIn = (words: readonly string[]): { phrase: Phrase; at: number } | undefined => {
  for (const [at, word] of words.entries())
    for (const phrase of [words.slice(at, at + 2), [word]]) if (isPredicate(phrase) && word !== MAKES) return { phrase, at }
  return undefined
}
/** Whether a question has a known predicate, and so asks about an event. */
export const asksForDeed = (question: string): boolean => predicateIn(tokens(question)) !== undefined

/**
 * Whether a clause of the sentence has all the names and the question's predicate or another word for it. If the question has names on both sides of
 * its predicate, the agent must stand before the clause's predicate, or after `by`. True for a question without names or predicate.
 *
 * @param names for each name of the question its spelling there, then the others
 */
export const isTold = (sentence: string, question: string, names: readonly (readonly Phrase[])[]): boolean => {
  const asked = tokens(question)
  const predicate = predicateIn(asked)
  if (predicate === undefined || names.length === 0) return true
  const inOrder = names.toSorted((a, b) => placeOf(asked, a) - placeOf(asked, b))
  const isOrdered =
    names.length > 1 && placeOf(asked, inOrder.at(0) ?? []) < predicate.at && placeOf(asked, inOrder.at(-1) ?? []) > predicate.at
  const isPassive = asked.slice(predicate.at).includes('by')
  const [agent = [], ...others] = isPassive ? inOrder.toReversed() : inOrder
  const predicates = [predicate.phrase, ...saidOtherwise(predicate.phrase)]
  return sentence
    .replace(PARENTHESIS, '')
    .split(CLAUSE_BOUNDARY)
    .some((clause) => {
      const words = tokens(clause)
      const done = placeOf(words, GENITIVE.test(clause) ? predicates : predicates.filter(([word = '']) => !EVENT_NOUN.test(word)))
      const [first = -1, ...rest] = [agent, ...others].map((name) => placeOf(words, name))
      if (done < 0 || first < 0 || rest.some((place) => place < 0)) return false
      return (
        !isOrdered || (first < done && rest.every((place) => place > done)) || (first > done && words.slice(done, first).includes('by'))
      )
    })
}

/** Matches a question for who holds an office: `the CFO of Acme`. */
const OFFICE =
  /\b(c[a-z]o|(?:co-?)?founder|president|chair(?:man|woman)?|chief|head|director|author) (?:of|at|for|in|bei|von|chez|de|del)\b/iu
/** An office and the name it belongs to are at most this many tokens apart: `Acme's new CFO`. */
const NEAR = 3

/** Whether a sentence has the office that a question asks about close to one of the names. True for a question without office or names. */
export const isHeld = (sentence: string, question: string, names: readonly (readonly Phrase[])[]): boolean => {
  const office = tokens(OFFICE.exec(question)?.[1] ?? '')
  if (office.length === 0 || names.length === 0) return true
  const words = tokens(sentence)
  const isNear = (at: number): boolean => {
    const around = words.slice(Math.max(0, at - NEAR), at + office.length + NEAR)
    return names.some((spellings) => placeOf(around, spellings) >= 0)
  }
  return words.some((_, at) => standsIn(words, office, at) && isNear(at))
}
