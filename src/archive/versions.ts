/** Tells versions apart: `Llama 3.1` is no mention of `Llama 3`, though in the index it has the same tokens at its beginning. */
import type { DatabaseSync } from 'node:sqlite'
import type { Phrase } from './phrases.ts'
import { remembered } from './remembered.ts'
import type { Weighted } from './sampling.ts'
import { tokens } from './text.ts'

const DECIMAL = /(?<=\d)\.(?=\d)/

/** A text split at the points within its numbers. */
export const atDecimals = (text: string): string[] => (/\d\.\d/.test(text) ? text.split(DECIMAL) : [text])

/** A text as tokens. */
export interface Line {
  words: readonly string[]
  /** The positions of tokens after a decimal point: in `3.1` that of the `1`. */
  goesOn: ReadonlySet<number>
}

/** How many texts are remembered: a question is searched in several samples and judged sentence by sentence, and the next is often about the same. */
const REMEMBERED = 2000

/** The tokens of a text. */
export const lineOf = remembered(REMEMBERED, (text: string): Line => {
  const pieces = atDecimals(text)
  if (pieces.length === 1) return { words: tokens(text), goesOn: new Set() }
  const list: string[] = []
  const goesOn = new Set<number>()
  for (const piece of pieces) {
    if (list.length > 0) goesOn.add(list.length)
    for (const token of tokens(piece)) list.push(token)
  }
  return { words: list, goesOn }
})

const NUMBER = /^\p{N}+$/u
/** Whether a phrase ends in a number, and so may be the beginning of another version's name. */
const isVersioned = (phrase: Phrase): boolean => phrase.length > 1 && NUMBER.test(phrase.at(-1) ?? '')

const ZERO = /^0+$/u
/** A version without its trailing zeros: `0.54.0` is `0.54`. */
export const withoutZeros = (phrase: Phrase): Phrase => phrase.slice(0, phrase.findLastIndex((token) => !ZERO.test(token)) + 1)

/** Whether a phrase stands at a position of a line and is no part of another version there. */
const standsAt = ({ words, goesOn }: Line, phrase: Phrase, at: number): boolean => {
  if (!phrase.every((token, offset) => words[at + offset] === token)) return false
  if (phrase.length > 1 && goesOn.has(at) && NUMBER.test(phrase[0] ?? '')) return false
  let end = at + phrase.length
  while (goesOn.has(end) && ZERO.test(words[end] ?? '')) end += 1
  return !(goesOn.has(end) && isVersioned(phrase))
}

/** Makes a function that finds terms in a line; it returns the token positions of each term, in the order of the terms. */
export const createFinder = (terms: readonly { alternatives: readonly Phrase[] }[]): ((line: Line) => number[][]) => {
  const starts = new Map<string, { term: number; phrase: Phrase }[]>()
  terms.forEach(({ alternatives }, term) => {
    for (const phrase of alternatives) {
      const [first = ''] = phrase
      const known = starts.get(first)
      if (known) known.push({ term, phrase })
      else starts.set(first, [{ term, phrase }])
    }
  })
  return (line) => {
    const found = terms.map((): number[] => [])
    for (let at = 0; at < line.words.length; at++)
      for (const { term, phrase } of starts.get(line.words[at] ?? '') ?? []) if (standsAt(line, phrase, at)) found[term]?.push(at)
    return found
  }
}

/** A term with its posting list. */
export interface Claim {
  alternatives: readonly Phrase[]
  rows: readonly number[]
  weight: number
}

/** How many letters stemming may have removed from a word; shorter tokens have no ending. */
const ENDING = 3
const endingOf = (token: string): number => (NUMBER.test(token) || token.length < ENDING ? 0 : ENDING)
const LETTER = /\p{L}/uy
const BETWEEN = /[^\p{L}\p{N}]*/uy
/** Matches what follows the name of another version. */
const OTHER = /\.\p{N}/uy
/** Matches what follows the name of this version. */
const ITSELF = /(?:\.0+)*(?!\p{N}|\.\p{N})/uy

/** The end of a match that begins at a position; -1 where there is none. */
const endOf = (pattern: RegExp, text: string, at: number): number => {
  pattern.lastIndex = at
  return pattern.test(text) ? pattern.lastIndex : -1
}

/**
 * Whether a text in lower case has a phrase at a position, followed by a pattern. The text may have endings and separators that the phrase's tokens
 * lack; `place` is the index of the token to begin with.
 */
const isThere = (text: string, phrase: Phrase, at: number, then: RegExp, place = 0): boolean => {
  const token = phrase[place] ?? ''
  if (!text.startsWith(token, at)) return false
  let end = at + token.length
  if (place === phrase.length - 1) return endOf(then, text, end) >= 0
  for (let letters = endingOf(token); end >= 0; letters--) {
    if (isThere(text, phrase, endOf(BETWEEN, text, end), then, place + 1)) return true
    end = letters === 0 ? -1 : endOf(LETTER, text, end)
  }
  return false
}

/** Whether a text has one of the phrases, followed by a pattern. */
const isAnywhere = (text: string, phrases: readonly Phrase[], then: RegExp): boolean =>
  phrases.some((phrase) => {
    const [first = ''] = phrase
    for (let at = text.indexOf(first); at >= 0; at = text.indexOf(first, at + 1)) if (isThere(text, phrase, at, then)) return true
    return false
  })

/** A smaller weight is a rounding error. */
const NOTHING = 1e-9

/**
 * Makes a function that subtracts from candidates the weight of terms that they only have as the beginning of another version's name. It reads the
 * rows that `wanted` gives, and changes the weights in place.
 */
export const createVersions = (
  db: DatabaseSync,
): ((claims: readonly Claim[], wanted: () => readonly number[], candidates: Weighted) => void) => {
  const read = db.prepare(
    `SELECT item.id AS row, heading || ' ' || body AS text FROM json_each(?) AS wanted JOIN item ON item.id = wanted.value
     WHERE EXISTS (SELECT 1 FROM json_each(?) AS goes WHERE body GLOB goes.value OR heading GLOB goes.value)`,
  )
  return (claims, wanted, { rows, weights }) => {
    const doubtful = claims
      .filter(({ alternatives }) => alternatives.every(isVersioned))
      .map(({ alternatives, weight, rows: claimed }) => ({
        alternatives,
        weight,
        rows: new Set(claimed),
        goesOn: alternatives.map((phrase) => `*${phrase.at(-1)}.[0-9]*`),
      }))
    const asked = doubtful.length === 0 ? [] : wanted().filter((row) => doubtful.some((claim) => claim.rows.has(row)))
    if (asked.length === 0) return
    for (const found of read.all(JSON.stringify(asked), JSON.stringify(doubtful.flatMap(({ goesOn }) => goesOn)))) {
      const [row, text] = [Number(found['row']), String(found['text']).toLowerCase()]
      for (const claim of doubtful) {
        if (!claim.rows.has(row) || !isAnywhere(text, claim.alternatives, OTHER) || isAnywhere(text, claim.alternatives, ITSELF)) continue
        const at = rows.indexOf(row)
        const rest = (weights[at] ?? 0) - claim.weight
        weights[at] = rest > NOTHING ? rest : 0
      }
    }
  }
}
