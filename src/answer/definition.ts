/** Recognizes questions for what or who something is, and rates how plainly a sentence defines it. */
import { isStopWord } from '../archive/stopwords.ts'
import type { Want } from './expect.ts'

const ASKED = [
  /^\s*(?:and |so |but )?(?:wh?at|who)(?: exactly| actually)?(?:['’]?s|['’]?re| is| are| was| were)(?: exactly| actually)? (?:an? |the )?(?!new\b|up\b|the\b|going\b|happening\b|wrong\b|it\b|that\b|this\b)([^?,]+?)(?: (?:exactly|actually|again))?\s*\??\s*$/iu,
  /^\s*(?:and |so |but )?what (?:does|do|did) ([^?,]+?) (?:do|mean|stand for)\s*\??\s*$/iu,
  /^\s*(?:please )?(?:explain|define|describe) (?:to me )?(?:what )?(?:an? |the )?([^?,]+?)(?: is| are)?\s*\??\s*$/iu,
]
/** The most words of a name; more are a description. */
const LONGEST = 4
/** Matches words that stand in descriptions and not in names. */
const DESCRIBES =
  /\b(?:of|in|on|for|with|from|by|to|at|and|or|vs|between|than|like|about|new|latest|best|most|doing|price|cost|worth|called|named)\b/iu

/** Matches the field that a name is from: `in LLMs`. */
const FIELD = / in (?:an? |the )?(?:\p{L}+ )?(?:ai|ml|llms?|nlp|rag|learning|\p{L}+s)$/iu

/** Matches a term of its own, `mixture of experts`, where a question has `a` before it. */
const COMPOUND = /\ban? ((\p{L}+) of \p{L}+)\s*\??\s*$/iu
/** Whether a description is a term of its own. A summary or a list of something is none: they are stop words. */
const isCompound = (asked: string, question: string): boolean => {
  const [, compound, head = ''] = COMPOUND.exec(question) ?? []
  return compound === asked && !isStopWord(head)
}

/** The name that a question asks to define, as it was typed; undefined for other questions. */
export const definedIn = (question: string): string | undefined => {
  const asked = ASKED.map((pattern) => pattern.exec(question)?.[1]?.trim().replace(FIELD, '')).find((found) => found !== undefined)
  if (asked === undefined || asked.split(/\s+/).length > LONGEST) return undefined
  return DESCRIBES.test(asked) && !isCompound(asked, question) ? undefined : asked
}

/** The most characters of an abbreviation. */
const SHORT = 6

const KIND =
  '(?:model|framework|library|tool|toolkit|startup|company|lab|benchmark|dataset|corpus|method|technique|agent|assistant|app|platform|engine|protocol|architecture|optimizer|project|service|chip|chatbot|system|language|format|algorithm|approach|series|family|maker|developer|provider|editor|IDE|extension|API)'
const ROLE =
  '(?:CEO|CTO|CFO|COO|chief|co-?founder|founder|scientist|researcher|head|president|director|engineer|lead|leader|author|professor|creator|chairman|VP|pioneer|laureate|investor|developer|executive|inventor)'
const NEWS = '(?:introduc|present|announc|unveil|launch|releas|debut|reveal|open-?sourc)\\w*|meet'
const DOES =
  '(?:provides?|offers?|builds?|makes?|develops?|lets|allows?|enables?|helps?|combines?|aims?|focus(?:es)?|speciali[sz]es|turns|generates?|consists|evaluates?|measures|tests|decomposes|creates|designs|sells|trains|works|connects|replaces|uses|adapts|automates|runs)'

/** A negative lookahead for words that follow `a` or `the` without saying what something is: `Acme is a good …`, `an issue`. */
const TALK =
  '(?!member|user|discussion|quer|question|request|debate|conversation|issue|bug|problem|concern|challenge|person|communit|recent|shared|propos|video|tweet|thread|post|link|few|lot|number|bit|good|great|bad|big|huge|key|must|major|real|better|worse|mess|joke|meme|same|best|only|latest|reason|game|hot|growing|comparison|suggestion)'

const escaped = (name: string): string =>
  name
    .split(/[\s-]+/)
    .map((word) => word.replace(/[\\^$.*+?()[\]{}|/]/gu, '\\$&'))
    .join('[\\s-]*')

const of = (source: string): RegExp => new RegExp(source, 'iu')

/** Rates sentences about a name: 3 where one says what it is, 2 what it does or of what kind it is, 1 that it is new, else 0. */
const createStrength = (name: string, isPerson: boolean): ((sentence: string) => number) => {
  const n = `(?<![\\p{L}\\p{N}])@?${escaped(name)}(?![\\p{L}\\p{N}]|[.-]\\p{N})`
  /** The name as a subject, not after a preposition: `using Glimmer is a joy`. */
  const subject = `(?<!\\b(?:with|of|in|for|to|using|on|from|via|by|like|into|than|about|as)\\s(?:the\\s)?)${n}`
  const aside = '(?:\\s\\([^)]*\\))?'
  const patterns: readonly (readonly [number, RegExp])[] = [
    [3, of(`${subject}${aside},?\\s(?:is|are|was)\\s(?:now\\s|essentially\\s|basically\\s)?(?:short for|(?:an?|one of|the)\\s${TALK})`)],
    [3, of(`${n}${aside}, (?:which is\\s)?an?\\s${TALK}`)],
    [3, of(`(?:${NEWS})\\s(?:\\S+\\s){0,3}?["“]?${n}${aside}["”]?\\s?[,:—–-]\\s?(?:an?|the|our)\\s${TALK}`)],
    [3, of(`${n}${aside}\\s?[:—–]\\s(?:an?|the|your)\\s${TALK}`)],
    [3, of(`${n}\\s(?:stands for|refers to)\\s`)],
    [3, of(`\\b${ROLE}(?:\\s(?:of|at)\\s\\S+|,|\\s\\S+){0,2}\\s${n}`)],
    [3, of(`${n}(?:,|\\s\\(|\\sas|\\s[-–—])\\s?(?:\\S+\\s){0,4}?${ROLE}\\b`)],
    [2, of(`^(?!(?:On|In|With|For|At)\\b).*${n}${aside}, the\\s${TALK}`)],
    [2, of(`${n}\\s\\([^)@\\s]+(?:\\s[^)@\\s]+)+\\)`)],
    ...(name.length <= SHORT ? [[2, of(`(?:\\p{L}[\\p{L}-]+\\s){2,}\\(${n}s?\\)`)] as const] : []),
    [2, of(`\\b(?:called|named|dubbed|known as)\\s["“]?${n}`)],
    [2, of(`\\b${KIND},?\\s["“]?${n}["”]?(?=\\s?[,.;:(]|$|\\s(?:is|has|was|for|from|by)\\b)`)],
    [2, of(`${subject}${aside}(?:,[^,]*,)?\\s(?:is a way|is used|that\\s|which\\s|can\\s)?\\s?${DOES}\\b`)],
    [1, of(`(?:${NEWS})\\s(?:\\S+\\s){0,4}?${n}`)],
  ]
  // A person's acts and releases say little about who it is.
  const telling = isPerson ? patterns.filter(([strength]) => strength === 3) : patterns
  const itself = of(n)
  const known = new Map<string, number>()
  return (sentence) => {
    const before = known.get(sentence)
    if (before !== undefined) return before
    const said = sentence.endsWith('?') || !itself.test(sentence) ? 0 : (telling.find(([, pattern]) => pattern.test(sentence))?.[0] ?? 0)
    known.set(sentence, said)
    return said
  }
}

/** Matches words of the question that a definition does not repeat. */
const ASKING = /^(?:stands?|means?|meaning)$/iu

/** Wants a definition of a name, of 1 to 3 degrees. */
export const definition = (name: string, isPerson = false): Want => {
  const strength = createStrength(name, isPerson)
  return { kind: 'definition', words: ASKING, in: (sentence) => strength(sentence) > 0, strength }
}
