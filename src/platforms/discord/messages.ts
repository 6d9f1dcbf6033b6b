/** What people write to the bot: direct messages, and mentions in servers. Neither needs a privileged intent. */
import type { Message } from 'discord.js'
import type { Dispatch, Incoming } from '../platform.ts'
import { createMessage, deleteMessage, editMessage, showTyping } from './channel.ts'
import { brief } from './errors.ts'
import { MANAGING } from './interactions.ts'
import { limits } from './limits.ts'
import { type Outlet, showAll } from './reply.ts'
import { NAME, type Wire } from './wire.ts'

/** Answers a message when it is for the bot, whose user id is `me`. */
export const onMessage = async (wire: Wire, on: Dispatch, message: Message, me: string): Promise<void> => {
  if (message.author.bot || message.system || message.webhookId !== null) return
  const mention = new RegExp(`<@!?${me}>`, 'g')
  const isPrivate = !message.inGuild()
  if (!isPrivate && !mention.test(message.content)) return
  const text = message.content.replace(mention, ' ').trim()
  const { rest, clock, log } = wire
  const outlet: Outlet = {
    create: (payload, index) =>
      createMessage(rest, message.channelId, payload, `reply/${message.id}/${index}`, index === 0 && !isPrivate ? message.id : undefined),
    edit: (id, payload) => editMessage(rest, message.channelId, id, payload),
    remove: (id) => deleteMessage(rest, message.channelId, id),
  }
  const quiet = keepTyping(wire, message.channelId)
  try {
    await showAll(on.run(incoming(message, text)), { ...outlet, create: (...args) => (quiet(), outlet.create(...args)) }, clock)
  } catch (error) {
    log.warn('a message could not be answered', { channel: message.channelId, ...brief(error) })
  } finally {
    quiet()
  }
}

/** Says "… is typing" until it is called off. */
const keepTyping = ({ rest, clock, log }: Wire, channel: string): (() => void) => {
  let cancel: () => void
  const type = (): void => {
    cancel = clock.after(limits.typing, type)
    showTyping(rest, channel).catch((error: unknown) => log.debug('no typing indicator', { channel, ...brief(error) }))
  }
  type()
  return () => cancel()
}

const incoming = (message: Message, text: string): Incoming => ({
  input: { kind: 'text', text },
  target: { platform: NAME, chat: message.channelId },
  user: { id: message.author.id, name: message.member?.displayName ?? message.author.displayName },
  private: !message.inGuild(),
  async mayManage() {
    if (!message.inGuild()) return true
    const member = message.member ?? (await message.guild.members.fetch(message.author.id))
    return message.channel.permissionsFor(member).any(MANAGING)
  },
})
