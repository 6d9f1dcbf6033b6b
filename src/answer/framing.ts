/**
 * Removes what is not a question's subject: framing words, which state its intent, and asides. A question for a timeline need not find the word
 * `timeline` in an item.
 */
import type { Intent } from './intent.ts'
import { word } from './word.ts'

const COURSE = [
  word(
    String.raw`(?:the |a )?(?:timeline|history|story|evolution|progress(?:ion)?|chronolog\w*|list)(?: of)?|evolv\w+|over time|so far|(?:un)?til(?:l)? (?:now|today)|whatever happened|what (?:came out|became) of|since (?:(?:the|its|their|it was|they were) )?(?:launch\w*|release[ds]?|announce\w*|debut|beginning|start)|how did (?:it|this|that|they) go|since|then|later`,
  ),
  word(
    '(?:die |der )?(?:geschichte|entwicklung|verlauf|chronologie)|(?:weiter)?entwickelt|bisher|seit(?: dem start)?|danach|(?:im laufe|mit) der zeit|veränder\\p{L}*',
  ),
  word(
    '(?:la )?(?:historia|evolución|cronología)|evolucion\\p{L}+|(?:ha )?cambi\\p{L}+|hasta ahora|desde|después|(?:con el|a lo largo del) tiempo|qué fue de',
  ),
  word(
    "(?:l['’])?(?:histoire|évolution|chronologie)|évolué|(?:a )?changé|jusqu['’]ici|depuis|ensuite|au fil du temps|avec le temps|devenue?",
  ),
  '发展历程|历程|历史|演变|演进|变化|后来|至今|以来|経緯|推移|変遷|これまで|その後|歴史',
]
const FIRST = [
  word(
    String.raw`(?:when|where) (?:was|were|did|is)|(?:the )?(?:very )?(?:first|earliest)(?: (?:mention\w*|time|heard|appear\w*|announced|released|reports?|news|item))?(?: (?:of|about))?|mention(?:ed|s)?|appear(?:ed|s|ance)?|heard(?: of)?`,
  ),
  word('(?:die |das |zum )?erste[rnms]?(?: erwähnung| mal| nachricht\\p{L}*)?|zuerst|erstmals|früheste[nrs]?|erwähnt|aufgetaucht|tauchte'),
  word('(?:la |por )?primera?(?: mención| mention| vez| aparición)?|mencion\\p{L}+|apareci\\p{L}+|más antigu[oa]'),
  word('(?:la |pour la )?première(?: mention| fois| apparition)?|mentionné\\p{L}*|apparu\\p{L}*|plus ancienne'),
  '最早|第一次|首次|最初|提到|提及|初めて|最初に|初出|初登場',
]

const NEWS = [
  word(
    String.raw`(?:catch (?:me|us) up|fill (?:me|us) in|(?:bring|get|keep) (?:me|us) up to (?:date|speed)|what(?:['’]s| is) the (?:deal|story|word)|what (?:did|have) (?:i|we) miss(?:ed)?)(?: (?:on|with|about|of))?`,
  ),
  word('(?:bring|halt)e? (?:mich|uns) auf (?:den|dem) (?:(?:neuesten |aktuellen )?stand|laufenden)(?: (?:bei|zu|über))?|in letzter zeit'),
  word('(?:pon(?:me|nos)|ponga(?:me|nos)) al (?:día|corriente)(?: (?:de|sobre|con))?'),
  word('(?:mets|mettez)[- ](?:moi|nous) au courant(?: (?:de|sur))?|(?:faire |fais |faites )?le point sur|ces derniers temps'),
]

const WORDS: Partial<Record<Intent, RegExp>> = {
  news: new RegExp(NEWS.join('|'), 'giu'),
  course: new RegExp(COURSE.join('|'), 'giu'),
  first: new RegExp(FIRST.join('|'), 'giu'),
}

/** A question's text without the framing words of its intent; the whole text where nothing else would be left. */
export const withoutFraming = (text: string, intent: Intent): string => {
  const words = WORDS[intent]
  const rest = words === undefined ? text : text.replace(words, ' ')
  return /[\p{L}\p{N}]/u.test(rest) ? rest : text
}

/** Matches the space behind a mark that may end a clause; within a number or a name there is none. */
const CLAUSE_END = /(?<=[,;.!?…\n])\s+/u
/** Matches words with which askers speak of themselves, but not `since Mon`, `I/O` and `MI-series`. */
const FIRST_PERSON =
  /(?<!\p{L})(?:j['’]|(?:i|i['’]?(?:m|ve|d|ll)|my|we|our|ich|mein\p{L}*|wir|je|mon(?=\s\p{L})|ma|mes|yo|mis?)(?![\p{L}/-]))/iu
const INTERROGATIVE =
  /[?？]|(?<!\p{L})(?:who|whats?|when|which|where|why|how|wer|was|wann|welche\p{L}*|wo|warum|wie|qui|que|quoi|quand|quel\p{L}*|où|pourquoi|comment|combien|qui[eé]n|qu[eé]|cu[aá]\p{L}+|d[oó]nde|c[oó]mo)(?!\p{L})/iu

/**
 * A question without the clauses in which askers only speak of themselves: `my boss wants to know, …`. A clause that asks, that has a digit, or in
 * which `hasName` finds a name is kept.
 */
export const withoutAsides = (question: string, hasName: (clause: string) => boolean): string => {
  const isAside = (clause: string): boolean =>
    FIRST_PERSON.test(clause) && !INTERROGATIVE.test(clause) && !/\p{N}/u.test(clause) && !hasName(clause)
  const kept = question.split(CLAUSE_END).filter((clause) => !isAside(clause))
  return kept.some((clause) => INTERROGATIVE.test(clause)) ? kept.join(' ') : question
}
