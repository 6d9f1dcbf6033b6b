/** The sentences of what was found, and how much each of them says of what was asked. */
import type { Term } from '../archive/search.ts'
import { lineOf, standsAt } from '../archive/versions.ts'
import type { Want } from './expect.ts'
import { saidOtherwise } from './predicates.ts'
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
  /** Absent where no words were asked for. */
  fit?: Fit
}

/** How well it fits the question's words, or other words for what is done. */
export interface Fit {
  /** The share of the terms that does not stand in it. */
  gap: number
  /** The terms that stand neither in it nor close to it: in the sentence before, at its item's head, or above. */
  lacks: readonly Term[]
  /** Their share. */
  lacking: number
  /** Those of the terms that do not even stand in what else was found of its topic. */
  lost: readonly Term[]
  /** Their share. */
  away: number
  /** Index words from the first to the last of the terms in it, where they stand closest. */
  spread(): number
}
const WHOLE: Fit = { gap: 0, lacks: [], lacking: 0, lost: [], away: 0, spread: () => 0 }
export const fitOf = ({ fit = WHOLE }: Statement): Fit => fit

/** Asked, guessed, feared, made up: not said as a fact. */
const UNSAID =
  /\?["'”’)]*$|\b(?:rumou?r(?:s|ed)?|speculat\w+|unconfirmed|possibilit(?:y|ies)|possibl[ey]|potential(?:ly)?|might|could|would|whether|hypothetical\w*|jok(?:e|es|ed|ing|ingly)|humorous\w*|meme|parody|satir\w+|fake|fabricated|fictional|hoax|imagin\w+|wonder(?:s|ed|ing)?|ask(?:s|ed|ing)?|inquir\w+|enquir\w+|questioned|predict\w*|suppose[sd]?|if|chance|attempts?|attempted|considers?|considering|in talks|plan(?:s|ned|ning)? to|wants? to|hop(?:es?|ing)|expect\w*|likely|intend\w*)\b/iu

/** Whether it is said as a fact. */
export const isAsserted = (sentence: string): boolean => !UNSAID.test(sentence)

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
const reader = (terms: readonly Pick<Term, 'alternatives'>[]): ((text: string) => number[][]) => {
  const starts = new Map<string, { term: number; phrase: readonly string[] }[]>()
  terms.forEach(({ alternatives }, term) => {
    for (const phrase of alternatives) {
      const [first = ''] = phrase
      starts.set(first, [...(starts.get(first) ?? []), { term, phrase }])
    }
  })
  return (text) => {
    const line = lineOf(text)
    const found = terms.map((): number[] => [])
    line.words.forEach((word, at) => {
      for (const { term, phrase } of starts.get(word) ?? []) if (standsAt(line, phrase, at)) found[term]?.push(at)
    })
    return found
  }
}

const isAny = (places: readonly number[] | undefined): boolean => places !== undefined && places.length > 0

/** Words of the smallest stretch that has all of the terms which stand there at all. */
const stretch = (places: readonly (readonly number[])[]): number => {
  const standing = places.filter(isAny)
  if (standing.length < 2) return standing.length
  const last = standing.map(() => -1)
  let best = Infinity
  for (const { at, term } of standing.flatMap((each, term) => each.map((at) => ({ at, term }))).sort((a, b) => a.at - b.at)) {
    last[term] = at
    const first = Math.min(...last)
    if (first >= 0) best = Math.min(best, at - first + 1)
  }
  return best
}

/** The terms that a sentence must have beside the value: those that do not just ask for it. */
export const tellingTerms = (terms: readonly Term[], wants: readonly Want[]): readonly Term[] => {
  const telling = terms.filter(({ word }) => !wants.some(({ words }) => words.test(word) || words.test(word.replace(/ \d$/u, ''))))
  return telling.length > 0 ? telling : terms
}

const topicOf = ({ uid, kind, topic }: RankedHit): string => JSON.stringify([uid, kind, topic])

/** Every sentence of the hits, in order; `terms` as `tellingTerms` gives them. */
export const assess = (hits: readonly RankedHit[], terms: readonly Term[], wants: readonly Want[]): Statement[] => {
  const total = terms.reduce((sum, { weight }) => sum + weight, 0) || 1
  /** Those of the terms that are predicates, said otherwise: they are read behind the terms. */
  const otherwise = terms.flatMap(({ alternatives }, term) => {
    const said = saidOtherwise(alternatives[0] ?? [])
    return said.length === 0 ? [] : [{ term, alternatives: said }]
  })
  const behind = new Map(otherwise.map(({ term }, at) => [term, terms.length + at]))
  const present = reader([...terms, ...otherwise])
  const read = hits.map((hit) => {
    const texts = statementsOf(hit.item.text.slice(0, LONGEST))
    return { texts, has: texts.map((text) => present(text)), above: present(hit.topic) }
  })
  /** Which of the terms stand in what was found of a topic: an item goes on with what the one above it is about. */
  const topics = new Map<string, boolean[]>()
  hits.forEach((hit, index) => {
    const heading = topics.get(topicOf(hit)) ?? (read[index]?.above ?? []).map(isAny)
    topics.set(
      topicOf(hit),
      heading.map(
        (known, term) =>
          known || (hit.topic !== '' && hit.kind !== 'discord-detail' && (read[index]?.has.some((each) => isAny(each[term])) ?? false)),
      ),
    )
  })
  return hits.flatMap((hit, index) => {
    const { texts = [], has = [], above = [] } = read[index] ?? {}
    const topic = topics.get(topicOf(hit)) ?? []
    return texts.map((text, at): Statement => {
      const value = wants.length === 0 || wants.some((want) => want.in(text))
      let own = 0
      let support = 0
      let missing = 0
      let gap = 0
      let lacking = 0
      let away = 0
      const lost: Term[] = []
      const lacks: Term[] = []
      const places: number[][] = []
      terms.forEach((term, n) => {
        const { weight } = term
        const here = isAny(has[at]?.[n])
        const near = isAny(has[at - 1]?.[n]) || isAny(has[0]?.[n])
        const share = here ? 1 : near ? BEFORE : topic[n] === true ? TOPIC : has.some((each) => isAny(each[n])) ? ELSEWHERE : 0
        if (here) own += weight
        support += share * weight
        if (share < TOPIC) {
          missing = Math.max(missing, weight)
          away += weight
          lost.push(term)
        }
        const said = [...(has[at]?.[n] ?? []), ...(has[at]?.[behind.get(n) ?? -1] ?? [])]
        const year = /\s(20\d\d)$/.exec(term.word)?.[1]
        if (year !== undefined && hit.date.startsWith(year)) said.push(...(places.at(-1) ?? []))
        if (said.length === 0) gap += weight
        places.push(said)
        if (said.length === 0 && !near && !isAny(above[n]) && !(year !== undefined && hit.date.startsWith(year))) {
          lacks.push(term)
          lacking += weight
        }
      })
      return {
        text,
        index,
        at,
        own: own / total,
        support: support / total,
        value,
        missing: missing / total,
        fit: { gap: gap / total, lacks, lacking: lacking / total, lost, away: away / total, spread: () => stretch(places) },
      }
    })
  })
}
