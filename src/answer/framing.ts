/** Words that say how something is asked, and not what about: who wants to know how a thing went on need not find "timeline" in an item. */
import type { Intent } from './intent.ts'

/** Edges that letters with accents have, too. */
const word = (pattern: string): string => String.raw`(?<![\p{L}\p{N}])(?:${pattern})(?![\p{L}\p{N}])`

const COURSE = [
  word(
    String.raw`(?:the |a )?(?:timeline|history|story|evolution|progress(?:ion)?|chronolog\w*|list)(?: of)?|evolv\w+|over time|so far|(?:un)?til(?:l)? (?:now|today)|whatever happened|what (?:came out|became) of|since (?:(?:the|its|their|it was|they were) )?(?:launch\w*|release[ds]?|announce\w*|debut|beginning|start)|how did (?:it|this|that|they) go|since|then|later`,
  ),
  word('(?:die |der )?(?:geschichte|entwicklung|verlauf)|entwickelt|bisher|seit|danach'),
  word('(?:la )?(?:historia|evolución|cronología)|evolucion\\p{L}+|hasta ahora|desde|después'),
  word("(?:l['’])?(?:histoire|évolution|chronologie)|évolué|jusqu['’]ici|depuis|ensuite"),
  '发展历程|历程|历史|演变|演进|后来|至今|以来|経緯|これまで|歴史',
]
const FIRST = [
  word(
    String.raw`(?:when|where) (?:was|were|did|is)|(?:the )?(?:very )?(?:first|earliest)(?: (?:mention\w*|time|heard|appear\w*|announced|released|reports?|news|item))?(?: (?:of|about))?|mention(?:ed|s)?|appear(?:ed|s|ance)?|heard(?: of)?`,
  ),
  word('(?:die |zum )?erste[rnms]?(?: erwähnung| mal)?|zuerst|erwähnt'),
  word('(?:la )?primera?(?: mención| mention| vez)?|mencion\\p{L}+'),
  word('(?:la )?première(?: mention| fois)?|mentionné\\p{L}*'),
  '最早|第一次|首次|提到|初めて|最初に',
]

const WORDS: Partial<Record<Intent, RegExp>> = {
  course: new RegExp(COURSE.join('|'), 'giu'),
  first: new RegExp(FIRST.join('|'), 'giu'),
}

/** The words to look for, without those of the asking; all of them where no others are left. */
export const withoutFraming = (text: string, intent: Intent): string => {
  const words = WORDS[intent]
  const rest = words === undefined ? text : text.replace(words, ' ')
  return /[\p{L}\p{N}]/u.test(rest) ? rest : text
}
