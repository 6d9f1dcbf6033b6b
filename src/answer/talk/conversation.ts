/** A conversation: what somebody says, read with what was said before; and what the buttons under an answer show. */
import { setImmediate } from 'node:timers/promises'
import type { Archive } from '../../archive/archive.ts'
import type { SectionKind } from '../../issue/issue.ts'
import { day, t } from '../../locales/index.ts'
import type { Answer, Citation, Question } from '../answer.ts'
import { type Answers, cite } from '../ask.ts'
import { firstDay } from '../first.ts'
import { type FollowUp, resolve } from './followup.ts'
import type { KeptTurn, Memory, Speaker } from './memory.ts'
import { type Usage, wordsOf } from '../checks/naming.ts'
import { understand } from '../question.ts'
import { retrieve } from '../retrieve.ts'
import { type Scope, scopeOf } from './scope.ts'
import { smallTalk } from './smalltalk.ts'

export type Said = Pick<Question, 'question' | 'section' | 'since'>

export type Reply =
  | { kind: 'hello' | 'thanks' | 'noted' | 'help' }
  | ({ kind: 'news' } & Pick<Scope, 'days' | 'section'>)
  | { kind: 'more'; page: Page }
  /** The items that the answer before cites, where they are kept. */
  | { kind: 'sources'; citations: readonly Citation[] | undefined }
  /** Each replaces the one before. `about`: what was taken over. `id` comes with the last one, for its buttons. */
  | { kind: 'answer'; answer: Answer; about?: string; id?: string; hasMore?: boolean }

/** Further items of an answer; `next`: where the page after this one begins, if there is one. */
export type Page = { kind: 'items'; id: string; citations: readonly Citation[]; next?: number } | { kind: 'end' | 'nothing' }

/** One person's conversation in one chat. */
export interface Conversation {
  say(said: Said): AsyncIterable<Reply>
  /** The next items of an answer (default: of the last one), from a place on (default: where the last page ended). */
  more(id?: string, from?: number): Promise<Page>
  /** The items that an answer cites; undefined when they are kept no more. */
  evidence(id: string): Promise<readonly Citation[] | undefined>
  /** Returns how many questions were forgotten. */
  forget(): Promise<number>
  /** Days that somebody names, such as "last friday". */
  days(words: string): Scope['days']
}

export interface Talking extends Speaker {
  /** On whose account a model is asked. */
  asker: NonNullable<Question['asker']>
  locale: string
  /** YYYY-MM-DD */
  today: string
  /** The message of ours that this answers: its chat, and the ids of its buttons. */
  repliesTo?: { chat: string; buttons: readonly string[] }
}

/** Items on a page: as many as one message holds. */
const PAGE = 5
/** How many items an answer has, its further ones with it. */
const MOST = 30
/** How many texts are looked at to see how the recaps write a word. */
const TEXTS = 12
/** Of how many words, at some milliseconds each. */
const WORDS = 24

export const createConversations = ({
  archive,
  answers,
  memory,
}: {
  archive: Archive
  answers: Answers
  memory: Memory
}): ((talking: Talking) => Conversation) => {
  const usageUntil = (until: string): Usage => {
    const known = new Map<string, readonly string[]>()
    return (word) => {
      if (known.size >= WORDS && !known.has(word)) return []
      const texts = known.get(word) ?? archive.search({ text: word, until, limit: TEXTS }).map(({ item }) => item.text)
      known.set(word, texts)
      return texts
    }
  }

  /** What was found beyond what is cited. */
  const further = ({ citations }: Answer, cited: ReadonlySet<number>, question: Question, edition: string): Citation[] => {
    const found = retrieve(archive, understand(question, edition), question.now, edition, MOST).hits.map(cite)
    const others = found.filter((one) => !citations.some((other) => other.issue === one.issue && other.text === one.text))
    return [...citations.filter(({ n }) => !cited.has(n)), ...others].slice(0, MOST)
  }

  return (talking) => {
    const { chat, asker, locale, today, repliesTo } = talking
    const edition = archive.count().editions.find((each) => each === locale) ?? 'en'

    /** The turns to go on with: that of the answer replied to, else one's own. */
    const before = async (): Promise<KeptTurn[]> => {
      const id = answerOf(repliesTo?.buttons ?? [])
      const answered = id === undefined ? undefined : await memory.turn(id, repliesTo?.chat ?? chat)
      return answered === undefined ? memory.turns(talking) : [answered]
    }

    const cited = async (id = ''): Promise<readonly Citation[] | undefined> =>
      ((await memory.items(id, chat)) ?? (await memory.items(id, repliesTo?.chat ?? chat)))?.cited

    const more = async (id?: string, from?: number): Promise<Page> => {
      const of = id ?? (await before()).at(-1)?.id
      // A thread goes on with an answer that stands beside it.
      const place = id === undefined ? (repliesTo?.chat ?? chat) : chat
      const items = of === undefined ? undefined : ((await memory.items(of, chat)) ?? (await memory.items(of, place)))
      if (of === undefined || items === undefined) return { kind: 'nothing' }
      const start = from ?? items.shown
      const citations = items.further.slice(start, start + PAGE)
      if (citations.length === 0) return { kind: 'end' }
      const next = start + citations.length
      await memory.shown(of, { ...items, shown: next })
      return { kind: 'items', id: of, citations, ...(next < items.further.length ? { next } : {}) }
    }

    async function* answer(asked: FollowUp): AsyncGenerator<Reply> {
      const { first, about: taken, ...turn } = asked
      // All the names together, else the one that the rest is said of.
      const since =
        first && [first, first.slice(0, 1)].map((names) => ({ names, day: firstDay(archive, { names, until: today, edition }) }))
      const { names, day: appeared } = since?.find((each) => each.day !== undefined) ?? since?.[0] ?? {}
      const question: Question = {
        ...turn,
        question: names?.join(' ') ?? turn.question,
        locale,
        now: appeared ?? today,
        asker,
      }
      const understood = taken === undefined ? {} : { about: aboutLine({ ...taken, ...(names && { names }) }, asked, locale) }
      let last: Answer | undefined
      for await (const grown of lookAhead(answers.ask(question))) {
        last = appeared === undefined ? grown.value : sinceThen(grown.value, appeared, locale)
        if (!grown.isLast) yield { kind: 'answer', answer: last, ...understood }
      }
      if (last === undefined) return
      const mentioned = new Set(Array.from(last.answer.matchAll(/\[(\d+)\]/gu), ([, n]) => Number(n)))
      const rest = further(last, mentioned, question, edition)
      const id = await memory.keep(talking, turn, { cited: last.citations.filter(({ n }) => mentioned.has(n)), further: rest })
      yield { kind: 'answer', answer: last, ...understood, id, hasMore: rest.length > 0 }
    }

    async function* news({ question, section, since }: Said): AsyncGenerator<Reply> {
      const asked = scopeOf(question, today)
      const days = since === undefined ? asked.days : { since }
      const place = section ?? asked.section
      await memory.keep(talking, { question, ...(place === undefined ? {} : { section: place }) }, { cited: [], further: [] })
      yield { kind: 'news', ...(days === undefined ? {} : { days }), ...(place === undefined ? {} : { section: place }) }
    }

    return {
      async *say({ question, section, since }) {
        const turns = await before()
        const small = smallTalk(question, today, turns.length > 0)
        const chosen = { ...(section === undefined ? {} : { section }), ...(since === undefined ? {} : { since }) }
        switch (small?.kind) {
          case 'hello':
          case 'thanks':
          case 'noted':
          case 'help':
            yield { kind: small.kind }
            break
          case 'more':
            yield { kind: 'more', page: await more() }
            break
          case 'sources':
            yield { kind: 'sources', citations: await cited(turns.at(-1)?.id) }
            break
          case 'news':
            yield* news({ question, ...chosen })
            break
          case undefined: {
            const followed = resolve(question, { turns, now: today, isReply: repliesTo !== undefined, usage: usageUntil(today) })
            const asked = { ...followed, ...chosen }
            // "And on Reddit?" after "what's new?"
            const isNews = smallTalk(asked.question, today, false)?.kind === 'news' && followed.about !== undefined
            yield* isNews ? news(asked) : answer(asked)
            break
          }
          default:
            small satisfies never
        }
      },
      more,
      evidence: async (id) => (await memory.items(id, chat))?.cited,
      forget: () => memory.forget(talking),
      days(words) {
        // A day of the week or a month alone; the day that an issue's name begins with.
        for (const said of [words, `on ${words}`, `20${words}`]) {
          const { text, days } = scopeOf(said, today)
          if (days !== undefined && wordsOf(text, () => []).every(({ kind }) => kind === 'function')) return days
        }
        return undefined
      },
    }
  }
}

/** The answer that a message of ours shows, by one of its buttons. */
const answerOf = (buttons: readonly string[]): string | undefined =>
  buttons.map((id) => /^(?:evidence|more|rate)\?(?:.*&)?of=([\w-]+)/u.exec(id)?.[1]).find((id) => id !== undefined)

const aboutLine = ({ names, section, period }: FollowUp['about'] & object, { question }: FollowUp, locale: string): string => {
  const place = section === undefined ? [] : [t(locale, `section.${section satisfies SectionKind}`)]
  return [names.length === 0 ? question : names.join(', '), ...place, ...(period === undefined ? [] : [period])].join(' · ')
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
