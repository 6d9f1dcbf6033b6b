/** Whether what was found answers the question at all, or only speaks of the same things. */
import { type Phrase, within } from '../archive/phrases.ts'
import { tokens } from '../archive/text.ts'
import { fitOf, isAsserted, type Statement } from './evidence.ts'
import type { Named } from './look.ts'
import type { Asked } from './question.ts'
import type { RankedHit, Retrieved } from './retrieve.ts'
import { asksForDeed, isTold } from './told.ts'

/** Some sentence, with what stands around it, must have this share of the question, by weight. */
const ENOUGH = 0.2

/**
 * A question for a price, a date or a count is answered by a sentence that has one, next to the words of the question. The fewer words it has, the
 * more plainly it says what it is about, and the more of them must be there: the demand falls by e every `FEW` words beyond two. A question of many
 * words describes, in other words than the items.
 *
 * The weights were fitted by logistic regression to 221 questions about three years of issues, and rounded; what is bearable is where few of 595 are
 * left that have no answer. They tell only what the names, the kinds of values and the forms of questions below leave open.
 */
const FEW = 3
const SHORT = 1.35
const MISSING = 1.7
const SUPPORTED = 0.95
const BEARABLE = 1.15
/** Where nothing has a value at all, it is as if more than all were missing. */
const NO_VALUE = { missing: 1.3, support: 0 }

/** Of a question of so few words all must stand there, */
const ALL = 3
/** of one of so many this share by weight, and one of more describes. */
const MOST = 5
const ALMOST = 0.3
/** What has no name but all that was asked may say it in some other word. */
const POINTED = 0.5
const allowance = (telling: number): number => (telling <= ALL ? 0.05 : telling < MOST ? 0.2 : ALMOST)

/** "Claude 6", "DeepSeek V9", "k4": a name with a version. */
const VERSIONED = /(?<![\p{L}\p{N}.])(\p{L}{2,}|\p{L}(?=\p{N}))[\s-]{0,1}v?(\p{N}{1,2}(?:\.\p{N}{1,2})?)(?![\p{L}\p{N}%]|\.\p{N})/giu
/** So often other versions must be spoken of. */
const OTHERS = 3

const BEFORE_NAME = /(?<![\p{L}\p{N}])/uy
const AFTER_NAME = /(?:\s\p{L}+(?=\s?v\p{N}))?[\s-]?v?(\p{N}{1,2}(?:\.\p{N}{1,2})?)(?![\p{L}\p{N}%])/uy

/** The versions of a name that a text speaks of, both in small letters. */
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

/** Asks for a version that is not spoken of, though others of the same name are: there may be none. */
const asksForOtherVersion = (text: string, hits: readonly RankedHit[]): boolean => {
  const texts = hits.map(({ topic, item }) => `${topic}\n${item.text}`.toLowerCase())
  return Array.from(text.matchAll(VERSIONED)).some(([, name = '', version = '']) => {
    const spoken = texts.flatMap((each) => versionsOf(name.toLowerCase(), each))
    return spoken.length >= OTHERS && !spoken.some((other) => other === version || other.startsWith(`${version}.`))
  })
}

const most = (statements: readonly Statement[]): Statement | undefined =>
  statements.reduce<Statement | undefined>((a, b) => (a && a.support >= b.support ? a : b), undefined)

/** The version of a term that has one, and the year. */
const VERSION = /\sv?\p{N}{1,2}(?:\.\p{N}+)?$/u
const YEAR = /\b20\d\d$/u
/** A cause is told around what it is of. */
const WHY = /^\s*(?:and |so |but )?why\b/iu

type Kinds = readonly Named[number]['name']['kind'][]

const phrasesOf = (names: Named): Phrase[] => names.map(({ written }) => tokens(written))

/** Whether a statement lacks a phrase, or a part of it. */
const lacks = (statement: Statement, phrases: readonly Phrase[]): boolean =>
  fitOf(statement).lacks.some(({ alternatives: [part = []] }) => phrases.some((phrase) => within(phrase, part)))

/** A word this seldom, of fewer than one item in 3,000 (e^8), is a name as a rule. */
const SELDOM = 8
/** With so much of what was asked, something is about it. */
const ABOUT = 0.5

/** Whether another is about a seldom thing that was asked for, and more than this one, which has nothing of it: the value is of something else. */
const isOfAnother = (statement: Statement, all: readonly Statement[]): boolean =>
  fitOf(statement).lost.some(
    (term) =>
      term.weight >= SELDOM &&
      all.some((other) => other.support >= ABOUT && other.support > statement.support && !fitOf(other).lacks.includes(term)),
  )

/** Whether a sentence says of just what was asked that just this was done; where nothing that is done is known, that it is spoken of. */
const states = (statement: Statement, text: string, telling: number, names: Named): boolean => {
  const fit = fitOf(statement)
  if (!isAsserted(statement.text) || lacks(statement, phrasesOf(names))) return false
  if (WHY.test(text)) return fit.lacking <= allowance(telling)
  if (!asksForDeed(text) || names.length === 0) return fit.lacking <= ALMOST
  const spellings = names.map(({ name, written }) => [written, ...name.forms].map((form) => tokens(form)))
  return fit.gap <= allowance(telling) && isTold(statement.text, text, spellings)
}

/**
 * @param names those of the question that issues are tagged with
 * @param unheard the weight of a word that the archive does not have
 */
export const isCovered = (
  { hits, statements, telling }: Pick<Retrieved, 'hits' | 'statements' | 'telling'>,
  { text, intent, wants, closed, kinds }: Pick<Asked, 'text' | 'intent' | 'wants' | 'closed' | 'kinds'>,
  names: Named = [],
  unheard = Infinity,
): boolean => {
  const isComparison = intent === 'comparison'
  if (!isComparison && intent !== 'course' && asksForOtherVersion(text, hits)) return false
  // A year that is asked for is that of the item, or is told.
  const inTime = statements.filter((statement) => !fitOf(statement).lacks.some(({ word }) => YEAR.test(word)))
  const nearest = most(inTime)
  if (nearest === undefined || nearest.support < ENOUGH) return false

  const asks = (...of: readonly Asked['wants'][number]['kind'][]): boolean => wants.some(({ kind }) => of.includes(kind))
  const named = (...of: Kinds): Named => names.filter(({ name }) => of.includes(name.kind))
  const isKnown = names.length > 0

  if (asks('definition'))
    return inTime.some((each) => (isKnown ? fitOf(each).gap <= ALMOST : (each.value || telling > 1) && fitOf(each).gap <= allowance(1)))
  if (closed && telling <= MOST && (wants.length === 0 || asks('event', 'maker'))) {
    const people = named('companies', 'models', 'people')
    return inTime.some(
      (each) =>
        (asks('maker') && each.value && isAsserted(each.text) && !lacks(each, phrasesOf(people))) ||
        ((each.value || !asks('event')) && states(each, text, telling, people)),
    )
  }
  if (telling <= ALL && intent === 'fact') {
    const isToThePoint = (each: Statement): boolean => each.value && (wants.length === 0 ? fitOf(each).gap : fitOf(each).away) < POINTED
    if (!isKnown && kinds === undefined && !inTime.some(isToThePoint)) return false
    if (inTime.every((each) => fitOf(each).lacks.some(({ weight }) => weight >= unheard))) return false
  }
  if (wants.length === 0) return true

  const made = phrasesOf(named('companies', 'models'))
  const measured = wants.flatMap(({ of }) => (of === undefined ? [] : [tokens(of)]))
  const isOfThese = (each: Statement): boolean =>
    isComparison ||
    ((telling > MOST || !lacks(each, made)) &&
      !lacks(each, measured) &&
      !fitOf(each).lacks.some(({ word }) => VERSION.test(word) && made.some((name) => within(name, tokens(word.replace(VERSION, ''))))))
  const valued = inTime.filter((each) => each.value && isOfThese(each))
  if (telling <= MOST && !isComparison && valued.length > 0 && valued.every((each) => isOfAnother(each, inTime))) return false
  const { missing, support } = most(valued) ?? NO_VALUE
  const doubt = Math.exp(-Math.max(0, telling - 2) / FEW) * (SHORT + MISSING * missing - SUPPORTED * support)
  return doubt <= BEARABLE
}
