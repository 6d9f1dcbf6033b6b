/** Answers a question of a conversation, and stores it for follow-ups. */
import { setImmediate } from 'node:timers/promises'
import type { Archive } from '../../archive/archive.ts'
import type { Edition, SectionKind } from '../../issue/issue.ts'
import { day, languages, t } from '../../locales/index.ts'
import type { Answer, Citation, Question } from '../answer.ts'
import { type Answers, cite } from '../ask.ts'
import { chooseEdition } from '../editions.ts'
import { firstDay } from '../first.ts'
import { type Look, look } from '../look.ts'
import type { Retrieved } from '../retrieve.ts'
import type { Talking } from './conversation.ts'
import type { FollowUp, Turn } from './followup.ts'
import { resized } from './length.ts'
import type { Memory } from './memory.ts'

/** The language of an answer that was asked for in another one. */
export interface Retold {
  /** The language of the bot's own words, where it is not the asker's. */
  locale?: string
  /** Set where the recaps' sentences are not translated: their edition, and the language asked for. */
  untranslated?: { from: Edition; into: string }
}

/** A growing answer: each replaces the one before. `about`: what was taken over from the conversation. Only the last has an `id`, for its buttons. */
export type AnswerReply = { kind: 'answer'; answer: Answer; about?: string; id?: string; hasMore?: boolean } & Retold

export type Answering = (talking: Talking, asked: FollowUp) => AsyncGenerator<AnswerReply>

/** The most items of an answer, with its further ones. */
const MOST = 30
/** How many characters of an answer are stored, to know later what it named. */
const TOLD = 200

/** The language of the bot's own words for an answer in some language: that one where it is supported, else the asker's. */
export const spokenIn = (language: string | undefined, locale: string): string => languages.find((each) => each === language) ?? locale

export const createAnswering = ({ archive, answers, memory }: { archive: Archive; answers: Answers; memory: Memory }): Answering => {
  const editionOf = (locale: string): Edition => archive.count().editions.find((each) => each === locale) ?? 'en'

  /**
   * The ways to answer, in order: in which language to read the question, and from which edition. If a language is asked for, its own edition comes
   * first, then the English one with the question in the asker's language, then in the language asked for.
   */
  const triesFor = (language: string | undefined, question: Question): { locale: string; edition: Edition }[] => {
    const { locale } = question
    if (language === undefined) return [{ locale, edition: chooseEdition(archive, question) }]
    const spoken = spokenIn(language, locale)
    const own = editionOf(spoken)
    return [
      ...(own === 'en' ? [] : [{ locale: spoken, edition: own }]),
      { locale, edition: 'en' },
      ...(spoken === locale ? [] : [{ locale: spoken, edition: 'en' }]),
    ]
  }

  /** The first day with all the names, else that with the first one. */
  const appearance = (first: readonly string[], until: string, edition: Edition) => {
    const since = [first, first.slice(0, 1)].map((names) => ({ names, day: firstDay(archive, { names, until, edition }) }))
    return since.find((each) => each.day !== undefined) ?? since[0]
  }

  return async function* answering(talking, { about: taken, ...asked }) {
    const { locale, today, asker } = talking
    const { first, language, length = 0, question: words, section, since } = asked
    const spoken = spokenIn(language, locale)
    const { names, day: appeared } = (first && appearance(first, today, editionOf(spoken))) ?? {}
    const question = {
      question: names?.join(' ') ?? words,
      now: appeared ?? today,
      asker,
      ...(section && { section }),
      ...(since !== undefined && { since }),
      ...(language !== undefined && { language }),
      ...(length > 0 ? { length: 'long' as const } : {}),
    } satisfies Partial<Question>
    const understood = {
      ...(taken === undefined ? {} : { about: aboutLine({ ...taken, ...(names && { names }) }, words, spoken) }),
      ...(spoken === locale ? {} : { locale: spoken }),
    }
    const tries = triesFor(language, { ...question, locale })
    for (const [at, { edition, locale: reads }] of tries.entries()) {
      const put: Question = { ...question, edition, locale: reads }
      let looked: Look | undefined
      const wider = (): Look => (looked ??= look(archive, put, edition, MOST))
      let last: AnswerReply | undefined
      let begins = ''
      for await (const { value, isLast } of lookAhead(answers.ask(put))) {
        if (!value.answered && at < tries.length - 1) break
        begins = value.answered && value.otherDays !== true ? value.answer.replaceAll(/\s*\[\d+\]/gu, '').slice(0, TOLD) : ''
        const sized = length === 0 ? value : resized(value, length, wider())
        last = {
          kind: 'answer',
          answer: appeared === undefined ? sized : sinceThen(sized, appeared, spoken),
          ...understood,
          ...(language === undefined || value.model !== null || language === edition
            ? {}
            : { untranslated: { from: edition, into: language } }),
        }
        if (!isLast) yield last
      }
      if (last === undefined) continue
      const mentioned = new Set(Array.from(last.answer.answer.matchAll(/\[(\d+)\]/gu), ([, n]) => Number(n)))
      const rest = further(last.answer, mentioned, wider().found)
      const turn: Turn = { ...asked, told: begins.toWellFormed() }
      const cited = last.answer.citations.filter(({ n }) => mentioned.has(n))
      const id = await memory.keep(talking, turn, { cited, further: rest })
      yield { ...last, id, hasMore: rest.length > 0 }
      return
    }
  }
}

/** The items found that are not cited. */
const further = ({ citations }: Answer, cited: ReadonlySet<number>, { hits }: Retrieved): Citation[] => {
  const others = hits.map(cite).filter((one) => !citations.some((other) => other.issue === one.issue && other.text === one.text))
  return [...citations.filter(({ n }) => !cited.has(n)), ...others].slice(0, MOST)
}

/** A line on what was taken over from the conversation. */
const aboutLine = ({ names, section, period }: FollowUp['about'] & object, question: string, locale: string): string => {
  const place = section === undefined ? [] : [t(locale, `section.${section satisfies SectionKind}`)]
  const scope = [...place, ...(period === undefined ? [] : [period])]
  return [...(names.length > 0 ? [names.join(', ')] : scope.length > 0 ? [] : [question]), ...scope].join(' · ')
}

/** Puts the day of the first mention before an answer, with an item of that day as its citation. */
const sinceThen = (answer: Answer, appeared: string, locale: string): Answer => {
  const { n } = answer.citations.find(({ date }) => date === appeared) ?? {}
  if (n === undefined) return answer
  return { ...answer, answered: true, answer: `${t(locale, 'answer.first', { day: day(locale, appeared) })} [${n}]\n${answer.answer}` }
}

/** Yields each value with whether it is the last. A value is known to be the last only if the end follows at once; otherwise it is yielded again. */
async function* lookAhead<T>(values: AsyncIterable<T>): AsyncGenerator<{ value: T; isLast: boolean }> {
  const source = values[Symbol.asyncIterator]()
  try {
    for (let step = await source.next(); step.done !== true;) {
      const next = source.next()
      next.catch(() => undefined)
      const known = await Promise.race([next, setImmediate()])
      if (known?.done === true) {
        yield { value: step.value, isLast: true }
        return
      }
      yield { value: step.value, isLast: false }
      const after = await next
      if (after.done === true) yield { value: step.value, isLast: true }
      step = after
    }
  } finally {
    await source.return?.()
  }
}
