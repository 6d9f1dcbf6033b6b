/** Makes search terms of what a person typed, each with alternatives: spellings, synonyms, other names. */
import type { Alias } from './names.ts'
import { type Phrase, within } from './phrases.ts'
import { stopWordsOf, withoutStopWords } from './stopwords.ts'
import { synonyms } from './synonyms.ts'
import { indexed, isCjk, tokens, words } from './text.ts'
import { atDecimals, withoutZeros } from './versions.ts'

export interface Term {
  /** The term as it was typed. */
  word: string
  /** The word of the archive that was searched in its place, where it seems mistyped. */
  meant?: string
  /** The phrases that count as the term; the first is the term itself. */
  alternatives: readonly Phrase[]
  /** The inverse document frequency: high where few items have the term. */
  weight: number
}

type Draft = Omit<Term, 'weight'>

/** A dictionary of an edition's language and English, for questions and items that mix both. */
export interface Lexicon {
  /** Splits a run of characters without spaces at the words that are known. */
  cut(run: string): string[]
  /** The words of a text that have a translation, with it. */
  aliases(text: string): Alias[]
}

/** The most terms of a query; the rest of a longer text is ignored. */
const MOST_TERMS = 24

/** Matches sizes of memory: 128gig, 24 gigs. */
const GIGS = /\b(\d+)\s?gigs?\b/giu

/** The most tokens of a decimal number with its name; `v0.5.10-beta2` has six. */
const MOST_PARTS = 8

type Typed = ReturnType<typeof words>[number]

/** The words of a text, where a decimal number is one word. */
const typedWords = (text: string): Typed[] => {
  const typed: Typed[] = []
  for (const piece of atDecimals(text)) {
    const [first, ...rest] = words(piece)
    const last = typed.at(-1)
    if (last && first && last.parts.length < MOST_PARTS)
      typed.splice(-1, 1, { word: `${last.word}.${first.word}`, parts: [...last.parts, ...first.parts] })
    else if (first) typed.push(first)
    typed.push(...rest)
  }
  return typed
}

const DECIMAL_ZERO = /\p{N}\.0+$/u
/** Matches `16k`, which items may write 16000 or 16,000. */
const THOUSANDS = /^(\p{N}{1,3})k$/iu
/** Matches a version with a genitive without apostrophe: `v3s tokenizer`. */
const OF_VERSION = /^(.*\p{L}.*\p{N})s$/u
/** The spellings of a word, as phrases; the first is the word's own. */
const spellings = (parts: readonly string[], word: string): Phrase[] => {
  const owner = OF_VERSION.exec(word)?.[1]
  const short = DECIMAL_ZERO.test(word) ? withoutZeros(parts) : []
  const thousands = THOUSANDS.exec(word)?.[1]
  return [
    parts,
    ...(owner === undefined ? [] : [tokens(owner)]),
    ...(short.length > 1 ? [short] : []),
    ...(thousands === undefined ? [] : [[`${thousands}000`], [thousands, '000']]),
  ]
}

/**
 * The terms of a run of Chinese or Japanese: the words that the lexicon knows, and the character pairs between them and the stop words. The index has
 * a single character only where it stands alone.
 */
const cutRun = (run: string, lexicon: Lexicon | undefined): Typed[] => {
  if (!lexicon) return withoutStopWords(run).flatMap((rest) => tokens(rest).map((pair) => ({ word: pair, parts: [pair] })))
  return lexicon
    .cut(run)
    .flatMap((piece) =>
      lexicon.aliases(piece).length > 0 && withoutStopWords(piece).length > 0
        ? [{ word: piece, parts: tokens(piece) }]
        : withoutStopWords(piece).flatMap((rest) => (rest.length === 1 ? [] : tokens(rest).map((pair) => ({ word: pair, parts: [pair] })))),
    )
}

/** Matches a unit of time, before which a number is no version: `Acme 3 weeks later`. */
const TIME = /^(?:second|minute|hour|day|week|month|year)s?$/iu

/** The terms of a text, in order, each once. */
export const draftTerms = (text: string, lexicon?: Lexicon): Draft[] => {
  const typed = typedWords(text.replace(GIGS, '$1gb')).flatMap(({ word, parts }) =>
    isCjk(word) ? cutRun(word, lexicon) : [{ word, parts }],
  )
  const isStopWord = stopWordsOf(typed.map(({ word }) => word))
  const telling = typed.filter(({ word }) => isCjk(word) || !isStopWord(word))
  const drafts = new Map<string, Draft>()
  const used = telling.length > 0 ? typed.filter((each) => telling.includes(each)) : typed.filter(({ parts }) => indexed(parts).length > 0)
  used.forEach((each) => {
    const { word, parts } = each
    const key = parts.join(' ')
    const previous = typed[typed.indexOf(each) - 1]
    const alone = /^[\p{N}.]+$/u.test(word)
    const isTime = TIME.test(typed[typed.indexOf(each) + 1]?.word ?? '')
    // In `Claude 3` the number is a term only together with the name.
    const draft: Draft =
      alone && !isTime && previous && !isCjk(previous.word) && used.includes(previous)
        ? { word: `${previous.word} ${word}`, alternatives: spellings([...previous.parts, ...parts], word) }
        : { word, alternatives: spellings(parts, word) }
    if (!drafts.has(key) || alone) drafts.set(alone ? draft.word : key, draft)
    // Items about `Opus 4.7` may call it `4.7`.
    const number = /\p{N}+\.[\p{N}.]+$/u.exec(word)?.[0]
    if (number !== undefined && draft.word !== number) drafts.set(number, { word: number, alternatives: spellings(tokens(number), number) })
  })
  return [...drafts.values()].slice(0, MOST_TERMS)
}

/** Adds synonyms, and neighbouring words joined to one (`mini max`, `MiniMax`). */
const withGlued = (drafts: readonly Draft[]): Draft[] => {
  const glue = (one: Draft | undefined, other: Draft | undefined): Phrase[] => {
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

/** Removes terms that are synonyms of an earlier one: `price` and `cost` in one question count once. */
const withoutSynonyms = (drafts: readonly Draft[]): Draft[] =>
  drafts.filter(({ alternatives: [parts = []] }, at) => {
    const key = parts.join(' ')
    return !drafts
      .slice(0, at)
      .some(({ alternatives }) => alternatives.some((phrase) => phrase.join(' ') === key && synonyms(phrase).length > 0))
  })

/** Adds the other names of a thing to each word of its name. */
const withAliases = (drafts: readonly Draft[], aliases: readonly Alias[]): Draft[] =>
  drafts.map((draft) => ({
    ...draft,
    alternatives: [
      ...draft.alternatives,
      ...aliases.filter(({ written }) => within(written, draft.alternatives[0] ?? [])).flatMap(({ others }) => others),
    ],
  }))

/** The terms of a text with all their alternatives, still without weights. */
export const termsOf = (text: string, aliases: readonly Alias[], lexicon?: Lexicon): Draft[] =>
  withAliases(withoutSynonyms(withGlued(draftTerms(text, lexicon))), [...aliases, ...(lexicon?.aliases(text) ?? [])])

/** The fewest letters of each part of a split word, but for a single first letter. */
const SHORTEST_PART = 3
/** The most letters of a word that is split. */
const LONGEST_WORD = 40
/** The ways to split a word in two (`frontiermath`: `frontier math`, `vjepa 2`: `v jepa 2`). */
export const splits = ([word = '', ...rest]: Phrase): Phrase[] => {
  if (!rest.every((part) => /^\p{N}+$/u.test(part)) || isCjk(word) || word.length <= SHORTEST_PART || word.length > LONGEST_WORD) return []
  const cuts = [1, ...Array.from({ length: Math.max(0, word.length - 2 * SHORTEST_PART + 1) }, (_, at) => at + SHORTEST_PART)]
  return cuts.map((at) => [...[word.slice(0, at), word.slice(at)].flatMap(tokens), ...rest])
}
