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
const WORTH = 0.5
/** Without a value where one was asked for. */
const VALUELESS = 0.5
/** What a sentence's surroundings count beside itself, and being one of the two after the best. */
const SURROUNDINGS = 0.5
const AFTER = 0.15
/** Characters: a sentence this short is a title, and what it is about comes next. */
const TITLE = 90
/** Share of the room for each item but the first; of the best one's score, to be said at all. */
const REST = 0.4
const CLOSE = 0.4

const worth = ({ own, support, value, at }: Statement): number => (own + SURROUNDINGS * support) * (value ? 1 : VALUELESS) - at * 0.001

const clip = (sentence: string): string => {
  if (sentence.length <= LONGEST_SENTENCE) return sentence
  const cut = sentence.slice(0, LONGEST_SENTENCE - 1)
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), LONGEST_SENTENCE * 0.8))}…`
}
const size = ({ text }: Statement): number => Math.min(text.length, LONGEST_SENTENCE) + AROUND

/** A sigh, a name, the beginning of what was cut off. */
const SCRAP = /^[\p{Script=Latin}\p{P}\p{S}]+$/u

/** The sentences to say of one item, in their order: the best ones, what follows the best, and what follows one that is but a title. */
const choose = (statements: readonly Statement[], room: number, said: Set<string>): Statement[] => {
  const best = statements.reduce<Statement | undefined>((a, b) => (a && worth(a) >= worth(b) ? a : b), undefined)
  if (best === undefined) return []
  const rated = statements
    .map((statement) => ({ statement, score: worth(statement) + (statement.at > best.at && statement.at <= best.at + 2 ? AFTER : 0) }))
    .filter(({ score, statement }) => score >= worth(best) * WORTH || statement.at === best.at + 1)
    .sort((a, b) => b.score - a.score)
  const taken = new Set<Statement>()
  let length = 0
  const take = (statement: Statement | undefined): void => {
    if (statement === undefined || taken.has(statement) || length + size(statement) > room) return
    const words = statement.text.toLowerCase()
    if (said.has(words) || (SCRAP.test(words) && statement.own === 0)) return
    said.add(words)
    taken.add(statement)
    length += size(statement)
  }
  for (const { statement } of rated) {
    take(statement)
    if (statement.text.length < TITLE) take(statements[statement.at + 1])
  }
  return [...taken].sort((a, b) => a.at - b.at)
}

/** What is of one day and section stands together: in the order of days where it is asked how something went, else the best first. */
const grouped = (picked: readonly Statement[], hits: readonly RankedHit[], intent: Intent): Statement[] => {
  const groups = new Map<string, Statement[]>()
  for (const statement of picked) {
    const hit = hits[statement.index]
    const key = `${hit?.date} ${hit?.kind}`
    groups.set(key, [...(groups.get(key) ?? []), statement])
  }
  const keys = [...groups.keys()]
  if (intent === 'course' || intent === 'comparison') keys.sort()
  return keys.flatMap((key) => groups.get(key) ?? [])
}

/** Picks the sentences: as many as are worth it of the best item, and some of those that come close to it. Pure. */
export const extract = (
  { hits, statements }: Pick<Retrieved, 'hits' | 'statements'>,
  { broad, intent }: Pick<Asked, 'broad' | 'intent'>,
): Extract => {
  const budget = broad ? LONGEST_OVERVIEW : LONGEST_FACT
  const close = ({ score }: RankedHit): boolean => score >= (hits[0]?.score ?? 0) * CLOSE
  const picked: Statement[] = []
  const said = new Set<string>()
  let left = budget
  for (const [index, hit] of hits.entries()) {
    if (!close(hit)) continue
    const chosen = choose(
      statements.filter((statement) => statement.index === index),
      index === 0 ? budget : Math.min(left, budget * REST),
      said,
    )
    picked.push(...chosen)
    left -= chosen.reduce((sum, statement) => sum + size(statement), 0)
  }
  return {
    sentences: (broad ? grouped(picked, hits, intent) : picked).map(({ text, index }) => ({ text: clip(text), index })),
  }
}
