/** The sentences of what was found, and how much each of them says of what was asked. */
import type { Term } from '../archive/search.ts'
import { lineOf, standsAt } from '../archive/versions.ts'
import type { Want } from './expect.ts'
import type { RankedHit } from './retrieve.ts'
import { sentences } from './sentences.ts'

export interface Statement {
  text: string
  /** Where it stands: of the hits, and of its item's sentences. */
  index: number
  at: number
  /** How much of what was asked for it has by itself, and with what stands around it, by weight: 0 to 1. */
  own: number
  support: number
  /** It has a value of the kind that was asked for; true where none was. */
  value: boolean
  /** The share of the weightiest term that neither it nor what stands around it has. */
  missing: number
}

/** Characters of an item that are read. */
const LONGEST = 3000
/** What a term counts that stands not in the sentence, but before it, in the item's first, in the topic, or elsewhere in the item. */
const BEFORE = 0.8
const TOPIC = 0.6
const ELSEWHERE = 0.3

/** Reddit's scores are not part of what is said, nor the bullets of comments. */
const SCORE = /([.?!…])?\s*\((?:Score|Activity)[^)]*\)(:?)/gu
/** Names of who said it, and what stands for a page that could not be read, say nothing by themselves. */
const EMPTY = /^(?:(?:@[\w]+|and|,|、|和|;|\s)+[.。]?|.*\b(?:no description found|未找到描述))$/iu
const BULLET = /^[\s•–*:-]+/u
export const statementsOf = (text: string): string[] =>
  sentences(text.replace(SCORE, (_, end: string | undefined, colon: string) => (end === undefined ? colon : `${end}\n`)))
    .map((sentence) => sentence.replace(BULLET, ''))
    .filter((sentence) => sentence !== '' && !EMPTY.test(sentence))

/** Says which of the terms stand in a text. */
const reader = (terms: readonly Term[]): ((text: string) => boolean[]) => {
  const starts = new Map<string, { term: number; phrase: readonly string[] }[]>()
  terms.forEach(({ alternatives }, term) => {
    for (const phrase of alternatives) {
      const [first = ''] = phrase
      starts.set(first, [...(starts.get(first) ?? []), { term, phrase }])
    }
  })
  return (text) => {
    const line = lineOf(text)
    const found = terms.map(() => false)
    line.words.forEach((word, at) => {
      for (const { term, phrase } of starts.get(word) ?? []) found[term] ||= standsAt(line, phrase, at)
    })
    return found
  }
}

/** The terms that a sentence must have beside the value: those that do not just ask for it. */
export const tellingTerms = (terms: readonly Term[], wants: readonly Want[]): readonly Term[] => {
  const telling = terms.filter(({ word }) => !wants.some(({ words }) => words.test(word)))
  return telling.length > 0 ? telling : terms
}

const topicOf = ({ uid, kind, topic }: RankedHit): string => JSON.stringify([uid, kind, topic])

/** Every sentence of the hits, in order; `terms` as `tellingTerms` gives them. */
export const assess = (hits: readonly RankedHit[], terms: readonly Term[], wants: readonly Want[]): Statement[] => {
  const total = terms.reduce((sum, { weight }) => sum + weight, 0) || 1
  const present = reader(terms)
  const read = hits.map((hit) => {
    const texts = statementsOf(hit.item.text.slice(0, LONGEST))
    return { texts, has: texts.map((text) => present(text)) }
  })
  /** Which of the terms stand in what was found of a topic: an item goes on with what the one above it is about. */
  const topics = new Map<string, boolean[]>()
  hits.forEach((hit, index) => {
    const heading = topics.get(topicOf(hit)) ?? present(hit.topic)
    topics.set(
      topicOf(hit),
      heading.map(
        (known, term) =>
          known || (hit.topic !== '' && hit.kind !== 'discord-detail' && (read[index]?.has.some((each) => each[term]) ?? false)),
      ),
    )
  })
  return hits.flatMap((hit, index) => {
    const { texts = [], has = [] } = read[index] ?? {}
    const topic = topics.get(topicOf(hit)) ?? []
    return texts.map((text, at): Statement => {
      const value = wants.length === 0 || wants.some((want) => want.in(text))
      let own = 0
      let support = 0
      let missing = 0
      terms.forEach(({ weight }, term) => {
        const here = has[at]?.[term] === true
        const near = has[at - 1]?.[term] === true || has[0]?.[term] === true
        const share = here ? 1 : near ? BEFORE : topic[term] === true ? TOPIC : has.some((each) => each[term]) ? ELSEWHERE : 0
        if (here) own += weight
        support += share * weight
        if (share < TOPIC) missing = Math.max(missing, weight)
      })
      return { text, index, at, own: own / total, support: support / total, value, missing: missing / total }
    })
  })
}
