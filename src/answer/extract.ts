/** Composes an answer without a model: picks the sentences that answer the question, each with the hit to cite. */
import type { Statement } from './evidence.ts'
import type { Intent } from './intent.ts'
import type { Asked } from './question.ts'
import type { RankedHit, Retrieved } from './retrieve.ts'
import { BACK_REFERENCE } from './sentences.ts'

export interface Extract {
  /** `index`: that of the hit which the sentence is taken from. */
  sentences: { text: string; index: number }[]
}

// The weights and shares below are set by hand.

/** The most characters of an answer about a single fact, so that it can be read at a glance in a chat. */
const LONGEST_FACT = 600
/** The most characters of any other answer. */
const LONGEST_OVERVIEW = 1200
/** The most characters of one sentence; a longer one is cut. */
const LONGEST_SENTENCE = 420
/** Characters that a sentence takes up with its citation mark and line break, beside its own. */
const OVERHEAD = 5

/** A sentence is picked if it has this share of the worth of its item's best one. */
const WORTH = 0.4
/** The factor on the worth of a sentence without a value of the kind asked for. */
const VALUELESS = 0.5
/** The weight of a sentence's support (with its context) in its worth; that of its own terms is 1. */
const CONTEXT = 0.5
/** The bonus of the two sentences after an item's best one. */
const AFTER = 0.15
/** A sentence of fewer characters is taken for a title, and the sentence after it is picked too. */
const TITLE = 90
/** The most that each item but the first may take of the answer, as a share of its characters. */
const REST = 0.4
/** A hit is used if it has this share of the best hit's score. */
const CLOSE = 0.4
/** In an answer about a single fact, a further item is used if its best sentence has this share of the best worth. */
const AS_GOOD = 0.75

/** Sentences with a value are picked first if they have this share of the best such sentence's score. */
const VALUED = 0.45
/** Sentences with a value stop being picked first once they fill this share of the answer. */
const FIRST = 0.6
/** The exponent on a hit's relative score when sentences with a value are ranked: a square root, so that the hit counts less than the sentence. */
const HIT_EXPONENT = 0.5

/** How much a sentence is worth picking; earlier ones win ties. */
const worth = ({ own, support, value, at }: Statement): number => (own + CONTEXT * support) * (value ? 1 : VALUELESS) - at * 0.001

const clip = (sentence: string): string => {
  if (sentence.length <= LONGEST_SENTENCE) return sentence
  const cut = sentence.slice(0, LONGEST_SENTENCE - 1)
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), LONGEST_SENTENCE * 0.8))}…`
}
const size = ({ text }: Statement): number => Math.min(text.length, LONGEST_SENTENCE) + OVERHEAD

/** Matches a single Latin word, without digits: an exclamation, a name or a cut-off fragment, no sentence. */
const SCRAP = /^[\p{Script=Latin}\p{P}\p{S}]+$/u

/** Matches a sentence whose subject refers back to one named before it. */
const REFERS = new RegExp(`^["“(]?${BACK_REFERENCE}`, 'iu')

const WORD = /[\p{L}\p{N}]+/gu
/**
 * A sentence is a duplicate of one from another item if that has this share of its words and all of its numbers. Neighbouring issues often report the
 * same thing.
 */
const SAME = 0.6
/** A sentence of fewer distinct words is too short to be compared. */
const FEWEST = 6
const saysTheSame = (words: ReadonlySet<string>, said: ReadonlySet<string>): boolean => {
  if (words.size < FEWEST) return false
  let shared = 0
  for (const word of words)
    if (said.has(word)) shared += 1
    else if (/\p{N}/u.test(word)) return false
  return shared >= SAME * words.size
}

/** Collects sentences for an answer, without duplicates. */
const createPicker = () => {
  const taken = new Map<Statement, ReadonlySet<string>>()
  const isSaid = ({ text, index }: Statement, words: ReadonlySet<string>): boolean =>
    [...taken].some(
      ([other, said]) => other.text.toLowerCase() === text.toLowerCase() || (other.index !== index && saysTheSame(words, said)),
    )
  return {
    taken,
    /** Adds a sentence if it fits in `room` characters and says something new; returns the characters that it takes up, 0 if not added. */
    take(statement: Statement | undefined, room: number): number {
      if (statement === undefined || taken.has(statement) || size(statement) > room) return 0
      const words = new Set(statement.text.toLowerCase().match(WORD))
      if (isSaid(statement, words) || (SCRAP.test(statement.text) && statement.own === 0)) return 0
      taken.set(statement, words)
      return size(statement)
    },
  }
}
type Picker = ReturnType<typeof createPicker>

/**
 * Picks the best sentences of one item, with the sentence after the best one, those after titles, and the item's first one before a sentence that
 * refers back. Returns the characters that they take up.
 */
const choose = (statements: readonly Statement[], room: number, { take }: Picker): number => {
  const best = statements.reduce<Statement | undefined>((a, b) => (a && worth(a) >= worth(b) ? a : b), undefined)
  if (best === undefined) return 0
  const rated = statements
    .map((statement) => ({ statement, score: worth(statement) + (statement.at > best.at && statement.at <= best.at + 2 ? AFTER : 0) }))
    .filter(({ score, statement }) => score >= worth(best) * WORTH || statement.at === best.at + 1)
    .sort((a, b) => b.score - a.score)
  let length = 0
  for (const { statement } of rated) {
    if (REFERS.test(statement.text)) length += take(statements[0], room - length)
    length += take(statement, room - length)
    if (statement.text.length < TITLE) length += take(statements[statement.at + 1], room - length)
  }
  return length
}

/** An answer about news has at most so many lines, each from another item. */
const LINES = 5
/** An answer about news with fewer lines is filled up with the best sentences, as other answers are. */
const FEW = 3
/** A line of news has this share of the question's terms in the sentence that has most of them. */
const NAMED = 0.6
/** A line of news has this share of the question's terms in its item's sentence with most of them. */
const ABOUT = 0.8

/**
 * Picks from one item the first sentence that names what was asked for, and the sentence after it if it is a title. Returns the characters that they
 * take up.
 *
 * @param named the least share of the question's terms (0 to 1) that the sentence must have
 */
const takeLine = (statements: readonly Statement[], named: number, room: number, { take }: Picker): number => {
  const most = Math.max(named, ABOUT * Math.max(0, ...statements.map(({ own }) => own)))
  const line = statements.find(({ own }) => own >= most)
  const length = take(line, room)
  return line !== undefined && length > 0 && line.text.length < TITLE ? length + take(statements[line.at + 1], room - length) : length
}

/**
 * Groups sentences by day, and within a day by section. A course of events or a comparison is in order of days; in other answers the day of the best
 * sentence comes first.
 */
const grouped = (picked: readonly Statement[], hits: readonly RankedHit[], intent: Intent): Statement[] => {
  const groups = new Map<string, Statement[]>()
  for (const statement of picked) {
    const hit = hits[statement.index]
    const key = `${hit?.date} ${hit?.kind}`
    groups.set(key, [...(groups.get(key) ?? []), statement])
  }
  const keys = [...groups.keys()]
  const days = [...new Set(picked.map(({ index }) => hits[index]?.date ?? ''))]
  if (intent === 'course' || intent === 'comparison') days.sort()
  const place = (key: string): number => days.findIndex((day) => key.startsWith(day))
  keys.sort((a, b) => place(a) - place(b))
  return keys.flatMap((key) => groups.get(key) ?? [])
}

/**
 * Picks the sentences of an answer from those of the hits (best hit first): first those with a value of the kind asked for, then the best of the best
 * item, then some of items with a similar score. Pure.
 */
export const extract = (
  { hits, statements }: Pick<Retrieved, 'hits' | 'statements'>,
  { broad, intent, wants = [] }: Pick<Asked, 'broad' | 'intent'> & Partial<Pick<Asked, 'wants'>>,
): Extract => {
  const budget = broad ? LONGEST_OVERVIEW : LONGEST_FACT
  const top = hits[0]?.score ?? 0
  const close = (index: number): boolean => (hits[index]?.score ?? 0) >= top * CLOSE
  const picker = createPicker()
  let left = budget
  if (wants.length > 0) {
    const valued = statements
      .filter(({ value, index }) => value && close(index))
      .map((statement) => ({ statement, score: worth(statement) * ((hits[statement.index]?.score ?? 0) / top) ** HIT_EXPONENT }))
      .sort((a, b) => b.score - a.score)
    for (const { statement, score } of valued) {
      if (score < (valued[0]?.score ?? 0) * VALUED || budget - left > budget * FIRST) break
      left -= picker.take(statement, left)
    }
  }
  const items = [...hits.keys()].filter(close).map((index) => statements.filter((statement) => statement.index === index))
  let lines = 0
  // Statements without `fit` come from an overview of whole days, in which no line names anything asked for.
  if (intent === 'news' && wants.length === 0 && statements.some(({ fit }) => fit !== undefined)) {
    const named = NAMED * Math.max(0, ...items.flat().map(({ own }) => own))
    for (const mine of items) {
      if (lines === LINES) break
      const length = takeLine(mine, named, left, picker)
      left -= length
      if (length > 0) lines += 1
    }
  }
  const worths = items.map((mine) => Math.max(0, ...mine.map(worth)))
  const least = broad ? 0 : AS_GOOD * Math.max(0, ...worths)
  items.forEach((mine, at) => {
    if (lines >= FEW || (at > 0 && (worths[at] ?? 0) < least)) return
    left -= choose(mine, at === 0 ? left : Math.min(left, budget * REST), picker)
  })
  const picked = [...picker.taken.keys()].sort((a, b) => a.index - b.index || a.at - b.at)
  return {
    sentences: (broad ? grouped(picked, hits, intent) : picked).map(({ text, index }) => ({ text: clip(text), index })),
  }
}
