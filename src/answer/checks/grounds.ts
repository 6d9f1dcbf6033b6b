/** Prepares the items that a sentence cites for the check: their tokens, clauses, figures, names and negations. */
import { tokens } from '../../archive/text.ts'
import { createDateForms, type Figure, figuresOf } from './figures.ts'
import { sentences } from '../sentences.ts'
import { isDoubted, isFree, isNegated, isOrder } from './wording.ts'

/** An item that may be cited. */
export interface Evidence {
  topic: string
  text: string
  /** YYYY-MM-DD */
  date: string
}

/** A part of a sentence that makes one claim. */
export interface Clause {
  text: string
  /** The tokens of its content words. */
  words: ReadonlySet<string>
  /** Its figures without the numbers of names, as in `Llama 3`. */
  figures: readonly Figure[]
  /** The tokens of its names. */
  names: ReadonlySet<string>
  negated: boolean
  /** Whether its sentence has an expression of doubt: a rumour, a plan, a possibility. */
  doubted: boolean
}

/** What one or several items say. */
export interface Grounds {
  text: string
  /** All tokens. */
  known: ReadonlySet<string>
  /** All tokens in order, with a space around each. */
  line: string
  figures: readonly Figure[]
  clauses: readonly Clause[]
  /** Pairs of neighbouring content words, each with the ways it occurs: with a negation between them (true), without (false). */
  turns: ReadonlyMap<string, ReadonlySet<boolean>>
  /** The ways in which the items' days are written, the longest first. */
  dates: readonly string[]
}

export const WORD = /[\p{L}\p{N}][\p{L}\p{M}\p{N}'’-]*/gu
/** Matches the boundary between two clauses. */
const CLAUSE =
  /[,，](?!\d)|[;；:：、()（）—–…]|\s-\s|\b(?:and|but|while|whereas|which|who|though|although|und|aber|während|et|mais|tandis que|pero|mientras)\b/giu

/** Whether a word is written like a name, with a capital or a digit. For the first word of a sentence (`first`) the first letter does not count. */
export const isName = (word: string, first = false): boolean =>
  /\p{L}/u.test(word) && (first ? /^.+[\p{Lu}\p{N}]/u : /[\p{Lu}\p{N}]/u).test(word) && !isFree(word)

const NAMED = /(\p{L}[\p{L}\p{M}\p{N}]*)[\s-]?$/u
/** The name directly before a figure, which is its version then: `Llama 3`, `GPT-4.1`. */
export const nameBefore = (text: string, { index }: Figure): string | undefined => {
  const name = NAMED.exec(text.slice(0, index))?.[1]
  return name !== undefined && isName(name) ? name : undefined
}

/** The tokens of a text's content words. */
export const tellingTokens = (text: string): string[] => (text.match(WORD) ?? []).filter((word) => !isFree(word)).flatMap(tokens)

/** The pairs of neighbouring content words, each with whether a negation stands between them. */
export const turnsOf = (text: string): (readonly [pair: string, negated: boolean])[] => {
  const turns: [string, boolean][] = []
  let last = ''
  let negated = false
  for (const word of text.match(WORD) ?? []) {
    if (isNegated(word)) negated = true
    if (isFree(word)) continue
    const said = tokens(word).join(' ')
    turns.push([`${last} ${said}`, negated])
    last = said
    negated = false
  }
  return turns
}

/** The clauses of a sentence, cut at punctuation and conjunctions. */
export const clausesOf = (sentence: string): Clause[] => {
  const doubted = isDoubted(sentence)
  return sentence
    .split(CLAUSE)
    .filter((text) => /[\p{L}\p{N}]/u.test(text))
    .map((text) => ({
      text,
      words: new Set(tellingTokens(text)),
      figures: figuresOf(text).filter((figure) => nameBefore(text, figure) === undefined),
      names: new Set((text.match(WORD) ?? []).filter((word) => isName(word)).flatMap((word) => tokens(word.replace(/['’]s$/u, '')))),
      negated: isNegated(text),
      doubted,
    }))
}

const gather = (turns: readonly (readonly [string, boolean])[]): Map<string, Set<boolean>> => {
  const gathered = new Map<string, Set<boolean>>()
  for (const [pair, negated] of turns) gathered.set(pair, (gathered.get(pair) ?? new Set()).add(negated))
  return gathered
}

/** The grounds of one item, without its sentences that are instructions. */
const groundsOf = ({ topic, text, date }: Evidence, dateForms: (date: string) => string[]): Grounds => {
  const said = [topic, ...sentences(text.normalize('NFKC'))].filter((sentence) => sentence !== '' && !isOrder(sentence))
  const whole = said.join('\n')
  const dates = dateForms(date)
  const words = tokens(whole)
  return {
    text: whole,
    known: new Set([...words, ...dates.flatMap(tokens)]),
    line: ` ${words.join(' ')} `,
    figures: figuresOf(whole),
    clauses: said.flatMap(clausesOf),
    turns: gather(said.flatMap(turnsOf)),
    dates,
  }
}

/** Makes a function that gives the grounds of some items together, by their numbers from 1; undefined where one of them does not exist. */
export const createGrounds = (items: readonly Evidence[], locale: string): ((cited: readonly number[]) => Grounds | undefined) => {
  const made = new Map<number, Grounds>()
  const dateForms = createDateForms(locale)
  const one = (n: number): Grounds | undefined => {
    const item = items[n - 1]
    const grounds = made.get(n) ?? (item && groundsOf(item, dateForms))
    if (grounds) made.set(n, grounds)
    return grounds
  }
  return (cited) => {
    const each = cited.map(one)
    const all = each.filter((grounds) => grounds !== undefined)
    if (all.length === 0 || all.length < each.length) return undefined
    return {
      text: all.map(({ text }) => text).join('\n'),
      known: new Set(all.flatMap(({ known }) => [...known])),
      line: all.map(({ line }) => line).join(''),
      figures: all.flatMap(({ figures }) => figures),
      clauses: all.flatMap(({ clauses }) => clauses),
      turns: gather(all.flatMap(({ turns }) => [...turns].flatMap(([pair, ways]) => [...ways].map((negated) => [pair, negated] as const)))),
      dates: all.flatMap(({ dates }) => dates).sort((a, b) => b.length - a.length),
    }
  }
}
