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
const LONGEST_FACT = 900
const LONGEST_NEWS = 1200
/** Of one sentence. */
const LONGEST_SENTENCE = 420

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

/** The sentences to say of one item: the best, and the ones close to it, in their order. */
const choose = (hit: RankedHit, terms: readonly Term[], asked: Asked, most: number): string[] => {
  const rated = sentences(hit.item.text).map((text, at) => ({ text, at, score: relevance(text, terms, asked.wants) - at * 0.001 }))
  const best = [...rated].sort((a, b) => b.score - a.score)
  const floor = (best[0]?.score ?? 0) * 0.6
  return best
    .slice(0, most)
    .filter(({ score }) => score >= floor)
    .sort((a, b) => a.at - b.at)
    .map(({ text }) => clip(text))
}

/** Picks the sentences. Pure. */
export const extract = ({ hits, terms }: Retrieved, asked: Asked): Extract => {
  const budget = asked.news ? LONGEST_NEWS : LONGEST_FACT
  const picked: Extract['sentences'] = []
  let length = 0
  for (const [index, hit] of hits.entries()) {
    if (index > 0 && hit.score < (hits[0]?.score ?? 0) * 0.4) break
    for (const text of choose(hit, terms, asked, index === 0 ? 3 : 2)) {
      if (picked.length > 0 && length + text.length > budget) continue
      picked.push({ text, index })
      length += text.length
    }
  }
  return { sentences: picked }
}
