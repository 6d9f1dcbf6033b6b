/** Decides whether the retrieved statements answer a question, or only mention the same things. */
import type { Archive } from '../archive/archive.ts'
import { type Phrase, within } from '../archive/phrases.ts'
import { tokens } from '../archive/text.ts'
import type { Term } from '../archive/search.ts'
import { fitOf, isAsserted, type Statement } from './evidence.ts'
import { asksWhy } from './form.ts'
import type { Look, Named } from './look.ts'
import { haveOtherVersions } from './other-versions.ts'
import type { Asked } from './question.ts'
import { type Retrieved, unheardWeight } from './retrieve.ts'
import { BACK_REFERENCE } from './sentences.ts'
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
/** A statement with this support has nearly all of the question in it and its context. */
const NEARLY = 0.8
/** A short question without a known name needs a sentence with a value that lacks less than this share of the term weight. */
const POINTED = 0.5
/** The share of the term weight that an answer to a question of so many terms may lack. */
const allowance = (telling: number): number => (telling <= SHORT ? 0.05 : telling < LONG ? 0.2 : ALMOST)

/** How many mentions of other versions make it likely that the version asked for does not exist. */
const OTHERS = 3

/** Whether a question is about one version only: a comparison or a story is about several. */
const isOfOneVersion = (intent: Asked['intent']): boolean => intent !== 'comparison' && intent !== 'course'

const bestSupported = (statements: readonly Statement[]): Statement | undefined =>
  statements.reduce<Statement | undefined>((a, b) => (a && a.support >= b.support ? a : b), undefined)

/** The version at the end of a term. */
const VERSION = /\sv?\p{N}{1,2}(?:\.\p{N}+)?$/u
/** The year at the end of a term. */
const YEAR = /\b20\d\d$/u

/** Matches a term of a single word, which is no version or size. */
const WORD = /^\p{L}{3,}$/u
/** A word that at most one item has weighs no more than this less than a word that none has: ln 1.5 with what rounding leaves. Such a word is a name. */
const ONCE = 0.6

/** Matches a sentence on a subject that was named before. */
const REFERS = new RegExp(String.raw`\b${BACK_REFERENCE}|^(?:pric|cost)`, 'iu')
/** Whether a statement says something of the subject as a fact: it has some of the question's terms itself, or refers back. */
const tells = ({ text, own }: Statement): boolean => isAsserted(text) && (own > 0 || REFERS.test(text))

/** A question in another language may have so many rare words that were not translated. */
const UNTRANSLATED = 1
/** What a product has. A short question for one is answered only by a statement that tells it. */
const SPECS = ['money', 'parameters', 'tokens', 'context', 'memory', 'licence'] as const

type Kinds = readonly Named[number]['name']['kind'][]

const phrasesOf = (names: Named): Phrase[] => names.map(({ written }) => tokens(written))

/** Whether a term is one of the phrases, or a part of one. */
const isOneOf = ({ alternatives: [part = []] }: Term, phrases: readonly Phrase[]): boolean => phrases.some((phrase) => within(phrase, part))
/** Whether a statement and its context lack one of the phrases, or a part of one. */
const lacks = (statement: Statement, phrases: readonly Phrase[]): boolean => fitOf(statement).lacks.some((term) => isOneOf(term, phrases))

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
  if (asksWhy(text)) return fit.lacking <= allowance(telling)
  const spellings = names.map(({ name, written }) => [written, ...name.forms].map((form) => tokens(form)))
  if (!isHeld(statement.text, text, spellings)) return false
  if (!asksForDeed(text) || names.length === 0) return fit.lacking <= ALMOST
  return fit.gap <= allowance(telling) && isTold(statement.text, text, spellings)
}

/** A question with what was retrieved for it. */
interface Case extends Pick<Asked, 'text' | 'intent' | 'wants' | 'closed' | 'kinds' | 'left'> {
  /** Without those that lack a year of the question. */
  statements: readonly Statement[]
  /** How many terms the question has beside those that only ask for a kind of value. */
  telling: number
  /** The names of the question that issues are tagged with. */
  names: Named
  /** The weight of a term that no item has. */
  unheard: number
}

const asksFor = ({ wants }: Pick<Case, 'wants'>, ...of: readonly Asked['wants'][number]['kind'][]): boolean =>
  wants.some(({ kind }) => of.includes(kind))
const named = ({ names }: Pick<Case, 'names'>, ...of: Kinds): Named => names.filter(({ name }) => of.includes(name.kind))

/** Whether what the question is about is unknown: a short question lacks its subject, or a name that hardly any item has. */
const isUnknown = ({ statements, telling, intent, wants, kinds, names, left, unheard }: Case): boolean => {
  if (intent !== 'fact' || telling > LONG) return false
  const isRare = ({ word, weight }: Term): boolean => WORD.test(word) && weight >= RARE && weight > unheard - ONCE
  const most = left ? UNTRANSLATED : 0
  if (statements.every((each) => fitOf(each).lacks.filter(isRare).length > most)) return true
  if (telling > SHORT) return false
  const isToThePoint = (each: Statement): boolean => each.value && (wants.length === 0 ? fitOf(each).gap : fitOf(each).away) < POINTED
  if (names.length === 0 && kinds === undefined && !statements.some(isToThePoint)) return true
  return statements.every((each) => fitOf(each).lacks.some(({ weight }) => weight >= unheard))
}

/** Whether a statement has the terms next to each other, but for a word between them: `mixture of experts`. */
const isTogether = (statement: Statement, telling: number): boolean => telling > 1 && fitOf(statement).spread() < 2 * telling

/** Whether a statement defines what the question asks about. */
const isDefined = ({ statements, names, telling }: Case): boolean =>
  statements.some((each) =>
    names.length > 0 ? fitOf(each).gap <= ALMOST : (each.value || isTogether(each, telling)) && fitOf(each).gap <= allowance(1),
  )

/** Whether a statement asserts what a closed question asks. */
const isStated = (asked: Case): boolean => {
  const { statements, text, telling } = asked
  const people = named(asked, 'companies', 'models', 'people')
  return statements.some(
    (each) =>
      (asksFor(asked, 'maker') && each.value && isAsserted(each.text) && !lacks(each, phrasesOf(people))) ||
      ((each.value || !asksFor(asked, 'event')) && states(each, text, telling, people)),
  )
}

/** Whether a statement has a value of the kind asked for, of the right subject and with enough support. */
const hasValue = (asked: Case): boolean => {
  const { statements, text, intent, wants, telling } = asked
  const isComparison = intent === 'comparison'
  const made = phrasesOf(named(asked, 'companies', 'models'))
  const companies = phrasesOf(named(asked, 'companies'))
  // Items call a product by its own name, without the company that a question adds.
  const lacksMaker = (each: Statement): boolean =>
    lacks(each, made) && !(each.support >= NEARLY && fitOf(each).lacks.every((term) => isOneOf(term, companies)))
  const measured = wants.flatMap(({ of }) => (of === undefined ? [] : [tokens(of)]))
  const isOfThese = (each: Statement): boolean =>
    isComparison ||
    ((telling > LONG || !lacksMaker(each)) &&
      !lacks(each, measured) &&
      !fitOf(each).lacks.some(({ word }) => VERSION.test(word) && made.some((name) => within(name, tokens(word.replace(VERSION, ''))))))
  const isSpec = telling <= SHORT && asksFor(asked, ...SPECS)
  // Any sentence may have a date, so it is that of an event only beside the event's words.
  const isDate = telling <= LONG && asksFor(asked, 'date')
  const isPlain = (each: Statement): boolean => (!isSpec || tells(each)) && (!isDate || fitOf(each).lacking <= ALMOST)
  const valued = statements.filter(
    (each) => each.value && isPlain(each) && isOfThese(each) && !(isOfOneVersion(intent) && haveOtherVersions(text, [each.text], 1)),
  )
  if (telling <= LONG && !isComparison && valued.length > 0 && valued.every((each) => isOfAnother(each, statements))) return false
  const { missing, support } = bestSupported(valued) ?? NO_VALUE
  const doubt = Math.exp(-Math.max(0, telling - 2) / DECAY) * (BASE + MISSING * missing - SUPPORTED * support)
  return doubt <= MOST_DOUBT
}

/**
 * Whether the statements answer the question; otherwise it is reported as not covered.
 *
 * @param names the names of the question that issues are tagged with
 * @param unheard the weight of a term that no item has
 */
export const isCovered = (
  { hits, statements, telling }: Pick<Retrieved, 'hits' | 'statements' | 'telling'>,
  asking: Pick<Asked, 'text' | 'intent' | 'wants' | 'closed' | 'kinds' | 'left'>,
  names: Named = [],
  unheard = Infinity,
): boolean => {
  const { text, intent, wants, closed } = asking
  const texts = hits.map(({ topic, item }) => `${topic}\n${item.text}`)
  if (isOfOneVersion(intent) && haveOtherVersions(text, texts, OTHERS)) return false
  // A year in the question must be the item's, or stand in or near the sentence.
  const inTime = statements.filter((statement) => !fitOf(statement).lacks.some(({ word }) => YEAR.test(word)))
  if ((bestSupported(inTime)?.support ?? 0) < LEAST_SUPPORT) return false
  const asked: Case = { ...asking, statements: inTime, telling, names, unheard }
  if (asksFor(asked, 'definition')) return isDefined(asked)
  if (closed && telling <= LONG && (wants.length === 0 || asksFor(asked, 'event', 'maker'))) return isStated(asked)
  return !isUnknown(asked) && (wants.length === 0 || hasValue(asked))
}

/** Whether what was looked up for a question answers it. */
export const covers = (archive: Pick<Archive, 'count'>, { asked, found, names }: Look): boolean =>
  isCovered(found, asked, names, unheardWeight(archive))
