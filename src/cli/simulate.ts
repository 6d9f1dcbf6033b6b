import { openCore } from '../core.ts'
import { LAYOUTS } from '../delivery/subscriptions.ts'
import { localDay, nextTimes } from '../delivery/times.ts'
import type { Doc } from '../doc/nodes.ts'
import { OperatorError } from '../errors.ts'
import { RECAP_KINDS, type RecapKind } from '../issue/issue.ts'
import { supported } from '../locales/index.ts'
import { createLog } from '../log.ts'
import { type Payload, targetKey } from '../platforms/platform.ts'
import { oneOf, readArgs } from './args.ts'
import { isDay } from './batch.ts'
import { print, printJson } from './output.ts'
import { type Told, replay } from './replay.ts'
import { openSession } from './session.ts'

const PLATFORMS = ['telegram', 'discord'] as const
const DAY = 86_400_000
/** The days shown where no first one is named. */
const DAYS = 7

export const help = `usage: recap simulate [OPTIONS]

Replays a period for a subscription, from the issues in the archive, and prints
every message and edit as the chat would have seen it. Sends nothing, and needs
no token. The same archive and options print the same.

  --from DATE        first day, YYYY-MM-DD; default: a week up to the last
  --to DATE          last day; default: the day after the newest issue
  --hour HH:MM       when the digest is due (default: 08:00)
  --zone ZONE        in which time zone; default: RECAP_ZONE
  --sections KINDS   ${RECAP_KINDS.join('+')}, or fewer; default: all
  --layout LAYOUT    ${LAYOUTS.join(' or ')} (default: compact)
  --locale CODE      language; default: RECAP_LOCALE
  --platform NAME    ${PLATFORMS.join(' or ')} (default: telegram)
  --came HH:MM       when an issue came that was imported later, so that nobody
                     knows: UTC, on the day after its own (default: 06:00)
  --json             one line a message or edit: at, action (post, edit),
                     target, part, of, message, text`

export const run = async (args: string[]): Promise<number> => {
  const { values, positionals } = readArgs(args, {
    from: { type: 'string' },
    to: { type: 'string' },
    hour: { type: 'string', default: '08:00' },
    zone: { type: 'string' },
    sections: { type: 'string' },
    layout: { type: 'string', default: 'compact' },
    locale: { type: 'string' },
    platform: { type: 'string', default: 'telegram' },
    came: { type: 'string', default: '06:00' },
    json: { type: 'boolean', default: false },
  })
  const [stray] = positionals
  if (stray !== undefined) throw new OperatorError(`recap simulate takes options only, not "${stray}".`)
  const session = openSession()
  const platform = oneOf('--platform', values.platform, PLATFORMS)
  const zone = timeZone(values.zone ?? session.config.zone)
  const choice = {
    target: { platform, chat: 'simulation' },
    sections: kinds(values.sections),
    hour: timeOfDay('--hour', values.hour),
    zone,
    layout: oneOf('--layout', values.layout, LAYOUTS),
    locale: supported(values.locale ?? session.config.locale),
    createdBy: 'simulation',
  }
  const came = Date.parse(`1970-01-02T${timeOfDay('--came', values.came)}Z`)
  const { archive } = await openCore(session.config, session)
  try {
    const newest = archive.newest({ limit: 1 })[0]
    if (newest === undefined)
      throw new OperatorError('The archive is empty: fill it with recap import, or let recap start read the sources.')
    const last = values.to === undefined ? addDays(newest.date, 1) : calendarDay(values.to)
    const first = values.from === undefined ? addDays(last, 1 - DAYS) : calendarDay(values.from)
    if (first > last) throw new OperatorError(`--from ${first} is after --to ${last}.`)
    const period = { from: midnight(first, zone), to: midnight(addDays(last, 1), zone) - 1 }
    const render = await renderer(platform)
    const every = session.config.pollMinutes * 60_000
    // What was delivered is printed; of the log, only what went wrong is news.
    const log = createLog({ level: 'warn', format: session.config.logFormat, secrets: [] })
    const count = { post: 0, edit: 0 }
    for await (const told of replay({ archive, choice, render, ...period, came, every, log })) {
      count[told.action]++
      await (values.json ? printJson(record(told)) : print(readable(told, zone)))
    }
    if (!values.json) await print(`${first} to ${last}, daily at ${choice.hour} ${zone}: ${count.post} messages, ${count.edit} edits.`)
    return 0
  } finally {
    archive.close()
  }
}

const record = ({ at, action, target, part, of, message, payload }: Told) => ({
  at: new Date(at).toISOString(),
  action,
  target: targetKey(target),
  part,
  of,
  message: Number(message),
  text: shown(payload),
})

const readable = ({ at, action, part, of, message, payload }: Told, zone: string): string => {
  const when = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' }).format(at)
  const what = `${action === 'post' ? 'posts' : 'edits'} message ${message}${of > 1 ? ` (part ${part} of ${of})` : ''}`
  return `--- ${when}, ${what}\n${shown(payload)}\n`
}

/** A request body as its reader sees it: the text, and the buttons in brackets under it. */
const shown = (payload: Payload): string => {
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

const renderer = async (platform: (typeof PLATFORMS)[number]): Promise<(doc: Doc) => Payload[]> =>
  platform === 'discord'
    ? (await import('../platforms/discord/render.ts')).renderDiscord
    : (await import('../platforms/telegram/render.ts')).renderTelegram

const calendarDay = (value: string): string => {
  if (!isDay(value)) throw new OperatorError(`--from and --to take a day such as 2026-01-31, not "${value}".`)
  return value
}

const addDays = (date: string, days: number): string => new Date(Date.parse(date) + days * DAY).toISOString().slice(0, 10)

/** When a day begins in a zone, in epoch milliseconds. */
const midnight = (date: string, zone: string): number => {
  const around = Date.parse(date) - 2 * DAY
  return nextTimes('00:00', zone, around, 5).find((instant) => localDay(instant, zone) >= date) ?? Date.parse(date)
}

const timeOfDay = (option: string, value: string): string => {
  if (!/^([01]\d|2[0-3]):[0-5]\d$/.test(value)) throw new OperatorError(`${option} must be a time such as 08:00, not "${value}".`)
  return value
}

const timeZone = (value: string): string => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: value }).resolvedOptions().timeZone
  } catch {
    throw new OperatorError(`--zone must be an IANA time zone, such as Europe/Berlin, not "${value}".`)
  }
}

const kinds = (value: string | undefined): RecapKind[] =>
  value === undefined || value === 'all' ? [] : value.split(/[+,]/).map((kind) => oneOf('--sections', kind, RECAP_KINDS))
