/** Words that say how something is asked, and not what about: who wants to know how a thing went on need not find "timeline" in an item. */
import type { Intent } from './intent.ts'

const COURSE =
  /\b(?:(?:the |a )?(?:timeline|history|story|evolution|progress(?:ion)?|chronolog\w*|list)(?: of)?|evolv\w+|over time|so far|(?:un)?til(?:l)? (?:now|today)|whatever happened|what (?:came out|became) of|since (?:(?:the|its|their|it was|they were) )?(?:launch\w*|release[ds]?|announce\w*|debut|beginning|start)|how did (?:it|this|that|they) go|since|then|later)\b/giu
const FIRST =
  /\b(?:(?:when|where) (?:was|were|did|is)|(?:the )?(?:very )?(?:first|earliest)(?: (?:mention\w*|time|heard|appear\w*|announced|released|reports?|news|item))?(?: (?:of|about))?|mention(?:ed|s)?|appear(?:ed|s|ance)?|heard(?: of)?)\b/giu
const WORDS: Partial<Record<Intent, RegExp>> = { course: COURSE, first: FIRST }

/** The words to look for, without those of the asking; all of them where no others are left. */
export const withoutFraming = (text: string, intent: Intent): string => {
  const words = WORDS[intent]
  const rest = words === undefined ? text : text.replace(words, ' ')
  return /[\p{L}\p{N}]/u.test(rest) ? rest : text
}
