/** Parses a question: the days, section and intent that it has, the kinds of values it asks for, and the words to search. */
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
import { type Span, back } from './time/calendar.ts'
import { type Times, readTimes } from './time/period.ts'
import { isWeekly, isWhole } from './whole.ts'

export interface Asked {
  /** The words to search: the question without what the other fields say, in English for the English edition. */
  text: string
  /** Set where words were translated: matches words that may have been left untranslated, which no item has. */
  left?: RegExp
  /** The first day, inclusive, YYYY-MM-DD. */
  since?: string
  /** The last day, inclusive, YYYY-MM-DD. */
  until: string
  /** Times that each belong to a part of the question, such as those of a comparison. */
  moments: readonly Span[]
  /** The sections to search; absent: all. */
  kinds?: readonly SectionKind[]
  /** Whether only the question itself names the days: then others are searched where these have nothing. */
  soft: boolean
  intent: Intent
  /** Whether the answer takes more than a sentence or two. */
  broad: boolean
  /** The kinds of values that the answer may have; empty where it asks for none. */
  wants: readonly Want[]
  /** Whether the question is closed: only a sentence about exactly its words answers it. */
  closed: boolean
}

/** Matches words that name a section as the place where something was said; `how much does Google pay Reddit` names the company. */
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

/** Matches the words for Discord's section where they name a server: `on the Nous discord`. */
const SERVER =
  /^(?:on|from|in|over|across|according to|auf|im|en|sur) (?:(?:the|der|el|le|la) )?((?!the\b|der\b|el\b|le\b|la\b|discord)\w+(?: \w+)?) discords?$/iu
/** What remains of words for a section: the name of a server, or a space. */
const serverIn = (words: string): string => ` ${SERVER.exec(words)?.[1] ?? ''} `

/** Matches a common word in German, whose nouns have capitals as names do. */
const WRITTEN_LARGE = /^\p{L}\p{Ll}+$/u
/** Matches a common word in other languages. */
const WRITTEN_SMALL = /^\p{Ll}+$/u

/** Parses the section and the days of a question; `rest` is the question without the words for them. A `section` given is kept. */
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

/** Parses a question for an edition to answer. */
export const understand = ({ question, section, since, now, locale }: Question, edition: Edition): Asked => {
  const { period, moments, kinds, rest } = placed(question, now, section)
  const until = period?.until !== undefined && period.until < now ? period.until : now
  const english = edition === 'en' ? (words: string): string => inEnglish(words, locale) : undefined
  const values = wanted(question, english)
  const asksForAll = values.length === 0 && isWhole(rest)
  const week = asksForAll && period === undefined && isWeekly(rest) ? back(now, 1, 'week') : undefined
  const from = [since, period?.since, week]
    .filter((day) => day !== undefined)
    .sort()
    .at(-1)
  const start = from === undefined ? {} : { since: from }
  const intent = asksForAll ? 'news' : intentOf(question)
  const about = asksForAll ? '' : withoutFraming(rest, intent)
  const text = english ? english(about) : about
  const put = english ? putInEnglish(question, english) : question
  const isOut = isOne(question) && asksWhenOut(question, text)
  const isMade = kinds === undefined && isOne(question) && asksMaker(put)
  const defined = kinds === undefined && moments.length === 0 && from === undefined ? definedIn(put) : undefined
  const wants = [
    // The item's date tells when something was first mentioned.
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
    soft: period !== undefined && since === undefined,
    intent,
    broad: kinds !== undefined || intent !== 'fact' || !isTelling(text),
    wants,
    closed: (text === about || put !== question) && kinds === undefined && intent !== 'news' && isClosed(put),
  }
}
