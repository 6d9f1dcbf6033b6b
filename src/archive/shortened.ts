/** Expands words that people shorten (`config`, `repo`, `ctx`). Short form and word are matched by how often they occur together. */
import type { Counts } from './counts.ts'
import { type Phrase, quote } from './phrases.ts'
import { tokens } from './text.ts'

/** The fewest letters of a short form; fewer stand in too many words. */
const SHORTEST = 2
/** The most letters of a short form. */
const LONGEST = 6
/** A short form has at most this share of the word's letters: `safe` is not short for `safety`. */
const LEFT = 0.6
/** A word in so many items is a word of its own, and takes long to count. */
const MOST = 4000
/** The least share of the items with the short form that have the word too. */
const SHARE = 0.08
/** How many times as often as other items they must have it. */
const LIFT = 3
/** The fewest items with both. */
const FEWEST = 3
/** A word is shortened only if it is in at least so many items, and in this share of all. */
const COMMON = { items: 10, share: 1 / 1500 }
/** How many words with the same beginning, the most frequent, are read. */
const BEGINNINGS = 40
/** How many words, the most frequent, are candidates for a short form. */
const CANDIDATES = 6

const VOWEL = /[aeiou]/
/** Whether a word has the letters of a short form, in order, the first one at its beginning. */
export const standsIn = (short: string, word: string): boolean => {
  let at = 0
  for (const letter of word) if (letter === short[at]) at += 1
  return at === short.length && word[0] === short[0]
}

/**
 * Makes a function that finds the word that a short form stands for, as a token. A short form with a vowel is the beginning of the word; one without
 * (`ctx`) has some letters of a name.
 *
 * @param known the tokens of all names
 */
export const createShortened =
  (counts: Counts, known: () => ReadonlySet<string>): ((word: string) => Phrase | undefined) =>
  (word) => {
    const [short = '', ...more] = tokens(word)
    if (more.length > 0 || short.length < SHORTEST || short.length > LONGEST || !/^[a-z]+$/.test(short)) return undefined
    const isLonger = (term: string): boolean => /^[a-z]+$/.test(term) && short.length <= LEFT * term.length
    const begins = VOWEL.test(short)
    const names = begins ? [] : [...known()].filter((term) => standsIn(short, term) && isLonger(term))
    if (!begins && names.length === 0) return undefined
    const alone = counts.matching(quote([short]), MOST)
    if (alone < FEWEST || alone === MOST) return undefined
    const all = counts.all()
    const common = Math.max(COMMON.items, Math.floor(COMMON.share * all))
    const longer = begins
      ? counts.between(short, `${short}\u{10FFFF}`, common, BEGINNINGS)
      : names.map((token) => ({ token, items: counts.having(token) }))
    const [best] = longer
      .filter(({ token, items }) => items >= common && isLonger(token))
      .sort((a, b) => b.items - a.items)
      .slice(0, CANDIDATES)
      .map(({ token, items }) => ({ token, items, both: counts.matching(`${quote([short])} AND ${quote([token])}`) }))
      .filter(({ items, both }) => both >= Math.max(FEWEST, SHARE * alone) && (both * all) / alone / items >= LIFT)
      .sort((a, b) => b.both - a.both)
    return best && [best.token]
  }
