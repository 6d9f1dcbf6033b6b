/** Expands abbreviations by the definitions in the items: `Stable Diffusion XL (SDXL)`. */
import type { DatabaseSync } from 'node:sqlite'
import type { Counts } from './counts.ts'
import { type Phrase, quote } from './phrases.ts'
import { rowText } from './rowtext.ts'
import { tokens } from './text.ts'

const isWord = (character: string | undefined): boolean => character !== undefined && /[\p{L}\p{N}]/u.test(character)

/**
 * The words at the end of `before` that `short` abbreviates: they have each of its letters in order, the first one at a word's beginning, and are at
 * most `min(letters + 5, letters * 2)` words. Undefined where there are none. Schwartz and Hearst, "A simple algorithm for identifying abbreviation
 * definitions in biomedical text", 2003.
 */
export const longForm = (short: string, before: string): string | undefined => {
  const text = before.trimEnd()
  const [low, letters] = [text.toLowerCase(), short.toLowerCase()]
  let at = low.length
  for (const letter of Array.from(letters).filter(isWord).toReversed()) {
    if (at === 0) return undefined
    at = low.lastIndexOf(letter, at - 1)
    if (at < 0) return undefined
  }
  while (at > 0 && isWord(low[at - 1])) at = low.lastIndexOf(letters.charAt(0), at - 1)
  if (at < 0) return undefined
  const long = text.slice(at)
  const count = long.split(/[\s-]+/).length
  const most = Math.min(short.length + 5, short.length * 2)
  return count > most ||
    long.length <= short.length ||
    long
      .toLowerCase()
      .split(/[^\p{L}\p{N}]+/u)
      .includes(letters)
    ? undefined
    : long
}

/** How many items are read for a definition, the oldest with the short form, because things are defined when they are new. */
const READ = 150
/** How many characters before a bracket are read. */
const BEFORE = 100
/** The most characters of an abbreviation. */
const LONGEST = 6
/** How often a definition must occur; a single one may be a mistake of the algorithm. */
const TWICE = 2

export interface Abbreviations {
  /** The phrase that a word abbreviates; undefined where the items define none. */
  expand(word: string): Phrase | undefined
  /** Whether items have the short form in brackets after the long one. */
  defined(long: Phrase, short: Phrase): boolean
}

export const createAbbreviations = (db: DatabaseSync, counts: Counts): Abbreviations => {
  const read = rowText(db)
  return {
    expand(word) {
      const key = word.toLowerCase()
      if (key.length < 2 || key.length > LONGEST || !/^\p{L}[\p{L}\p{N}]+$/u.test(key)) return undefined
      const bracket = new RegExp(`\\((${key})s?\\)`, 'giu')
      const counts = new Map<string, number>()
      for (const text of read(tokens(key), READ, `(${key}`))
        for (const { 1: short = '', index } of text.matchAll(bracket)) {
          // A word in brackets is an abbreviation only if it is written like one.
          if (!/\p{Lu}.*[\p{Lu}\p{N}]/u.test(short)) continue
          const long = tokens(longForm(short, text.slice(Math.max(0, index - BEFORE), index)) ?? '').join(' ')
          if (long !== '') counts.set(long, (counts.get(long) ?? 0) + 1)
        }
      const [best] = [...counts].sort((a, b) => b[1] - a[1])
      return best && best[1] >= TWICE ? best[0].split(' ') : undefined
    },
    // The index has no brackets, so the two forms are adjacent.
    defined: (long, short) => counts.matching(quote([...long, ...short]), TWICE) >= TWICE,
  }
}
