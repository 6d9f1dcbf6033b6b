/** The HTTP client for sources. What a feed names or redirects to is fetched from public addresses only. */
import { Agent, type Headers, type Response, fetch } from 'undici'
import type { Clock } from '../clock.ts'
import { RetryLater, codeOf, messageOf } from '../errors.ts'
import { DAY } from '../issue/day.ts'
import { decode } from './decode.ts'
import { type Lookup, guardedConnector } from './guard.ts'

export interface FetchLimits {
  /** Bytes of the body, after decompression. */
  bytes: number
  /** Milliseconds for the whole request, with its redirects. */
  ms: number
}

/** The newsletter's own feed has 2.1 MB with 700 items, its longest page 0.4 MB: room for ten times that. */
const LIMITS: FetchLimits = { bytes: 32 * 2 ** 20, ms: 30_000 }
const REDIRECTS = 5
/** Bounds (ms) within which a Retry-After is obeyed. */
const WAIT = { least: 1000, most: DAY }

export interface Validators {
  etag?: string
  modified?: string
}

/** `text` is absent where nothing changed since the response that the validators came with. */
export interface Fetched {
  text?: string
  /** The address after redirects. */
  url: string
  validators: Validators
}

/** The server answered with a status that is no success. */
export class HttpError extends Error {
  override name = 'HttpError'
  readonly status: number
  constructor(url: string, status: number) {
    super(`${url} answers with HTTP status ${status}: ${mendOf(status)}`)
    this.status = status
  }
}

const mendOf = (status: number): string => {
  if (status === 401 || status === 403) return 'it wants a name and a password (https://NAME:PASSWORD@…), or lets no program in'
  if (status === 404 || status === 410) return 'is the address right still?'
  if (status === 429 || status >= 500) return 'it has trouble or too much to do; it is asked again later'
  return 'this is no answer to read from; does a browser show the address?'
}

/**
 * Fetches an address, or says that it has not changed.
 * @throws RetryLater for 429 and 503 with Retry-After; HttpError; Error, in a plain line, for everything else
 */
export type Fetch = (url: string, options?: { validators?: Validators; signal?: AbortSignal | undefined }) => Promise<Fetched>

export interface FetchOptions {
  clock: Clock
  userAgent: string
  limits?: Partial<FetchLimits>
  lookup?: Lookup
}

/**
 * `home`: the address that the operator configured; it may lie in a private network when its host says so. Credentials in it are sent to its
 * origin only.
 */
export const createFetch = (home: string, options: FetchOptions): Fetch => {
  const { origin, username, password } = new URL(home)
  const limits = { ...LIMITS, ...options.limits }
  const dispatcher = new Agent({ connect: guardedConnector(origin, options.lookup), keepAliveTimeout: 1000 })
  const credentials = username === '' ? undefined : `Basic ${btoa(`${decodeURIComponent(username)}:${decodeURIComponent(password)}`)}`

  const send = (url: URL, { etag, modified }: Validators, signal: AbortSignal): Promise<Response> =>
    fetch(url, {
      dispatcher,
      redirect: 'manual',
      signal,
      headers: {
        'user-agent': options.userAgent,
        accept: 'application/rss+xml, application/atom+xml, application/xml;q=0.9, text/html;q=0.8, */*;q=0.1',
        ...(etag === undefined ? {} : { 'if-none-match': etag }),
        ...(modified === undefined ? {} : { 'if-modified-since': modified }),
        ...(credentials !== undefined && url.origin === origin ? { authorization: credentials } : {}),
      },
    })

  const request = async (address: string, validators: Validators, signal: AbortSignal): Promise<Fetched> => {
    let url = bare(address)
    for (let hop = 0; hop <= REDIRECTS; hop++) {
      const response = await send(url, validators, signal)
      if (response.status === 200)
        return { text: await readText(response, limits.bytes), url: url.href, validators: validatorsOf(response.headers) }
      await response.body?.cancel()
      if (response.status === 304) {
        if (Object.keys(validators).length === 0)
          throw new Error('it says that nothing changed (HTTP status 304), but nothing was read before')
        return { url: url.href, validators }
      }
      const next = redirection(response, url)
      if (next === undefined) throw refusal(response, address, options.clock.now())
      url = next
    }
    throw new Error(`it redirects more than ${REDIRECTS} times`)
  }

  return async (address, { validators = {}, signal } = {}) => {
    const timeout = AbortSignal.timeout(limits.ms)
    try {
      return await request(address, validators, signal === undefined ? timeout : AbortSignal.any([timeout, signal]))
    } catch (error) {
      if (error instanceof RetryLater || error instanceof HttpError) throw error
      signal?.throwIfAborted()
      const why = timeout.aborted ? `it takes longer than ${limits.ms / 1000} s` : plainly(error)
      throw new Error(`${shown(address)} cannot be read: ${why}`, { cause: error })
    }
  }
}

/** An address without credentials and query values, for people. */
export const shown = (address: string): string => {
  const { origin, pathname, search } = new URL(address)
  return `${origin}${pathname}${search === '' ? '' : '?…'}`
}

const bare = (address: string): URL => {
  const url = new URL(address)
  if (url.protocol !== 'http:' && url.protocol !== 'https:') throw new Error(`${url.protocol} is not fetched`)
  url.username = ''
  url.password = ''
  return url
}

const validatorsOf = (headers: Headers): Validators => {
  const [etag, modified] = [headers.get('etag'), headers.get('last-modified')]
  return { ...(etag === null ? {} : { etag }), ...(modified === null ? {} : { modified }) }
}

const redirection = ({ status, headers }: Response, from: URL): URL | undefined => {
  const location = headers.get('location')
  if (status < 300 || status >= 400 || location === null) return undefined
  if (!URL.canParse(location, from.href)) throw new Error('it redirects to something that is no address')
  return bare(new URL(location, from).href)
}

const refusal = ({ status, headers }: Response, address: string, now: number): Error => {
  const wait = status === 429 || status === 503 ? retryAfter(headers.get('retry-after'), now) : undefined
  return wait === undefined ? new HttpError(shown(address), status) : new RetryLater(wait)
}

const readText = async ({ body, headers }: Response, most: number): Promise<string> => {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of body ?? []) {
    size += chunk.length
    if (size > most) throw new Error(`it is larger than ${Math.round(most / 2 ** 20)} MiB`)
    chunks.push(chunk)
  }
  return decode(Buffer.concat(chunks), headers.get('content-type') ?? '')
}

/** Milliseconds to wait, of a header with seconds or a date. https://www.rfc-editor.org/rfc/rfc9110#field.retry-after */
const retryAfter = (value: string | null, now: number): number | undefined => {
  if (value === null) return undefined
  const ms = /^\s*\d+\s*$/.test(value) ? Number(value) * 1000 : Date.parse(value) - now
  return Number.isNaN(ms) ? undefined : Math.min(Math.max(ms, WAIT.least), WAIT.most)
}

const WORDS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there; is the address right, and does it run?',
  ENOTFOUND: 'there is no such host; is its name spelt right?',
  EAI_AGAIN: 'its name cannot be looked up; is there a network?',
  ECONNRESET: 'the connection was cut',
  UND_ERR_SOCKET: 'the connection was cut',
  UND_ERR_CONNECT_TIMEOUT: 'it does not answer',
  Z_DATA_ERROR: 'its packed text is damaged',
  Z_BUF_ERROR: 'its packed text ends too early',
  ETIMEDOUT: 'it does not answer',
  ENETUNREACH: 'there is no way to it; is there a network?',
}

/** A network error in plain words. undici says "fetch failed" or "terminated", and names the reason in the cause. */
const plainly = (error: unknown): string => {
  let innermost = error
  while (innermost instanceof Error && innermost.cause instanceof Error) innermost = innermost.cause
  const code = codeOf(innermost)
  return WORDS[code] ?? (messageOf(innermost) || code)
}
