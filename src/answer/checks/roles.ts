/** Checks agent and object of a model's sentence: `A beats B` is not `B beats A`, though both have the same words. */
import { tokens } from '../../archive/text.ts'
import { isStopWord } from '../../archive/stopwords.ts'
import { sentences } from '../sentences.ts'
import { WORD } from './grounds.ts'
import { isFree, isNegated } from './wording.ts'

/** Groups of verbs with one meaning, in the languages of answers; `turned`: the subject is the object of the group's verb (`B loses to A`). */
const VERBS: readonly { verb: string; forms: string; turned?: true }[] = [
  {
    verb: 'win',
    forms: String.raw`beat(?:s|en|ing)?|out(?:perform|scor|rank|pac|class|sell)\w*|surpass\w*|defeat\w*|overt(?:ak\w+|ook)|exceed\w*|tops|topped|crush\w*|edg(?:es?|ed|ing) (?:out|past)|(?:ahead|in front) of|(?:better|stronger) than|superior to|schlägt|übertrifft|besiegt|überholt|dépasse|surpasse|supera|vence|超过|超越|击败|优于|胜过|领先于`,
  },
  {
    verb: 'win',
    turned: true,
    forms: String.raw`los(?:es?|t|ing) (?:out )?to|trail(?:s|ed|ing)|lag(?:s|ged|ging)? behind|(?:fall|fell|fallen|is|are|was|were|ranks?|just|far|close) behind|(?:fall|fell)s? short of|(?:worse|weaker) than|inferior to|不如|逊于|落后于`,
  },
  {
    verb: 'buy',
    forms: String.raw`acquir(?:e[sd]?|ing)|buy(?:s|ing)?|bought|purchas(?:e[sd]|ing)|(?:takes?|took|taken|taking) over|kauft|übernimmt|erwirbt|rachète|acquiert|adquiere|compra|收购`,
  },
  { verb: 'sue', forms: 'sue[sd]?|suing|verklagt|起诉' },
  { verb: 'accuse', forms: String.raw`accus(?:e[sd]?|ing)|critici[sz](?:e[sd]?|ing)|blam(?:e[sd]?|ing)|指责|批评` },
  { verb: 'invest', forms: String.raw`invest(?:s|ed|ing)?(?: \S+){0,4}? in(?:to)?|投资` },
  { verb: 'hire', forms: String.raw`hir(?:e[sd]?|ing)|poach(?:es|ed|ing)?|挖走` },
  { verb: 'pay', forms: 'pays|paid|paying' },
  { verb: 'ban', forms: 'bans|banned|banning|block(?:s|ed|ing)|封禁' },
  { verb: 'replace', forms: 'replac(?:e[sd]|ing)|supersed(?:e[sd]|ing)|取代|替代' },
  { verb: 'base', forms: String.raw`(?:bas|built|train|fine-?tun|distill?|fork|deriv)(?:ed)? (?:up)?(?:on|from)` },
  { verb: 'follow', forms: 'succeeds|succeeded|follows|followed' },
]
const DEEDS = VERBS.map(
  ({ forms, ...deed }) =>
    [new RegExp(String.raw`(?<![\p{Script=Latin}\p{N}-])(?:${forms})(?![\p{Script=Latin}\p{N}-])`, 'giu'), deed] as const,
)
/** Matches a comparison, each adjective of which counts as a verb: `3x faster than`, `less accurate than`. */
const THAN = /(?<![\p{L}\p{N}-])(?:(?<less>less) |more )?(?<how>\p{Script=Latin}{3,}) than(?!\p{L})/giu
const NO_COMPARISON = /^(?:rather|other|more|less|better|worse|stronger|weaker)$/iu
const COMPARED = /er$/iu
/** Matches the agent's preposition of a passive directly after the verb, but not a measure (`by 5 points`). */
const BY = /^\s*(?:\p{L}+ly )?(?:by|von|par|por)\s+(?=[^\d\s])/iu
/** Matches the agent of a Chinese passive, before the verb. */
const BEI = /被([^被，。；,;]{1,40})$/u

/** How many words on each side of a verb are searched for a name. */
const NEAR = 10
/** Matches the boundary between two clauses. */
const EDGE = /[;；:：。()（）]|\s[-–—]\s/u

interface Deed {
  verb: string
  /** The words around its agent. */
  by: string
  /** The words around its object. */
  to: string
}

/** The verbs of a sentence, each with the words on its sides. */
const deedsIn = (sentence: string): Deed[] => {
  const found = [
    ...DEEDS.flatMap(([pattern, deed]) => Array.from(sentence.matchAll(pattern), (match) => ({ match, ...deed }))),
    ...Array.from(sentence.matchAll(THAN), (match) => ({
      match,
      verb: match.groups?.['how'] ?? '',
      turned: match.groups?.['less'] !== undefined,
    }))
      .filter(({ match, verb, turned }) => !NO_COMPARISON.test(verb) && (turned || COMPARED.test(verb) || /^more /iu.test(match[0])))
      .map((deed) => ({ ...deed, verb: `than ${deed.verb.toLowerCase()}` })),
  ].sort((a, b) => a.match.index - b.match.index)
  return found.map(({ match, verb, turned }, at): Deed => {
    const from = (found[at - 1]?.match.index ?? 0) + (found[at - 1]?.match[0].length ?? 0)
    const before = sentence.slice(from, match.index).split(EDGE).at(-1) ?? ''
    const rest = sentence.slice(match.index + match[0].length, found[at + 1]?.match.index)
    const after = rest.split(EDGE)[0] ?? ''
    const agent = BEI.exec(before)
    if (agent !== null) return { verb, by: agent[1] ?? '', to: before.slice(0, agent.index) }
    const isPassive = BY.test(after) !== (turned === true)
    return isPassive ? { verb, by: after, to: before } : { verb, by: before, to: after }
  })
}

/** The names in a text, as tokens, in order: words that have a capital or a digit. */
const namesIn = (text: string): string[] => {
  const names: { words: string[]; end: number }[] = []
  for (const match of text.matchAll(WORD)) {
    const word = match[0].replace(/['’]s$/u, '')
    if (!/[\p{Lu}\p{N}]/u.test(word) || isFree(word) || isStopWord(word.toLowerCase())) continue
    const open = names.at(-1)
    const end = match.index + match[0].length
    if (open !== undefined && /^[\s-]$/.test(text.slice(open.end, match.index))) {
      open.words.push(...tokens(word))
      // After a genitive another name begins.
      open.end = word === match[0] ? end : -1
    } else if (/^\p{L}/u.test(word)) names.push({ words: tokens(word), end: word === match[0] ? end : -1 })
  }
  return names.map(({ words }) => words.join(' '))
}

const lineOf = (text: string, side: 'by' | 'to'): string => {
  const words = text.match(WORD) ?? []
  return ` ${tokens((side === 'by' ? words.slice(-NEAR) : words.slice(0, NEAR)).join(' ')).join(' ')} `
}

/** Whether the grounds state a verb of the sentence with agent and object exchanged, and nowhere as the sentence has it. */
export const isReversed = (said: string, grounds: string): boolean => {
  const claims = isNegated(said)
    ? []
    : deedsIn(said).flatMap(({ verb, by, to }) => {
        const [who, whom] = [namesIn(by).at(-1), namesIn(to)[0]]
        return who === undefined || whom === undefined || who === whom ? [] : [{ verb, who: ` ${who} `, whom: ` ${whom} ` }]
      })
  if (claims.length === 0) return false
  const known = grounds
    .split('\n')
    .flatMap(sentences)
    .filter((sentence) => !isNegated(sentence))
    .flatMap(deedsIn)
    .map(({ verb, by, to }) => ({ verb, by: lineOf(by, 'by'), to: lineOf(to, 'to') }))
  return claims.some(({ verb, who, whom }) => {
    const same = known.filter((deed) => deed.verb === verb)
    const isSaid = same.some(({ by, to }) => by.includes(who) && to.includes(whom))
    return !isSaid && same.some(({ by, to }) => by.includes(whom) && to.includes(who) && !by.includes(who) && !to.includes(whom))
  })
}
