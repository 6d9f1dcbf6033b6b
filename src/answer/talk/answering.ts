/** An answer within a conversation: the question as it was understood is put to who answers, and kept for what is said next. */
import { setImmediate } from 'node:timers/promises'
import type { Archive } from '../../archive/archive.ts'
import type { Edition, SectionKind } from '../../issue/issue.ts'
import { day, languages, t } from '../../locales/index.ts'
import type { Answer, Citation, Question } from '../answer.ts'
import { type Answers, cite } from '../ask.ts'
import { firstDay } from '../first.ts'
import { type Look, look } from '../look.ts'
import type { Retrieved } from '../retrieve.ts'
import type { Talking } from './conversation.ts'
import type { FollowUp, Turn } from './followup.ts'
import { resized } from './length.ts'
import type { Memory } from './memory.ts'

/** What was asked to be put into another language. */
export interface Retold {
  /** For our own words, where there are some in that language. */
  locale?: string
  /** The recaps' sentences stand as they are: of which edition, and what they were to be put into. */
  untranslated?: { from: Edition; into: string }
}

/** Each replaces the one before. `about`: what was taken over. `id` comes with the last one, for its buttons. */
export type AnswerReply = { kind: 'answer'; answer: Answer; about?: string; id?: string; hasMore?: boolean } & Retold

export type Answering = (talking: Talking, asked: FollowUp) => AsyncGenerator<AnswerReply>

/** How many items an answer has, its further ones with it. */
const MOST = 30
/** Characters of an answer that are kept to know what it spoke of. */
const TOLD = 200

/** The language of our own words, for what is to be put into a language. */
export const spokenIn = (language: string | undefined, locale: string): string => languages.find((each) => each === language) ?? locale

export const createAnswering = ({ archive, answers, memory }: { archive: Archive; answers: Answers; memory: Memory }): Answering => {
  const editionOf = (locale: string): Edition => archive.count().editions.find((each) => each === locale) ?? 'en'

  /**
   * In what language the question is read, and in which edition answered. To be put into a language, it is first answered by that language's edition;
   * then as it was, for its words are of the language in which it was asked; and so that at least our own words are in the one that was asked for.
   */
  const triesFor = (language: string | undefined, locale: string): { locale: string; edition: Edition }[] => {
    if (language === undefined) return [{ locale, edition: editionOf(locale) }]
    const spoken = spokenIn(language, locale)
    const own = editionOf(spoken)
    return [
      ...(own === 'en' ? [] : [{ locale: spoken, edition: own }]),
      { locale, edition: 'en' },
      ...(spoken === locale ? [] : [{ locale: spoken, edition: 'en' }]),
    ]
  }

  /** All the names together, else the one that the rest is said of. */
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
    const tries = triesFor(language, locale)
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

/** What was found beyond what is cited. */
const further = ({ citations }: Answer, cited: ReadonlySet<number>, { hits }: Retrieved): Citation[] => {
  const others = hits.map(cite).filter((one) => !citations.some((other) => other.issue === one.issue && other.text === one.text))
  return [...citations.filter(({ n }) => !cited.has(n)), ...others].slice(0, MOST)
}

const aboutLine = ({ names, section, period }: FollowUp['about'] & object, question: string, locale: string): string => {
  const place = section === undefined ? [] : [t(locale, `section.${section satisfies SectionKind}`)]
  const scope = [...place, ...(period === undefined ? [] : [period])]
  return [...(names.length > 0 ? [names.join(', ')] : scope.length > 0 ? [] : [question]), ...scope].join(' · ')
}

/** Says first since when, resting on an item of that day. */
const sinceThen = (answer: Answer, appeared: string, locale: string): Answer => {
  const { n } = answer.citations.find(({ date }) => date === appeared) ?? {}
  if (n === undefined) return answer
  return { ...answer, answered: true, answer: `${t(locale, 'answer.first', { day: day(locale, appeared) })} [${n}]\n${answer.answer}` }
}

/** Each value with whether it is the last: one that ends at once is known to be, before it is shown. */
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
