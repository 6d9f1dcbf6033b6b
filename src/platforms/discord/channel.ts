/** Messages in a channel. Each function is one request (which the client repeats when an answer gets lost). */
import { createHash } from 'node:crypto'
import { type APIMessage, type REST, Routes } from 'discord.js'
import type { Payload } from '../platform.ts'
import { isBlindToHistory } from './errors.ts'
import { limits } from './limits.ts'

/** The same part is the same nonce: whoever asks twice gets the message that stands already. */
const nonceOf = (part: string): string => createHash('sha256').update(part).digest('base64url').slice(0, limits.nonce)

/** Returns the message's id. `replyTo`: the message that it answers (where the bot may see it), whose author is not pinged. */
export const createMessage = async (rest: REST, channel: string, payload: Payload, part: string, replyTo?: string): Promise<string> => {
  const reply =
    replyTo === undefined
      ? {}
      : {
          message_reference: { message_id: replyTo, fail_if_not_exists: false },
          allowed_mentions: { parse: [], replied_user: false },
        }
  const body = { ...payload, ...reply, nonce: nonceOf(part), enforce_nonce: true }
  try {
    const message = (await rest.post(Routes.channelMessages(channel), { body })) as APIMessage
    return message.id
  } catch (error) {
    if (replyTo === undefined || !isBlindToHistory(error)) throw error
    return createMessage(rest, channel, payload, part)
  }
}

export const editMessage = async (rest: REST, channel: string, message: string, payload: Payload): Promise<void> => {
  await rest.patch(Routes.channelMessage(channel, message), { body: payload })
}

export const deleteMessage = async (rest: REST, channel: string, message: string): Promise<void> => {
  await rest.delete(Routes.channelMessage(channel, message))
}

export const showTyping = async (rest: REST, channel: string): Promise<void> => {
  await rest.post(Routes.channelTyping(channel))
}
