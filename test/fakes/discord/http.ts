/** The REST side: authorization, contract checks, faults and rate limits around a table of routes. */
import { createHash } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { pathToFileURL } from 'node:url'
import { shared } from '../../shared.ts'
import { enforce, pass, type Rate } from '../rate.ts'
import { createFaults, faultReply, rateLimited, type Reply } from './faults.ts'
import type { Json, World } from './world.ts'

export interface Request {
  method: string
  /** After `/api/v10`. */
  path: string
  /** The groups of the route's pattern. */
  params: readonly string[]
  query: URLSearchParams
  body: Json
}
export type Route = readonly [method: string, path: RegExp, handle: (request: Request) => Reply]

type Check = (request: { method: string; path: string; headers: Json; body: string }) => string[]
const contract = shared('contract', 'discord-contract.mjs')
const loaded = contract === undefined ? undefined : ((await import(pathToFileURL(contract).href)) as { checkDiscordRequest: Check })
/** What Discord would find wrong with a request; nothing where the contract is not at hand. */
export const check: Check = loaded?.checkDiscordRequest ?? (() => [])

/** Needs no bot token: the interaction's own is in the path. */
const OPEN = /^\/(?:interactions|webhooks)\//

const read = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString()
}

export interface HttpOptions {
  world: World
  routes: readonly Route[]
  /** Requests that a bucket (method and route, in one channel) takes in some time. Default: more than any test sends. */
  bucket?: { limit: number; ms: number }
  /** Requests in all, answers to interactions aside. Default: any number. */
  all?: Rate
}

export const createHttp = ({ world, routes, bucket = { limit: 1000, ms: 1000 }, all }: HttpOptions) => {
  const faults = createFaults()
  const requests: { method: string; path: string; body: Json }[] = []
  const problems: string[] = []
  const buckets = new Map<string, number[]>()
  const overall = all === undefined ? [] : [enforce(all, world.clock)]

  /** Headers of the bucket, and whether it is empty. */
  const count = (key: string): { headers: Record<string, string>; wait?: number } => {
    const now = world.clock.now()
    const recent = (buckets.get(key) ?? []).filter((at) => at > now - bucket.ms)
    const reset = ((recent[0] ?? now) + bucket.ms - now) / 1000
    const isEmpty = recent.length >= bucket.limit
    buckets.set(key, isEmpty ? recent : [...recent, now])
    const headers = {
      'x-ratelimit-bucket': createHash('md5')
        .update(key.replace(/\d+|(?<=\/:id\/)[\w-]+/, ':id'))
        .digest('hex'),
      'x-ratelimit-limit': String(bucket.limit),
      'x-ratelimit-remaining': String(Math.max(0, bucket.limit - recent.length - 1)),
      'x-ratelimit-reset-after': String(reset),
    }
    return isEmpty ? { headers, wait: reset } : { headers }
  }

  const work = (method: string, path: string, query: URLSearchParams, body: Json): Reply => {
    for (const [verb, pattern, handle] of routes) {
      const match = verb === method ? pattern.exec(path) : null
      if (match !== null) return handle({ method, path, params: match.slice(1), query, body })
    }
    problems.push(`${method} ${path}: the fake has no such route`)
    return { status: 404, body: { code: 0, message: '404: Not Found' } }
  }

  /** Undefined: the connection is cut. */
  const answer = async (request: IncomingMessage, text: string): Promise<Reply | undefined> => {
    const { method = 'GET', url = '/', headers } = request
    const path = decodeURIComponent((url.split('?')[0] ?? '').replace(/^\/api\/v10/, ''))
    const body = (text === '' ? {} : JSON.parse(text)) as Json
    problems.push(...check({ method, path: url, headers, body: text }).map((problem) => `${method} ${path}: ${problem}`))
    requests.push({ method, path, body })
    const fault = faults.take(method, path)
    await fault?.hold
    const fails = fault !== undefined && (fault.hold === undefined || fault.status !== undefined)
    if (fails && fault.when !== 'after') return faultReply(fault)
    if (!OPEN.test(path) && headers.authorization !== `Bot ${world.token}`)
      return { status: 401, body: { code: 0, message: '401: Unauthorized' } }
    const busy = OPEN.test(path) ? 0 : pass(overall)
    if (busy > 0) return rateLimited(busy / 1000, 'global')
    const { headers: limits, wait } = count(`${method} ${path.replace(/(?<=\/messages\/)(?:\d+|@original)/, ':id')}`)
    if (wait !== undefined) return { ...rateLimited(wait, 'user'), headers: { ...rateLimited(wait, 'user').headers, ...limits } }
    const reply = work(method, path, new URL(url, 'http://fake').searchParams, body)
    return fails ? faultReply(fault) : { ...reply, headers: { ...limits, ...reply.headers } }
  }

  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const reply = await answer(request, await read(request))
    // Each change wakes those who wait for something, and a request is a change.
    world.changed()
    if (reply === undefined) {
      request.socket.resetAndDestroy()
      return
    }
    const isEmpty = reply.body === undefined
    response.writeHead(reply.status, { ...(isEmpty ? {} : { 'content-type': 'application/json' }), ...reply.headers })
    response.end(isEmpty ? undefined : JSON.stringify(reply.body))
  }

  const server: Server = createServer((request, response) => {
    serve(request, response).catch((error: unknown) => {
      problems.push(`the fake failed: ${String(error)}`)
      response.destroy()
    })
  })
  return { server, faults, requests, problems }
}
