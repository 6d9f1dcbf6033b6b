/** Recognizes what kind of value a question asks for (a price, a date, a count…), and which sentences have a value of that kind. */

import { standsIn } from '../archive/shortened.ts'
import { isStopWord } from '../archive/stopwords.ts'
import { synonyms } from '../archive/synonyms.ts'
import { tokens } from '../archive/text.ts'
import { asksWhy } from './form.ts'
import { BENCHMARK, N, READERS, type ReadKind } from './readers.ts'

/** A kind of value that a question asks for. */
export interface Want {
  kind: ReadKind | 'event' | 'maker' | 'definition' | 'number'
  /** Matches words that only ask for the value: a sentence that has one need not repeat them. */
  words: RegExp
  /** What the value belongs to, where the question names it: the benchmark of a score. */
  of?: string
  /** Whether a sentence has a value of this kind. */
  in(sentence: string): boolean
  /** How plainly a sentence states it, for kinds that have degrees; 0: not at all. */
  strength?(sentence: string): number
}

const NUMBER =
  /\b(?:how (?:much|many|long|far|good)|scores?|number of|numbers|rating|limit|elo|size|count|cu[aá]nt[oa]s?|wie ?viele?|combien)\b|多少|几(?!乎)|得分|いくつ(?!か(?!$|[\s？?。]))|何(?=[\p{N}人問個件円倍本回点台枚年日社種つ%％パト億万])|数[はがをっ]/iu

const NUMBER_WORDS = /^(?:scores?|numbers?|size|count|much|far|good|long|big)$/iu

/** Matches points, which are a score. */
const POINTS = /^(?:points?|scores?|punkte|puntos)$/iu
/** Matches words for people, which an answer may call users, voters or patients. */
const PEOPLE = '(?:people|ppl|persons?|folks|humans|guys|gente|leute|personas|gens|personnes)'
const IS_PEOPLE = new RegExp(`^${PEOPLE}$`, 'iu')
/** Matches a number that counts no people: an amount, a share, a factor or a size. `2B` is a size, but `2B users` are people. */
const NOT_PEOPLE = new RegExp(
  String.raw`[$€£¥]\s?${N}\S*|${N}\s?(?:%|×|x\b|per ?cent|[kmgt]b\b|b\b(?!\s(?:[\p{L}-]+\s){0,3}?(?:users|${PEOPLE})\b)|fps\b|ms\b)`,
  'giu',
)

/** Matches a number that is no part of a name, an address, a handle or the word 3D. */
const FREE = /(?<![\p{L}\p{N}@/._#\u2010\u2011-])[~≈<>+]?\p{N}[\p{N}.,]*(?!\p{N}|d\b)/giu
/** Matches a name before a number, which then may be its version. */
const VERSIONED = /\p{Lu}[\p{L}\p{N}]*[\s-]v?$/u
const YEAR = /^20[1-3]\d$/u
/** Matches a unit after a number, which then is no version. */
const UNIT = /^\s?(?:%|×|x\b|[kmbt]\b|gb\b|percent|points?)/iu
/** Matches a number in words. */
const WORDED =
  /\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?|hundreds?|thousands?|half|double|twice)\b|[一二三四五六七八九十百千万亿两]/iu

/** Whether a sentence has a number other than a year, the version of a name, and `known` ones, which are those of the question. */
const hasNumber = (sentence: string, known: ReadonlySet<string>): boolean => {
  for (const { 0: match, index } of sentence.matchAll(FREE)) {
    const number = match.replace(/^\D+|[.,]+$/gu, '')
    const small = /^\d(?:\.\d{1,2})?$/.test(number)
    if (known.has(number) || YEAR.test(number)) continue
    if (small && VERSIONED.test(sentence.slice(Math.max(0, index - 24), index)) && !UNIT.test(sentence.slice(index + match.length)))
      continue
    return true
  }
  return WORDED.test(sentence)
}

const JOINING = 'of|in|on|for|with|from|by|to|at|and|or|than|per|across|within|over|between|among|via|under|during|using'
const AUXILIARY = 'did|do|does|was|were|is|are|has|have|had|can|could|should|will'
/** Patterns for the counted noun of a question: after `how many` and the like, in Chinese after 多少 or 几, in Japanese before 数. */
const COUNTED = [
  // Before a verb, as in `how many people use Acme`, the patterns below would take the verb's object.
  new RegExp(String.raw`\bhow many (${PEOPLE})\b`, 'iu'),
  /\bnumber of (?:[\p{L}-]+ ){0,2}?([\p{L}-]{3,})(?=$|[?.,]| (?:of|in|at|on|for|did|does|was|is|are|has|have)\b)/iu,
  new RegExp(
    String.raw`\bhow many\s?(?:(?!(?:${AUXILIARY}|${JOINING}) )[\p{L}-]+ ){0,2}?((?!(?:${AUXILIARY}) )[\p{L}-]{3,})(?=$|[?.,]| (?:${AUXILIARY})\b)`,
    'iu',
  ),
  /\bhow many ([\p{L}-]{3,}) (?:of|in|on|at|for|from|with|w|by|per)\b/iu,
  /\b(?:cu[aá]nt(?:[oa]s|a)|wie ?viele|combien (?:de |d['’]))\s?(\p{L}{3,})/iu,
  /(?:多少|几)[个名位家款种次条项张]?\s?(\p{Script=Han}{2,4}|\p{Lu}[\p{L}\p{N}-]+)(?=$|[\s，。？?,.])/u,
  /いくつの([\p{Script=Han}\p{Script=Katakana}ー]{2,8})/u,
  /([\p{Script=Han}\p{Script=Katakana}ー]{2,8}?)の?数[はがをっ]/u,
]
/** A counted noun stands at most so many words after its number. */
const CLOSE = 4
/** The fewest letters of a noun that may be short for another; fewer begin too many words. */
const SHORTEST = 3
/** Matches words after which nothing is counted: in `8 versions of a lamp` the versions are, not the lamps. */
const JOINS = new RegExp(`^(?:${JOINING})$`, 'iu')
const upToJoin = (pieces: readonly string[]): readonly string[] => {
  const end = pieces.findIndex((piece, at) => at > 0 && JOINS.test(piece))
  return end < 0 ? pieces : pieces.slice(0, end)
}
/** Whether a noun is the beginning of a word (`langs`, `devs`), or without vowels has some of its letters (`msgs`, `hrs`). */
const isShortFor = (noun: string, word: string): boolean =>
  noun.length >= SHORTEST && (word.startsWith(noun) || (!/[aeiouy]/u.test(noun) && standsIn(noun, word)))
/** Whether a sentence has a number shortly before a noun or a synonym of it. */
const isCounted = (sentence: string, noun: string, known: ReadonlySet<string>): boolean => {
  const [counted = ''] = tokens(noun)
  const same = new Set([
    counted,
    ...synonyms([counted])
      .filter((phrase) => phrase.length === 1)
      .map(([word = '']) => word),
  ])
  const pieces = sentence.split(/\s+/)
  return pieces.some(
    (piece, at) =>
      hasNumber(piece, known) &&
      upToJoin(pieces.slice(at, at + CLOSE + 1)).some((next) =>
        tokens(next.replace(/-.*-/u, ' ')).some((token) => same.has(token) || isShortFor(counted, token)),
      ),
  )
}

/** Matches a question for a count, in which a word such as `pay` asks for no price. A question for a cost is none. */
const UNITS =
  /\bhow many (?:[\p{L}-]+ ){0,2}(?!dollars?|usd|euros?|mil\w*|billions?)[\p{L}-]{3,}\b(?! (?:does|did|do|is|was) [^?]*\bcost)/iu
const SCALE = '(?:[kmbt]|thousand|million|billion|trillion)?'
const MEASURE = String.raw`(?:tok(?:en)?s?(?:\/s| per sec\w*)?|(?:[gmt]i?b|gigs?)(?: (?:of )?(?:v?ram|memory))?|usd|dollars?|per ?cent|params?|watts?|h(?:ou)?rs?)`
/** Matches an amount that the question states and so does not ask for: who reached `1k tok/s`. */
const TOLD = new RegExp(String.raw`[$€£¥]\s?${N}|(?<![\p{L}\p{N}-])${N}\s?${SCALE}\s?(?:[$€£¥%]|${MEASURE}(?![\p{L}\p{N}]))`, 'giu')
/** Matches a question for a change, whose answer may be a number of any unit. */
const CHANGE = /\bby how much\b|\bhow much (?:less|more|\p{L}{2,}er)\b/iu
/** Matches the unit that a price or speed is for: in `per million tokens` no tokens are asked for. */
const PER = /(?:\bper|\/) ?(?:mil\w* |thousand |\p{N}+ ?(?:[km]|mil\w*)? )?\p{L}+/giu
/** A question of at most so many words that has a benchmark's name among others asks for a score on it … */
const FEW_WORDS = 7
/** … unless it matches this, and asks for something else. */
const OTHERWISE = /\b(?:who|what|whats|when|where|which|why|how|did|does|is|are|tweets?|news?|said|say|saying|any(?:thing)?)\b/iu
/** What the first of the patterns that matches captures. */
const first = (patterns: readonly RegExp[], text: string): string | undefined =>
  patterns.map((pattern) => pattern.exec(text)?.[1]).find((found) => found !== undefined)

/** Match the benchmark of a score: `scores on HumanEval`, `HumanEval score`, `HumanEval 是多少`. */
const SCORES = [
  /\bscores?\b.* on (?:the )?([\p{L}\p{N}][\p{L}\p{N}.-]*)\s*\??$/iu,
  /(?<![\p{L}\p{N}.-])([\p{L}\p{N}][\p{L}\p{N}.-]*) scores?\b/iu,
  /(?<!\p{L})(\p{Lu}[\p{L}\p{N}.-]*)\s?(?:是多少|得分|多少分)/u,
]

/**
 * The kinds of values that a question asks for; any of them will do. Empty where it asks for none.
 *
 * @param inEnglish puts words of the question into English, where it is answered from English items
 */
export const wanted = (question: string, inEnglish = (noun: string): string => noun): Want[] => {
  // In a question for a cause a price is what the cause is of.
  if (asksWhy(question)) return []
  const counts = UNITS.test(question)
  const english = inEnglish(question)
  const untold = (english === question ? question : `${question} ${english}`).replace(TOLD, ' ')
  const bare = untold.replace(PER, ' ')
  const readers = CHANGE.test(question) ? [] : READERS
  const wants = readers
    .filter(({ kind, asks }) => asks.test(kind === 'speed' ? untold : bare) && !(kind === 'money' && counts))
    .map(({ kind, words, value, beside, attributes = [] }): Want => {
      const asked = attributes.filter(([asks]) => asks.test(untold))
      const hasAttributes = (sentence: string): boolean => asked.every(([, said]) => said.test(sentence))
      return { kind, words, in: (sentence) => value.test(sentence) && beside?.test(sentence) !== false && hasAttributes(sentence) }
    })
  const count = question.trim().split(/\s+/u).length
  const isBrief = count > 1 && count <= FEW_WORDS && !OTHERWISE.test(question)
  const benchmark = first(isBrief ? [...SCORES, BENCHMARK] : SCORES, question)
  if (wants.length > 0 || (benchmark === undefined && !NUMBER.test(question))) return wants
  const known = new Set(Array.from(question.matchAll(/\p{N}[\p{N}.,]*/gu), ([number]) => number.replace(/[.,]+$/, '')))
  const noun = first(COUNTED, question)
  const isPeople = noun !== undefined && IS_PEOPLE.test(noun)
  const counted = noun === undefined || isPeople || POINTS.test(noun) ? '' : inEnglish(noun).trim()
  return [
    {
      kind: 'number',
      words: NUMBER_WORDS,
      ...(benchmark === undefined || isStopWord(benchmark) ? {} : { of: benchmark }),
      in: (sentence) =>
        hasNumber(isPeople ? sentence.replace(NOT_PEOPLE, ' ') : sentence, known) &&
        (counted === '' || isCounted(sentence, counted, known)),
    },
  ]
}
