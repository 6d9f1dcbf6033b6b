/** The messages of each chat of the playground: a bounded number, streamed to the page, and stored for after a restart. */
import type { Log } from '../../log.ts'
import type { Store } from '../../stores/store.ts'
import { limits } from './limits.ts'

/** A message as the page shows it; another with the same `id` replaces it. */
export interface Shown {
  id: string
  from: 'user' | 'bot'
  /** Epoch milliseconds. */
  at: number
  /** What a person wrote, or an error: plain text. */
  text?: string
  /** The answer is not complete yet. */
  busy?: boolean
  /** It was published to those who follow the chat. */
  published?: boolean
  /** HTML of each message that the app would show. */
  discord: readonly string[]
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
  /** Adds a message or replaces it, and calls all listeners. */
  put(chat: string, message: Shown): void
  get(chat: string, id: string): Shown | undefined
  /** Calls `listener` with all messages so far, then with each that comes; returns a function that ends that. */
  join(chat: string, listener: Listener): () => void
}

/** `history` holds the messages by chat and id. */
export const createRooms = (history: Store<Shown>, log: Log): Rooms => {
  const rooms = new Map<string, Room>()

  /** The room of a chat, moved to the end, as the last that was active. Drops the oldest ones. */
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
