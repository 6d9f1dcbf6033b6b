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
}

interface Kept extends Shown {
  markup?: InlineKeyboardMarkup
}

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
  let lastMessage = 100

  const chat = (id: number): FakeChat => {
    const known = chats.get(id)
    if (known !== undefined) return known
    const type = id > 0 ? 'private' : 'supergroup'
    const made: FakeChat = { id, type, title: `chat ${id}`, admins: new Set(), closed: new Set() }
    chats.set(id, made)
    return made
  }

  const reach = (id: number): FakeChat => {
    const found = chat(id)
    if (found.lost !== undefined) throw found.lost
    return found
  }

  const kept = (id: number, message: number, why: string): Kept => {
    const found = messages.find((one) => one.chat === id && one.id === message)
    if (found === undefined) throw new ApiError(400, `Bad Request: ${why}`)
    return found
  }

  const chatObject = ({ id, type, title }: FakeChat): Chat =>
    type === 'private' ? { id, type, first_name: `user ${id}` } : type === 'group' ? { id, type, title } : { id, type, title }

  return {
    chat,
    reach,
    chatObject,
    nextMessage: () => ++lastMessage,
    messages: (id: number): Shown[] => messages.filter((message) => message.chat === id),
    find: (id: number, message: number) => messages.find((one) => one.chat === id && one.id === message),
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
      return botMessage(message, me, chatObject(to))
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
      return botMessage(message, me, chatObject(to))
    },
    remove(id: number, message: number): void {
      messages.splice(messages.indexOf(kept(reach(id).id, message, 'message to delete not found')), 1)
    },
    asMessage: (message: Kept): Message => botMessage(message, me, chatObject(chat(message.chat))),
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
