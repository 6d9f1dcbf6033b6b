/** Keeps the last messages of each chat, streams them to the page, and stores them for after a restart. */
import type { Log } from '../../log.ts'
import type { Store } from '../../stores/store.ts'
import { limits } from './limits.ts'

/** A message as the page shows it; another with the same `id` replaces it. */
export interface Shown {
  id: string
  from: 'user' | 'bot'
  /** Epoch milliseconds. */
  at: number
  /** Plain text: what the user wrote, or an error. */
  text?: string
  /** Whether the answer is incomplete. */
  busy?: boolean
  /** Whether the message was published to the chat's followers. */
  published?: boolean
  /** The HTML of each message in Discord. */
  discord: readonly string[]
  /** The HTML of each message in Telegram. */
  telegram: readonly string[]
}

type Listener = (message: Shown) => void

interface Room {
  messages: Map<string, Shown>
  listeners: Set<Listener>
}

export interface Rooms {
  /** Loads the messages from before a restart. */
  load(): Promise<void>
  /** Adds or replaces a message, and calls all listeners of the chat. */
  put(chat: string, message: Shown): void
  get(chat: string, id: string): Shown | undefined
  /** Calls `listener` with all messages of a chat, and with each new one until the returned function is called. */
  join(chat: string, listener: Listener): () => void
}

/** `history` stores the messages by chat and id. */
export const createRooms = (history: Store<Shown>, log: Log): Rooms => {
  const rooms = new Map<string, Room>()

  /** Returns a chat's room, marks it as the last active one, and drops the rooms beyond the limit that were inactive for longest. */
  const enter = (chat: string): Room => {
    const room = rooms.get(chat) ?? { messages: new Map<string, Shown>(), listeners: new Set<Listener>() }
    rooms.delete(chat)
    rooms.set(chat, room)
    for (const [name, { listeners }] of rooms) {
      if (rooms.size <= limits.chats) break
      if (listeners.size === 0 && name !== chat) rooms.delete(name)
    }
    return room
  }

  const add = (chat: string, message: Shown): void => {
    const { messages, listeners } = enter(chat)
    messages.set(message.id, message)
    for (const id of messages.keys()) {
      if (messages.size <= limits.messages) break
      messages.delete(id)
    }
    for (const listener of listeners) listener(message)
  }

  return {
    async load() {
      const kept: [chat: string, message: Shown][] = []
      for await (const [key, message] of history.entries()) kept.push([key.slice(0, key.indexOf(' ')), message])
      for (const [chat, message] of kept.sort(([, a], [, b]) => a.at - b.at)) add(chat, message)
    },
    put(chat, message) {
      add(chat, message)
      if (message.busy === true) return
      history
        .set(`${chat} ${message.id}`, message, limits.kept)
        .catch((error: unknown) => log.warn('the playground could not keep a message', { error }))
    },
    get: (chat, id) => rooms.get(chat)?.messages.get(id),
    join(chat, listener) {
      const { messages, listeners } = enter(chat)
      for (const message of messages.values()) listener(message)
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}
