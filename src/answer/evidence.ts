/** Splits hits into sentences, and rates how much of the question each of them has. */
import type { Term } from '../archive/search.ts'
import { createFinder, lineOf } from '../archive/versions.ts'
import type { Want } from './expect.ts'
import { saidOtherwise } from './predicates.ts'
import type { RankedHit } from './retrieve.ts'
import { sentences } from './sentences.ts'

/** A sentence of a hit. All shares are of the weight of the question's terms, 0 to 1. */
export interface Statement {
  text: string
  /** The hit's index. */
  index: number
  /** The sentence's index in its item. */
  at: number
  /** The share of the terms in the sentence itself. */
  own: number
  /** The share of the terms in the sentence and its context, where those in the context count less. */
  support: number
  /** Whether it has a value of the kind that was asked for; true where none was. */
  value: boolean
  /** The share of the weightiest term that is neither in the sentence nor in its context. */
  missing: number
  /** Absent for an overview, which is of a question without terms. */
  fit?: Fit
}

/** How well a sentence matches the question's terms. For `gap`, `lacks` and `lacking`, other verbs for the same event count as well. */
export interface Fit {
  /** The share of the terms that are not in the sentence. */
  gap: number
  /** The terms that are neither in the sentence nor close to it: in the sentence before, the item's first one, or the topic's heading. */
  lacks: readonly Term[]
  /** The share of `lacks`. */
  lacking: number
  /** The terms that are neither close to the sentence nor anywhere in the hits of its topic. */
  lost: readonly Term[]
  /** The share of `lost`. */
  away: number
  /** The length, in tokens, of the shortest stretch of the sentence with all of the terms that it has. */
  spread(): number
}
const WHOLE: Fit = { gap: 0, lacks: [], lacking: 0, lost: [], away: 0, spread: () => 0 }
/** How well a statement matches; perfectly where no terms were asked for. */
export const fitOf = ({ fit = WHOLE }: Statement): Fit => fit

/** Matches a question, a guess, a rumour, a plan or a joke: a sentence that does not assert a fact. */
const UNASSERTED =
  /\?["'”’)]*$|\b(?:rumou?r(?:s|ed)?|speculat\w+|unconfirmed|possibilit(?:y|ies)|possibl[ey]|potential(?:ly)?|might|could|would|whether|hypothetical\w*|jok(?:e|es|ed|ing|ingly)|humorous\w*|meme|parody|satir\w+|fake|fabricated|fictional|hoax|imagin\w+|wonder(?:s|ed|ing)?|ask(?:s|ed|ing)?|inquir\w+|enquir\w+|questioned|predict\w*|suppose[sd]?|(?<!(?:evaluat|test|check|determin|measur|assess|see)\w* )if|chance|attempts?|attempted|considers?|considering|in talks|plan(?:s|ned|ning)? to|wants? to|hop(?:es?|ing)|expect\w*|likely|intend\w*|desire[sd]?|wish(?:es|ed)?)\b/iu

/** Whether a sentence asserts a fact. */
export const isAsserted = (sentence: string): boolean => !UNASSERTED.test(sentence)

/** The characters of an item that are read. */
const LONGEST = 3000
// What a term counts in a sentence's support by where it stands (1 in the sentence itself); set by hand.
/** A term in the sentence before, or in the item's first one. */
const BEFORE = 0.8
/** A term in the topic's heading or, in most sections, in any hit of the topic. */
const TOPIC = 0.6
/** A term elsewhere in the item. */
const ELSEWHERE = 0.3

/** Matches the score of a Reddit post. */
const SCORE = /([.?!…])?\s*\((?:Score|Activity)[^)]*\)(:?)/gu
/** Matches a sentence without content: only handles, or the placeholder for a page that could not be read. */
const EMPTY = /^(?:(?:@[\w]+|and|,|、|和|;|\s)+[.。]?|.*\b(?:no description found|未找到描述))$/iu
const BULLET = /^[\s•–*:-]+/u
/** The sentences of an item's text, without scores, bullets and sentences that have no content. */
export const statementsOf = (text: string): string[] =>
  sentences(text.replace(SCORE, (_, end: string | undefined, colon: string) => (end === undefined ? colon : `${end}\n`)))
    .map((sentence) => sentence.replace(BULLET, ''))
    .filter((sentence) => sentence !== '' && !EMPTY.test(sentence))

const isAny = (places: readonly number[] | undefined): boolean => places !== undefined && places.length > 0

/** The length, in tokens, of the shortest stretch with all of the terms that have a position. */
const stretch = (places: readonly (readonly number[])[]): number => {
  const present = places.filter(isAny)
  if (present.length < 2) return present.length
  const last = present.map(() => -1)
  let best = Infinity
  for (const { at, term } of present.flatMap((each, term) => each.map((at) => ({ at, term }))).sort((a, b) => a.at - b.at)) {
    last[term] = at
    const first = Math.min(...last)
    if (first >= 0) best = Math.min(best, at - first + 1)
  }
  return best
}

/** The terms without those that only ask for a kind of value, which an answer need not repeat; all terms where no others are left. */
export const tellingTerms = (terms: readonly Term[], wants: readonly Want[]): readonly Term[] => {
  const telling = terms.filter(({ word }) => !wants.some(({ words }) => words.test(word) || words.test(word.replace(/ \d$/u, ''))))
  return telling.length > 0 ? telling : terms
}

/** Matches a heading for several subjects: what stands under `Acme and Lumen` may be about either. */
const SEVERAL = /\b(?:and|vs)\b|,\s|\s&\s|[、，]/iu

const topicOf = ({ uid, kind, topic }: RankedHit): string => JSON.stringify([uid, kind, topic])

/** Rates every sentence of the hits, in order of hits and sentences; `terms` are those of `tellingTerms`. */
export const assess = (hits: readonly RankedHit[], terms: readonly Term[], wants: readonly Want[]): Statement[] => {
  const total = terms.reduce((sum, { weight }) => sum + weight, 0) || 1
  /** Other words for those terms that are verbs; `present` gives their positions after those of the terms. */
  const rephrased = terms.flatMap(({ alternatives }, term) => {
    const said = saidOtherwise(alternatives[0] ?? [])
    return said.length === 0 ? [] : [{ term, alternatives: said }]
  })
  const rephrasedAt = new Map(rephrased.map(({ term }, at) => [term, terms.length + at]))
  const find = createFinder([...terms, ...rephrased])
  const present = (text: string): number[][] => find(lineOf(text))
  const read = hits.map((hit) => {
    const texts = statementsOf(hit.item.text.slice(0, LONGEST))
    return { texts, has: texts.map((text) => present(text)), above: present(SEVERAL.test(hit.topic) ? '' : hit.topic) }
  })
  /** Which of the terms each topic has in its heading or hits, as an item often continues the one above it. */
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
        const said = [...(has[at]?.[n] ?? []), ...(has[at]?.[rephrasedAt.get(n) ?? -1] ?? [])]
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
