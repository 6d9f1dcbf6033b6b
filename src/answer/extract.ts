/** An answer without a model: the sentences that answer, each with its citation. */
import type { Term } from '../archive/search.ts'
import { tokens } from '../archive/text.ts'
import type { Asked, Want } from './question.ts'
import type { RankedHit, Retrieved } from './retrieve.ts'
import { sentences } from './sentences.ts'

export interface Extract {
  /** `index` of the hit that it is taken from. */
  sentences: { text: string; index: number }[]
}

/** Characters: an answer is read in a chat, at a glance. */
const LONGEST_FACT = 1000
const LONGEST_NEWS = 1200
/** Of one sentence. */
const LONGEST_SENTENCE = 420

/** A sentence worth saying has this share of the best one's relevance. */
const WORTH = 0.3
/** Characters: a sentence this short is a title, and what it is about comes next. */
const TITLE = 90
/** Shares of the room for the best item and for each other one; of the best one's score, to be said at all. */
const LION = 0.55
const REST = 0.3
const CLOSE = 0.4

const FIGURES: Record<Want, RegExp> = {
  money: /[$€£¥]\s?\d|\d[\d.,]*\s?(?:dollars|usd|eur|cents|million|billion|[mb]\b)|\d+(?:\.\d+)?\s?(?:万|亿|美元|元)/iu,
  number: /\p{N}/u,
  date: /\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w*\b|\b20\d\d\b|\b\d{1,2}\/\d{1,2}\b|\b(?:today|tomorrow|yesterday|week|month|monday|tuesday|wednesday|thursday|friday)s?\b|\d+\s?(?:月|日|年)/iu,
}

/** How much of what is asked for a sentence has, by weight: 0 to 1; a figure of the kind that is asked for adds half. */
const relevance = (sentence: string, terms: readonly Term[], wants: readonly Want[]): number => {
  const own = tokens(sentence)
  const text = ` ${own.join(' ')} `
  let covered = 0
  let total = 0
  for (const { alternatives, weight } of terms) {
    total += weight
    if (alternatives.some((phrase) => text.includes(` ${phrase.join(' ')} `))) covered += weight
  }
  const figure = wants.some((want) => FIGURES[want].test(sentence)) ? 0.5 : 0
  return (total === 0 ? 0 : covered / total) + figure * (covered > 0 ? 1 : 0.5)
}

const clip = (sentence: string): string => {
  if (sentence.length <= LONGEST_SENTENCE) return sentence
  const cut = sentence.slice(0, LONGEST_SENTENCE)
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), LONGEST_SENTENCE * 0.8))}…`
}

/** Bullets of nested comments and Reddit's scores are not part of what is said. */
const NOISE = /^[\s•–-]+|\s*\((?:Score|Activity)[^)]*\)/gu
const tidy = (text: string): string => text.replace(NOISE, '').trim()

/** The sentences to say of one item, in their order: the best ones, and what follows a best one that is but a title. */
const choose = (hit: RankedHit, terms: readonly Term[], asked: Asked, room: number): string[] => {
  const all = sentences(hit.item.text)
    .map(tidy)
    .filter((sentence) => sentence !== '')
  const rated = all.map((text, at) => ({ at, score: relevance(text, terms, asked.wants) - at * 0.001 })).sort((a, b) => b.score - a.score)
  const floor = (rated[0]?.score ?? 0) * WORTH
  const taken = new Set<number>()
  let length = 0
  const take = (at: number): void => {
    const size = Math.min(all[at]?.length ?? 0, LONGEST_SENTENCE)
    if (at >= all.length || taken.has(at) || (taken.size > 0 && length + size > room)) return
    taken.add(at)
    length += size
  }
  for (const { at, score } of rated) {
    if (score < floor) break
    take(at)
    if ((all[at]?.length ?? 0) < TITLE) take(at + 1)
  }
  return [...taken].sort((a, b) => a - b).map((at) => clip(all[at] ?? ''))
}

/** Picks the sentences: most room for the best item, some for those that come close to it. Pure. */
export const extract = ({ hits, terms }: Retrieved, asked: Asked): Extract => {
  const budget = asked.news ? LONGEST_NEWS : LONGEST_FACT
  const picked: Extract['sentences'] = []
  let left = budget
  for (const [index, hit] of hits.entries()) {
    if (index > 0 && hit.score < (hits[0]?.score ?? 0) * CLOSE) break
    const room = Math.min(left, index === 0 ? budget * LION : budget * REST)
    for (const text of choose(hit, terms, asked, room)) {
      if (picked.length > 0 && text.length > left) continue
      picked.push({ text, index })
      left -= text.length
    }
  }
  return { sentences: picked }
}
