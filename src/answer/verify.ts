/** Checks what a model wrote against the items it cites. What cannot be held against them is not shown to anybody. */
import { isStopWord } from '../archive/stopwords.ts'
import { isCjk, tokens } from '../archive/text.ts'

/** What a sentence may rest on. */
export interface Evidence {
  topic: string
  text: string
  date: string
}

const CITATION = /\[(\d{1,3}(?:\s*,\s*\d{1,3})*)\]/gu
/** Nothing of this belongs into a sentence of plain text: links, mentions, tags, code, tables. */
const FOREIGN = /https?:|www\.|\]\(|<[@#!/a-z]|@(?:everyone|here)\b|`|\||\p{Cc}|[\u200B-\u200F\u202A-\u202E\u2066-\u2069]/iu
const MARKUP = /^[\s#>*-]+(?=\S)|\*\*|__|~~/gu
/** Characters. Longer is a flood, not a sentence. */
const LONGEST = 600
const NUMBER = /\p{N}+(?:[.,]\p{N}+)*/gu
const WORD = /[\p{L}\p{N}][\p{L}\p{M}\p{N}'’-]*/gu
/** Of the words that say something, this share must stand in the cited items; the rest is the model's own wording. */
const SHARED = 0.5

/** `1,000` is `1000`, and a number ends before its sentence's comma. */
const plainNumber = (number: string): string => number.replace(/,(?=\d{3}(?:\D|$))/g, '')
const numbersOf = (text: string): string[] => Array.from(text.matchAll(NUMBER), ([number]) => plainNumber(number))

/** Written like a name: letters with a capital or a digit, beyond the sentence's first letter. */
const isName = (word: string, first: boolean): boolean => /\p{L}/u.test(word) && (first ? /^.+[\p{Lu}\p{N}]/u : /[\p{Lu}\p{N}]/u).test(word)

/**
 * The sentence as it may be shown, or undefined: each cited item exists, each number and each name stands in a cited item, and most words do.
 * `sameLanguage`: the sentence is in the language of the items, so that its wording can be compared.
 */
export const verified = (raw: string, items: readonly Evidence[], sameLanguage: boolean): string | undefined => {
  const sentence = raw.replace(MARKUP, '').replace(/\s+/g, ' ').trim()
  const cited = Array.from(sentence.matchAll(CITATION), ([, list = '']) => list.split(',').map(Number)).flat()
  if (sentence.length > LONGEST || cited.length === 0 || FOREIGN.test(sentence)) return undefined
  const evidence = cited.map((n) => items[n - 1])
  if (evidence.some((item) => item === undefined)) return undefined
  const grounds = evidence.map((item) => (item ? `${item.topic}\n${item.text}\n${item.date}` : '')).join('\n')
  const said = sentence.replace(CITATION, ' ')
  const numbers = new Set(numbersOf(grounds))
  if (numbersOf(said).some((number) => !numbers.has(number))) return undefined
  const known = new Set(tokens(grounds))
  const stands = (word: string): boolean => tokens(word).every((token) => known.has(token))
  const words = said.match(WORD) ?? []
  const latin = words.map((word, at) => ({ word, name: isName(word, at === 0 && !isCjk(said)) })).filter(({ word }) => !isCjk(word))
  if (latin.some(({ word, name }) => name && !isStopWord(word) && !stands(word))) return undefined
  const telling = latin.filter(({ word }) => !isStopWord(word))
  if (sameLanguage && !isCjk(said)) {
    // A first word may be a name that only looks like the start of a sentence.
    if (telling.length === 0 || telling.filter(({ word }) => stands(word)).length < telling.length * SHARED) return undefined
    const [opening] = words
    if (opening !== undefined && /^\p{Lu}/u.test(opening) && !isStopWord(opening) && !stands(opening) && !OPENERS.has(opening))
      return undefined
  }
  return sentence.replace(CITATION, (_, list: string) =>
    list
      .split(',')
      .map((n) => `[${Number(n)}]`)
      .join(''),
  )
}

/** Ordinary words that open sentences; any other capitalized first word could be a name, and must stand in the items. */
const OPENERS = new Set(
  `According Additionally Although Currently Despite Developers Earlier Finally However Initially Instead Later Meanwhile Moreover Notably Overall
  Previously Recently Reportedly Researchers Similarly Since Specifically Today Unlike Users While`.split(/\s+/),
)
