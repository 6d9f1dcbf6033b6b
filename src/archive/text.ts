/**
 * Splits texts into the tokens of the index, so that what people type finds what was written.
 *
 * Latin words lose case, accents and common endings, and are split where digits follow letters (`llama3`, `Llama-3` and `Llama 3` give the same two
 * tokens). Runs of Chinese, Japanese and Korean characters, which have no spaces, become overlapping pairs of characters.
 */
import { createVocabulary } from './vocabulary.ts'

const CJK = '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Hangul}ー'
const WORD = new RegExp(`[${CJK}]+|(?:(?![${CJK}])[\\p{L}\\p{M}\\p{N}])+`, 'gu')
const IS_CJK = new RegExp(`[${CJK}]`, 'u')
/** Matches the parts of a word: letters before digits, and digits before a word (`4bit`), but not before a unit (`8b`, `16k`, `4o`). */
const PARTS = /\p{L}+(?=\p{N})|\p{N}+(?=\p{L}{3})|.+?(?<=\p{L})(?=\p{N})|.+/gu

export const isCjk = (text: string): boolean => IS_CJK.test(text)

/** The overlapping pairs of a run of characters (检索增强 → 检索 索增 增强); a single character is its own token. */
const pairs = (run: string): string[] => {
  const characters = Array.from(run)
  return characters.length === 1 ? characters : characters.slice(1).map((character, at) => `${characters[at]}${character}`)
}

const VOWEL = /[aeiouy]/

/**
 * The commonest English words, which tell no item from another. The index omits them: they are a fifth of all words, and of the time to add an issue.
 */
const COMMON = new Set('a an and are as be by for from in is it of on that the this to was with'.split(' '))

/** Removes plural and verb endings, as few as suffice: `models` → `model`, `training` → `train`, `released` and `release` → `releas`. */
const stem = (word: string): string => {
  let rest = word
  if (rest.length > 3 && rest.endsWith('s') && !/(?:ss|us|is)$/.test(rest))
    rest = rest.endsWith('ies') && rest.length > 4 ? `${rest.slice(0, -3)}y` : rest.slice(0, -1)
  for (const ending of rest.endsWith('eed') ? [] : ['ing', 'ed', 'ly']) {
    const cut = rest.slice(0, -ending.length)
    if (rest.endsWith(ending) && cut.length > 2 && VOWEL.test(cut)) {
      rest = cut.length > 3 && cut.at(-1) === cut.at(-2) && !/[lsz]$/.test(cut) ? cut.slice(0, -1) : cut
      break
    }
  }
  const short = rest.length > 4 && rest.endsWith('e') ? rest.slice(0, -1) : rest
  // A name such as ARES must not become the common word `are`.
  return COMMON.has(short) ? word : short
}

const fold = (word: string): string =>
  word
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()

const latin = (word: string): string[] => {
  // A character may become several, brackets among them: ⑴ is (1).
  const folded = fold(word).match(/[\p{L}\p{M}\p{N}]+/gu) ?? []
  return folded.flatMap((part) => (/\p{N}/u.test(part) ? (part.match(PARTS) ?? []) : [part])).map(stem)
}

const partsOf = (word: string): readonly string[] =>
  isCjk(word) ? pairs(word.normalize('NFKC').replace(/[^\p{L}\p{M}\p{N}ー]+/gu, '')) : latin(word)

/**
 * Matches letters and digits that are not ASCII: all characters but punctuation, arrows, symbols and emoji. Texts without any are read much faster.
 */
const BEYOND_ASCII =
  /[^\0-\xa9\xab-\xb1\xb4\xb6-\xb8\xbb\xbf\xd7\xf7\u2000-\u206f\u2190-\u23ff\u2500-\u2775\u27c0-\u2bff\u3000-\u3003\u{1f300}-\u{1faff}]/u

const wordsOf = (text: string): readonly string[] => text.match(WORD) ?? []

/** The words of a text, in order, each with its tokens. */
export const words = (text: string): { word: string; parts: readonly string[] }[] =>
  wordsOf(text).map((word) => ({ word, parts: partsOf(word) }))

const tokensOf = (word: string): string => partsOf(word).join(' ')
const vocabulary = createVocabulary(tokensOf, (piece) => wordsOf(piece).flatMap(partsOf), BEYOND_ASCII, COMMON)

/** A text as it goes into the index: its tokens without the commonest words, in order, separated by blanks. */
export const indexText = (text: string): string =>
  vocabulary.join(text) ??
  wordsOf(text)
    .map((word) => vocabulary.join(word) ?? tokensOf(word))
    .filter((word) => word !== '')
    .join(' ')

/** The tokens of a text, in order, including the commonest words. */
export const tokens = (text: string): string[] => vocabulary.list(text)

/** The tokens of a sequence that the index has. A common word before a number is kept, as both may be one word (`A100`). */
export const indexed = (run: readonly string[]): string[] =>
  run.filter((word, at) => !COMMON.has(word) || /^\p{N}/u.test(run[at + 1] ?? ''))
