/** What the fake knows: servers, channels, people, messages. Everything that people would see of the bot is read from here. */
import type { Clock } from '../../../src/clock.ts'
import { visibleText } from './read.ts'

export type Json = Readonly<Record<string, unknown>>

export interface FakeUser {
  bot?: true
  id: string
  username: string
}

export interface FakeChannel {
  id: string
  /** 0: in a server, 1: private, 5: in a server, and others may follow it, 11: a thread. https://docs.discord.com/developers/resources/channel#channel-object-channel-types */
  type: 0 | 1 | 5 | 11
  name: string
  guild?: string
  /** Of a thread: the channel with the message that it began with, whose id it has. */
  parent?: string
  /** Why requests to it are refused, if they are. */
  refuses?: 'deleted' | 'no access' | 'no permission' | 'no private messages'
  /** The bot may not read what was said before. */
  isForgetful?: true
}

export interface FakeMessage {
  id: string
  channel: string
  author: FakeUser
  content: string
  components: readonly Json[]
  flags: number
  /** The message that it answers. */
  replyTo?: string
  /** Sees it: an ephemeral message. */
  onlyFor?: string
  /** How often those who follow the channel were sent it. */
  copies: number
  /** How often it was edited. */
  edits: number
  /** As a person reads it: no markup. */
  readonly text: string
}

/** https://docs.discord.com/developers/reference#snowflakes */
const EPOCH = 1_420_070_400_000

export type Draft = Partial<Pick<FakeMessage, 'content' | 'components' | 'flags' | 'replyTo' | 'onlyFor'>>

export const createWorld = (clock: Clock) => {
  let last = 0n
  /** Ids hold the time, and grow. */
  const nextId = (): string => {
    const now = BigInt(clock.now() - EPOCH) << 22n
    last = now > last ? now : last + 1n
    return String(last)
  }
  const bot: FakeUser & { bot: true } = { id: nextId(), username: 'recap', bot: true }
  const guilds = new Map<string, { id: string; name: string }>()
  const channels = new Map<string, FakeChannel>()
  const messages = new Map<string, FakeMessage>()
  const listeners = new Set<() => void>()
  const changed = (): void => listeners.forEach((listener) => listener())

  const addMessage = (channel: string, author: FakeUser, { content = '', components = [], flags = 0, ...rest }: Draft): FakeMessage => {
    const message: FakeMessage = {
      id: nextId(),
      channel,
      author,
      content,
      components,
      flags,
      edits: 0,
      copies: 0,
      ...rest,
      get text() {
        return visibleText(this)
      },
    }
    messages.set(message.id, message)
    changed()
    return message
  }

  return {
    clock,
    token: 'fake.discord.token',
    /** The application, which Discord numbers apart from its bot user. */
    appId: nextId(),
    bot,
    guilds,
    channels,
    messages,
    nextId,
    changed,
    addMessage,
    editMessage(message: FakeMessage, { content, components, flags }: Draft): void {
      if (content !== undefined) message.content = content
      if (components !== undefined) message.components = components
      if (flags !== undefined) message.flags |= flags
      message.edits++
      changed()
    },
    /** Resolves when `holds` does, looking after each change and now and then; after 5 s it throws what `describe` says. */
    until: (holds: () => boolean, describe: () => string = () => 'it never came about'): Promise<void> => {
      if (holds()) return Promise.resolve()
      return new Promise((resolve, reject) => {
        const done = (settle: () => void): void => {
          clearTimeout(timer)
          clearInterval(poll)
          listeners.delete(look)
          settle()
        }
        const look = (): void => {
          if (holds()) done(resolve)
        }
        // What changes inside the bot is no change here.
        const poll = setInterval(look, 10)
        const timer = setTimeout(() => done(() => reject(new Error(`waited 5 s in vain: ${describe()}`))), 5000)
        listeners.add(look)
      })
    },
  }
}

export type World = ReturnType<typeof createWorld>

/** The message as the API describes it. */
export const apiMessage = (world: World, message: FakeMessage): Json => ({
  id: message.id,
  channel_id: message.channel,
  author: { discriminator: '0', avatar: null, global_name: null, ...message.author },
  content: message.content,
  components: message.components,
  flags: message.flags,
  timestamp: new Date(world.clock.now()).toISOString(),
  edited_timestamp: null,
  tts: false,
  mention_everyone: false,
  mentions: [...message.content.matchAll(/<@!?(\d+)>/g)].map(([, id]) => (id === world.bot.id ? world.bot : { id, username: 'somebody' })),
  mention_roles: [],
  attachments: [],
  embeds: [],
  pinned: false,
  type: message.replyTo === undefined ? 0 : 19,
  ...(message.replyTo === undefined ? {} : { message_reference: { message_id: message.replyTo, channel_id: message.channel } }),
})
