/** Messages in a channel. Each function is one request. */
import { createHash } from 'node:crypto'
import { type APIMessage, Routes } from 'discord.js'
import type { Payload } from '../platform.ts'
import { isBlindToHistory, isPublished, isUnfollowable } from './errors.ts'
import { limits } from './limits.ts'
import type { Rest } from './rest.ts'

/** A part always has the same nonce, so that posting it twice returns the first message. */
const nonceOf = (part: string): string => createHash('sha256').update(part).digest('base64url').slice(0, limits.nonce)

/**
 * The id of a part's first component, by which its message can be found later: Discord keeps it with the message. 31 bits; 0 would mean none.
 * https://docs.discord.com/developers/components/reference#anatomy-of-a-component
 */
export const markOf = (part: string): number => (createHash('sha256').update(part).digest().readUInt32BE() >>> 1) | 1

const marked = (payload: Payload, part: string): Payload => {
  const { components } = payload
  if (!Array.isArray(components)) return payload
  const [first, ...rest] = components as object[]
  return first === undefined ? payload : { ...payload, components: [{ ...first, id: markOf(part) }, ...rest] }
}

/** Posts a message, and returns its id. `replyTo`: the message that it answers, where the bot may see it; its author is not pinged. */
export const createMessage = async (
  rest: Rest,
  channel: string,
  payload: Payload,
  { part, replyTo }: { part: string; replyTo?: string | undefined },
): Promise<string> => {
  const reply =
    replyTo === undefined
      ? {}
      : {
          message_reference: { message_id: replyTo, fail_if_not_exists: false },
          allowed_mentions: { parse: [], replied_user: false },
        }
  const body = { ...marked(payload, part), ...reply, nonce: nonceOf(part), enforce_nonce: true }
  try {
    const message = (await rest.post(Routes.channelMessages(channel), { body })) as APIMessage
    return message.id
  } catch (error) {
    if (replyTo === undefined || !isBlindToHistory(error)) throw error
    return createMessage(rest, channel, payload, { part })
  }
}

export const editMessage = async (rest: Rest, channel: string, message: string, payload: Payload): Promise<void> => {
  await rest.patch(Routes.channelMessage(channel, message), { body: payload })
}

export const deleteMessage = async (rest: Rest, channel: string, message: string): Promise<void> => {
  await rest.delete(Routes.channelMessage(channel, message))
}

/** Publishes a message to the servers that follow its channel; `false`: the channel cannot be followed. */
export const publishMessage = async (rest: Rest, channel: string, message: string): Promise<boolean> => {
  try {
    await rest.post(Routes.channelMessageCrosspost(channel, message))
  } catch (error) {
    if (isUnfollowable(error)) return false
    if (!isPublished(error)) throw error
  }
  return true
}

export const showTyping = async (rest: Rest, channel: string): Promise<void> => {
  await rest.post(Routes.channelTyping(channel))
}
