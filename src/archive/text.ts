/**
 * Texts as the index knows them: words folded so that what people type finds what was written.
 *
 * Latin words lose case, accents and common endings, and come apart where digits follow letters (`llama3`, `Llama-3` and `Llama 3` are the same
 * two words). Chinese, Japanese and Korean runs become overlapping pairs of characters, for they have no spaces to cut at.
 */

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

/** Takes off plural and verb endings, as little as will do: `models` → `model`, `training` → `train`, `released` → `releas`, as is `release`. */
const stem = (word: string): string => {
  let rest = word
  if (rest.length > 3 && rest.endsWith('s') && !/(?:ss|us|is)$/.test(rest))
    rest = rest.endsWith('ies') && rest.length > 4 ? `${rest.slice(0, -3)}y` : rest.slice(0, -1)
  for (const ending of ['ing', 'ed', 'ly']) {
    const cut = rest.slice(0, -ending.length)
    if (rest.endsWith(ending) && cut.length > 2 && VOWEL.test(cut)) {
      rest = cut.length > 3 && cut.at(-1) === cut.at(-2) && !/[lsz]$/.test(cut) ? cut.slice(0, -1) : cut
      break
    }
  }
  return rest.length > 4 && rest.endsWith('e') ? rest.slice(0, -1) : rest
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

/** Most texts repeat the same few thousand words. */
const known = new Map<string, readonly string[]>()
const KNOWN_LIMIT = 50_000
/** V8 keeps a longer part of a text as a view of it: kept here, it would keep the whole text in memory. */
const KNOWN_LENGTH = 12

const partsOf = (word: string): readonly string[] => {
  const before = word.length > KNOWN_LENGTH ? undefined : known.get(word)
  if (before) return before
  const parts = isCjk(word) ? pairs(word.normalize('NFKC').replace(/[^\p{L}\p{M}\p{N}ー]+/gu, '')) : latin(word)
  if (word.length > KNOWN_LENGTH) return parts
  if (known.size >= KNOWN_LIMIT) known.clear()
  known.set(word, parts)
  return parts
}

/** Seven in ten texts are plain ASCII, and a simple pattern reads them several times as fast. */
const BEYOND_ASCII = /[^ -~\s]/
const ASCII_WORD = /[a-z0-9]+/gi

const split = (text: string): string[] => text.match(BEYOND_ASCII.test(text) ? WORD : ASCII_WORD) ?? []

/** The words of a text, in order, each as the one or more words that the index holds for it. */
export const words = (text: string): { word: string; parts: readonly string[] }[] =>
  split(text).map((word) => ({ word, parts: partsOf(word) }))

/** The index's words of a text, in order. */
export const tokens = (text: string): string[] => {
  const found: string[] = []
  for (const word of split(text)) for (const part of partsOf(word)) found.push(part)
  return found
}
