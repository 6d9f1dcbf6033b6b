/**
 * Recognizes the names in a question by how they are written: in the question, or where that is ambiguous (`llama` in lower case, the first word of a
 * sentence, a German noun), in the recaps. There is no list of names, which would soon be outdated.
 */
import { isStopWord, withoutStopWords } from '../../archive/stopwords.ts'
import { isCjk } from '../../archive/text.ts'
import { inEnglish } from '../glossary.ts'

/**
 * A word of a question. Its kinds: `variant` is a size or version (`70B`, `3.1`) of something named before, `function` a stop word, and `unknown` a
 * word in lower case that the recaps don't have.
 */
export interface Word {
  text: string
  start: number
  end: number
  kind: 'name' | 'variant' | 'common' | 'function' | 'unknown'
}

/** A name with its versions and sizes, and its position in the question. */
export type Span = Pick<Word, 'text' | 'start' | 'end'>

/** Gives some texts in which the recaps use a word. */
export type Usage = (word: string) => readonly string[]

const CJK = String.raw`\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}ー`
const WORD = new RegExp(`[${CJK}]+|(?:(?![${CJK}])[\\p{L}\\p{M}\\p{N}.+_'’-])+`, 'gu')
const EDGES = /^[.+_'’-]+|(?:['’]s|[._'’-]+)$/giu
const VARIANT = /^v?\p{N}/iu
/** Matches a word with a capital or a digit after its first letter: GPT, DeepMind, r1. */
const MARKED = /.\p{Lu}|\p{L}-?\p{N}/u
const CAPITAL = /^\p{Lu}/u
/** Matches a word before which a word in lower case is no name. */
const DETERMINER = /^(?:an?|any|some|which|what|many|much|its|their)$/iu

export const isStop = (word: string): boolean => isStopWord(word.replace(/['’]/gu, ''))

const escaped = (word: string): string => word.replace(/[.*+?^${}()|[\]\\]/gu, String.raw`\$&`)

/** Whether texts mostly write a word with a capital after a word in lower case, so not for the sentence's sake. Undefined: it is never there. */
const isCapitalized = (word: string, texts: readonly string[]): boolean | undefined => {
  const within = new RegExp(String.raw`(?<=(?:^|[\s("])\p{Ll}+[,;:]? )${escaped(word)}(?![\p{L}\p{N}])`, 'giu')
  const seen = texts.flatMap((text) => text.match(within) ?? [])
  return seen.length === 0 ? undefined : seen.filter((each) => /\p{Lu}/u.test(each)).length * 2 > seen.length
}

const kindOf = (word: string, before: string | undefined, after: string | undefined, usage: Usage): Word['kind'] => {
  if (VARIANT.test(word)) return 'variant'
  if (isStop(word)) return 'function'
  if (MARKED.test(word)) return 'name'
  // The glossary has common words of other languages, German nouns among them.
  const meant = inEnglish(word).trim()
  if (meant !== word && !CAPITAL.test(meant)) return 'common'
  const texts = usage(word)
  const written = isCapitalized(word, texts)
  if (written !== undefined) return written ? 'name' : 'common'
  const isVersioned = VARIANT.test(after ?? '')
  if (CAPITAL.test(word) ? before !== undefined || isVersioned : texts.length === 0 && isVersioned) return 'name'
  return texts.length > 0 || DETERMINER.test(before ?? '') ? 'common' : 'unknown'
}

/** The words of Chinese or Japanese text: what is left between its stop words. The glossary tells companies from common words. */
const cjkWords = (run: string, start: number): Word[] => {
  let from = 0
  // A lone character is mostly a verb or a particle.
  const rests = withoutStopWords(run).filter((text) => text.length > 1)
  const found = rests.map((text): Word => {
    const at = run.indexOf(text, from)
    from = at + text.length
    const meant = inEnglish(text).trim()
    return { text, start: start + at, end: start + from, kind: meant === '' ? 'unknown' : CAPITAL.test(meant) ? 'name' : 'common' }
  })
  return found.length > 0 ? found : [{ text: run, start, end: start + run.length, kind: 'function' }]
}

/** Whether a common word before a name is part of it: the recaps write `Stability AI`, not `stability AI`. */
const isPartOf = (word: Word, next: Word | undefined, usage: Usage): boolean => {
  if (word.kind !== 'common' || next?.kind !== 'name' || next.start !== word.end + 1 || isCjk(word.text)) return false
  const pair = `${word.text} ${next.text}`
  const seen = usage(pair).flatMap((text) => text.match(new RegExp(String.raw`(?<![\p{L}\p{N}])${escaped(pair)}`, 'giu')) ?? [])
  return seen.filter((each) => CAPITAL.test(each)).length * 2 > seen.length
}

/** The words of a question, in order. */
export const wordsOf = (question: string, usage: Usage): Word[] => {
  // In a question in capitals they mean nothing.
  const text = /\p{Ll}/u.test(question) || question.length < 8 ? question : question.toLowerCase()
  const found = Array.from(text.matchAll(WORD), ({ 0: raw, index }) => {
    const trimmed = raw.replace(EDGES, '')
    return { text: trimmed, start: index + Math.max(0, raw.indexOf(trimmed)) }
  }).filter((word) => word.text !== '')
  const words = found.flatMap(({ text: word, start }, at): Word[] => {
    if (isCjk(word)) return cjkWords(word, start)
    return [{ text: word, start, end: start + word.length, kind: kindOf(word, found[at - 1]?.text, found[at + 1]?.text, usage) }]
  })
  return words.map((word, at) => (isPartOf(word, words[at + 1], usage) ? { ...word, kind: 'name' } : word))
}

/** The names among the words. Adjacent names are one, with the sizes and versions after them. */
export const spansOf = (words: readonly Word[], question: string): Span[] => {
  const spans: Span[] = []
  for (const { kind, start, end } of words) {
    const open = spans.at(-1)
    const isNext = open !== undefined && /^[\s-]*$/.test(question.slice(open.end, start))
    if ((kind === 'name' || kind === 'variant') && isNext) {
      open.end = end
      open.text = question.slice(open.start, end)
    } else if (kind === 'name') spans.push({ text: question.slice(start, end), start, end })
  }
  return spans
}

const SIZE = /^\p{N}+(?:\.\p{N}+)?(?:x\p{N}+(?:\.\p{N}+)?)?[bmkt]$/iu
const SIZED = /-\p{N}+(?:\.\p{N}+)?(?:x\p{N}+)?[bmkt]$/iu
const VERSIONED = /(?<=\p{L}-?)\p{N}[\p{L}\p{N}.]*$/u

/** Another size or version of a name: `70B` of `Llama 3 8B` is `Llama 3 70B`, `5` of `GPT-4` is `GPT-5`. */
export const variantOf = (name: string, variant: string): string => {
  const words = name.split(/\s+/).map((word) => (SIZE.test(variant) ? word.replace(SIZED, '') : word))
  const others = words.filter((word) => SIZE.test(variant) !== SIZE.test(word) || !VARIANT.test(word))
  if (SIZE.test(variant)) return [...others, variant].join(' ')
  const version = words.findIndex((word) => VARIANT.test(word) && !SIZE.test(word))
  if (version >= 0) return words.with(version, variant).join(' ')
  const last = words.at(-1) ?? ''
  return VERSIONED.test(last) ? [...words.slice(0, -1), last.replace(VERSIONED, variant)].join(' ') : [...words, variant].join(' ')
}
