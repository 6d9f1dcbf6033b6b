/** The requests that send, edit and delete messages. */
import { Gone, Rejected } from '../../errors.ts'
import type { Target } from '../platform.ts'
import type { Call } from './api.ts'
import { NOT_MODIFIED } from './errors.ts'
import type { TelegramPayload } from './render.ts'

/** A chat is a number, or the `@name` of a channel. */
const chatId = ({ chat }: Target): number | string => (/^-?\d+$/.test(chat) ? Number(chat) : chat)
const place = (target: Target) => ({
  chat_id: chatId(target),
  ...(target.thread === undefined ? {} : { message_thread_id: Number(target.thread) }),
})

/** Sends a message, and returns its id. `answerTo`: the message that it answers, if that still exists. */
export const send = async (call: Call, target: Target, payload: TelegramPayload, answerTo?: number): Promise<number> => {
  const answers = answerTo === undefined ? {} : { reply_parameters: { message_id: answerTo, allow_sending_without_reply: true } }
  return (await call((raw) => raw.sendMessage({ ...place(target), ...payload, ...answers }))).message_id
}

/** Edits a message; the same content again is no error. */
export const edit = async (call: Call, target: Target, message: number, payload: TelegramPayload): Promise<void> => {
  try {
    await call((raw) => raw.editMessageText({ chat_id: chatId(target), message_id: message, ...payload }))
  } catch (error) {
    if (!(error instanceof Rejected && NOT_MODIFIED.test(error.message))) throw error
  }
}

/** Edits a message, and tells whether that was possible: it may have been deleted, or be too old. */
export const replace = async (call: Call, target: Target, message: number, payload: TelegramPayload): Promise<boolean> => {
  try {
    await edit(call, target, message, payload)
    return true
  } catch (error) {
    if (error instanceof Rejected) return false
    throw error
  }
}

/** Deletes a message, if that is possible. */
export const remove = async (call: Call, target: Target, message: number): Promise<void> => {
  try {
    await call((raw) => raw.deleteMessage({ chat_id: chatId(target), message_id: message }))
  } catch (error) {
    if (!(error instanceof Rejected)) throw error
  }
}

export const typing = async (call: Call, target: Target): Promise<void> => {
  await call((raw) => raw.sendChatAction({ ...place(target), action: 'typing' }))
}

/** Whether somebody is an administrator of the chat; `false` where Telegram does not tell. */
export const isAdministrator = async (call: Call, target: Target, user: number): Promise<boolean> => {
  try {
    const { status } = await call((raw) => raw.getChatMember({ chat_id: chatId(target), user_id: user }))
    return status === 'creator' || status === 'administrator'
  } catch (error) {
    if (error instanceof Gone || error instanceof Rejected) return false
    throw error
  }
}
