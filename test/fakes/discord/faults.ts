/** What goes wrong on purpose, and Discord's way of refusing. */
import type { Json } from './world.ts'

export interface Reply {
  status: number
  body?: unknown
  headers?: Readonly<Record<string, string>>
}

export interface Fault {
  method?: string
  /** Of the path after `/api/v10`. */
  path?: RegExp
  /** 429 and 5xx, or a refusal. Without it the connection is cut. */
  status?: number
  code?: number
  /** Seconds, for a 429. */
  retryAfter?: number
  /** Of a 429. */
  scope?: 'user' | 'global' | 'shared'
  /** A 429 that is not Discord's own: from what protects it, as a page. */
  isForeign?: true
  /** Whether the work is done before the answer gets lost. Default: before the work. */
  when?: 'before' | 'after'
  /** Answers only when this resolves (and then as usual, when nothing else is said). */
  hold?: Promise<void>
  /** How many requests it hits. Default: one. */
  times?: number
}

export const refuse = (status: number, code: number, message: string, more: Json = {}): Reply => ({
  status,
  body: { code, message, ...more },
})

export const rateLimited = (seconds: number, scope: 'user' | 'global' | 'shared'): Reply => ({
  status: 429,
  body: { message: 'You are being rate limited.', retry_after: seconds, global: scope === 'global' },
  headers: {
    'retry-after': String(Math.ceil(seconds)),
    'x-ratelimit-scope': scope,
    ...(scope === 'global' ? { 'x-ratelimit-global': 'true' } : {}),
  },
})

/** The answer that a fault gives; undefined: the connection is cut. */
export const faultReply = ({ status, code, retryAfter = 1, scope = 'user', isForeign }: Fault): Reply | undefined => {
  if (status === undefined) return undefined
  if (isForeign === true)
    return { status, body: 'error code: 1015', headers: { 'content-type': 'text/html', 'retry-after': String(retryAfter) } }
  if (status === 429) {
    const { body, headers = {} } = rateLimited(retryAfter, scope)
    return { status, headers, body: { ...(body as Json), ...(code === undefined ? {} : { code }) } }
  }
  if (status >= 500) return { status, body: { message: `${status}: Internal Server Error`, code: code ?? 0 } }
  return refuse(status, code ?? 0, 'refused on purpose')
}

export const createFaults = () => {
  const faults: Fault[] = []
  return {
    add: (fault: Fault): void => void faults.push({ ...fault }),
    /** The fault that hits this request, if one does. */
    take(method: string, path: string): Fault | undefined {
      const index = faults.findIndex((fault) => (fault.method ?? method) === method && (fault.path?.test(path) ?? true))
      const fault = faults[index]
      if (fault === undefined) return undefined
      fault.times = (fault.times ?? 1) - 1
      if (fault.times <= 0) faults.splice(index, 1)
      return fault
    },
  }
}
