import { parseDocument } from 'yaml'
import { cleanText } from './text.ts'
import type { Tags } from './issue.ts'

/** What a text, its page or its feed says about itself before the body begins. */
export interface Front {
  title?: string
  /** As stated: a date in any of the newsletter's spellings. */
  date?: string
  /** May hold markup. */
  description?: string
  url?: string
  tags: Tags
}

export const noTags = (): Tags => ({ companies: [], models: [], topics: [], people: [] })

const words = (value: unknown): string[] =>
  Array.isArray(value)
    ? [
        ...new Set(
          value.filter((word) => typeof word === 'string' || typeof word === 'number').map((word) => cleanText(String(word)).trim()),
        ),
      ].filter((word) => word !== '')
    : []

const line = (value: unknown): string | undefined =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : value instanceof Date ? value.toISOString() : undefined

/** YAML as far as it can be read: a broken line costs its field, not the issue. */
const fields = (yaml: string): Record<string, unknown> => {
  try {
    const read: unknown = parseDocument(yaml, { logLevel: 'silent', strict: false }).toJS()
    return typeof read === 'object' && read !== null ? (read as Record<string, unknown>) : {}
  } catch {
    return {}
  }
}

const FENCE = /^\uFEFF?---[ \t]*\r?\n([\s\S]*?)\r?\n---[ \t]*(?:\r?\n|$)/

/** Splits the YAML between two `---` lines at the top off the body. */
export const splitFront = (text: string): { front: Front; body: string } => {
  const found = FENCE.exec(text)
  if (found === null) return { front: { tags: noTags() }, body: text.replace(/^\uFEFF/, '') }
  const said = fields(found[1] ?? '')
  const [title, date, description] = [line(said['title']), line(said['date']), line(said['description'])]
  return {
    front: {
      ...(title === undefined ? {} : { title }),
      ...(date === undefined ? {} : { date }),
      ...(description === undefined ? {} : { description }),
      tags: {
        companies: words(said['companies']),
        models: words(said['models']),
        topics: words(said['topics']),
        people: words(said['people']),
      },
    },
    body: text.slice(found[0].length),
  }
}
