/** What a person typed as terms to look for, each with other ways to say it. */
import type { Alias } from './names.ts'
import { type Phrase, within } from './phrases.ts'
import { stopWordsOf, withoutStopWords } from './stopwords.ts'
import { synonyms } from './synonyms.ts'
import { indexed, isCjk, tokens, words } from './text.ts'
import { atDecimals, withoutZeros } from './versions.ts'

export interface Term {
  /** As it was typed. */
  word: string
  /** The word of the archive that was looked for in its place, where it seems mistyped. */
  meant?: string
  /** Any of these runs of index words is the term. */
  alternatives: readonly Phrase[]
  /** How much it says: high where few items have it. */
  weight: number
}

type Draft = Omit<Term, 'weight'>

/** Words of an edition's language with what they are in English, for questions and items that mix both. */
export interface Lexicon {
  /** A run without spaces, at the words that are known. */
  cut(run: string): string[]
  /** What in a text has a word in the other language. */
  aliases(text: string): Alias[]
}

/** More words than this are more than a question: the rest is not looked up. */
const MOST_TERMS = 24

/** Said of memory: 128gig, 24 gigs. */
const GIGS = /\b(\d+)\s?gigs?\b/giu

/** `v0.5.10-beta2` has six. */
const MOST_PARTS = 8

type Typed = ReturnType<typeof words>[number]

/** The words of a text, its decimal numbers whole. */
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
/** 16k: 16000, 16,000. */
const THOUSANDS = /^(\p{N}{1,3})k$/iu
/** What is of a version, typed without its sign: `v3s tokenizer`. */
const OF_VERSION = /^(.*\p{L}.*\p{N})s$/u
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

/** The pairs of characters of what a run has beside words that are known or say nothing. The index has a lone character only where it stands alone. */
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

/** The terms of a text, in order, each once. */
export const draftTerms = (text: string, lexicon?: Lexicon): Draft[] => {
  const typed = typedWords(text.replace(GIGS, '$1gb')).flatMap(({ word, parts }) =>
    isCjk(word) ? cutRun(word, lexicon) : [{ word, parts }],
  )
  const isStopWord = stopWordsOf(typed.map(({ word }) => word))
  const telling = typed.filter(({ word }) => isCjk(word) || !isStopWord(word))
  const drafts = new Map<string, Draft>()
  const kept = telling.length > 0 ? typed.filter((each) => telling.includes(each)) : typed.filter(({ parts }) => indexed(parts).length > 0)
  kept.forEach((each) => {
    const { word, parts } = each
    const key = parts.join(' ')
    const previous = typed[typed.indexOf(each) - 1]
    const alone = /^[\p{N}.]+$/u.test(word)
    // "Claude 3": the number says something only after the name
    const draft: Draft =
      alone && previous && !isCjk(previous.word) && kept.includes(previous)
        ? { word: `${previous.word} ${word}`, alternatives: spellings([...previous.parts, ...parts], word) }
        : { word, alternatives: spellings(parts, word) }
    if (!drafts.has(key) || alone) drafts.set(alone ? draft.word : key, draft)
    // "Opus 4.7" may be "4.7" to those who speak of nothing else
    const number = /\p{N}+\.[\p{N}.]+$/u.exec(word)?.[0]
    if (number !== undefined && draft.word !== number) drafts.set(number, { word: number, alternatives: spellings(tokens(number), number) })
  })
  return [...drafts.values()].slice(0, MOST_TERMS)
}

/** Words typed apart may have been written as one (mini max, MiniMax). */
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

/** "Price" and "cost" in one question are one thing asked for. */
const withoutSynonyms = (drafts: readonly Draft[]): Draft[] =>
  drafts.filter(({ alternatives: [parts = []] }, at) => {
    const key = parts.join(' ')
    return !drafts
      .slice(0, at)
      .some(({ alternatives }) => alternatives.some((phrase) => phrase.join(' ') === key && synonyms(phrase).length > 0))
  })

/** Another name of something stands for each of the words that it was named with. */
const withAliases = (drafts: readonly Draft[], aliases: readonly Alias[]): Draft[] =>
  drafts.map((draft) => ({
    ...draft,
    alternatives: [
      ...draft.alternatives,
      ...aliases.filter(({ written }) => within(written, draft.alternatives[0] ?? [])).flatMap(({ others }) => others),
    ],
  }))

/** The terms of a text, with what else they may be called. */
export const termsOf = (text: string, aliases: readonly Alias[], lexicon?: Lexicon): Draft[] =>
  withAliases(withoutSynonyms(withGlued(draftTerms(text, lexicon))), [...aliases, ...(lexicon?.aliases(text) ?? [])])

const SHORTEST_PART = 3
const LONGEST_WORD = 40
/** The ways to read a word as two (frontiermath: frontier math, vjepa 2: v jepa 2). */
export const splits = ([word = '', ...rest]: Phrase): Phrase[] => {
  if (!rest.every((part) => /^\p{N}+$/u.test(part)) || isCjk(word) || word.length <= SHORTEST_PART || word.length > LONGEST_WORD) return []
  const cuts = [1, ...Array.from({ length: Math.max(0, word.length - 2 * SHORTEST_PART + 1) }, (_, at) => at + SHORTEST_PART)]
  return cuts.map((at) => [...[word.slice(0, at), word.slice(at)].flatMap(tokens), ...rest])
}
