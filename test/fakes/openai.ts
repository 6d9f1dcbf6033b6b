/** A server that speaks Chat Completions as a test tells it to, badly too. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What the server does with the next request. */
export type Reply =
  /** Streams the pieces; `ends` says what comes after them. */
  | {
      pieces: readonly string[]
      usage?: { prompt_tokens: number; completion_tokens: number }
      ends?: 'well' | 'cut' | 'hang' | 'unfinished'
    }
  | { status: number; headers?: Readonly<Record<string, string>>; body?: string }
  /** Says this instead of a stream of events. */
  | { raw: string }
  /** Takes the request and says nothing. */
  | { silent: true }

export interface FakeOpenAI {
  url: string
  /** Bodies of the requests, in order. */
  requests: { model: string; messages: { role: string; content: string }[]; stream: boolean; [name: string]: unknown }[]
  /** Authorization headers, in order. */
  keys: (string | undefined)[]
  next(reply: Reply): void
  close(): Promise<void>
}

const EVENTS = { 'content-type': 'text/event-stream' }

const bodyOf = async (request: IncomingMessage): Promise<string> => {
  let body = ''
  for await (const chunk of request.setEncoding('utf8')) body += String(chunk)
  return body
}

const send = (response: ServerResponse, reply: Reply): void => {
  if ('status' in reply) return void response.writeHead(reply.status, reply.headers).end(reply.body ?? '{"error":{"message":"scripted"}}')
  if ('silent' in reply) return
  response.writeHead(200, EVENTS)
  if ('raw' in reply) return void response.end(reply.raw)
  const event = (data: object): void =>
    void response.write(`data: ${JSON.stringify({ id: 'x', object: 'chat.completion.chunk', created: 0, model: 'm', ...data })}\n\n`)
  const choice = (delta: object, finish_reason: string | null): void => event({ choices: [{ index: 0, delta, finish_reason }] })
  choice({ role: 'assistant', content: '' }, null)
  for (const content of reply.pieces) choice({ content }, null)
  switch (reply.ends ?? 'well') {
    case 'well':
      choice({}, 'stop')
      if (reply.usage) event({ choices: [], usage: { ...reply.usage, total_tokens: 0 } })
      response.end('data: [DONE]\n\n')
      break
    case 'cut':
      // What was written must be on its way before the connection breaks.
      response.write(': \n\n', () => response.destroy())
      break
    case 'unfinished':
      response.end()
      break
    case 'hang':
      break
  }
}

export const startFakeOpenAI = async (): Promise<FakeOpenAI> => {
  const replies: Reply[] = []
  const requests: FakeOpenAI['requests'] = []
  const keys: FakeOpenAI['keys'] = []
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    requests.push(JSON.parse(await bodyOf(request)) as FakeOpenAI['requests'][number])
    keys.push(request.headers.authorization)
    send(response, replies.shift() ?? { status: 500 })
  }
  const server = createServer((request, response) => void serve(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    requests,
    keys,
    next: (reply) => void replies.push(reply),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
