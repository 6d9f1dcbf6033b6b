/** Recognizes what kind of value a question asks for (a price, a date, a count…), and which sentences have a value of that kind. */

import { isStopWord } from '../archive/stopwords.ts'
import { synonyms } from '../archive/synonyms.ts'
import { tokens } from '../archive/text.ts'

/** A kind of value that a question asks for. */
export interface Want {
  kind:
    | 'event'
    | 'maker'
    | 'definition'
    | 'power'
    | 'measure'
    | 'money'
    | 'memory'
    | 'context'
    | 'tokens'
    | 'parameters'
    | 'speed'
    | 'hours'
    | 'share'
    | 'date'
    | 'licence'
    | 'number'
  /** Matches words that only ask for the value: a sentence that has one need not repeat them. */
  words: RegExp
  /** What the value belongs to, where the question names it: the benchmark of a score. */
  of?: string
  /** Whether a sentence has a value of this kind. */
  in(sentence: string): boolean
  /** How plainly a sentence states it, for kinds that have degrees; 0: not at all. */
  strength?(sentence: string): number
}

interface Reader {
  kind: Want['kind']
  /** Matches a question for this kind of value. */
  asks: RegExp
  /** As in `Want`. */
  words: RegExp
  /** Matches a sentence that has a value of this kind. */
  value: RegExp
  /** What the sentence must match beside the value. */
  beside?: RegExp
}

/** The source of a pattern that matches a number. */
const N = String.raw`\p{N}[\p{N}.,]*`

/** The readers of all kinds but `number`. Units are those of the field, words those of six languages. */
const READERS: readonly Reader[] = [
  {
    kind: 'money',
    words:
      /^(?:pric(?:e[sd]?|ing)|costs?|usd|pay|paid|fees?|much|cheap\w*|money|cash|mil(?:lion)?s?|min(?:ute)?s?|hour(?:ly)?|months?|monthly|annual\w*|yearly|tok(?:en)?s?)$/iu,
    asks: /\b(?:pric(?:e[sd]?|ing)|costs?|usd|fees?|(?<!é)valuation|valued|raised?|pay|paid|charge[sd]?|spen[dt]|salary|salaries|subscription|how much (?:is|are|money|cash)|cuesta\w*|precio|gekostet|kostet|preis|coûte\w*|prix)\b|\$|多少钱|价格|售价|成本|估值|融了?多少|いくら|価格|料金/iu,
    value: new RegExp(
      String.raw`[$€£¥]\s?\p{N}|\b${N}\s?(?:[kmb]|thousand|million|billion)?\s?(?:us )?(?:dollars?|usd|eur|euros?|cents?)\b|[\p{N}一二三四五六七八九十两]\s?[万亿千百]{0,2}\s?(?:美元|人民币|元)|\bfor free\b|\bfree (?:of charge|tier)\b`,
      'iu',
    ),
  },
  {
    kind: 'power',
    words: /^(?:watts?|wattage|kwh|mah|much)$/iu,
    asks: /\b(?:watts?|wattage|kwh|mah|tdp|electricity|how much (?:power|energy)|(?:power|energy) (?:draw|consumption|usage|use))\b|功耗|耗电|消費電力/iu,
    value: new RegExp(String.raw`\b${N}\s?(?:[kmgt]?wh?|(?:kilo|mega|giga)?watts?(?:-hours?)?|mah|joules?)\b|${N}\s?瓦`, 'iu'),
  },
  {
    kind: 'measure',
    words: /^(?:tall|far|deep|wide)$/iu,
    asks: /\bhow (?:tall|deep|wide|far (?:is|are|away))\b/iu,
    value: new RegExp(
      String.raw`\b${N}[\s-]?(?:[mck]m|meters?|metres?|kilomet\w+|miles?|feet|foot|ft|inch(?:es)?|stor(?:y|ies)|light)(?![\p{L}\p{N}])`,
      'iu',
    ),
  },
  {
    kind: 'measure',
    words: /^(?:hot|cold|heavy)$/iu,
    asks: /\bhow (?:hot|cold|heavy)\b/iu,
    value: new RegExp(String.raw`\b${N}[\s-]?(?:degrees?|°|[cf](?![\p{L}\p{N}])|kg|kilos?|pounds?|lbs?|tons?|grams?)`, 'iu'),
  },
  {
    kind: 'memory',
    words: /^(?:memory|mem|size|needs?|requires?)$/iu,
    asks: /\b(?:v?ram|gpu mem(?:ory)?|(?:how much|least|minimum) mem(?:ory)?|mem(?:ory)? (?:us(?:e|age)|needs?|needed|requir\w+|size|footprint|do(?:es)?)|speicher|mémoire|memoria)\b|显存|内存|メモリ/iu,
    value: new RegExp(String.raw`\b${N}[\s-]?(?:[gmt]i?b|gigs?|gigabytes?)\b`, 'iu'),
  },
  {
    kind: 'context',
    words: /^(?:size|limit|long\w*)$/iu,
    asks: /\b(?:context|ctx)(?: window)? (?:length|window|size|limit)|\blonger (?:context|ctx)\b|上下文(?:长度|窗口)/iu,
    value: new RegExp(String.raw`\b${N}\s?(?:[km]\b|million|thousand|tok)|\b\p{N}{4,}\b|\b\p{N}+,\p{N}{3}\b|\p{N}\s?万`, 'iu'),
    beside: /\b(?:context|ctx|window|tok(?:en)?s?)\b|上下文/iu,
  },
  {
    kind: 'hours',
    words: /^(?:long|many)$/iu,
    asks: /\bhours\b|小时|時間/iu,
    value: new RegExp(String.raw`\b${N}\s?[km]?\+?[\s-](?:[\p{L}\p{N}-]+\s){0,2}(?:hours?|hrs?)\b|\p{N}\s?万?\s?小时`, 'iu'),
  },
  {
    kind: 'speed',
    words: /^(?:speed|fast\w*|tok|s|tps)$/iu,
    asks: /\b(?:tok(?:en)?s?\/s|tok(?:en)?s? per sec\w*|speed|how fast|tps)\b|每秒|毎秒|速度/iu,
    value: new RegExp(String.raw`${N}\s?(?:x\b|×|%|times|tok|t\/s|tps|ms\b|\p{L}*\/s|per sec)|每秒`, 'iu'),
  },
  {
    kind: 'tokens',
    words: /^(?:tok(?:en)?s?|long)$/iu,
    asks: /\btok(?:en)?s\b|トークン|词元/iu,
    value: new RegExp(
      String.raw`${N}\s?(?:[kmbt]|thousand|million|billion|trillion)?\+?[\s-](?:[\p{L}\p{N}-]+\s){0,2}tok(?:en)?s?\b|\b${N}\s?t\b`,
      'iu',
    ),
  },
  {
    kind: 'parameters',
    words: /^(?:param\w*|size|big|large|count)$/iu,
    asks: /\b(?:param(?:eter|ètre|etro)?s?|how (?:big|large))\b|参数|パラメータ/iu,
    value: new RegExp(String.raw`(?<![\p{L}\p{N}.]-?)${N}[\s-]?(?:[bmt]\b|million|billion|trillion)|${N}\s?[亿万]`, 'iu'),
  },
  {
    kind: 'share',
    words: /^(?:per ?cent\w*|share|rate|often)$/iu,
    asks: /%|\bper ?cent\w*|\bhow often\b|\b(?:success|error|hallucination) rate\b|\b(?:what|which) share\b|\bshare (?:of|that|who|which)\b/iu,
    value: /\p{N}\s?(?:%|per ?cent)|\p{N}\/\p{N}|\bout of\b/iu,
  },
  {
    kind: 'date',
    words: /^(?:dates?|release[sd]?|launch\w*|when)$/iu,
    asks: /^\s*w(?:he|e)n(?! (?:was|were|did|do|does)\b)|\b(?:when|wen) (?:is|are|will|can)\b|\b(?:release|any|what|launch) date\b|什么时候|啥时候|何时|いつ|\bwann\b|\bcu[aá]ndo\b|\bquand\b/iu,
    value:
      /\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)(?:uary|ruary|ch|il|e|y|ust|t|tember|ober|ember)?\b|\b20\d\d\b|\b\d{1,2}\/\d{1,2}\b|\b(?:today|tomorrow|tonight|yesterday|weeks?|months?|(?:mon|tues|wednes|thurs|fri|satur|sun)day|q[1-4]|summer|spring|autumn|winter)\b|\p{N}\s?[月日年]/iu,
  },
  {
    kind: 'licence',
    words: /^(?:licen[cs]\w*|open|source)$/iu,
    asks: /\b(?:what|which|under what|whats the|is the) (?:\w+ )?licen[cs]e|\blicen[cs]e (?:of|for|is|type)\b|\blicen[cs]e ?(?:\?|$)|\b(?:licencia|lizenz)\b|许可证|开源协议|ライセンス/iu,
    value: /\blicen[cs]\w*|\b(?:apache|agpl|l?gpl|bsd|cc[- ]by\S*)\b|\bMIT\b|许可|协议/iu,
  },
]

const NUMBER =
  /\b(?:how (?:much|many|long|far|good)|scores?|number of|numbers|rating|limit|elo|size|count|cu[aá]nt[oa]s?|wie ?viele?|combien)\b|多少|几|得分|何(?=[\p{N}人個件円倍本回点台枚年日社種つ%％パト億万])|数[はがをっ]/iu

const NUMBER_WORDS = /^(?:scores?|numbers?|size|count|much|far|good|long|big)$/iu

/** Matches counted nouns that an answer need not repeat: points are a score, and people may be users, voters or patients. */
const UNSAID = /^(?:points?|scores?|punkte|puntos|people|ppl|persons?|folks|humans|guys|leute|personas|gens|personnes)$/iu

/** Matches a number that is no part of a name, an address or a handle. */
const FREE = /(?<![\p{L}\p{N}@/._#\u2010\u2011-])[~≈<>+]?\p{N}[\p{N}.,]*/gu
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

/** Patterns for the counted noun of a question: after `how many` and the like, in Chinese after 多少 or 几, in Japanese before 数. */
const COUNTED = [
  /\bnumber of (?:[\p{L}-]+ ){0,2}?([\p{L}-]{3,})(?=$|[?.,]| (?:of|in|at|on|for|did|does|was|is|are|has|have)\b)/iu,
  /\bhow many\s?(?:(?:[\p{L}-]+ ){0,2}?)([\p{L}-]{3,})(?=$|[?.,]| (?:did|do|does|was|were|is|are|has|have|had|can|could|should|will)\b)/iu,
  /\b(?:cu[aá]nt[oa]s|wie ?viele|combien (?:de |d['’]))\s?(\p{L}{3,})/iu,
  /(?:多少|几)[个名位家款种次条项]?(\p{Script=Han}{2,4})(?=$|[\s，。？?,.])/u,
  /([\p{Script=Han}\p{Script=Katakana}ー]{2,}?)の?数[はがをっ]/u,
]
/** A counted noun stands at most so many words after its number. */
const CLOSE = 4
/** The fewest letters of a noun that may be short for another; fewer begin too many words. */
const SHORTEST = 3
/** Matches words after which nothing is counted: in `8 versions of a lamp` the versions are, not the lamps. */
const JOINS = /^(?:of|in|on|for|with|from|by|to|at|and|or|than|per|across|within|over|between|among|via|under|during|using)$/iu
const upToJoin = (pieces: readonly string[]): readonly string[] => {
  const end = pieces.findIndex((piece, at) => at > 0 && JOINS.test(piece))
  return end < 0 ? pieces : pieces.slice(0, end)
}
/** Whether a noun is the beginning of a word: `langs` of languages, `devs` of developers. */
const isShortFor = (noun: string, word: string): boolean => noun.length >= SHORTEST && word.startsWith(noun)
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
const UNITS = /\bhow many (?:[\p{L}-]+ ){0,2}(?!dollars?|usd|euros?)[\p{L}-]{3,}\b(?! (?:does|did|do|is|was) [^?]*\bcost)/iu
const SCALE = '(?:[kmbt]|thousand|million|billion|trillion)?'
const MEASURE = String.raw`(?:tok(?:en)?s?(?:\/s| per sec\w*)?|(?:[gmt]i?b|gigs?)(?: (?:of )?(?:v?ram|memory))?|usd|dollars?|per ?cent|params?|watts?|hours?)`
/** Matches an amount that the question states and so does not ask for: who reached `1k tok/s`. */
const TOLD = new RegExp(String.raw`[$€£¥]\s?${N}|(?<![\p{L}\p{N}])${N}\s?${SCALE}\s?(?:[$€£¥%]|${MEASURE}(?![\p{L}\p{N}]))`, 'giu')
/** Matches a question for a change, whose answer may be a number of any unit. */
const CHANGE = /\bby how much\b|\bhow much (?:less|more|\p{L}{2,}er)\b/iu
/** Matches the unit that a price or speed is for: in `per million tokens` no tokens are asked for. */
const PER = /(?:\bper|\/) ?(?:mil\w* |thousand |\p{N}+ ?(?:[km]|mil\w*)? )?\p{L}+/giu
/** Matches the benchmark of a score: `HumanEval score`. */
const SCORED = /([\p{L}\p{N}][\p{L}\p{N}.-]*) scores?\b/iu

/**
 * The kinds of values that a question asks for; any of them will do. Empty where it asks for none.
 *
 * @param inEnglish puts words of the question into English, where it is answered from English items
 */
export const wanted = (question: string, inEnglish = (noun: string): string => noun): Want[] => {
  const counts = UNITS.test(question)
  const english = inEnglish(question)
  const untold = (english === question ? question : `${question} ${english}`).replace(TOLD, ' ')
  const bare = untold.replace(PER, ' ')
  const readers = CHANGE.test(question) ? [] : READERS
  const wants = readers
    .filter(({ kind, asks }) => asks.test(kind === 'speed' ? untold : bare) && !(kind === 'money' && counts))
    .map(({ kind, words, value, beside }): Want => ({
      kind,
      words,
      in: (sentence) => value.test(sentence) && beside?.test(sentence) !== false,
    }))
  if (wants.length > 0 || !NUMBER.test(question)) return wants
  const known = new Set(Array.from(question.matchAll(/\p{N}[\p{N}.,]*/gu), ([number]) => number.replace(/[.,]+$/, '')))
  const noun = COUNTED.map((pattern) => pattern.exec(question)?.[1]).find((found) => found !== undefined)
  const counted = noun === undefined || UNSAID.test(noun) ? '' : inEnglish(noun).trim()
  const of = SCORED.exec(question)?.[1]
  return [
    {
      kind: 'number',
      words: NUMBER_WORDS,
      ...(of === undefined || isStopWord(of) ? {} : { of }),
      in: (sentence) => hasNumber(sentence, known) && (counted === '' || isCounted(sentence, counted, known)),
    },
  ]
}
