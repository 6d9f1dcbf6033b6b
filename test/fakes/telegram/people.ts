/** What people do in chats → updates. */
import type { Message, MessageEntity, Update, User, UserFromGetMe } from 'grammy/types'
import { type Chats, type FakeChat, person } from './chats.ts'

export interface Saying {
  /** Id of who speaks; in a private chat it is the chat's. */
  user?: number
  language?: string
  /** Forum topic. */
  thread?: number
  /** A message of the bot that this answers. */
  replyTo?: number
  /** An administrator who speaks as the group. */
  anonymous?: boolean
}

export const createPeople = (chats: Chats, me: UserFromGetMe, push: (update: Omit<Update, 'update_id'>) => Update) => {
  const member = (status: string) => ({ status, user: { id: me.id, is_bot: true, first_name: me.first_name }, until_date: 0 })
  const base = (chat: FakeChat) => ({ message_id: chats.nextMessage(), date: 1_700_000_000, chat: chats.chatObject(chat) })

  /** With privacy mode on, a group's talk is not brought: only commands, mentions and answers to the bot. */
  const isBrought = (chat: FakeChat, text: string, isAnswer: boolean): boolean =>
    chat.type === 'private' || chat.type === 'channel' || isAnswer || text.startsWith('/') || text.includes(`@${me.username}`)

  return {
    /** Somebody writes; returns the message's id. In a channel it is the channel that writes. */
    say(to: number, text: string, how: Saying = {}): number {
      const chat = chats.chat(to)
      const from = person(chat.type === 'private' ? to : (how.user ?? 77), how.language)
      const sender = how.anonymous === true || chat.type === 'channel' ? { sender_chat: chats.chatObject(chat) } : {}
      const message = {
        ...base(chat),
        text,
        entities: entitiesOf(text),
        ...(chat.type === 'channel' ? {} : { from: how.anonymous === true ? groupAnonymousBot : from }),
        ...sender,
        ...(how.thread === undefined ? {} : { message_thread_id: how.thread, is_topic_message: true }),
        ...chats.answered(to, how.replyTo, how.thread),
      } as Message & Update.NonChannel
      chats.keep(message)
      if (isBrought(chat, text, how.replyTo !== undefined)) push(chat.type === 'channel' ? { channel_post: message as never } : { message })
      return message.message_id
    },
    /** Somebody presses a button of the bot's message. @throws when it has no such button */
    press({ chat, id }: { chat: number; id: number }, label: string, user = chat > 0 ? chat : 77): void {
      const message = chats.find(chat, id)
      const button = message?.markup?.inline_keyboard.flat().find(({ text }) => text === label)
      if (message === undefined || button === undefined || !('callback_data' in button))
        throw new Error(`no button "${label}" on message ${id}`)
      push({
        callback_query: {
          id: `q${chats.nextMessage()}`,
          from: person(user),
          chat_instance: '1',
          message: chats.asMessage(message),
          data: button.callback_data,
        },
      })
    },
    join(to: number, status: 'kicked' | 'left' | 'member'): void {
      const chat = chats.chat(to)
      const from = person(to > 0 ? to : 77)
      push({
        my_chat_member: {
          chat: chats.chatObject(chat),
          from,
          date: 1_700_000_000,
          old_chat_member: member('member'),
          new_chat_member: member(status),
        } as NonNullable<Update['my_chat_member']>,
      })
    },
    upgrade(from: number, to: number): void {
      const message = { ...base(chats.chat(from)), from: person(77), migrate_to_chat_id: to }
      push({ message: message as Message & Update.NonChannel })
    },
  }
}

/** Who is named where an administrator speaks as the group. */
const groupAnonymousBot: User = { id: 1_087_968_824, is_bot: true, first_name: 'Group', username: 'GroupAnonymousBot' }

const entitiesOf = (text: string): MessageEntity[] => [
  ...[...text.matchAll(/(?<!\w)\/\w+(?:@\w+)?/g)].map((match): MessageEntity => ({
    type: 'bot_command',
    offset: match.index,
    length: match[0].length,
  })),
  ...[...text.matchAll(/(?<!\w)@\w+/g)].map((match): MessageEntity => ({ type: 'mention', offset: match.index, length: match[0].length })),
]
