/** A model on any server that speaks OpenAI's Chat Completions API. */
import OpenAI, { APIError, BadRequestError, RateLimitError } from 'openai'
import type { Clock } from '../clock.ts'
import { RetryLater } from '../errors.ts'
import type { Model, ModelRequest, Usage } from './model.ts'

export interface OpenAIOptions {
  /** A local server may need none. */
  apiKey?: string
  /** Default: OpenAI's server. */
  baseUrl?: string
  /** The name by which the server knows it. */
  model: string
  clock: Clock
}

/** Milliseconds within which the server must begin to answer; somebody waits in a chat. */
const BEGIN_WITHIN = 20_000
/** Milliseconds to wait where a 429 does not say how long. */
const DEFAULT_WAIT = 10_000

/** How long a 429 asks to wait, in milliseconds: `retry-after-ms`, or `retry-after` in seconds or as a date. */
const waitOf = (headers: Headers | undefined, now: number): number => {
  const exact = Number(headers?.get('retry-after-ms') ?? Number.NaN)
  if (exact >= 0) return exact
  const stated = headers?.get('retry-after') ?? ''
  const ms = /^\d+(?:\.\d+)?$/.test(stated) ? Number(stated) * 1000 : Date.parse(stated) - now
  return Number.isNaN(ms) ? DEFAULT_WAIT : Math.max(0, ms)
}

export const createOpenAI = ({ apiKey, baseUrl, model, clock }: OpenAIOptions): Model => {
  const client = new OpenAI({
    apiKey: apiKey ?? 'none',
    maxRetries: 0,
    timeout: BEGIN_WITHIN,
    ...(baseUrl === undefined ? {} : { baseURL: baseUrl }),
  })
  /** OpenAI's newer models take the limit under another name, and no temperature; other servers know only the older name. */
  let isNewer = false
  const open = async ({ messages, maxTokens, signal }: ModelRequest): Promise<AsyncIterable<OpenAI.ChatCompletionChunk>> => {
    const limits = isNewer ? { max_completion_tokens: maxTokens } : { max_tokens: maxTokens, temperature: 0 }
    try {
      return await client.chat.completions.create(
        { model, messages: [...messages], ...limits, stream: true, stream_options: { include_usage: true } },
        { signal },
      )
    } catch (error) {
      if (isNewer || !(error instanceof BadRequestError) || !/max_tokens|temperature/.test(error.message)) throw error
      isNewer = true
      return open({ messages, maxTokens, signal })
    }
  }
  return {
    name: model,
    async *stream(request) {
      let finished = false
      let usage: Usage | undefined
      try {
        for await (const { choices, usage: stated } of await open(request)) {
          const [choice] = choices
          const piece = choice?.delta?.content
          if (typeof piece === 'string' && piece !== '') yield piece
          if (choice?.finish_reason) finished = true
          if (stated) usage = { promptTokens: stated.prompt_tokens, completionTokens: stated.completion_tokens }
        }
      } catch (cause) {
        if (cause instanceof RateLimitError) throw new RetryLater(waitOf(cause.headers, clock.now()), { cause })
        if (cause instanceof APIError) throw new Error(`The model server says: ${cause.message}`, { cause })
        throw cause
      }
      request.signal.throwIfAborted()
      if (!finished) throw new Error('The model server cut its answer off')
      return usage
    },
  }
}
