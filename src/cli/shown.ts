import type { Payload } from '../platforms/platform.ts'

/** A request body as its reader sees it: the text, and the buttons in brackets under it. */
export const shown = (payload: Payload): string => {
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
  // What a terminal would obey is not for an issue to say.
  return texts.join('\n').replaceAll(/(?!\n)[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, '')
}

/** Discord's buttons have a `label`; Telegram's a `text`, and what they do. */
const buttonLabel = (part: unknown): string[] => {
  if (!isObject(part)) return []
  const { label, text, url, callback_data: call } = part
  const name = label ?? (url !== undefined || call !== undefined ? text : undefined)
  return typeof name === 'string' ? [name] : []
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
