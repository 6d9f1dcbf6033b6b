/** Corrects mistyped words to the nearest word of the archive. */
import type { DatabaseSync } from 'node:sqlite'
import { distance, slipsOf } from '../issue/slips.ts'
import { createCounts } from './counts.ts'
import { rowText } from './rowtext.ts'
import { isCjk, tokens, words } from './text.ts'

export interface Meant {
  /** The word as the archive writes it. */
  word: string
  /** Its token in the index. */
  token: string
}

/** How many typed words are remembered with their corrections. */
const REMEMBERED = 2000
/** The fewest letters of a token that is corrected. */
const SHORTEST = 4
/** A word in more items is no slip. */
const SLIPS = 10
/** A correction is in at least so many times as many items as the slip. */
const RARER = 300
/** The fewest items with a correction; a rarer word may be a slip itself. */
const FEWEST = 3

/**
 * Makes a function that corrects a word which hardly any item has; undefined where there is no correction. Candidates are the index's tokens with the
 * same first three letters, because reading all takes half a second for three years of issues, and those of `names`, which win ties as they are
 * mistyped most. Corrections are remembered for as long as `names` gives the same object.
 */
export const createSpeller = (db: DatabaseSync, names: () => ReadonlySet<string>): ((typed: string) => Meant | undefined) => {
  const counts = createCounts(db)
  const read = rowText(db)

  const nearest = (typed: string, known: ReadonlySet<string>): Meant | undefined => {
    const [token = '', ...more] = tokens(typed)
    // Tokens are stemmed, so their distance is limited as well.
    const limit = token.length < SHORTEST ? 0 : Math.min(slipsOf(typed), Math.max(1, slipsOf(token)))
    if (limit === 0 || more.length > 0 || isCjk(typed)) return undefined
    const own = counts.having(token)
    if (own > SLIPS) return undefined
    const start = token.slice(0, 3)
    const fewest = Math.max(FEWEST, RARER * own)
    const near = counts.between(start, `${start}\u{10FFFF}`, fewest)
    for (const name of known)
      if (!name.startsWith(start) && distance(token, name, limit) <= limit) near.push({ token: name, items: counts.having(name) })
    const [best] = near
      .filter((other) => other.items >= fewest && other.token !== token)
      .map((other) => ({ ...other, far: distance(token, other.token, limit), name: known.has(other.token) }))
      .filter(({ far }) => far <= limit)
      .sort((a, b) => a.far - b.far || Number(b.name) - Number(a.name) || b.items - a.items)
    if (best === undefined) return undefined
    const [text = ''] = read([best.token], 1)
    const found = words(text).find(({ parts }) => parts.length === 1 && parts[0] === best.token)
    return { word: found?.word ?? best.token, token: best.token }
  }

  let corrected: { of: ReadonlySet<string>; words: Map<string, Meant | undefined> } | undefined
  return (typed) => {
    const of = names()
    if (corrected?.of !== of || corrected.words.size >= REMEMBERED) corrected = { of, words: new Map() }
    const { words: before } = corrected
    if (!before.has(typed)) before.set(typed, nearest(typed, of))
    return before.get(typed)
  }
}
