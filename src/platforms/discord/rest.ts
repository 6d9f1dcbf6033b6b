/** Sends requests to Discord at the pace that it allows. discord.js neither delays nor repeats them: both are done here. */
import { DefaultRestOptions, type REST, RequestMethod, type ResponseLike, type RouteLike } from 'discord.js'
import { type Clock, sleep } from '../../clock.ts'
import { type Ask, type Pace, type Rank, TooMany } from '../pace/pace.ts'
import { isFault } from './errors.ts'
import { limits } from './limits.ts'

export interface RequestOptions {
  body?: unknown
  query?: URLSearchParams
  /** `false`: the route contains a token. */
  auth?: false
}

type Send = (route: RouteLike, options?: RequestOptions) => Promise<unknown>

/** The methods of discord.js's REST client that are used. */
export interface Rest {
  get: Send
  post: Send
  put: Send
  patch: Send
  delete: Send
}

/** The first response to an interaction: it has three seconds, and no rate limit. */
const CALLBACK = /^\/interactions\/\d+\/[^/]+\/callback$/
/** Routes with rate limits of their own: those of an interaction's token, and those of a channel. */
const ANSWER = /^\/webhooks\/\d+\/([^/]+)/
const CHANNEL = /^\/channels\/(\d+)/
const TYPING = /\/typing$/
/** It may wait for an hour, so it has a lane of its own, whatever its bucket: else messages would wait with it. */
const CROSSPOST = /\/crosspost$/

/** The name of the bucket that Discord counts each kind of request in; kinds may share one. */
export type Buckets = Map<string, string>

/** The kind of a request: its method and route, without ids. */
const kindOf = (method: string, path: string): string =>
  `${method} ${path.replace(ANSWER, '/answers').replace(/\d{16,}|@original/g, ':id')}`

const laneOf = (method: string, path: string, buckets: Buckets): string => {
  const kind = kindOf(method, path)
  const major = ANSWER.exec(path)?.[1] ?? CHANNEL.exec(path)?.[1] ?? ''
  return `${CROSSPOST.test(path) ? kind : (buckets.get(kind) ?? kind)} ${major}`
}

/**
 * Requests of one rank, at the pace that Discord allows. Those of rank `interactive` are retried after a fault, as somebody waits for them and they
 * can be repeated safely (nonces, edits). A post of rank `bulk` is one request, and has one outcome.
 */
export const createRest = (rest: REST, parts: { pace: Pace; buckets: Buckets; rank: Rank; clock: Clock }): Rest => {
  const { pace, buckets, rank, clock } = parts
  const once = (method: RequestMethod, route: RouteLike, options: RequestOptions): Promise<unknown> => {
    const send = (): Promise<unknown> => rest.request({ method, fullRoute: route, ...options })
    if (CALLBACK.test(route)) return send()
    const ask: Ask = {
      lane: laneOf(method, route, buckets),
      kind: kindOf(method, route),
      rank,
      ...(CHANNEL.test(route) || ANSWER.test(route) ? { limits: [CROSSPOST.test(route) ? limits.crosspost : limits.channel] } : {}),
      ...(ANSWER.test(route) ? { isFree: true } : {}),
      ...(method === RequestMethod.Patch ? { replaces: route } : {}),
      ...(TYPING.test(route) ? { patience: 0 } : {}),
    }
    return pace.run(ask, send)
  }
  const send =
    (method: RequestMethod): Send =>
    async (route, options = {}) => {
      for (const pause of rank === 'interactive' ? limits.again : []) {
        try {
          return await once(method, route, options)
        } catch (error) {
          if (!isFault(error)) throw error
          await sleep(clock, pause)
        }
      }
      return once(method, route, options)
    }
  return {
    get: send(RequestMethod.Get),
    post: send(RequestMethod.Post),
    put: send(RequestMethod.Put),
    patch: send(RequestMethod.Patch),
    delete: send(RequestMethod.Delete),
  }
}

/** Headers by which discord.js would keep a pace of its own. */
const OWN = [
  'x-ratelimit-limit',
  'x-ratelimit-remaining',
  'x-ratelimit-reset',
  'x-ratelimit-reset-after',
  'x-ratelimit-bucket',
  'retry-after',
]

/** The request with which connecting begins. */
const GATEWAY = '/gateway/bot'

/**
 * The function by which discord.js sends requests: it learns the pace from the headers of each response. `stopping` ends a request for a connection;
 * a post that is under way is completed. @throws TooMany for a 429
 */
export const createTransport = (pace: Pace, { buckets, stopping }: { buckets: Buckets; stopping: AbortSignal }) => {
  return async (...[url, init]: Parameters<typeof DefaultRestOptions.makeRequest>): Promise<ResponseLike> => {
    const path = new URL(url).pathname.replace(/^.*?\/v\d+(?=\/)/, '')
    const signal = path === GATEWAY ? AbortSignal.any([stopping, ...(init.signal == null ? [] : [init.signal])]) : init.signal
    const response = await DefaultRestOptions.makeRequest(url, { ...init, ...(signal == null ? {} : { signal }) })
    const { headers } = response
    const method = init.method ?? 'GET'
    const bucket = headers.get('x-ratelimit-bucket')
    const before = laneOf(method, path, buckets)
    if (bucket !== null) buckets.set(kindOf(method, path), bucket)
    const remaining = headers.get('x-ratelimit-remaining')
    const ms = Math.ceil(Number(headers.get('x-ratelimit-reset-after')) * 1000)
    if (remaining !== null && response.status !== 429)
      for (const lane of new Set([before, laneOf(method, path, buckets)])) pace.learn(lane, Number(remaining), ms)
    if (response.status === 429) throw await refusal(response)
    for (const name of OWN) headers.delete(name)
    return response
  }
}

/** The error for a 429. Its body has fractions of a second; a 429 without one comes from Discord's proxy, and holds for the whole IP address. */
const refusal = async (response: ResponseLike): Promise<TooMany> => {
  const { headers } = response
  const said = (await response.json().catch(() => ({}))) as { retry_after?: number; global?: boolean; message?: string }
  const seconds = said.retry_after ?? Number(headers.get('retry-after') ?? 1)
  const isForeign = said.retry_after === undefined && !headers.has('x-ratelimit-scope')
  const isAll = isForeign || said.global === true || headers.has('x-ratelimit-global') || headers.get('x-ratelimit-scope') === 'global'
  const cause = new Error(`Discord says 429 (${headers.get('x-ratelimit-scope') ?? 'user'}): ${said.message ?? 'too many requests'}`)
  return new TooMany(Math.ceil(seconds * 1000), isAll ? 'all' : 'lane', { cause })
}
