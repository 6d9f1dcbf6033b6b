/** What was said in each chat of the playground: bounded, live, and still there after a restart. */
import type { Log } from '../../log.ts'
import type { Store } from '../../stores/store.ts'
import { limits } from './limits.ts'

/** A message as the page shows it; the same `id` again replaces it. */
export interface Shown {
  id: string
  from: 'user' | 'bot'
  /** Epoch milliseconds. */
  at: number
  /** What a person said: plain text. */
  text?: string
  /** More is to come. */
  busy?: boolean
  /** It was passed on to those who follow the chat. */
  published?: boolean
  /** HTML, one for each message that the app would show. */
  discord: readonly string[]
  telegram: readonly string[]
}

type Listener = (message: Shown) => void

interface Room {
  messages: Map<string, Shown>
  listeners: Set<Listener>
}

export interface Rooms {
  /** Brings back what was said before a restart. */
  load(): Promise<void>
  /** Adds a message or replaces it, and tells all who listen. */
  put(chat: string, message: Shown): void
  get(chat: string, id: string): Shown | undefined
  /** Tells what was said so far, then what is said; returns how to leave. */
  join(chat: string, listener: Listener): () => void
}

/** `history` holds the messages by chat and id. */
export const createRooms = (history: Store<Shown>, log: Log): Rooms => {
  const rooms = new Map<string, Room>()

  /** The chat spoken in last stands last. */
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
