/** An answer without a model: the sentences that answer, each with its citation. */
import type { Statement } from './evidence.ts'
import type { Intent } from './intent.ts'
import type { Asked } from './question.ts'
import type { RankedHit, Retrieved } from './retrieve.ts'

export interface Extract {
  /** `index` of the hit that it is taken from. */
  sentences: { text: string; index: number }[]
}

/** Characters: an answer is read in a chat, at a glance. */
const LONGEST_FACT = 600
const LONGEST_OVERVIEW = 1200
/** Of one sentence. */
const LONGEST_SENTENCE = 420
/** Of the marks and breaks around a sentence. */
const AROUND = 5

/** A sentence worth saying has this share of the best one's worth. */
const WORTH = 0.4
/** Without a value where one was asked for. */
const VALUELESS = 0.5
/** What a sentence's surroundings count beside itself, and being one of the two after the best. */
const SURROUNDINGS = 0.5
const AFTER = 0.15
/** Characters: a sentence this short is a title, and what it is about comes next. */
const TITLE = 90
/** Share of the room for each item but the first; of the best one's score, to be said at all; and where a fact is asked for, of the best sentence's worth. */
const REST = 0.4
const CLOSE = 0.4
const AS_GOOD = 0.75

/** Sentences with a value come first if they have this share of the best one's worth, up to this share of the room; the items' scores count less. */
const VALUED = 0.45
const FIRST = 0.6
const LEAN = 0.5

const worth = ({ own, support, value, at }: Statement): number => (own + SURROUNDINGS * support) * (value ? 1 : VALUELESS) - at * 0.001

const clip = (sentence: string): string => {
  if (sentence.length <= LONGEST_SENTENCE) return sentence
  const cut = sentence.slice(0, LONGEST_SENTENCE - 1)
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), LONGEST_SENTENCE * 0.8))}…`
}
const size = ({ text }: Statement): number => Math.min(text.length, LONGEST_SENTENCE) + AROUND

/** A sigh, a name, the beginning of what was cut off. */
const SCRAP = /^[\p{Script=Latin}\p{P}\p{S}]+$/u

/** It speaks of what the sentence before it named. */
const REFERS =
  /^(?:["“(]?)(?:it|its|this|that|these|those|they|their|he|she|his|her|the (?:model|tool|extension|post|image|paper|company|author|article|release|system|team|project|update|app|service))\b/iu

const WORD = /[\p{L}\p{N}]+/gu
/** A sentence with this share of its words in one of another item, and all of its numbers, says the same: neighbouring issues tell things twice. */
const SAME = 0.6
/** What has fewer words is a title, or has little to tell it by. */
const FEWEST = 6
const saysTheSame = (words: ReadonlySet<string>, said: ReadonlySet<string>): boolean => {
  if (words.size < FEWEST) return false
  let shared = 0
  for (const word of words)
    if (said.has(word)) shared += 1
    else if (/\p{N}/u.test(word)) return false
  return shared >= SAME * words.size
}

/** Takes sentences as long as there is room for them, and none twice. */
const createPicker = () => {
  const taken = new Map<Statement, ReadonlySet<string>>()
  const isSaid = ({ text, index }: Statement, words: ReadonlySet<string>): boolean =>
    [...taken].some(
      ([other, said]) => other.text.toLowerCase() === text.toLowerCase() || (other.index !== index && saysTheSame(words, said)),
    )
  return {
    taken,
    /** Says how much room it took. */
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

/** Takes of one item the best sentences, what follows the best, and what follows one that is but a title. Says how much room they took. */
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

/** What is new is told in so many lines, each of another item; where there are fewer than `FEW`, with more of the best. */
const LINES = 5
const FEW = 3
/** A line has this share of what the one with most of it has of the question, and about as much as any of its item. */
const NAMED = 0.6
const ABOUT = 0.8

/** Takes of one item the first sentence that names what was asked for, and what follows it where it is but a title. Says how much room it took. */
const takeLine = (statements: readonly Statement[], named: number, room: number, { take }: Picker): number => {
  const most = Math.max(named, ABOUT * Math.max(0, ...statements.map(({ own }) => own)))
  const line = statements.find(({ own }) => own >= most)
  const length = take(line, room)
  return line !== undefined && length > 0 && line.text.length < TITLE ? length + take(statements[line.at + 1], room - length) : length
}

/** What is of one day, and of that of one section, stands together: in the order of days where it is asked how something went, else the best first. */
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

/** Picks the sentences: those with the value asked for, as many as are worth it of the best item, and some of those that come close to it. Pure. */
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
      .map((statement) => ({ statement, score: worth(statement) * ((hits[statement.index]?.score ?? 0) / top) ** LEAN }))
      .sort((a, b) => b.score - a.score)
    for (const { statement, score } of valued) {
      if (score < (valued[0]?.score ?? 0) * VALUED || budget - left > budget * FIRST) break
      left -= picker.take(statement, left)
    }
  }
  const items = [...hits.keys()].filter(close).map((index) => statements.filter((statement) => statement.index === index))
  let lines = 0
  // Without words that were asked for, the items are those of a day or of several.
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
