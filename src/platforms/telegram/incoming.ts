/** Reads what an update means for the bot. Pure. */
import type { CallbackQuery, ChatMemberUpdated, Message, Update, User, UserFromGetMe } from 'grammy/types'
import type { Incoming, Input, Target } from '../platform.ts'

export type Told =
  | { kind: 'said'; said: Said }
  | { kind: 'gone'; target: Target; why: string }
  | { kind: 'moved'; from: Target; to: Target }

export interface Said extends Omit<Incoming, 'mayManage'> {
  /** `everyone`: anybody who can write here manages the chat; a number: this user, if Telegram says that they are an administrator. */
  managers: 'everyone' | 'nobody' | number
  /** The message to reply to. */
  message: number
  /** The message that the answer replaces. */
  edits?: number
  /** The id of the press to answer without changing the button's message. */
  aside?: string
  /** Only managers get an answer. */
  restricted?: true
}

/** The kinds of updates that Telegram is asked for. */
export const ALLOWED_UPDATES = ['message', 'channel_post', 'callback_query', 'my_chat_member'] as const satisfies readonly (keyof Update)[]

/** `/name@bot rest`; copied from one of the bot's messages, it has a word joiner after the slash (see `entities.ts`). */
const COMMAND = /^\/\u2060?([a-z0-9_]{1,32})(?:@(\w+))?(?:\s+([^]*))?$/i

/** The id of the chat of an update; 0 without one. */
export const chatOf = (update: Update): number =>
  (update.message ?? update.channel_post ?? update.callback_query?.message ?? update.my_chat_member)?.chat.id ?? 0

export interface Commands {
  isOurs(command: string): boolean
  /** Whether the button with this id leaves its message as it is. */
  isAside(button: string): boolean
}

export const read = (update: Update, me: UserFromGetMe, { isOurs, isAside }: Commands): Told | undefined => {
  if (update.my_chat_member !== undefined) return membership(update.my_chat_member)
  if (update.callback_query !== undefined) return pressed(update.callback_query, isAside)
  const message = update.message ?? update.channel_post
  if (message === undefined) return undefined
  if (message.migrate_to_chat_id !== undefined)
    return { kind: 'moved', from: chatTarget(message.chat.id), to: chatTarget(message.migrate_to_chat_id) }
  const input = inputOf(message, me, isOurs)
  return input && { kind: 'said', said: { input, message: message.message_id, ...speaker(message), ...repliedTo(message, me) } }
}

const chatTarget = (id: number): Target => ({ platform: 'telegram', chat: String(id) })

/** `message_thread_id` is also set on replies outside of topics, where nothing can be sent to it. */
const targetOf = ({ chat, is_topic_message: isTopic, message_thread_id: thread }: Message): Target => ({
  ...chatTarget(chat.id),
  ...(isTopic === true && thread !== undefined ? { thread: String(thread) } : {}),
})

const person = ({ id, first_name: first, last_name: last }: User) => ({
  id: String(id),
  name: last === undefined ? first : `${first} ${last}`,
})

const speaker = (message: Message): Omit<Said, 'input' | 'message'> => {
  const { chat, from, sender_chat: sender } = message
  // Without a person: a channel, an anonymous admin of a group, or a channel that writes in a group.
  const user =
    sender === undefined && from !== undefined
      ? person(from)
      : { id: String(sender?.id ?? chat.id), name: sender?.title ?? chat.title ?? '' }
  const speaksAsChat = chat.type === 'channel' || sender?.id === chat.id
  return {
    target: targetOf(message),
    user,
    locale: from?.language_code,
    managers: chat.type === 'private' || speaksAsChat ? 'everyone' : sender === undefined ? (from?.id ?? 'nobody') : 'nobody',
    private: chat.type === 'private',
  }
}

const inputOf = (message: Message, me: UserFromGetMe, isOurs: (command: string) => boolean): Input | undefined => {
  const { chat, from, sender_chat: sender } = message
  const text = textOf(message)
  // Other bots get no answer, and what a channel posts comes again in its discussion group.
  if (text === undefined || message.is_automatic_forward === true || (from?.is_bot === true && sender === undefined)) return undefined
  const free = chat.type === 'private' ? text : addressed(message, me)
  const command = COMMAND.exec((free ?? text).trim())
  if (command !== null) {
    const [, name = '', bot, line = ''] = command
    const isForUs = bot === undefined ? chat.type === 'private' || free !== undefined || isOurs(name.toLowerCase()) : isName(bot, me)
    return isForUs ? { kind: 'line', command: name.toLowerCase(), line: line.trim() } : undefined
  }
  return chat.type === 'channel' || free === undefined ? undefined : { kind: 'text', text: free.trim() }
}

/** What carries no text of its own. */
const MEDIA = ['animation', 'audio', 'contact', 'document', 'location', 'photo', 'poll', 'sticker', 'video', 'video_note', 'voice'] as const

/**
 * The text or caption; in private, where somebody waits for an answer, none is said of a picture or the like alone. Those of an album come one by one,
 * the caption with one of them.
 */
const textOf = (message: Message): string | undefined => {
  const isAlone = message.media_group_id === undefined && MEDIA.some((kind) => kind in message)
  return message.text ?? message.caption ?? (message.chat.type === 'private' && isAlone ? '' : undefined)
}

const isName = (name: string, me: UserFromGetMe): boolean => name.toLowerCase() === me.username.toLowerCase()

/** The text of a message that mentions the bot, without the mention, or that replies to one of its messages; undefined otherwise. */
const addressed = (message: Message, me: UserFromGetMe): string | undefined => {
  const text = textOf(message) ?? ''
  const entities = message.entities ?? message.caption_entities ?? []
  const mention = entities.find(
    (entity) =>
      (entity.type === 'mention' && isName(text.slice(entity.offset + 1, entity.offset + entity.length), me)) ||
      (entity.type === 'text_mention' && entity.user.id === me.id),
  )
  if (mention !== undefined) return `${text.slice(0, mention.offset).trimEnd()} ${text.slice(mention.offset + mention.length).trimStart()}`
  return answeredBy(message)?.from?.id === me.id ? text : undefined
}

/** The bot's message that is replied to, which Telegram sends along with its buttons. */
const repliedTo = (message: Message, me: UserFromGetMe): Pick<Said, 'repliesTo'> => {
  const replied = answeredBy(message)
  if (replied?.from?.id !== me.id) return {}
  const keys = replied.reply_markup?.inline_keyboard.flat() ?? []
  return { repliesTo: { target: targetOf(message), buttons: keys.flatMap((key) => ('callback_data' in key ? [key.callback_data] : [])) } }
}

/** The message that is replied to. In a topic, a message without a reply counts as one to the message that opened the topic. */
const answeredBy = ({ reply_to_message: replied }: Message): Message | undefined =>
  replied?.forum_topic_created === undefined ? replied : undefined

/**
 * A button changes its message only where that is an answer to the presser. Other messages, such as digests, stay as they are for their other readers,
 * and the answer is a message of its own. In a channel anybody can press, but only managers get an answer.
 */
const pressed = ({ id, message, data, from }: CallbackQuery, isAside: Commands['isAside']): Told | undefined => {
  if (message === undefined || data === undefined) return undefined
  const { chat } = message
  // An old message comes without its content, with the date 0.
  const answered = message.date === 0 ? undefined : answeredBy(message)
  const aside = isAside(data)
  const edits = !aside && answered !== undefined && (chat.type === 'private' || chat.type === 'channel' || answered.from?.id === from.id)
  return {
    kind: 'said',
    said: {
      input: { kind: 'action', id: data },
      target: message.date === 0 ? chatTarget(chat.id) : targetOf(message),
      user: person(from),
      locale: from.language_code,
      managers: chat.type === 'private' ? 'everyone' : from.id,
      private: chat.type === 'private',
      ...(edits ? { message: answered.message_id, edits: message.message_id } : { message: message.message_id }),
      ...(aside ? { aside: id } : {}),
      ...(chat.type === 'channel' ? { restricted: true } : {}),
    },
  }
}

const membership = ({ chat, new_chat_member: member }: ChatMemberUpdated): Told | undefined => {
  const isOut = member.status === 'kicked' || member.status === 'left' || (member.status === 'restricted' && !member.is_member)
  const why = chat.type === 'private' ? 'the bot was blocked by the user' : `the bot was removed from the ${chat.type}`
  return isOut ? { kind: 'gone', target: chatTarget(chat.id), why } : undefined
}
