/** Makes the request bodies for a platform, and shows their text, without starting the platform. */
import type { Doc } from '../doc/nodes.ts'
import type { Payload } from '../platforms/platform.ts'
import { harmless } from '../platforms/playground/terminal.ts'

/** The function that renders a doc to a platform's request bodies. It imports the platform's code when called. */
export const rendererOf = async (platform: 'discord' | 'telegram'): Promise<(doc: Doc) => Payload[]> =>
  platform === 'discord'
    ? (await import('../platforms/discord/render.ts')).renderDiscord
    : (await import('../platforms/telegram/render.ts')).renderTelegram

/** The text of a request body, with its buttons in brackets below. */
export const textOf = (payload: Payload): string => {
  const texts: string[] = []
  const walk = (value: unknown): void => {
    if (Array.isArray(value)) {
      const labels = value.flatMap(buttonLabel)
      if (labels.length > 0) texts.push(labels.map((label) => `[${label}]`).join(' '))
      else for (const each of value) walk(each)
    } else if (isObject(value)) {
      const { text, content, components, reply_markup: markup } = value
      for (const said of [text, content]) if (typeof said === 'string') texts.push(said)
      walk(components)
      if (isObject(markup)) walk(markup['inline_keyboard'])
    }
  }
  walk(payload)
  return harmless(texts.join('\n'))
}

/** The label of a button, in an array that is empty for other objects. Discord's buttons have a `label`, Telegram's a `text` and an action. */
const buttonLabel = (part: unknown): string[] => {
  if (!isObject(part)) return []
  const { label, text, url, callback_data: call } = part
  const name = label ?? (url !== undefined || call !== undefined ? text : undefined)
  return typeof name === 'string' ? [name] : []
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
