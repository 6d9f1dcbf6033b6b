/** What the items that a sentence cites say, laid out to hold its words against. */
import { tokens } from '../../archive/text.ts'
import { createDateForms, type Figure, figuresOf } from './figures.ts'
import { sentences } from '../sentences.ts'
import { isDoubted, isFree, isNegated, isOrder } from './wording.ts'

/** What a sentence may rest on. */
export interface Evidence {
  topic: string
  text: string
  date: string
}

export interface Clause {
  text: string
  words: ReadonlySet<string>
  /** Less the numbers of names, as in `Llama 3`. */
  figures: readonly Figure[]
  /** Index words of its names. */
  names: ReadonlySet<string>
  negated: boolean
  /** It, or the sentence that it is of, is said as a rumour, a plan or a possibility. */
  doubted: boolean
}

export interface Grounds {
  text: string
  /** Index words, as a set, and in order with a space around each. */
  known: ReadonlySet<string>
  line: string
  figures: readonly Figure[]
  clauses: readonly Clause[]
  /** Neighbouring words that say something, and whether a negation stands between them: of each, how it occurs. */
  turns: ReadonlyMap<string, ReadonlySet<boolean>>
  /** The ways in which their days are written, the longest first. */
  dates: readonly string[]
}

export const WORD = /[\p{L}\p{N}][\p{L}\p{M}\p{N}'’-]*/gu
const CLAUSE =
  /[,，](?!\d)|[;；:：、()（）—–…]|\s-\s|\b(?:and|but|while|whereas|which|who|though|although|und|aber|während|et|mais|tandis que|pero|mientras)\b/giu

/** Written like a name: letters with a capital or a digit; `first`: where any word has a capital, it takes one further in. */
export const isName = (word: string, first = false): boolean =>
  /\p{L}/u.test(word) && (first ? /^.+[\p{Lu}\p{N}]/u : /[\p{Lu}\p{N}]/u).test(word) && !isFree(word)

const NAMED = /(\p{L}[\p{L}\p{M}\p{N}]*)[\s-]?$/u
/** The name that a number belongs to: of `Llama 3`, of `GPT-4.1`. */
export const nameBefore = (text: string, { index }: Figure): string | undefined => {
  const name = NAMED.exec(text.slice(0, index))?.[1]
  return name !== undefined && isName(name) ? name : undefined
}

/** The index words that say something. */
export const tellingTokens = (text: string): string[] => (text.match(WORD) ?? []).filter((word) => !isFree(word)).flatMap(tokens)

/** `is not blue`: the pairs of words that say something, with whether the second is negated. */
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

/** What is said in one go: a sentence cut at its commas and conjunctions. */
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

/** Of one item. What it tells its reader to do is no ground for anything. */
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

/** Gives the grounds of some items together by their numbers, from 1; undefined where one does not exist. */
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
