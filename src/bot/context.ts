/** Builds the context in which a command runs, for each call. */
import type { Archive } from '../archive/archive.ts'
import type { Question } from '../answer/answer.ts'
import type { createConversations } from '../answer/talk/conversation.ts'
import type { Clock } from '../clock.ts'
import type { Recent } from '../delivery/recent.ts'
import { outcomeOf } from '../delivery/outcome.ts'
import type { SubscriptionBook } from '../delivery/subscriptions.ts'
import { localDay } from '../delivery/times.ts'
import { supported } from '../locales/index.ts'
import { type Incoming, targetKey } from '../platforms/platform.ts'
import type { Store } from '../stores/store.ts'
import type { Command, Context } from './command.ts'
import type { Ratings } from './ratings.ts'
import { writtenIn } from './written.ts'

export interface ContextParts {
  archive: Archive
  subscriptions: SubscriptionBook
  recent: Recent
  conversations: ReturnType<typeof createConversations>
  ratings: Ratings
  /** The language chosen for a chat, by its key. */
  languages: Store<string>
  about(asker: NonNullable<Question['asker']>): ReturnType<Context['about']>
  commands: readonly Command[]
  clock: Clock
  /** The language where neither the chat nor the asker has one. */
  locale?: string
  /** The IANA time zone of who has chosen none. */
  zone: string
}

export const createContexts =
  ({ archive, subscriptions, recent, conversations, ratings, languages, about, commands, clock, ...defaults }: ContextParts) =>
  async (incoming: Incoming): Promise<Context> => {
    const { target, user, repliesTo, server = target.chat } = incoming
    const { zone } = defaults
    // Ids of people are unique on their platform only.
    const person = `${target.platform}/${user.id}`
    const chat = targetKey({ platform: target.platform, chat: target.chat })
    // A server has one budget for all of its channels, a group one for all of its topics.
    const asker = { user: person, chat: targetKey({ platform: target.platform, chat: server }) }
    const today = localDay(clock.now(), zone)
    const written = incoming.input.kind === 'text' ? writtenIn(incoming.input.text) : undefined
    const locale = supported((await languages.get(chat)) ?? incoming.locale ?? written ?? defaults.locale)
    return {
      locale,
      target,
      user,
      private: incoming.private,
      followable: incoming.followable === true,
      zone,
      now: new Date(clock.now()),
      mayManage: () => incoming.mayManage(),
      mayPost: async () => (await incoming.mayPost?.()) ?? true,
      conversation: conversations({
        chat: targetKey(target),
        user: person,
        asker,
        private: incoming.private,
        locale,
        today,
        ...(repliesTo === undefined ? {} : { repliesTo: { chat: targetKey(repliesTo.target), buttons: repliesTo.buttons } }),
      }),
      search: (query) => archive.search({ ...query, until: today }),
      rate: (answer, vote) => ratings.rate(answer, person, vote),
      archive,
      subscriptions,
      recent: async (limit) =>
        (await recent({ platform: target.platform, chat: target.chat }, limit)).map((report) => ({
          uid: report.uid,
          at: report.at,
          ...outcomeOf(report),
        })),
      setLanguage: (chosen) => (chosen === undefined ? languages.delete(chat) : languages.set(chat, chosen)),
      about: () => about(asker),
      commands,
    }
  }
