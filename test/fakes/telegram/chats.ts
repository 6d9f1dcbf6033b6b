/** What a Telegram server knows: chats, who is in them and what stands in them; and the updates it has for the bot. */
import type { Chat, InlineKeyboardMarkup, Message, MessageEntity, Update, User, UserFromGetMe } from 'grammy/types'
import { ApiError } from './errors.ts'

/** A message of the bot, as it looks now. */
export interface Shown {
  id: number
  chat: number
  thread?: number
  text: string
  entities: MessageEntity[]
  /** Labels, row by row. */
  buttons: string[][]
  /** The message that it answers. */
  replyTo?: number
  /** How often it was changed. */
  edits: number
}

export interface FakeChat {
  id: number
  type: 'private' | 'group' | 'supergroup' | 'channel'
  title: string
  /** Users who administer it. */
  admins: Set<number>
  /** What every request for this chat is answered with, once the bot lost it. */
  lost?: ApiError
  /** Topics that are closed. */
  closed: Set<number>
  /** Who opened its topics (77, who also speaks where nobody is named). */
  opener: number
}

interface Kept extends Shown {
  markup?: InlineKeyboardMarkup
}

export const person = (id: number, language = 'en'): User => ({ id, is_bot: false, first_name: `user ${id}`, language_code: language })

/** What is sent or edited, with the parts that are kept. */
const content = (body: Body): Pick<Kept, 'text' | 'entities' | 'buttons' | 'markup'> => ({
  text: body.text ?? '',
  entities: body.entities ?? [],
  buttons: body.reply_markup?.inline_keyboard.map((row) => row.map(({ text }) => text)) ?? [],
  ...(body.reply_markup === undefined ? {} : { markup: body.reply_markup }),
})

const look = ({ text, entities, markup }: Pick<Kept, 'text' | 'entities' | 'markup'>): string => JSON.stringify([text, entities, markup])

export const createChats = (me: UserFromGetMe) => {
  const chats = new Map<number, FakeChat>()
  const messages: Kept[] = []
  /** What people said. */
  const said: Message[] = []
  let lastMessage = 100

  const chat = (id: number): FakeChat => {
    const known = chats.get(id)
    if (known !== undefined) return known
    const type = id > 0 ? 'private' : 'supergroup'
    const made: FakeChat = { id, type, title: `chat ${id}`, admins: new Set(), closed: new Set(), opener: 77 }
    chats.set(id, made)
    return made
  }

  const reach = (id: number): FakeChat => {
    const found = chat(id)
    if (found.lost !== undefined) throw found.lost
    return found
  }

  const find = (id: number, message: number): Kept | undefined => messages.find((one) => one.chat === id && one.id === message)

  const kept = (id: number, message: number, why: string): Kept => {
    const found = find(id, message)
    if (found === undefined) throw new ApiError(400, `Bad Request: ${why}`)
    return found
  }

  const chatObject = ({ id, type, title }: FakeChat): Chat =>
    type === 'private' ? { id, type, first_name: `user ${id}` } : type === 'group' ? { id, type, title } : { id, type, title }

  /** The message that one answers; in a topic, all that answer no other answer the one that opened it. It names no further message. */
  const answered = (id: number, message?: number, thread?: number): Pick<Message, 'reply_to_message'> => {
    const own = message === undefined ? undefined : find(id, message)
    const theirs = said.find((one) => one.chat.id === id && one.message_id === message)
    const { reply_to_message: _, ...found } = (own === undefined ? theirs : botMessage(own, me, chatObject(chat(id)))) ?? {}
    if ('message_id' in found) return { reply_to_message: found as NonNullable<Message['reply_to_message']> }
    if (thread === undefined) return {}
    const base = { message_id: thread, date: 1_700_000_000, chat: chatObject(chat(id)), from: person(chat(id).opener) }
    return {
      reply_to_message: { ...base, forum_topic_created: { name: 'topic', icon_color: 0 } } as NonNullable<Message['reply_to_message']>,
    }
  }

  const asMessage = (message: Kept): Message => ({
    ...botMessage(message, me, chatObject(chat(message.chat))),
    ...answered(message.chat, message.replyTo, message.thread),
  })

  return {
    chat,
    reach,
    chatObject,
    find,
    answered,
    asMessage,
    keep: (message: Message) => void said.push(message),
    nextMessage: () => ++lastMessage,
    messages: (id: number): Shown[] => messages.filter((message) => message.chat === id),
    send(body: Body): Message {
      const to = reach(Number(body.chat_id))
      const thread = body.message_thread_id
      if (thread !== undefined && to.closed.has(thread)) throw new ApiError(400, 'Bad Request: TOPIC_CLOSED')
      const replyTo = body.reply_parameters?.message_id
      const message: Kept = {
        id: ++lastMessage,
        chat: to.id,
        ...(thread === undefined ? {} : { thread }),
        ...(replyTo === undefined ? {} : { replyTo }),
        ...content(body),
        edits: 0,
      }
      messages.push(message)
      return asMessage(message)
    },
    edit(body: Body): Message {
      const to = reach(Number(body.chat_id))
      const message = kept(to.id, body.message_id ?? 0, 'message to edit not found')
      const next = content(body)
      if (look(next) === look(message))
        throw new ApiError(400, 'Bad Request: message is not modified: specified new message content and reply markup are exactly the same')
      if (next.markup === undefined) delete message.markup
      Object.assign(message, next)
      message.edits++
      return asMessage(message)
    },
    remove(id: number, message: number): void {
      messages.splice(messages.indexOf(kept(reach(id).id, message, 'message to delete not found')), 1)
    },
  }
}
export type Chats = ReturnType<typeof createChats>

/** Parameters of the requests that we look into. */
export interface Body {
  chat_id?: number | string
  message_id?: number
  message_thread_id?: number
  text?: string
  entities?: MessageEntity[]
  reply_markup?: InlineKeyboardMarkup
  reply_parameters?: { message_id: number }
}

const botMessage = (message: Kept, me: UserFromGetMe, chat: Chat): Message => ({
  message_id: message.id,
  date: 1_700_000_000,
  chat,
  from: { id: me.id, is_bot: true, first_name: me.first_name, username: me.username } satisfies User,
  text: message.text,
  entities: message.entities,
  ...(message.markup === undefined ? {} : { reply_markup: message.markup }),
  ...(message.thread === undefined ? {} : { message_thread_id: message.thread, is_topic_message: true }),
})

/** Updates that wait until they are fetched and confirmed, and who waits for them. */
export const createUpdates = () => {
  let last = 1000
  let waiting: Update[] = []
  let wake = Promise.withResolvers<'news' | 'conflict'>()
  return {
    push(update: Omit<Update, 'update_id'>): Update {
      const whole: Update = { update_id: ++last, ...update }
      waiting.push(whole)
      wake.resolve('news')
      wake = Promise.withResolvers()
      return whole
    },
    /** Those not confirmed; `offset` confirms all before it. */
    from(offset: number, limit: number): Update[] {
      waiting = waiting.filter((update) => update.update_id >= offset)
      return waiting.slice(0, limit)
    },
    confirm(id: number): void {
      waiting = waiting.filter((update) => update.update_id !== id)
    },
    news: () => wake.promise,
    /** A second poll ends the first. */
    conflict(): void {
      wake.resolve('conflict')
      wake = Promise.withResolvers()
    },
  }
}
export type Updates = ReturnType<typeof createUpdates>
