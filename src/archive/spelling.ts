/** Corrects mistyped words to the nearest word of the archive. */
import type { DatabaseSync } from 'node:sqlite'
import { distance, slipsOf } from '../issue/slips.ts'
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
  db.exec("CREATE VIRTUAL TABLE temp.spelled USING fts5vocab('main', 'words', 'row')")
  const count = db.prepare('SELECT doc FROM temp.spelled WHERE term = ?')
  const between = db.prepare('SELECT term, doc FROM temp.spelled WHERE term >= ? AND term < ?')
  between.setReturnArrays(true)
  const items = (token: string): number => Number(count.get(token)?.['doc'] ?? 0)
  const read = rowText(db)

  const nearest = (typed: string, known: ReadonlySet<string>): Meant | undefined => {
    const [token = '', ...more] = tokens(typed)
    // Tokens are stemmed, so their distance is limited as well.
    const limit = token.length < SHORTEST ? 0 : Math.min(slipsOf(typed), Math.max(1, slipsOf(token)))
    if (limit === 0 || more.length > 0 || isCjk(typed)) return undefined
    const own = items(token)
    if (own > SLIPS) return undefined
    const start = token.slice(0, 3)
    const near = between.all(start, `${start}\u{10FFFF}`) as unknown as [string, number][]
    for (const name of known) if (!name.startsWith(start) && distance(token, name, limit) <= limit) near.push([name, items(name)])
    const [best] = near
      .filter(([term, held]) => held >= Math.max(FEWEST, RARER * own) && term !== token)
      .map(([term, held]) => ({ term, held, far: distance(token, term, limit), name: known.has(term) }))
      .filter(({ far }) => far <= limit)
      .sort((a, b) => a.far - b.far || Number(b.name) - Number(a.name) || b.held - a.held)
    if (best === undefined) return undefined
    const { term } = best
    const [text = ''] = read([term], 1)
    return { word: words(text).find(({ parts }) => parts.length === 1 && parts[0] === term)?.word ?? term, token: term }
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
