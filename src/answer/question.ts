/** What a question asks for, read out of its words: the days, the section, what for, what kind of value. */
import type { Edition, SectionKind } from '../issue/issue.ts'
import type { Question } from './answer.ts'
import { type Want, wanted } from './expect.ts'
import { definedIn, definition } from './definition.ts'
import { asksMaker, asksWhenOut, maker, out } from './event.ts'
import { isClosed, isOne } from './form.ts'
import { withoutFraming } from './framing.ts'
import { inEnglish } from './glossary.ts'
import { type Intent, intentOf } from './intent.ts'
import { isTelling } from './overview.ts'
import { putInEnglish } from './put.ts'
import type { Span } from './time/calendar.ts'
import { type Times, readTimes } from './time/period.ts'
import { isWhole } from './whole.ts'

export interface Asked {
  /** The words to look for: the question without what the other fields say. */
  text: string
  /** Where words were put into English, how those look that may be left of the other language: no item has them. */
  left?: RegExp
  /** Days, inclusive. */
  since?: string
  until: string
  /** Times that are compared. */
  moments: readonly Span[]
  kinds?: readonly SectionKind[]
  /** The days were named in the question, and not demanded by a setting: they may be given up when nothing is found. */
  soft: boolean
  intent: Intent
  /** Several things at once, how it went over time, or what people say: it takes more than a sentence or two. */
  broad: boolean
  /** What kinds of values the answer may hold; none where it asks for none. */
  wants: readonly Want[]
  /** It asks for one thing by all of its words. */
  closed: boolean
}

/** People name a section as the place where something was said; "how much does Google pay Reddit" names the company. */
const SECTIONS: readonly [SectionKind, RegExp][] = [
  [
    'twitter',
    /\b(?:any |the |what )?tweets?\b(?: (?:about|on|from|by))?|\btweeted\b|\b(?:on|from|over|across|according to|auf|en|sur) (?:twitter|x)\b(?![.-])|\btwitter (?:people|ppl|users?|folks)\b|\b(?:dit|dice|sagt) twitter\b|\b(?:did|does|do) twitter\b(?= (?:people|users?|folks|say|think|like|love|hate|feel|react|respond|reply|make of|complain|discuss|talk|mention|report|find|recommend|prefer|care|notice|want)\b)(?: (?:say|think))?|推特上?|推文|ツイート|(?:ツイッター|twitter)\s?(?:では?|の)/giu,
  ],
  [
    'reddit',
    /\bredditors?\b|\breddit (?:threads?|posts?|opinions?|people|ppl|users?|folks|discussions?|comments?)\b|\b(?:on|from|over|across|by|according to|acc to|acc\. to|auf|en|sur) (?:the )?(?:sub)?reddits?\b|\b(?:dit|pense|sagt|meint|dice|piensa|opina) reddit\b|\b(?:did|does|do) reddit\b(?= (?:people|users?|folks|say|think|like|love|hate|feel|react|respond|reply|make of|complain|discuss|talk|mention|report|find|recommend|prefer|care|notice|want)\b)(?: (?:say|think))?|\br\/\w+|\breddit\s?(?:上|では?|の)/giu,
  ],
  [
    'discord',
    /\bdiscord (?:people|ppl|users?|folks|members|servers?|channels?|discussions?)\b|\b(?:on|from|in|over|across|according to|auf|im|en|sur) (?:the |el |le |\w+(?: \w+)? )?discords?\b|\bdiscords?\b(?= (?:on|about|say|think))|\bdiscord\s?(?:上|では?|の)/giu,
  ],
]

/** Of the words that name a section, those that are the name of a server: the Nous one among the Discords. */
const SERVER =
  /^(?:on|from|in|over|across|according to|auf|im|en|sur) (?:(?:the|der|el|le|la) )?((?!the\b|der\b|el\b|le\b|la\b|discord)\w+(?: \w+)?) discords?$/iu
const serverIn = (words: string): string => ` ${SERVER.exec(words)?.[1] ?? ''} `

/** German nouns look as names do. */
const WRITTEN_LARGE = /^\p{L}\p{Ll}+$/u
const WRITTEN_SMALL = /^\p{Ll}+$/u

/** Where and when a question asks about, and the rest of its words. */
export const placed = (question: string, now: string, section?: SectionKind): Pick<Asked, 'kinds'> & Times => {
  const times = readTimes(question, now)
  let rest = times.rest
  let stated: SectionKind | undefined = section
  for (const [kind, pattern] of SECTIONS) {
    if (stated !== undefined && stated !== kind) continue
    const cut = rest.replace(pattern, serverIn)
    if (cut === rest) continue
    stated = kind
    rest = cut
  }
  const kinds: readonly SectionKind[] | undefined = stated === 'discord' ? ['discord', 'discord-detail'] : stated && [stated]
  return { ...times, ...(kinds ? { kinds } : {}), rest }
}

/** Reads a question that is answered from an edition; `now` bounds what may be used. */
export const understand = ({ question, section, since, now, locale }: Question, edition: Edition): Asked => {
  const { period, moments, kinds, rest } = placed(question, now, section)
  const from = [since, period?.since]
    .filter((day) => day !== undefined)
    .sort()
    .at(-1)
  const start = from === undefined ? {} : { since: from }
  const until = period?.until !== undefined && period.until < now ? period.until : now
  const english = edition === 'en' ? (words: string): string => inEnglish(words, locale) : undefined
  const values = wanted(question, english)
  const asksForAll = values.length === 0 && isWhole(rest)
  const intent = asksForAll ? 'news' : intentOf(question)
  const about = asksForAll ? '' : withoutFraming(rest, intent)
  const text = english ? english(about) : about
  const put = english ? putInEnglish(question, english) : question
  const isOut = isOne(question) && asksWhenOut(question, text)
  const isMade = kinds === undefined && isOne(question) && asksMaker(put)
  const defined = kinds === undefined && moments.length === 0 && from === undefined ? definedIn(put) : undefined
  const wants = [
    // Where it first was is told by when the item is of.
    ...values.filter(({ kind }) => !(intent === 'first' && kind === 'date')),
    ...(isOut ? [out()] : []),
    ...(isMade ? [maker()] : []),
    ...(defined === undefined || values.length > 0 || isOut || isMade ? [] : [definition(defined, /\bwho/iu.test(put))]),
  ]
  return {
    text,
    ...(text === about ? {} : { left: locale.startsWith('de') ? WRITTEN_LARGE : WRITTEN_SMALL }),
    moments: moments.map((moment) => ({ since: moment.since, until: moment.until < now ? moment.until : now })),
    ...start,
    until,
    ...(kinds ? { kinds } : {}),
    soft: period !== undefined,
    intent,
    broad: kinds !== undefined || intent !== 'fact' || !isTelling(text),
    wants,
    closed: (text === about || put !== question) && kinds === undefined && intent !== 'news' && isClosed(put),
  }
}
