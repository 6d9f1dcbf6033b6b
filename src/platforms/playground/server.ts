/** The page's HTTP server, which only the page itself, in a browser on this machine, can use. */
import { readFileSync } from 'node:fs'
import { extname, join } from 'node:path'
import { Hono, type MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { HTTPException } from 'hono/http-exception'
import { type SSEStreamingApi, streamSSE } from 'hono/streaming'
import { type Command, usage } from '../../bot/command.ts'
import { sleep, type Clock } from '../../clock.ts'
import { languages, supported, t } from '../../locales/index.ts'
import type { Input } from '../platform.ts'
import { limits } from './limits.ts'
import { pageHtml, statusIn } from './page-html.ts'
import type { Rooms } from './rooms.ts'

/** A future delivery, described for the page. */
export interface Upcoming {
  /** Epoch milliseconds. */
  at: number
  target: string
  /** What is delivered, and how often. */
  what: string
  /** For issues on arrival: whether one would be delivered before `at`. */
  note?: string
}

/** What the user says. */
export interface Said {
  chat: string
  locale: string
  input: Input
  /** What the page shows for it. */
  text: string
}

export interface DigestQuery {
  chat: string
  layout: 'compact' | 'full'
  locale: string
}

export interface AppOptions {
  clock: Clock
  rooms: Rooms
  /** Ends the streams when it is aborted. */
  closing: AbortSignal
  commands(): readonly Command[]
  health(): Promise<Record<string, unknown>>
  upcoming(locale: string): Promise<readonly Upcoming[]>
  say(said: Said): void
  /** Posts the newest digest to a chat; resolves to false if there is none. */
  digest(query: DigestQuery): Promise<boolean>
  failed(error: Error): void
}

/** The files that the server delivers. */
const FILES = ['page.css', 'composer.css', 'chat.css', 'discord.css', 'telegram.css', 'page.js', 'menu.js', 'icon.svg', 'person.svg']
const TYPES: Readonly<Record<string, string>> = { '.css': 'text/css', '.js': 'text/javascript', '.svg': 'image/svg+xml' }
/** How often (ms) a comment is sent, so that proxies and browsers do not close an idle stream. */
const HEARTBEAT = 25_000

/** Security headers. They forbid resources of other origins, inline code, and embedding the page in a frame. */
const HEADERS = {
  'Content-Security-Policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  'Cache-Control': 'no-store',
}

/** Rejects requests that another site makes a browser send (DNS rebinding, CSRF): they have that site's name in `Host` or `Origin`. */
const guard: MiddlewareHandler = async (c, next) => {
  for (const [name, value] of Object.entries(HEADERS)) c.header(name, value)
  const host = c.req.header('host') ?? ''
  if (!/^(?:127\.0\.0\.1|localhost)(?::\d+)?$/i.test(host))
    return c.text('Open the playground as http://127.0.0.1 or http://localhost.\n', 403)
  if (c.req.method === 'POST' && c.req.header('origin') !== `http://${host}`) return c.text('Only the page itself may send this.\n', 403)
  await next()
  return undefined
}

const NO_CHAT = { error: 'chat: 8 to 64 letters, digits, _ and -' }
const isChat = (value: unknown): value is string => typeof value === 'string' && /^[\w-]{8,64}$/.test(value)
const field = (body: unknown, name: string): unknown =>
  typeof body === 'object' && body !== null ? (body as Record<string, unknown>)[name] : undefined

/** The body of `/say`: the text that was typed, or the action of a button with its label as `text`. */
const inputOf = (body: unknown): { input: Input; text: string } | undefined => {
  const [said, action] = [field(body, 'text'), field(body, 'action')]
  const text = typeof said === 'string' ? said.trim() : ''
  if (text === '' || text.length > limits.input) return undefined
  return { text, input: typeof action === 'string' ? { kind: 'action', id: action } : { kind: 'text', text } }
}

/** The first supported language of an `Accept-Language` header, in which browsers list the preferred one first. */
const preferred = (header = ''): string | undefined =>
  header
    .split(',')
    .map((part) => part.split(';')[0]?.trim())
    .find((tag) => languages.some((language) => language === tag?.toLowerCase().split('-')[0]))

export const createApp = (options: AppOptions): Hono => {
  const app = new Hono()
  app.use(guard)
  app.use(bodyLimit({ maxSize: limits.body }))
  app.onError((error, c) => {
    if (error instanceof HTTPException) return error.getResponse()
    options.failed(error)
    return c.json({ error: 'Something went wrong; the log says what.' }, 500)
  })

  app.get('/', (c) => c.html(pageHtml(supported(c.req.query('lang') ?? preferred(c.req.header('accept-language'))))))
  for (const name of FILES) {
    const body = readFileSync(join(import.meta.dirname, 'page', name), 'utf8')
    app.get(`/${name}`, (c) => c.body(body, 200, { 'Content-Type': `${TYPES[extname(name)]}; charset=utf-8` }))
  }
  app.get('/healthz', async (c) => c.json(await options.health()))

  app.get('/state', async (c) => {
    const locale = supported(c.req.query('lang'))
    const [status, upcoming] = await Promise.all([options.health(), options.upcoming(locale)])
    const commands = options
      .commands()
      .filter(({ hidden }) => hidden !== true)
      .map((command) => ({ name: command.name, usage: usage(command), description: t(locale, command.description) }))
    return c.json({ status: statusIn(locale, status), upcoming: upcoming.slice(0, limits.upcoming), commands })
  })

  app.get('/stream', (c) => {
    const chat = c.req.query('chat')
    return isChat(chat) ? streamSSE(c, (stream) => follow(stream, chat, options)) : c.json(NO_CHAT, 400)
  })

  app.post('/say', async (c) => {
    const body: unknown = await c.req.json().catch(() => undefined)
    const chat = field(body, 'chat')
    const said = inputOf(body)
    if (!isChat(chat) || said === undefined) return c.json({ error: `chat, and text of 1 to ${limits.input} characters, please` }, 400)
    options.say({ chat, locale: supported(String(field(body, 'locale'))), ...said })
    return c.body(null, 202)
  })

  app.post('/digest', async (c) => {
    const body: unknown = await c.req.json().catch(() => undefined)
    const chat = field(body, 'chat')
    if (!isChat(chat)) return c.json(NO_CHAT, 400)
    const layout = field(body, 'layout') === 'full' ? 'full' : 'compact'
    return c.json({ found: await options.digest({ chat, layout, locale: supported(String(field(body, 'locale'))) }) })
  })
  return app
}

/** Sends a chat's messages to the page until it leaves, or the server stops. */
const follow = async (stream: SSEStreamingApi, chat: string, { clock, rooms, closing }: AppOptions): Promise<void> => {
  const ended = new AbortController()
  const signal = AbortSignal.any([closing, ended.signal])
  stream.onAbort(() => ended.abort())
  const leave = rooms.join(chat, (message) => void stream.writeSSE({ data: JSON.stringify(message) }))
  try {
    await stream.writeSSE({ event: 'ready', data: '' })
    for (;;) {
      await sleep(clock, HEARTBEAT, signal)
      await stream.write(': still here\n\n')
    }
  } catch (error) {
    if (!signal.aborted) throw error
  } finally {
    leave()
  }
}
