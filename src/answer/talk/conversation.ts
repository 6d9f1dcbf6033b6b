/** A conversation: replies to messages in the light of those before, and gives the buttons under an answer their items. */
import type { Archive } from '../../archive/archive.ts'
import type { Citation, Question } from '../answer.ts'
import type { Answers } from '../ask.ts'
import type { Usage } from '../checks/naming.ts'
import { type AnswerReply, type Retold, createAnswering, spokenIn } from './answering.ts'
import { type NamedDays, daysNamed } from './days.ts'
import { type FollowUp, type Turn, resolve } from './followup.ts'
import { STEPS } from './length.ts'
import type { KeptItems, KeptTurn, Memory, Speaker } from './memory.ts'
import { type Remark, askedIn, remarkOf } from './remark.ts'
import { type Scope, scopeOf } from './scope.ts'
import { smallTalk } from './smalltalk.ts'
import { isToday } from '../time/moments.ts'

export type Said = Pick<Question, 'question' | 'section' | 'since'>

export type Reply =
  /** `nothing`: a remark without an answer before it. */
  | { kind: 'hello' | 'thanks' | 'noted' | 'help' | 'nothing' }
  | ({ kind: 'news' } & Pick<Scope, 'days' | 'section'> & Retold)
  | { kind: 'more'; page: Page }
  /** The items that the answer before cites (undefined: no longer kept), where somebody asks for them or calls the answer wrong. */
  | { kind: 'sources' | 'wrong'; of: string; citations: readonly Citation[] | undefined }
  | AnswerReply

/** Further items of an answer; `next`: the index of the next page's first item, absent on the last page. */
export type Page = { kind: 'items'; id: string; citations: readonly Citation[]; next?: number } | { kind: 'end' | 'nothing' }

/** One person's conversation in one chat. */
export interface Conversation {
  say(said: Said): AsyncIterable<Reply>
  /** The next further items of an answer (default: the last one) from an index (default: where the last page ended). */
  more(id?: string, from?: number): Promise<Page>
  /** The items that an answer cites; undefined when they are no longer kept. */
  evidence(id: string): Promise<readonly Citation[] | undefined>
  /** Deletes this person's questions here; returns how many. */
  forget(): Promise<number>
  /** The days that words such as `last friday` name. */
  days(words: string): NamedDays
}

/** Somebody who says something. */
export interface Talking extends Speaker {
  /** Whose budgets a model's tokens count against. */
  asker: NonNullable<Question['asker']>
  locale: string
  /** YYYY-MM-DD */
  today: string
  /** The bot's message that this one replies to: its chat, and the ids of its buttons. */
  repliesTo?: { chat: string; buttons: readonly string[] }
}

/** How many items a page has; they fit one message. */
const PAGE = 5
/** How many texts are searched for how the recaps write a word. */
const TEXTS = 12
/** How many words of a question are searched so; each takes some milliseconds. */
const WORDS = 24
/** How many words are kept in memory with their texts, some kilobytes each. */
const KEPT = 300

export const createConversations = ({
  archive,
  answers,
  memory,
}: {
  archive: Archive
  answers: Answers
  memory: Memory
}): ((talking: Talking) => Conversation) => {
  // Valid until the next issue.
  let known = { as: '', texts: new Map<string, readonly string[]>() }
  const usageUntil = (until: string): Usage => {
    const as = `${until} ${archive.newest({ limit: 1 })[0]?.uid}`
    if (known.as !== as || known.texts.size > KEPT) known = { as, texts: new Map() }
    const { texts } = known
    let looked = 0
    return (word) => {
      const kept = texts.get(word)
      if (kept !== undefined || looked >= WORDS) return kept ?? []
      looked += 1
      const found = archive.search({ text: word, until, limit: TEXTS }).map(({ item }) => item.text)
      texts.set(word, found)
      return found
    }
  }

  const answering = createAnswering({ archive, answers, memory })

  return (speaker) => {
    const { chat, locale, today, repliesTo } = speaker
    // A thread that was opened on an answer in its channel.
    const shared = repliesTo !== undefined && repliesTo.chat !== chat
    const talking = { ...speaker, shared }

    /** The turns before: that of the answer replied to, else the speaker's; in a thread its last ones, else that of the answer it was opened on. */
    const before = async (): Promise<KeptTurn[]> => {
      const id = answerOf(repliesTo?.buttons ?? [])
      const answered = id === undefined ? undefined : await memory.turn(id, repliesTo?.chat ?? chat)
      if (answered !== undefined && !shared) return [answered]
      const turns = await memory.turns(talking)
      return turns.length === 0 && answered !== undefined ? [answered] : turns
    }

    /** The items behind an answer of this chat, or of the channel where this thread was opened. */
    const itemsOf = async (id: string): Promise<KeptItems | undefined> =>
      (await memory.items(id, chat)) ?? (repliesTo && (await memory.items(id, repliesTo.chat)))
    const evidence = async (id: string): Promise<readonly Citation[] | undefined> => (await itemsOf(id))?.cited

    const more = async (id?: string, from?: number): Promise<Page> => {
      const of = id ?? (await before()).at(-1)?.id ?? ''
      const items = await itemsOf(of)
      if (items === undefined) return { kind: 'nothing' }
      const start = from ?? items.shown
      const citations = items.further.slice(start, start + PAGE)
      if (citations.length === 0) return { kind: 'end' }
      const next = start + citations.length
      await memory.shown(of, { ...items, shown: next })
      return { kind: 'items', id: of, citations, ...(next < items.further.length ? { next } : {}) }
    }

    /** Replies with the newest issue or that of a day; of several days with an answer from all their issues. */
    async function* news({ about, ...turn }: FollowUp): AsyncGenerator<Reply> {
      const { question, section, since, language } = turn
      const asked = scopeOf(question, today)
      const days = since === undefined ? asked.days : { since }
      if (days !== undefined && (days.until ?? today) > days.since && !isToday(asked.period ?? '')) {
        yield* answering(talking, { ...turn, ...(about && { about: { ...about, names: [] } }) })
        return
      }
      const place = section ?? asked.section
      const scope = { ...(days && { days }), ...(place && { section: place }) }
      await memory.keep(talking, { question, ...(place && { section: place }), ...(language && { language }) }, { cited: [], further: [] })
      const spoken = spokenIn(language, locale)
      const untranslated = language === undefined || language === spoken ? undefined : { from: 'en', into: language }
      yield { kind: 'news', ...scope, ...(spoken === locale ? {} : { locale: spoken }), ...(untranslated && { untranslated }) }
    }
    const isNews = ({ question }: Turn): boolean => smallTalk(question, today, false)?.kind === 'news'

    /** Answers a turn once more. */
    async function* again(turn: Turn): AsyncGenerator<Reply> {
      yield* isNews(turn) ? news(turn) : answering(talking, { ...turn, about: { names: [] } })
    }

    async function* remarked(remark: Remark, { id, ...turn }: KeptTurn): AsyncGenerator<Reply> {
      switch (remark.kind) {
        case 'sources':
        case 'wrong':
          yield { kind: remark.kind, of: id, citations: await evidence(id) }
          break
        case 'item': {
          const all = await evidence(id)
          const of = (n: number, at: number): boolean => ('number' in remark ? n === remark.number : at === remark.place)
          const one = all?.filter(({ n }, at) => of(n, at)) ?? []
          yield { kind: 'sources', of: id, citations: one.length > 0 ? one : all }
          break
        }
        case 'language':
          yield* again({ ...turn, language: remark.language })
          break
        case 'length':
          yield* again({ ...turn, length: Math.max(-STEPS, Math.min(STEPS, (turn.length ?? 0) + remark.by)) })
          break
        default:
          remark satisfies never
      }
    }

    return {
      async *say({ question: said, section, since }) {
        const { question, ...wanted } = askedIn(said) ?? { question: said }
        const turns = await before()
        const last = turns.at(-1)
        const remark = remarkOf(said)
        if (remark !== undefined) {
          if (last === undefined) yield { kind: 'nothing' }
          else yield* remarked(remark, last)
          return
        }
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
          case 'news':
            yield* news({ question, ...chosen, ...wanted })
            break
          case undefined: {
            const followed = resolve(question, { turns, now: today, isReply: repliesTo !== undefined, usage: usageUntil(today) })
            const goesOn = followed.about !== undefined
            const asked = { ...followed, ...chosen, ...(goesOn && last?.language !== undefined && { language: last.language }), ...wanted }
            // `And on Reddit?` after `what's new?` asks for news again.
            yield* goesOn && isNews(asked) ? news(asked) : answering(talking, asked)
            break
          }
          default:
            small satisfies never
        }
      },
      more,
      evidence,
      forget: () => memory.forget(talking),
      days: (words) => daysNamed(words, today),
    }
  }
}

/** The id of the answer in a message of the bot, from its buttons. */
const answerOf = (buttons: readonly string[]): string | undefined =>
  buttons.map((id) => /^(?:evidence|more|rate)\?(?:.*&)?of=([\w-]+)/u.exec(id)?.[1]).find((id) => id !== undefined)
