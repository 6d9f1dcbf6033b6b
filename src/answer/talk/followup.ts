/**
 * Resolves a follow-up (`and the 70B?`, `since when?`, 那 Mistral 呢？) to a question that stands by itself: what it leaves open is taken over from
 * the turns before. It works by grammar: by the kinds of words in the follow-up and the function words between them.
 */
import type { SectionKind } from '../../issue/issue.ts'
import { isCjk } from '../../archive/text.ts'
import { wanted } from '../expect.ts'
import { type Span, type Usage, type Word, spansOf, variantOf, wordsOf } from '../checks/naming.ts'
import { type Scope, periodBefore, rescope, scopeOf, tidy } from './scope.ts'
import { findPronoun, isWeak, meantBy, subjectsOf, telling } from './subject.ts'

/** A question of a conversation, standing by itself. */
export interface Turn {
  question: string
  section?: SectionKind
  /** The first day (YYYY-MM-DD) from an option, not from the question's words. */
  since?: string
  /** Set where the question is when the recaps first had these names. */
  first?: readonly string[]
  /** The beginning of the answer; empty where there was none. */
  told?: string
  /** The language (BCP 47) that was asked for. */
  language?: string
  /** By how many steps the answer is longer than usual; below 0: shorter. */
  length?: number
}

export interface FollowUp extends Turn {
  /** What was taken over from the turns before; absent where nothing was. */
  about?: { names: readonly string[]; section?: SectionKind; period?: string }
}

/** The context of a message. */
export interface Situation {
  /** The turns before, oldest first. */
  turns: readonly Turn[]
  /** YYYY-MM-DD */
  now: string
  /** Whether the message replies to one of the bot: then even a single word is a follow-up. */
  isReply: boolean
  usage: Usage
}

/** Matches words at the beginning that tie a sentence to the one before. */
const OPENER =
  /^[¿¡\s]*(?:(?:no|nope|sorry|nein|non|不|不是)[,，]? )?(?:(?:and|but|ok(?:ay)?|so|also|or|und|oder|aber|et|y|o|ou|mais|pero|e)[,\s]+){0,2}(?:what about|how about|what of|(?:the )?same (?:question )?(?:for|with|about)|i meant?|what if it(?:'s| is)|instead|rather|only|just|for|with|about|(?:was|wie) ist (?:es )?mit|wie sieht es mit|qu['’]en est-il d[eu']|qu[eé] hay de(?! nuevo)|qu[eé] tal|我是说|换成|那么?|还有|じゃあ|では|それなら)(?:[\s,，、]+|(?=[\p{Script=Han}\p{Script=Katakana}\p{Script=Hiragana}])|(?<=[\p{Script=Han}\p{Script=Hiragana}])(?=[\p{L}\p{N}]))|^[¿¡\s]*(?:and|but|or|so|also|then|und|oder|aber|et|ou|mais|y|pero)[,\s]+/iu
/** Matches such words and punctuation at the end. */
const CLOSER = /[\s,，]*(?:呢|怎么样|怎样|如何|はどう(?:ですか)?|は|aus|instead|then|though|too|as well)?[\s?？!.。！]*$/iu
/** Matches a Chinese or Japanese topic without a question. */
const ENDS_OPEN = /(?:呢|^(?:[\p{Script=Latin}\p{N}\s.+-]+|[\p{Script=Han}\p{Script=Katakana}ー]{1,8})は)[\s?？!.。！]*$/u
/** Matches a comparison with the subject before. */
const BESIDE =
  /^(?:vs\.?|versus|compared (?:to|with)|against|than|比起|相比|verglichen mit|im vergleich (?:zu|mit)|par rapport à|comparé à|comparado con|frente a)(?=[\s\p{Script=Han}])|^[和跟与].+比(?:较|起来)?$|(?:と|に)(?:比べ|比較)/iu
/** Matches an adjunct that narrows the question before: `with LoRA?`, `and on a Mac?` */
const ADDED =
  /^[¿¡\s]*(?:(?:and|but|ok(?:ay)?|so|also|und|oder|et|mais|y|pero)[,\s]+){0,2}(?<added>(?<by>with(?:out)?|using|via|on (?:an?|my)|in|mit|ohne|auf|avec|sans|sur|con|sin|en) .+)$/iu
/** Matches a single word that may name a section. */
const PLACED = /^(?:(?:the|on|in|at|over|sur|dans|auf|bei|en|im) )?([\p{L}/]+)[\s?？]*$/iu
const ARTICLES = /^(?:the|an?|on|about|with|for|of|from|der|die|das|den|dem|le|la|les|el|los|las|du|de|à|au|对|关于)\s+/iu

/** Matches a question for the first mention. */
const SINCE_WHEN =
  /^(?:since when|from when|for how long|how long (?:already|now)|when did (?:it|this|that|they) (?:start|begin|first (?:appear|come up))|when was (?:it|this|that) first (?:mentioned|reported|seen)|seit wann|depuis quand|desde cu[aá]ndo|(?:是)?(?:从|自|打)?(?:什么时候|何时)(?:就)?开始的?|(?:从|自)(?:什么时候|何时)(?:起|以来)?|いつから)(?:ですか)?[\s?？!.。呢]*$/iu

/** Matches a verb or a question word, which makes a message more than a fragment. */
const CLAUSE =
  /\b(?:what|who|whose|when|where|why|how|which|is|are|was|were|do|does|did|has|have|had|can|could|will|would|should|any|was|wer|wie|wo|warum|welche\w*|ist|sind|hat|qui|quoi|comment|combien|quand|pourquoi|quel\w*|est|qu[eé]|qui[eé]n|cu[aá]\w*|c[oó]mo|es)\b|多少|什么|谁|哪|几|吗|怎|为何|何|誰|いくら|どう|なぜ/iu
/** Matches a question word alone, which asks something else about the question before. */
const BARE =
  /^(?:but )?(?:what exactly|like what|such as|for example|was genau|quoi exactement|qué exactamente|比如|例如|why(?: (?:so|not|is that|though))?|how(?: (?:so|come|exactly))?|who|when|where|which(?: ones?)?|how (?:much|many)|when (?:was|is) (?:that|this)|warum|wieso|weshalb|wie(?: ?viele?)?|wer|wann|wo|pourquoi|comment|combien|qui|quand|où|por qu[eé]|c[oó]mo|qui[eé]n|cu[aá]ndo|cu[aá]nto|d[oó]nde|为什么|为何|为啥|怎么会|谁|什么时候|何时|哪里|多少钱?|なぜ|どうして|誰|いつ|どこ|いくら)[\s?？!.。呢]*$/iu

/** A turn's question without the question word of a follow-up that was put before it. */
const askedFirst = (question: string): string => {
  const [, own = '', base = ''] = /^([^:：]+): (.+)$/su.exec(question) ?? []
  const [, han = '', after = ''] = /^(.+)：([^：]+)$/su.exec(question) ?? []
  return base !== '' && BARE.test(own) ? base : han !== '' && BARE.test(after) ? `${han}？` : question
}

/** Matches a question that leaves its subject open: `Any benchmarks?` */
const ASKS_FOR =
  /^(?:any|which|what|quels?|quelles?|qué|welche\w*|有没有|有什么|哪些)(?=[\s\p{Script=Han}])|(?:吗|(?:です|ます)か)[\s?？]*$/iu
/** Matches a question for needs, which leaves its subject open: `What hardware do I need?` */
const NEEDED = /\b(?:(?:do|would|will) (?:i|you|we|one) need|(?:is|are) (?:needed|required))\b|brauch(?:e|t man) |需要(?:什么|多少)/iu
/** After this many content words, a pronoun stands for one of them, not for a subject before. */
const OWN = 4
/** The most characters of a follow-up. */
const LONGEST = 200
/** Matches words for the bot or the speaker. */
const ADDRESSED = /\b(?:you|your|i|me|my|we|us)\b|[你您我]/iu

const trimmed = (text: string): string => text.replace(/[\s?？!.。！]+$/u, '')
const namesOf = (text: string, usage: Usage): Span[] => spansOf(wordsOf(text, usage), text)

const shape = (name: string): string => (/\p{Ll}/u.test(name) ? 'word' : 'letters')
/** The name that another one replaces: one written alike (all capitals or not), else the first. */
const rival = (names: readonly Span[], other: string): Span | undefined =>
  names.find(({ text }) => shape(text) === shape(other)) ?? names[0]

/** A question with a span replaced. */
const put = (question: string, { start, end }: Span, other: string): string => question.slice(0, start) + other + question.slice(end)

/** A message as it was parsed. */
interface Heard {
  /** The message without the words that tie it to the sentence before. */
  text: string
  /** Whether it had such words. */
  isOpened: boolean
  scope: Scope
  words: readonly Word[]
  /** The content words. */
  content: readonly Word[]
  /** The content words without those that ask for a kind of value. */
  open: readonly Word[]
  names: readonly Span[]
  isUnknown: boolean
  hasClause: boolean
}

const hear = (said: string, { now, usage }: Situation): Heard => {
  const asked = said.replace(/^[¿¡\s]+/u, '')
  const opened = asked.replace(OPENER, '')
  const isOpened = opened !== asked || (ENDS_OPEN.test(asked) && !BARE.test(asked))
  const text = isOpened ? opened.replace(CLOSER, '') : opened
  const plain = scopeOf(text, now)
  // A section without its preposition: `And reddit?`
  const [, place] = (isOpened && plain.section === undefined && plain.period === undefined && PLACED.exec(text)) || []
  const scope = place === undefined ? plain : { ...plain, ...scopeOf(`on ${place}`, now) }
  const words = wordsOf(scope.text, usage)
  const content = words.filter(({ kind }) => kind !== 'function')
  return {
    text,
    isOpened,
    scope,
    words,
    content,
    open: telling(content, scope.text),
    names: spansOf(words, scope.text),
    isUnknown: content.some(({ kind }) => kind === 'unknown'),
    hasClause: CLAUSE.test(scope.text),
  }
}

/** The question that a message means; the message itself where it stands alone. */
export const resolve = (said: string, situation: Situation): FollowUp => {
  const { now, isReply, usage } = situation
  const alone: FollowUp = { question: said }
  const turns = situation.turns.map((turn) => ({ ...turn, question: askedFirst(turn.question) }))
  const last = turns.at(-1)
  if (last === undefined || said.length > LONGEST) return alone
  const heard = hear(said, situation)
  const { text, isOpened, scope, content, open } = heard
  const named = turns.findLast((turn) => subjectsOf(turn, situation).length > 0) ?? last
  const subjects = subjectsOf(named, situation)
  const names = subjects.map((span) => span.text)
  const about = { names }

  if (SINCE_WHEN.test(text) && names.length > 0) return { question: named.question, first: names, about }
  const earlier = periodBefore(text, last.question, now)
  if (earlier !== undefined) return inherited(last, { period: earlier }, names, now)
  const base = trimmed(last.question)
  const found = findPronoun(text)
  const pronoun = found !== undefined && isWeak(found) && heard.names.length > 0 ? undefined : found
  const isPlain = content.length === 0 && scope.section === undefined && scope.period === undefined && pronoun === undefined
  if (BARE.test(text) || (isPlain && heard.hasClause && heard.words.length < 5 && !ADDRESSED.test(text))) {
    const own = trimmed(text)
    // After a question for one value, this one is for another value of the same subject.
    if (names.length > 0 && wanted(text).length > 0 && wanted(base).length > 0)
      return { question: isCjk(own) ? `${names.join('、')} ${own}？` : `${own} (${names.join(', ')})?`, about }
    return inherited({ ...last, question: isCjk(own) ? `${base}：${own}？` : `${own}: ${base}?` }, {}, names, now)
  }
  const { added = '', by = '' } = ADDED.exec(said)?.groups ?? {}
  const isNarrower = added !== '' && scope.section === undefined && scope.period === undefined && !heard.hasClause
  if (isNarrower && names.length > 0 && pronoun === undefined && !` ${base.toLowerCase()} `.includes(` ${by.toLowerCase()} `))
    return inherited({ ...last, question: `${base} ${trimmed(added)}?` }, {}, names, now)
  if (BESIDE.test(text) && names.length > 0) {
    const others = heard.names.map((name) => name.text)
    return inherited({ ...last, question: `${base} ${trimmed(text)}?` }, {}, [...names, ...others], now)
  }

  const ownBefore = (words: readonly Span[]): number => words.filter((word) => text.indexOf(word.text) < (pronoun?.start ?? 0)).length
  if (pronoun !== undefined && names.length > 0 && ownBefore(heard.names) === 0 && ownBefore(content) < OWN) {
    const meant = meantBy(pronoun, named, subjects, usage)
    const all = meant.join(isCjk(text) ? '、' : ', ')
    // An elided or attached pronoun is separated: `sort-il`, `c'est`.
    const [before, behind] = [pronoun.text.startsWith('-') ? ' ' : '', /['’]$/u.test(pronoun.text) ? ' ' : '']
    return { question: put(text, pronoun, pronoun.possessive ? `${all}’s` : before + all + behind), about: { names: meant } }
  }
  if (content.length === 0) return scope.section === undefined && scope.period === undefined ? alone : inherited(last, scope, names, now)

  const variant = heard.hasClause || !(isOpened || open.length < 3) ? undefined : variantIn(heard, named, subjects, usage)
  if (variant !== undefined) return inherited({ ...named, question: put(named.question, ...variant) }, scope, [variant[1]], now)

  const isSubject = heard.names.length > 0 || (heard.isUnknown && !ARTICLES.test(scope.text)) || namesOf(named.question, usage).length === 0
  if ((isOpened || isReply) && !heard.hasClause && isSubject && wanted(scope.text).length === 0) {
    const other = trimmed(scope.text.replace(ARTICLES, ''))
    const target = rival(subjects, other)
    return target === undefined ? alone : inherited({ ...named, question: put(named.question, target, other) }, scope, [other], now)
  }

  // `What gpu?` asks for a kind of thing, though the recaps' capitals make it a name.
  const isKind = ASKS_FOR.test(text) && content.length === 1 && /^\p{Ll}+$/u.test(content[0]?.text ?? '')
  if ((heard.names.length > 0 && !isKind) || (heard.isUnknown && !isOpened))
    return isOpened ? { question: tidy(said.replace(OPENER, '')) } : alone
  const isShort =
    heard.words.length < (NEEDED.test(text) ? 8 : 5) &&
    open.length < (isReply || ASKS_FOR.test(text) || NEEDED.test(text) || (wanted(scope.text).length > 0 && !heard.hasClause) ? 3 : 1)
  const isElliptic = isOpened || open.length === 0 || isShort
  if (!isElliptic || names.length === 0) return alone
  const own = trimmed(text)
  return { question: isCjk(own) ? `${names.join('、')} ${own}？` : `${own} (${names.join(', ')})?`, about }
}

/** The span to replace and the name with another size or version, where that is all that a message says. */
const variantIn = (
  { names, content, open }: Heard,
  { question }: Turn,
  subjects: readonly Span[],
  usage: Usage,
): [Span, string] | undefined => {
  const variants = content.filter(({ kind }) => kind === 'variant')
  // A number that is no part of a name: `on a 3090?`, then `on a 4090?`
  const lone = wordsOf(question, usage).find(
    ({ kind, start }) => kind === 'variant' && !subjects.some((name) => start < name.end && start >= name.start),
  )
  if (lone !== undefined && variants.length === 1 && content.length === 1) return [lone, variants[0]?.text ?? '']
  const target = subjects.find(({ text }) => /\p{N}/u.test(text)) ?? subjects[0]
  if (names.length > 0 || variants.length === 0 || open.length < content.length || target === undefined) return undefined
  const others = content.filter(({ kind }) => kind !== 'variant').map(({ text }) => text)
  return [target, [variants.reduce((name, { text }) => variantOf(name, text), target.text), ...others].join(' ')]
}

/** A turn's question in another scope; section or days that are not given stay. */
const inherited = (turn: Turn, { section, period }: Pick<Scope, 'section' | 'period'>, names: readonly string[], now: string): FollowUp => {
  const question = rescope(turn.question, { ...(section && { section }), ...(period !== undefined && { period }) }, now)
  const place = section ?? turn.section
  const read = scopeOf(question, now)
  const shown = place ?? read.section
  return {
    question,
    ...(place && { section: place }),
    ...(turn.since !== undefined && period === undefined && { since: turn.since }),
    about: { names, ...(shown && { section: shown }), ...(read.period !== undefined && { period: read.period }) },
  }
}
