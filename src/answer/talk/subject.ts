/** Finds the subject of a question, and pronouns that stand for it in the next one. */
import { wanted } from '../expect.ts'
import { inEnglish } from '../glossary.ts'
import { type Span, type Usage, type Word, spansOf, wordsOf } from '../checks/naming.ts'
import type { Turn } from './followup.ts'
import { scopeOf } from './scope.ts'

export interface Pronoun extends Span {
  /** Whether a name in its place needs the ending `’s`. */
  possessive: boolean
}

const PRONOUNS: readonly [RegExp, possessive: boolean][] = [
  [/\b(?:its|their|his)\b|^(?:sa|ses|su|sus|sein(?:e[nr]?)?|ihr(?:e[nr]?)?)(?= \p{L})/iu, true],
  [/\b(?:it|they|them|he|she|him|this one|that one)\b(?!['’]s? \p{L}+ing\b)/iu, false],
  [/\b(?:this|that|those|these)\b(?=\s*[?.!]*$| (?:is|was|are|were|costs?)\b)/iu, false],
  [
    // French and Spanish object and subject pronouns: `c'est`, `l'a fait`, `lo hizo`.
    /(?<!\p{L})(?:c['’](?=est|était)|l['’](?=a |ont |avait )|lo(?! (?:que|m[aá]s|[uú]ltimo|mejor|peor|nuevo|mismo|de)(?!\p{L}))(?= ))/iu,
    false,
  ],
  [
    /(?<!\p{L})(?<!\b(?:gibt|qu[eé]|cu[aá]l|qui[eé]n|c[oó]mo|d[oó]nde|cu[aá]ndo) )(?:es(?! (?:gibt|el|la|los|las|un|una|que|de|tan|m[aá]s|muy|mejor)\b)|er)(?!\p{L})(?=[ ?.!]|$)|(?<=\p{L})-(?:t-)?(?:ils?|elles?)(?!\p{L})|(?<!\p{L})(?:ça|cela)(?!\p{L})/iu,
    false,
  ],
  [/[它他她]们?|这个(?![月周年星])|那个(?![月周年星])|これ|それ(?!で|なら)|あれ/u, false],
]
/** Matches a pronoun for one person. */
const PERSON = /^(?:he|she|him|his|[他她])$/iu
/** Matches a pronoun for several things. */
const SEVERAL = /^(?:the(?:y|m|ir)|[它他她]们)$/iu
/** Whether a pronoun may as well stand for a name after it: `c'est quoi, Glimmer 3 ?` */
export const isWeak = ({ text }: Pronoun): boolean => /^(?:[cl]['’]|lo)$/iu.test(text)
/** Matches an expletive `it`, which stands for nothing. */
const EXPLETIVE =
  /\b(?:is|was|isn['’]t|wasn['’]t) it \p{L}+ (?:that|to|if|when)\b|\b(?:does|did|will|would) it take\b(?! on)|\bit takes\b/iu

/** The first pronoun of a text that stands for something said before. */
export const findPronoun = (text: string): Pronoun | undefined =>
  EXPLETIVE.test(text)
    ? undefined
    : PRONOUNS.flatMap(([pattern, possessive]) => {
        const match = pattern.exec(text)
        return match ? [{ text: match[0], start: match.index, end: match.index + match[0].length, possessive }] : []
      }).sort((a, b) => a.start - b.start)[0]

/** The content words, without those that ask for a kind of value. */
export const telling = (words: readonly Word[], question: string): Word[] => {
  const wants = wanted(question)
  return words.filter(
    ({ kind, text }) => kind !== 'function' && !wants.some((want) => [text, inEnglish(text).trim()].some((word) => want.words.test(word))),
  )
}

/** Patterns for words before a subject without a name, in order of preference; a subject at the beginning of the question comes last. */
const LEADS: readonly RegExp[] = [
  /\b(?:about|with|regarding|zu|über|sur|sobre)(?: (?:the|an?|der|die|das|den|dem|le|la|les|el|los|las))?\s$/iu,
  /\b(?:the|an?|any|der|die|das|eine?|une?|le|la|les|el|los|las)\s$/iu,
]

/** The subject of a question without names, at most one: adjacent content words, as in `mixture of experts`. */
const phrasesIn = (words: readonly Word[], text: string): Span[] => {
  const runs: Span[] = []
  for (const { start, end } of telling(words, text)) {
    const open = runs.at(-1)
    if (open !== undefined && /^(?:[\s-]| of )$/.test(text.slice(open.end, start))) {
      open.end = end
      open.text = text.slice(open.start, end)
    } else runs.push({ text: text.slice(start, end), start, end })
  }
  const led = LEADS.map((lead) => runs.find(({ start }) => lead.test(text.slice(0, start))))
  return [...led, runs[0]].filter((run) => run !== undefined).slice(0, 1)
}

/** Corrects a name's bounds: with capitalized words directly after it (`Claude Code`), without words in lower case before (`released Stack v3`). */
const asWritten = (span: Span, text: string): Span => {
  const more = /^(?: \p{Lu}[\p{L}\p{N}.-]*)+/u.exec(text.slice(span.end))?.[0].length ?? 0
  const less = /^(?:\p{Ll}+ )+(?=\p{Lu})/u.exec(span.text)?.[0].length ?? 0
  const [start, end] = [span.start + less, span.end + more]
  return { start, end, text: text.slice(start, end) }
}

/** Matches a subject that was added to a follow-up: `any benchmarks (prompt caching)?` */
const TAKEN_OVER = /\(([^()]+)\)\?$/u

/** The subjects of a turn, with their positions in its question: its names, else its subject without a name. */
export const subjectsOf = ({ question }: Turn, { now, usage }: { now: string; usage: Usage }): Span[] => {
  const { text } = scopeOf(question, now)
  const words = wordsOf(text, usage)
  const names = spansOf(words, text)
  const taken = TAKEN_OVER.exec(text)?.[1]
  const phrases = taken === undefined ? phrasesIn(words, text) : [{ text: taken, start: text.indexOf(taken), end: text.length - 2 }]
  const found = (names.length > 0 ? names : phrases).map((span) => asWritten(span, text))
  return found.flatMap((span) => {
    const start = question.indexOf(span.text)
    return start < 0 ? [] : [{ text: span.text, start, end: start + span.text.length }]
  })
}

/** Matches a question for somebody or something that the answer names: `which model`, `who`, `what` with a noun. */
const ASKS_WHICH =
  /^[¿\s]*(?:which|who|welche\w*|wer|quel\w*|qui|cu[aá]l\w*|qui[eé]n|what (?!(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should|about|if|of|to|happen\w*|people|users|everyone)\b)\p{L}+)\b|^(?:哪|谁|誰|どの)/iu
/** Matches a question for what somebody made, whose answer names another subject than the maker. */
const ASKS_WHAT_WAS_MADE =
  /^[¿\s]*(?:what|was|que|qu['’]a|qu[eé]|(?:did|has|have|hat)(?=.*\b(?:anything|something|etwas)\b))\b.*\b(?:releas|launch|announc|publish|unveil|introduc|ship|open-?sourc|built?|ma[kd]e|present|veröffentlich|vorgestell|herausgebracht|sorti|lanc|lanz|public)\p{L}*|(?:发布|推出|开源).*什么|何を(?:発表|リリース)/iu
/** Matches a title before an answer: `New Models Lead the Board: …` */
const TITLE = /^(?:(?:\p{Lu}[\p{L}\p{N}'’.-]*|\p{Ll}{1,4}|\p{N}+),? ){2,13}[\p{L}\p{N}'’.-]+[:：]\s/u

/** The names that a pronoun stands for: those of the question before, or that of its answer where the question asked for one. */
export const meantBy = (pronoun: Pronoun, turn: Turn, subjects: readonly Span[], usage: Usage): string[] => {
  const words = wordsOf(turn.question, usage)
  const isNameless = spansOf(words, turn.question).length === 0 && !subjects.some(({ text }) => /[\p{Lu}\p{N}]/u.test(text))
  // In `flash attention` the recaps' spelling makes `Flash` a name; in lower case the whole phrase may be meant.
  const phrases = isNameless ? [] : phrasesIn(words, turn.question)
  const whole = ({ text }: Span): string => {
    const within = /\p{Lu}/u.test(text) ? undefined : phrases.find((phrase) => phrase.text.includes(text))?.text
    return within === undefined ? text : within.slice(within.indexOf(text))
  }
  const names = subjects.map(whole)
  if (PERSON.test(pronoun.text)) return names.slice(0, 1)
  const asksForIt = isNameless ? ASKS_WHICH : ASKS_WHAT_WAS_MADE
  if (turn.told === undefined || turn.told === '' || SEVERAL.test(pronoun.text) || !asksForIt.test(turn.question)) return names
  const told = turn.told.replace(TITLE, '')
  const found = spansOf(wordsOf(told, usage), told).filter(({ text }) => !turn.question.toLowerCase().includes(text.toLowerCase()))
  const maker = told.toLowerCase().indexOf((names[0] ?? '').toLowerCase())
  const it = found.find(({ start }) => start > maker) ?? found[0]
  return it === undefined ? names : [it.text]
}
