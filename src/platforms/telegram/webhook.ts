/** Receives updates that Telegram sends. Each is acknowledged after it was handled; until then Telegram repeats it. */
import { createHmac, timingSafeEqual } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Update } from 'grammy/types'
import { OperatorError } from '../../errors.ts'
import type { Log } from '../../log.ts'
import type { Inbox } from './inbox.ts'
import { limits } from './limits.ts'

/** The secret by which Telegram identifies itself. It is made of the token, so that all processes of a bot have the same one. */
export const webhookSecret = (token: string): string => createHmac('sha256', token).update('webhook').digest('hex')

export interface Webhook {
  port: number
  /** May be called again. */
  close(): Promise<void>
}

/** Listens on a port for updates. @throws OperatorError when the port is not available */
export const listen = async (port: number, secret: string, inbox: Pick<Inbox, 'take'>, log: Log): Promise<Webhook> => {
  const server = createServer((request, response) => {
    respond(request, secret, inbox)
      .catch((error: unknown) => {
        log.warn('an update that Telegram brought could not be taken', { error })
        return 500
      })
      .then((status) => response.writeHead(status, { connection: 'close' }).end())
      .catch((error: unknown) => log.debug('Telegram did not wait for our answer', { error }))
  })
  await bind(server, port)
  const closed = once(server, 'close')
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
}

const bind = async (server: Server, port: number): Promise<void> => {
  try {
    server.listen(port)
    await once(server, 'listening')
  } catch (error) {
    throw new OperatorError(`TELEGRAM_WEBHOOK_PORT: port ${port} is not free or not allowed. Choose another one.`, { cause: error })
  }
}

const respond = async (request: IncomingMessage, secret: string, inbox: Pick<Inbox, 'take'>): Promise<number> => {
  if (request.method !== 'POST') return 405
  if (!isSame(request.headers['x-telegram-bot-api-secret-token'], secret)) return 401
  const update = parse(await body(request))
  if (update === undefined) return 400
  await inbox.take(update)
  return 200
}

const isSame = (given: string | string[] | undefined, secret: string): boolean => {
  const [a, b] = [Buffer.from(typeof given === 'string' ? given : ''), Buffer.from(secret)]
  return a.length === b.length && timingSafeEqual(a, b)
}

const body = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > limits.webhookBody) return ''
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString()
}

const parse = (json: string): Update | undefined => {
  try {
    const update = JSON.parse(json) as Update
    return Number.isSafeInteger(update.update_id) ? update : undefined
  } catch {
    return undefined
  }
}
