/**
 * Texts as the index knows them: words folded so that what people type finds what was written.
 *
 * Latin words lose case, accents and common endings, and come apart where digits follow letters (`llama3`, `Llama-3` and `Llama 3` are the same
 * two words). Chinese, Japanese and Korean runs become overlapping pairs of characters, for they have no spaces to cut at.
 */
import { createVocabulary } from './vocabulary.ts'

const CJK = '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Hangul}ー'
const WORD = new RegExp(`[${CJK}]+|(?:(?![${CJK}])[\\p{L}\\p{M}\\p{N}])+`, 'gu')
const IS_CJK = new RegExp(`[${CJK}]`, 'u')
/** Letters before digits, and digits before a word of its own (`4bit`), but not before a unit (`8b`, `16k`, `4o`). */
const PARTS = /\p{L}+(?=\p{N})|\p{N}+(?=\p{L}{3})|.+?(?<=\p{L})(?=\p{N})|.+/gu

export const isCjk = (text: string): boolean => IS_CJK.test(text)

/** Overlapping pairs: 检索增强 → 检索 索增 增强. A lone character stands for itself. */
const pairs = (run: string): string[] => {
  const characters = Array.from(run)
  return characters.length === 1 ? characters : characters.slice(1).map((character, at) => `${characters[at]}${character}`)
}

const VOWEL = /[aeiouy]/

/** English words that tell no item from another, and are a fifth of all: without them an issue is filed in a fifth less time. */
const COMMON = new Set('a an and are as be by for from in is it of on that the this to was with'.split(' '))

/** Takes off plural and verb endings, as little as will do: `models` → `model`, `training` → `train`, `released` → `releas`, as is `release`. */
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
  // A name such as ARES is no `are`.
  return COMMON.has(short) ? word : short
}

const fold = (word: string): string =>
  word
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()

const latin = (word: string): string[] => {
  // A single sign may fold into several, brackets among them: ⑴ is (1).
  const folded = fold(word).match(/[\p{L}\p{M}\p{N}]+/gu) ?? []
  return folded.flatMap((part) => (/\p{N}/u.test(part) ? (part.match(PARTS) ?? []) : [part])).map(stem)
}

const partsOf = (word: string): readonly string[] =>
  isCjk(word) ? pairs(word.normalize('NFKC').replace(/[^\p{L}\p{M}\p{N}ー]+/gu, '')) : latin(word)

/** Seldom is a letter or a digit beyond ASCII: mostly it is curly quotes, dashes, arrows and emoji. What has none is read many times as fast. */
const BEYOND_ASCII =
  /[^\0-\xa9\xab-\xb1\xb4\xb6-\xb8\xbb\xbf\xd7\xf7\u2000-\u206f\u2190-\u23ff\u2500-\u2775\u27c0-\u2bff\u3000-\u3003\u{1f300}-\u{1faff}]/u

/** The words of a text, in order, each as the one or more words that the index holds for it. */
export const words = (text: string): { word: string; parts: readonly string[] }[] =>
  (text.match(WORD) ?? []).map((word) => ({ word, parts: partsOf(word) }))

const folded = (word: string): string => partsOf(word).join(' ')
const ascii = createVocabulary(folded, BEYOND_ASCII, COMMON)

const folding = (text: string, telling: boolean): string => {
  const found = ascii(text, telling)
  if (found !== undefined) return found
  const each = (text.match(WORD) ?? []).map((word) => ascii(word, telling) ?? folded(word))
  return each.filter((word) => word !== '').join(' ')
}

/** A text as the index holds it: its words but the commonest, in order, with blanks between them. */
export const indexText = (text: string): string => folding(text, true)

/** The index words of a text, in order, with the commonest. */
export const tokens = (text: string): string[] => {
  const joined = folding(text, false)
  return joined === '' ? [] : joined.split(' ')
}

/** What the index has of a run of its words. What stands before a number may be of one word with it (`A100`). */
export const indexed = (run: readonly string[]): string[] =>
  run.filter((word, at) => !COMMON.has(word) || /^\p{N}/u.test(run[at + 1] ?? ''))
