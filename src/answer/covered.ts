/** Decides whether the retrieved statements answer a question, or only mention the same things. */
import { type Phrase, within } from '../archive/phrases.ts'
import { tokens } from '../archive/text.ts'
import type { Term } from '../archive/search.ts'
import { fitOf, isAsserted, type Statement } from './evidence.ts'
import type { Named } from './look.ts'
import type { Asked } from './question.ts'
import type { Retrieved } from './retrieve.ts'
import { asksForDeed, isHeld, isTold } from './told.ts'

/** A question is only covered if some sentence, with its context, supports at least this share of the question's term weight. */
const LEAST_SUPPORT = 0.2

/**
 * The doubt that a sentence with a value (a price, a date, a count) answers the question is
 * `exp(-(terms - 2) / DECAY) * (BASE + MISSING * missing - SUPPORTED * support)`. It falls with the number of terms, because a long question
 * paraphrases the items, while a short one names its subject in the items' own words.
 *
 * The weights were fitted by logistic regression to the 221 development questions and rounded. They decide only what the checks by name, kind of
 * value and form of question leave open.
 */
const DECAY = 3
const BASE = 1.35
const MISSING = 1.7
const SUPPORTED = 0.95
/** The most doubt of a covered question; tuned so that few of 595 questions without an answer pass. */
const MOST_DOUBT = 1.15
/** Stands in for a sentence when none has a value: worse than one that lacks every term. */
const NO_VALUE = { missing: 1.3, support: 0 }

/** A question of at most this many terms is short: an answer must have practically all of them. */
const SHORT = 3
/** A question of more terms than this is long: it describes its subject, and an answer need not repeat its terms. */
const LONG = 5
/** A statement has nearly all of the question if it lacks at most this share of the term weight. */
const ALMOST = 0.3
/** A short question without a known name needs a sentence with a value that lacks less than this share of the term weight. */
const POINTED = 0.5
/** The share of the term weight that an answer to a question of so many terms may lack. */
const allowance = (telling: number): number => (telling <= SHORT ? 0.05 : telling < LONG ? 0.2 : ALMOST)

/** Matches a name with a version: `Claude 6`, `DeepSeek V9`, `k4`. */
const VERSIONED = /(?<![\p{L}\p{N}.])(\p{L}{2,}|\p{L}(?=\p{N}))[\s-]{0,1}v?(\p{N}{1,2}(?:\.\p{N}{1,2})?)(?![\p{L}\p{N}%]|\.\p{N})/giu
/** How many mentions of other versions make it likely that the version asked for does not exist. */
const OTHERS = 3

const BEFORE_NAME = /(?<![\p{L}\p{N}])/uy
const AFTER_NAME = /(?:\s\p{L}+(?=\s?v\p{N}))?[\s\u2010-\u2015-]?v?(\p{N}{1,2}(?:\.\p{N}{1,2})?)(?![\p{L}\p{N}%])/uy

/** The versions of a name that a text mentions; both arguments in lower case. */
const versionsOf = (name: string, text: string): string[] => {
  const versions: string[] = []
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
    BEFORE_NAME.lastIndex = at
    AFTER_NAME.lastIndex = at + name.length
    const [, version] = BEFORE_NAME.test(text) ? (AFTER_NAME.exec(text) ?? []) : []
    if (version !== undefined) versions.push(version)
  }
  return versions
}

/** Whether texts mention at least so many versions of a versioned name of the question, and the asked one is not among them. */
const haveOtherVersions = (question: string, texts: readonly string[], least: number): boolean =>
  Array.from(question.matchAll(VERSIONED)).some(([, name = '', version = '']) => {
    const mentioned = texts.flatMap((each) => versionsOf(name.toLowerCase(), each.toLowerCase()))
    return mentioned.length >= least && !mentioned.some((other) => other === version || other.startsWith(`${version}.`))
  })

const bestSupported = (statements: readonly Statement[]): Statement | undefined =>
  statements.reduce<Statement | undefined>((a, b) => (a && a.support >= b.support ? a : b), undefined)

/** The version at the end of a term. */
const VERSION = /\sv?\p{N}{1,2}(?:\.\p{N}+)?$/u
/** The year at the end of a term. */
const YEAR = /\b20\d\d$/u
/** Matches a question for a cause. */
const WHY = /^\s*(?:and |so |but )?why\b/iu

/** Matches a term of a single word, which is no version or size. */
const WORD = /^\p{L}{3,}$/u
/** A word that at most one item has weighs no more than this less than a word that none has: ln 1.5 with what rounding leaves. Such a word is a name. */
const ONCE = 0.6

/** Matches a sentence on a subject that was named before. */
const REFERS =
  /\b(?:it|its|this|that|they|their|the (?:model|tool|paper|company|release|system|team|project|app|service|device|robot|product|version|series|family))\b|^(?:pric|cost)/iu
/** Whether a statement says something of the subject as a fact: it has some of the question's terms itself, or refers back. */
const tells = ({ text, own }: Statement): boolean => isAsserted(text) && (own > 0 || REFERS.test(text))

/** A question in another language may have so many rare words that were not translated. */
const UNTRANSLATED = 1
/** What a product has. A short question for one is answered only by a statement that tells it. */
const SPECS = ['money', 'parameters', 'tokens', 'context', 'memory', 'licence'] as const

type Kinds = readonly Named[number]['name']['kind'][]

const phrasesOf = (names: Named): Phrase[] => names.map(({ written }) => tokens(written))

/** Whether a statement and its context lack one of the phrases, or a part of one. */
const lacks = (statement: Statement, phrases: readonly Phrase[]): boolean =>
  fitOf(statement).lacks.some(({ alternatives: [part = []] }) => phrases.some((phrase) => within(phrase, part)))

/** A term of this weight is in fewer than one item in 3,000 (e^8) and usually a name. */
const RARE = 8
/** The support from which a statement counts as being about the question's subject. */
const ABOUT = 0.5

/**
 * Whether a statement's value belongs to another subject: it lacks a rare term of the question, while a better supported statement is about that
 * term.
 */
const isOfAnother = (statement: Statement, all: readonly Statement[]): boolean =>
  fitOf(statement).lacks.some(
    (term) =>
      term.weight >= RARE &&
      all.some((other) => other.support >= ABOUT && other.support > statement.support && !fitOf(other).lacks.includes(term)),
  )

/**
 * Whether a statement asserts what a closed question asks: the event it asks about, of its names. A question for a cause, without a known verb or
 * without names only needs its terms.
 */
const states = (statement: Statement, text: string, telling: number, names: Named): boolean => {
  const fit = fitOf(statement)
  if (!isAsserted(statement.text) || lacks(statement, phrasesOf(names))) return false
  if (WHY.test(text)) return fit.lacking <= allowance(telling)
  const spellings = names.map(({ name, written }) => [written, ...name.forms].map((form) => tokens(form)))
  if (!isHeld(statement.text, text, spellings)) return false
  if (!asksForDeed(text) || names.length === 0) return fit.lacking <= ALMOST
  return fit.gap <= allowance(telling) && isTold(statement.text, text, spellings)
}

/**
 * Whether the statements answer the question; otherwise it is reported as not covered.
 *
 * @param names the names of the question that issues are tagged with
 * @param unheard the weight of a term that no item has
 */
export const isCovered = (
  { hits, statements, telling }: Pick<Retrieved, 'hits' | 'statements' | 'telling'>,
  { text, intent, wants, closed, kinds, left }: Pick<Asked, 'text' | 'intent' | 'wants' | 'closed' | 'kinds' | 'left'>,
  names: Named = [],
  unheard = Infinity,
): boolean => {
  const isComparison = intent === 'comparison'
  const hasOtherVersions = (texts: readonly string[], least: number): boolean =>
    !isComparison && intent !== 'course' && haveOtherVersions(text, texts, least)
  if (
    hasOtherVersions(
      hits.map(({ topic, item }) => `${topic}\n${item.text}`),
      OTHERS,
    )
  )
    return false
  // A year in the question must be the item's, or stand in or near the sentence.
  const inTime = statements.filter((statement) => !fitOf(statement).lacks.some(({ word }) => YEAR.test(word)))
  const nearest = bestSupported(inTime)
  if (nearest === undefined || nearest.support < LEAST_SUPPORT) return false

  const asks = (...of: readonly Asked['wants'][number]['kind'][]): boolean => wants.some(({ kind }) => of.includes(kind))
  const named = (...of: Kinds): Named => names.filter(({ name }) => of.includes(name.kind))
  const isKnown = names.length > 0

  if (asks('definition'))
    return inTime.some((each) => (isKnown ? fitOf(each).gap <= ALMOST : (each.value || telling > 1) && fitOf(each).gap <= allowance(1)))
  if (closed && telling <= LONG && (wants.length === 0 || asks('event', 'maker'))) {
    const people = named('companies', 'models', 'people')
    return inTime.some(
      (each) =>
        (asks('maker') && each.value && isAsserted(each.text) && !lacks(each, phrasesOf(people))) ||
        ((each.value || !asks('event')) && states(each, text, telling, people)),
    )
  }
  if (telling <= SHORT && intent === 'fact') {
    const isToThePoint = (each: Statement): boolean => each.value && (wants.length === 0 ? fitOf(each).gap : fitOf(each).away) < POINTED
    if (!isKnown && kinds === undefined && !inTime.some(isToThePoint)) return false
    if (inTime.every((each) => fitOf(each).lacks.some(({ weight }) => weight >= unheard))) return false
  }
  const isUnknown = ({ word, weight }: Term): boolean => WORD.test(word) && weight >= RARE && weight > unheard - ONCE
  if (
    telling <= LONG &&
    intent === 'fact' &&
    inTime.every((each) => fitOf(each).lacks.filter(isUnknown).length > (left ? UNTRANSLATED : 0))
  )
    return false
  if (wants.length === 0) return true

  const made = phrasesOf(named('companies', 'models'))
  const measured = wants.flatMap(({ of }) => (of === undefined ? [] : [tokens(of)]))
  const isOfThese = (each: Statement): boolean =>
    isComparison ||
    ((telling > LONG || !lacks(each, made)) &&
      !lacks(each, measured) &&
      !fitOf(each).lacks.some(({ word }) => VERSION.test(word) && made.some((name) => within(name, tokens(word.replace(VERSION, ''))))))
  const isSpec = telling <= SHORT && asks(...SPECS)
  const valued = inTime.filter((each) => each.value && (!isSpec || tells(each)) && isOfThese(each) && !hasOtherVersions([each.text], 1))
  if (telling <= LONG && !isComparison && valued.length > 0 && valued.every((each) => isOfAnother(each, inTime))) return false
  const { missing, support } = bestSupported(valued) ?? NO_VALUE
  const doubt = Math.exp(-Math.max(0, telling - 2) / DECAY) * (BASE + MISSING * missing - SUPPORTED * support)
  return doubt <= MOST_DOUBT
}
