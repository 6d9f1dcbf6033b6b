/** What a question asks for, read out of its words: the days, the section, how much to say, what kind of value. */
import type { Edition, SectionKind } from '../issue/issue.ts'
import { isCjk } from '../archive/text.ts'
import type { Question } from './answer.ts'
import { inEnglish } from './glossary.ts'
import { type Want, wanted } from './expect.ts'
import { readPeriod } from './period.ts'

export interface Asked {
  /** The words to look for: the question without what the other fields say. */
  text: string
  kinds?: readonly SectionKind[]
  /** Days, inclusive. */
  since?: string
  until: string
  /** The days were named in the question, and not demanded by a setting: they may be given up when nothing is found. */
  soft: boolean
  /** Several things at once, how it went over time, or what people say: it takes more than a sentence or two. */
  broad: boolean
  /** What kinds of values the answer may hold; none where it asks for none. */
  wants: readonly Want[]
}

/** People name a section as the place where something was said; "how much does Google pay Reddit" names the company. */
const SECTIONS: readonly [SectionKind, RegExp][] = [
  [
    'twitter',
    /\b(?:any |the |what )?tweets?\b(?: (?:about|on|from|by))?|\btweeted\b|\b(?:on|from|over|across|according to) (?:twitter|x)\b(?![.-])|\btwitter (?:people|ppl|users?|folks)\b|\b(?:did|does|do) twitter (?:say|think)\b|推特上?|推文/giu,
  ],
  [
    'reddit',
    /\bredditors?\b|\breddit (?:threads?|posts?|opinions?|people|ppl|users?|folks|discussions?|comments?)\b|\b(?:on|from|over|across|by|according to|acc to|acc\. to) (?:the )?(?:sub)?reddits?\b|\b(?:did|does|do|pense|sagt|dice) reddit\b(?: (?:say|think))?|\br\/\w+|\breddit\s?上/giu,
  ],
  [
    'discord',
    /\bdiscord (?:people|ppl|users?|folks|members|servers?|channels?|discussions?)\b|\b(?:on|from|in|over|across|according to) (?:the |\w+(?: \w+)? )?discords?\b|\bdiscords?\b(?= (?:on|about|say|think))|\bdiscord\s?上/giu,
  ],
]

const NEWS =
  /\b(?:news|new|newest|latest|updates?|what'?s up|going on|happening|anything (?:on|about|new)|everything|tell me|whats? the (?:word|story|latest)|novedades|neues|nouveau(?:tés?|x)?)\b|消息|新闻|动静|进展|更新|动态|最新|ニュース|最新/iu
const FACT =
  /\b(?:how (?:much|many|long|big|fast|often|far|good)|which|who|when|price|cost|score|what (?:did|does|is the|was|are the|were|%|percentage))\b|多少|哪|谁|几/iu

const OVER_TIME =
  /\b(?:since|so far|til(?:l)? now|until now|timeline|history|evol\w+|story|list|later|then|versus|vs|compared?|against|over time|how did .* go|from .+ to|whatever happened|what came out)\b|后来|至今|以来|从.+到|分别|都是/iu
const INTERROGATIVE = /\b(?:who|what|when|which|where|why|how|did|does|is)s?\b|[，,+&].*(?:谁|什么|哪|多少|几)/giu

const isBroad = (question: string): boolean =>
  (NEWS.test(question) && !FACT.test(question)) || OVER_TIME.test(question) || (question.match(INTERROGATIVE)?.length ?? 0) > 2

/** Reads a question that is answered from an edition; `now` bounds what may be used. */
export const understand = ({ question, section, since, now, locale }: Question, edition: Edition): Asked => {
  const period = readPeriod(question, now)
  let text = period?.rest ?? question
  let stated: SectionKind | undefined = section
  for (const [kind, pattern] of SECTIONS) {
    if (stated !== undefined && stated !== kind) continue
    const rest = text.replace(pattern, ' ')
    if (rest === text) continue
    stated = kind
    text = rest
  }
  const kinds: readonly SectionKind[] | undefined = stated === 'discord' ? ['discord', 'discord-detail'] : stated && [stated]
  const from = [since, period?.since]
    .filter((day) => day !== undefined)
    .sort()
    .at(-1)
  const foreign = edition === 'en' && (isCjk(text) || !/^en\b/i.test(locale))
  return {
    text: foreign ? inEnglish(text) : text,
    ...(kinds ? { kinds } : {}),
    ...(from === undefined ? {} : { since: from }),
    until: period?.until !== undefined && period.until < now ? period.until : now,
    soft: period !== undefined,
    broad: kinds !== undefined || isBroad(question),
    wants: wanted(question),
  }
}
