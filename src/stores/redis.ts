/** State in Redis, for more than one machine: Keyv's adapter, and the port on top of it. */
import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import KeyvRedis, { createClient } from '@keyv/redis'
import type { RedisClientType } from '@keyv/redis'
import { Keyv } from 'keyv'
import { OperatorError } from '../errors.ts'
import type { Log } from '../log.ts'
import { type Lease, type Store, type Stores, json } from './store.ts'

type Client = RedisClientType

export interface SharedStores extends Stores {
  /** The same name is the same lease, in every process; each call of this is another who may hold it. */
  lease(name: string): Lease
}

/** How long (ms) the first connection may take, and the wait between two of them where we go on trying. */
const CONNECT = 4000
const AGAIN = 2000
/** A server that says nothing for SILENCE is given up; PING makes it speak. In ms. */
const PING = 5000
const SILENCE = 15_000
/** Longest wait (ms) between two tries to connect again. */
const RECONNECT = 3000
/** Keys that a SCAN looks at in one go. https://redis.io/docs/latest/commands/scan/ */
const PAGE = 500
/** A server that is there, and that no waiting makes take us. https://redis.io/docs/latest/develop/reference/protocol-spec/#simple-errors */
const REFUSED = /^(?:ERR|NOAUTH|WRONGPASS|NOPERM)\b/

const HOLD = `
local owner = redis.call('GET', KEYS[1])
if owner and owner ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
return 1`
/** Sets what is still as it was read. The empty text: nothing is there; no time to live: for ever. */
const REPLACE = `
if (redis.call('GET', KEYS[1]) or '') ~= ARGV[1] then return 0 end
if ARGV[3] == '' then redis.call('SET', KEYS[1], ARGV[2]) else redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3]) end
return 1`
const RELEASE = `if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('DEL', KEYS[1]) end`

/**
 * Connects to the Redis at `url`. Afterwards, what is asked while the connection is lost rejects at once, and the connection is mended by itself;
 * `log` is told of each outage, once, and of its end. `wait`: a Redis that is away is waited for, however long. Else:
 * @throws OperatorError when it cannot be reached within seconds
 */
export const openRedisStores = async (url: string, { log, wait = false }: { log?: Log; wait?: boolean } = {}): Promise<SharedStores> => {
  const away = createAway(url, log)
  for (;;) {
    try {
      return open(await connect(url, away), away)
    } catch (error) {
      if (!wait || isRefusal(error)) throw error
      away.tell(error)
      await sleep(AGAIN)
    }
  }
}

/** Tells of an outage once, and of its end. */
const createAway = (url: string, log: Log | undefined) => {
  let isAway = false
  return {
    tell(error: unknown): void {
      // The URL may hold a password.
      if (!isAway) log?.warn(`Redis at ${new URL(url).host} cannot be reached; what needs it waits`, { error })
      isAway = true
    },
    isBack(): void {
      if (isAway) log?.info('Redis is back')
      isAway = false
    },
  }
}

const isRefusal = (error: unknown): boolean => error instanceof Error && error.cause instanceof Error && REFUSED.test(error.cause.message)

const open = (client: Client, away: ReturnType<typeof createAway>): SharedStores => {
  const opened = new Map<string, Store<unknown>>()
  return {
    name: 'redis',
    open<T>(namespace: string): Store<T> {
      const store = opened.get(namespace) ?? createStore(client, namespace)
      opened.set(namespace, store)
      return store as Store<T>
    },
    openSets(namespace) {
      const key = (set: string): string => `${prefixOf(namespace)}:set:${set}`
      return {
        async add(set, word, ttl) {
          await client.multi().sAdd(key(set), word).pExpire(key(set), ttl).exec()
        },
        async words(set) {
          return client.sMembers(key(set))
        },
      }
    },
    lease(name) {
      const keys = [`recap-lease:${name}`]
      const owner = randomUUID()
      return {
        hold: async (ms) => (await client.eval(HOLD, { keys, arguments: [owner, String(ms)] })) === 1,
        async release() {
          await client.eval(RELEASE, { keys, arguments: [owner] })
        },
      }
    },
    async ping() {
      await client.ping()
    },
    async close() {
      // The adapter would connect again for what comes too late, and that connection nobody would end.
      client.connect = () => Promise.reject(new Error('the stores are closed'))
      client.off('error', away.tell)
      if (client.isReady) await client.close()
      else if (client.isOpen) client.destroy()
    },
  }
}

const connect = async (url: string, away: ReturnType<typeof createAway>): Promise<Client> => {
  let reached = false
  const client = createClient({
    url,
    disableOfflineQueue: true,
    pingInterval: PING,
    socket: {
      connectTimeout: CONNECT,
      socketTimeout: SILENCE,
      reconnectStrategy: (retries) => (reached ? Math.min(100 * 2 ** retries, RECONNECT) : false),
    },
  })
  // Each namespace listens to the client.
  client.setMaxListeners(0)
  // Without a listener a lost connection would end the process.
  client.on('error', () => {})
  let timer: NodeJS.Timeout | undefined
  // The client's own limit ends when the socket is open, and a silent server is never given up.
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${CONNECT} ms`)), CONNECT)
  })
  try {
    await Promise.race([client.connect(), timeout])
    reached = true
    away.isBack()
    client.on('error', away.tell)
    client.on('ready', away.isBack)
    return client
  } catch (error) {
    if (client.isOpen) client.destroy()
    const { message, code } = error as Error & { code?: string }
    const why = message === '' ? code : message
    // The URL may hold a password.
    throw new OperatorError(`Redis at ${new URL(url).host} cannot be reached: ${why}. Start it, or mend REDIS_URL.`, { cause: error })
  } finally {
    clearTimeout(timer)
  }
}

/** Encoded, so that no namespace holds the separator that ends it. Without a namespace Keyv would touch the queue's keys. */
const prefixOf = (namespace: string): string => `recap:${encodeURIComponent(namespace)}`

const createStore = <T>(client: Client, namespace: string): Store<T> => {
  const adapter = new KeyvRedis<T>(client, { namespace: prefixOf(namespace), throwOnErrors: true })
  const keyv = new Keyv<T>({ store: adapter, checkExpired: false, serialization: json })
  // With an 'error' listener Keyv swallows failures, and without one the adapter's reports of a lost connection would end the process.
  adapter.removeAllListeners('error')
  adapter.on('error', () => {})
  const full = (key: string): string => adapter.createKeyPrefix(key, adapter.namespace)
  const prefixLength = full('').length
  return {
    async get(key) {
      return keyv.get<T>(key)
    },
    async set(key, value, ttl) {
      if (!(await keyv.set(key, value, ttl))) throw new Error(`${namespace}: ${key} was not stored`)
    },
    async add(key, value, ttl) {
      const raw = (await keyv.encode({ value })) as string
      return (await client.set(full(key), raw, { NX: true, ...(ttl === undefined ? {} : { PX: ttl }) })) !== null
    },
    async update(key, change, ttl) {
      const keys = [full(key)]
      for (;;) {
        const before = (await client.get(full(key))) ?? ''
        const value = change(before === '' ? undefined : (await keyv.decode<T>(before))?.value)
        if (value === undefined) return
        const after = (await keyv.encode({ value })) as string
        if ((await client.eval(REPLACE, { keys, arguments: [before, after, ttl === undefined ? '' : String(ttl)] })) === 1) return
      }
    },
    async delete(key) {
      await keyv.delete(key)
    },
    async *entries(prefix = '') {
      // A scan may show a key twice.
      const shown = new Set<string>()
      let cursor = '0'
      do {
        const page = await client.scan(cursor, { MATCH: `${literally(full(prefix))}*`, COUNT: PAGE, TYPE: 'string' })
        cursor = page.cursor
        const keys = page.keys.map((key) => key.slice(prefixLength)).filter((key) => !shown.has(key))
        const values = keys.length === 0 ? [] : await keyv.getMany<T>(keys)
        for (const [n, key] of keys.entries()) {
          const value = values[n]
          if (value === undefined || shown.has(key)) continue
          shown.add(key)
          yield [key, value]
        }
      } while (cursor !== '0')
    },
  }
}

/** Text as a glob pattern that matches only it. */
const literally = (text: string): string => text.replace(/[\\*?[\]^-]/g, String.raw`\$&`)
