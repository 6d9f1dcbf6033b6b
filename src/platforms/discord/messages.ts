/** Answers direct messages, and mentions and replies in servers. None of them needs a privileged intent. */
import { type APIMessage, ChannelType, type Message, Routes } from 'discord.js'
import { every } from '../../clock.ts'
import type { Outlet } from '../pace/growing.ts'
import type { Incoming, Payload } from '../platform.ts'
import { createMessage, deleteMessage, editMessage, showTyping } from './requests.ts'
import { brief } from './errors.ts'
import { MANAGING } from './interactions.ts'
import { limits } from './limits.ts'
import { showAll } from './reply.ts'
import { NAME, type Wire } from './wire.ts'

/** Answers a message if it is for the bot, whose user id is `me`. */
export const onMessage = async (wire: Wire, message: Message, me: string): Promise<void> => {
  if (message.author.bot || message.system || message.webhookId !== null) return
  const mention = new RegExp(`<@!?${me}>`, 'g')
  const isPrivate = !message.inGuild()
  // A reply to the bot mentions it outside the text.
  const isReply = message.mentions.repliedUser?.id === me
  if (!isPrivate && !isReply && !mention.test(message.content)) return
  const text = message.content.replace(mention, ' ').trim()
  // A reply that does not ping the bot comes without its text.
  if (isReply && text === '') return
  const { rest, on, log } = wire
  const quiet = keepTyping(wire, message.channelId)
  const outlet: Outlet<string, Payload> = {
    create(payload, index) {
      quiet()
      const replyTo = index === 0 && !isPrivate ? message.id : undefined
      return createMessage(rest, message.channelId, payload, { part: `reply/${message.id}/${index}`, replyTo })
    },
    edit: (id, payload) => editMessage(rest, message.channelId, id, payload).then(() => true),
    remove: (id) => deleteMessage(rest, message.channelId, id),
  }
  try {
    const repliesTo = await answered(wire, message, isReply, me)
    await showAll(on.run({ ...incoming(message, text), repliesTo }), outlet, wire)
  } catch (error) {
    log.warn('a message could not be answered', { channel: message.channelId, ...brief(error) })
  } finally {
    quiet()
  }
}

/** The bot's message that somebody replies to, or that their thread began with; undefined where there is none or it cannot be read. */
const answered = async ({ rest, log }: Wire, message: Message, isReply: boolean, me: string): Promise<Incoming['repliesTo']> => {
  const { channel, reference } = message
  const thread = channel.isThread() ? { chat: channel.parentId, id: channel.id } : undefined
  const { chat, id } = isReply ? { chat: reference?.channelId, id: reference?.messageId } : (thread ?? {})
  if (typeof chat !== 'string' || id === undefined) return undefined
  try {
    const { author, components } = (await rest.get(Routes.channelMessage(chat, id))) as APIMessage
    return author.id === me ? { target: { platform: NAME, chat }, buttons: buttonsIn(components) } : undefined
  } catch (error) {
    log.debug('a message that was replied to cannot be read', { channel: chat, ...brief(error) })
    return undefined
  }
}

const buttonsIn = (components: unknown): string[] =>
  Array.isArray(components)
    ? components.flatMap((component: { custom_id?: unknown; components?: unknown }) => [
        ...(typeof component.custom_id === 'string' ? [component.custom_id] : []),
        ...buttonsIn(component.components),
      ])
    : []

/** Shows "… is typing" until the returned function is called. */
const keepTyping = ({ rest, clock, log }: Wire, channel: string): (() => void) => {
  const type = (): void => {
    showTyping(rest, channel).catch((error: unknown) => log.debug('no typing indicator', { channel, ...brief(error) }))
  }
  type()
  return every(clock, limits.typing, type)
}

const incoming = (message: Message, text: string): Incoming => ({
  input: { kind: 'text', text },
  target: { platform: NAME, chat: message.channelId },
  server: message.guildId ?? undefined,
  user: { id: message.author.id, name: message.member?.displayName ?? message.author.displayName },
  private: !message.inGuild(),
  followable: message.channel.type === ChannelType.GuildAnnouncement,
  async mayManage() {
    if (!message.inGuild()) return true
    const member = message.member ?? (await message.guild.members.fetch(message.author.id))
    return message.channel.permissionsFor(member).any(MANAGING)
  },
})
