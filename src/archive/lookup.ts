/** From what a person typed to rows of the index: terms, their weights, and the rows that have them. */
import type { DatabaseSync } from 'node:sqlite'
import { rowDate } from './rows.ts'
import { isStopWord, withoutStopWords } from './stopwords.ts'
import { synonyms } from './synonyms.ts'
import { isCjk, tokens, words } from './text.ts'

export interface Term {
  /** As it was typed. */
  word: string
  /** Any of these runs of index words is the term. */
  alternatives: readonly (readonly string[])[]
  /** How much it says: high where few items have it. */
  weight: number
}

type Draft = Omit<Term, 'weight'>

/** More words than this are more than a question: the rest is not looked up. */
const MOST_TERMS = 24

/** Said of memory: 128gig, 24 gigs. */
const GIGS = /\b(\d+)\s?gigs?\b/giu

/** The terms of a text, in order, each once. */
export const draftTerms = (text: string): Draft[] => {
  const typed = words(text.replace(GIGS, '$1gb')).flatMap(({ word, parts }) =>
    isCjk(word) ? withoutStopWords(word).flatMap((run) => tokens(run).map((pair) => ({ word: pair, parts: [pair] }))) : [{ word, parts }],
  )
  const telling = typed.filter(({ word }) => isCjk(word) || !isStopWord(word))
  const drafts = new Map<string, Draft>()
  const kept = telling.length > 0 ? typed.filter((each) => telling.includes(each)) : typed
  kept.forEach(({ word, parts }, at) => {
    const key = parts.join(' ')
    const previous = kept[at - 1]
    const alone = /^\p{N}+$/u.test(word)
    // "Claude 3": the number says something only after the name
    const draft: Draft =
      alone && previous && !isCjk(previous.word)
        ? { word: `${previous.word} ${word}`, alternatives: [[...previous.parts, ...parts]] }
        : { word, alternatives: [parts] }
    if (!drafts.has(key) || alone) drafts.set(alone ? draft.word : key, draft)
  })
  return [...drafts.values()].slice(0, MOST_TERMS)
}

const quote = (phrase: readonly string[]): string => `"${phrase.join(' ')}"`
const either = (phrases: readonly string[]): string => (phrases.length === 1 ? (phrases[0] ?? '') : `(${phrases.join(' OR ')})`)

/** Words typed apart may have been written as one (mini max, MiniMax). */
const withGlued = (drafts: readonly Draft[]): Draft[] => {
  const glue = (one: Draft | undefined, other: Draft | undefined): readonly string[][] => {
    const parts = [one?.alternatives[0], other?.alternatives[0]]
    return parts.every((each) => each?.length === 1) && !isCjk(`${one?.word}${other?.word}`) ? [[parts.flat().join('')]] : []
  }
  return drafts.map((draft, at) => ({
    ...draft,
    alternatives: [
      ...draft.alternatives,
      ...draft.alternatives.flatMap(synonyms),
      ...glue(draft, drafts[at + 1]),
      ...glue(drafts[at - 1], draft),
    ],
  }))
}

/** "Price" and "cost" in one question are one thing asked for. */
const withoutSynonyms = (drafts: readonly Draft[]): Draft[] =>
  drafts.filter(({ alternatives: [parts = []] }, at) => {
    const key = parts.join(' ')
    return !drafts
      .slice(0, at)
      .some(({ alternatives }) => alternatives.some((phrase) => phrase.join(' ') === key && synonyms(phrase).length > 0))
  })

/** A word that fewer items have may be two words written as one. */
const RARE = 5
const SHORTEST_PART = 3
/** The ways to read a word as two (frontiermath: frontier math). */
const splits = ({ alternatives: [parts = []] }: Draft): (readonly string[])[] => {
  const [word = ''] = parts
  if (parts.length !== 1 || isCjk(word) || word.length < 2 * SHORTEST_PART) return []
  return Array.from({ length: word.length - 2 * SHORTEST_PART + 1 }, (_, at) =>
    [word.slice(0, at + SHORTEST_PART), word.slice(at + SHORTEST_PART)].flatMap(tokens),
  )
}

export interface Looked {
  terms: Term[]
  /** Rows with the weight of all terms that they have. */
  rows: Map<number, number>
}

/** Looks terms up. Of the rows that have a term only the `newest` so many are looked at, which bounds the time that common words take. */
export const lookup = (
  db: DatabaseSync,
  newest: number,
): ((text: string, from: number, to: number, places: readonly (readonly string[])[]) => Looked) => {
  const postings = db.prepare('SELECT rowid FROM words WHERE words MATCH ? AND rowid BETWEEN ? AND ? ORDER BY rowid DESC LIMIT ?')
  postings.setReturnArrays(true)
  const held = db.prepare('SELECT coalesce(sum(items), 0) AS items FROM issue WHERE date BETWEEN ? AND ?')
  const rowsOf = (match: string, from: number, to: number): number[] =>
    // FTS5 seeks to a row only when it is bound as an integer, and node:sqlite binds a number as a float.
    (postings.all(match, BigInt(from), BigInt(to), newest) as unknown as [number][]).map(([row]) => row)
  /** How many items there are in the days that a list of rows reaches back to. */
  const among = (rows: readonly number[], from: number, to: number): number =>
    Number(held.get(rowDate(rows.length < newest ? from : (rows.at(-1) ?? from)), rowDate(to))?.['items'] ?? 0)

  return (text, from, to, places) => {
    const scope = places.map((any) => either(any.map((place) => quote([place])))).join(' AND ')
    const inScope = scope === '' ? [] : rowsOf(scope, from, to)
    const share = scope === '' ? 1 : (inScope.length + 1) / (among(inScope, from, to) + 1)
    const rows = new Map<number, number>()
    const search = (alternatives: readonly (readonly string[])[]): number[] => {
      const match = either(alternatives.map(quote))
      return rowsOf(scope === '' ? match : `${match} AND ${scope}`, from, to)
    }
    const terms = withoutSynonyms(withGlued(draftTerms(text))).map((draft): Term => {
      const { word } = draft
      let { alternatives } = draft
      let found = search(alternatives)
      if (found.length < RARE) {
        const apart = splits(draft)
          .map((phrase) => ({ phrase, rows: search([phrase]) }))
          .sort((a, b) => b.rows.length - a.rows.length)[0]
        if (apart && apart.rows.length > found.length) {
          alternatives = [...alternatives, apart.phrase]
          found = search(alternatives)
        }
      }
      const weight = Math.log(1 + (share * among(found, from, to)) / (found.length + 0.5))
      for (const row of found) rows.set(row, (rows.get(row) ?? 0) + weight)
      return { word, alternatives, weight }
    })
    return { terms, rows }
  }
}
