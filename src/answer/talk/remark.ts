/** Recognizes remarks on the answer before: to have it in another language, shorter, longer or with its sources, or that it is wrong. */
import { isOwnName, languageNamed } from '../../locales/named.ts'
import { AGAIN, ITEM, LANGUAGE, LEAD, LONGER, PLACES, PLEASE, SHORTER, SOURCES, SPEAKS, TAIL, WRONG } from './sayings.ts'

export type Remark =
  | { kind: 'language'; language: string }
  /** `by`: a step shorter (-1) or longer (1), or the same again (0). */
  | { kind: 'length'; by: -1 | 0 | 1 }
  | { kind: 'sources' | 'wrong' }
  /** Asks for one of the cited items, by its number or by its index among them. */
  | { kind: 'item'; number: number }
  | { kind: 'item'; place: number }

/** The language asked for. A language's name alone is a subject, unless the message is polite or the name is the language's own. */
const languageOf = (core: string, isPolite: boolean): string | undefined => {
  const { say, to, name = '', spoken } = LANGUAGE.exec(core)?.groups ?? {}
  const isAsked = isPolite || say !== undefined || to !== undefined || spoken !== undefined || isOwnName(name)
  // German names of languages may have an ending: `ins Englische`.
  return isAsked ? (languageNamed(name) ?? languageNamed(name.replace(/e$/u, ''))) : undefined
}

/** The most characters of a remark. */
const LONGEST = 120

/** The remark that a message is; undefined if it says anything else. */
export const remarkOf = (said: string): Remark | undefined => {
  if (said.length > LONGEST) return undefined
  if (/^[\s👎]+$/u.test(said)) return { kind: 'wrong' }
  if (/^[\s?？!！]*[?？][\s?？!！]*$/u.test(said)) return { kind: 'sources' }
  for (const plain of [said.trim(), said.replace(LEAD, '')]) {
    const core = plain.replace(TAIL, '').trim()
    if (AGAIN.test(plain.replace(/[\s\p{P}]+$/u, ''))) return { kind: 'length', by: 0 }
    if (SHORTER.test(core)) return { kind: 'length', by: -1 }
    if (LONGER.test(core)) return { kind: 'length', by: 1 }
    if (SOURCES.test(core)) return { kind: 'sources' }
    if (WRONG.test(core)) return { kind: 'wrong' }
    const { number, place = '' } = ITEM.exec(core)?.groups ?? {}
    if (number !== undefined) return { kind: 'item', number: Number(number) }
    if (place !== '') return { kind: 'item', place: PLACES.findIndex((words) => words.test(place)) }
    const language = languageOf(core, PLEASE.test(said))
    if (language !== undefined) return { kind: 'language', language }
  }
  return undefined
}

/** Matches punctuation between a question and the language asked for. */
const APART = /[?!.,;:，。？！；：]/u

const languageIn = (said: string): string | undefined => {
  const remark = SPEAKS.test(said) ? remarkOf(said) : undefined
  return remark?.kind === 'language' ? remark.language : undefined
}

/** Splits a question that says in which language to answer it: `what is Otter? In German please`, `auf Deutsch: was ist Otter?` */
export const askedIn = (said: string): { question: string; language: string } | undefined => {
  for (const { index } of said.matchAll(/[\s\p{P}]/gu)) {
    const [head, sign, tail] = [said.slice(0, index), said[index] ?? '', said.slice(index + 1).trim()]
    const isApart = APART.test(sign)
    const first = isApart && tail.length > head.length ? languageIn(head) : undefined
    if (first !== undefined) return { question: tail, language: first }
    const last = isApart || PLEASE.test(tail) ? languageIn(tail) : undefined
    if (last !== undefined) return { question: `${head}${sign}`.replace(/[\s,;:，；：]+$/u, ''), language: last }
  }
  return undefined
}
