/** The stores in Redis, which several machines can share, through Keyv's adapter. */
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
  /** A lease by its name, which is the same in every process. Each call returns another holder. */
  lease(name: string): Lease
}

/** How long (ms) the first connection may take. */
const CONNECT = 4000
/** The wait (ms) between two tries of the first connection, with `wait`. */
const AGAIN = 2000
/** How often (ms) the server is sent a PING, so that it is never silent while it works. */
const PING = 5000
/** After how long a silence (ms) of the server the connection is closed. */
const SILENCE = 15_000
/** The longest wait (ms) between two tries to restore a lost connection. */
const RECONNECT = 3000
/** How many keys one SCAN looks at. https://redis.io/docs/latest/commands/scan/ */
const PAGE = 500
/**
 * Matches the errors of a server that refuses us, which waiting does not change.
 * https://redis.io/docs/latest/develop/reference/protocol-spec/#simple-errors
 */
const REFUSED = /^(?:ERR|NOAUTH|WRONGPASS|NOPERM)\b/

/** Takes or extends a lease: KEYS[1] its key, ARGV[1] the holder, ARGV[2] the time in ms. Returns 1, or 0 if another one holds it. */
const HOLD = `
local owner = redis.call('GET', KEYS[1])
if owner and owner ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
return 1`
/**
 * Replaces a value if it is still the one that was read, and returns 1, else 0. KEYS[1]: the key; ARGV[1]: the value read, empty for none; ARGV[2]:
 * the new value; ARGV[3]: its time to live in ms, empty for none.
 */
const REPLACE = `
if (redis.call('GET', KEYS[1]) or '') ~= ARGV[1] then return 0 end
if ARGV[3] == '' then redis.call('SET', KEYS[1], ARGV[2]) else redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3]) end
return 1`
/** Deletes a lease if this holder has it. */
const RELEASE = `if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('DEL', KEYS[1]) end`

/**
 * Connects to the Redis at `url`. A connection that is lost later is restored; meanwhile, requests reject at once. Each outage and its end are logged
 * once.
 *
 * @param options.wait waits for a Redis that cannot be reached, without limit
 * @throws OperatorError when Redis refuses the connection, or (without `wait`) cannot be reached within seconds
 */
export const openRedisStores = async (url: string, { log, wait = false }: { log?: Log; wait?: boolean } = {}): Promise<SharedStores> => {
  const outages = createOutages(url, log)
  for (;;) {
    try {
      return open(await connect(url, outages), outages)
    } catch (error) {
      if (!wait || isRefusal(error)) throw error
      outages.tell(error)
      await sleep(AGAIN)
    }
  }
}

/** Logs each outage once, and its end. */
const createOutages = (url: string, log: Log | undefined) => {
  let isAway = false
  return {
    tell(error: unknown): void {
      // Only the host, since the URL may contain a password.
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

const open = (client: Client, outages: ReturnType<typeof createOutages>): SharedStores => {
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
      // A late request would make the adapter connect again, and nobody would close that connection.
      client.connect = () => Promise.reject(new Error('the stores are closed'))
      client.off('error', outages.tell)
      if (client.isReady) await client.close()
      else if (client.isOpen) client.destroy()
    },
  }
}

const connect = async (url: string, outages: ReturnType<typeof createOutages>): Promise<Client> => {
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
  // No limit: the adapter of each namespace adds listeners.
  client.setMaxListeners(0)
  // Without an 'error' listener a lost connection would end the process.
  client.on('error', () => {})
  let timer: NodeJS.Timeout | undefined
  // The client's own timeout ends when the socket opens, so it would wait for a silent server without limit.
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${CONNECT} ms`)), CONNECT)
  })
  try {
    await Promise.race([client.connect(), timeout])
    reached = true
    outages.isBack()
    client.on('error', outages.tell)
    client.on('ready', outages.isBack)
    return client
  } catch (error) {
    if (client.isOpen) client.destroy()
    const { message, code } = error as Error & { code?: string }
    const why = message === '' ? code : message
    // Only the host, since the URL may contain a password.
    throw new OperatorError(`Redis at ${new URL(url).host} cannot be reached: ${why}. Start it, or mend REDIS_URL.`, { cause: error })
  } finally {
    clearTimeout(timer)
  }
}

/** The prefix of a namespace's keys. Encoded, so that it does not contain the separator; it keeps Keyv from the queue's keys. */
const prefixOf = (namespace: string): string => `recap:${encodeURIComponent(namespace)}`

const createStore = <T>(client: Client, namespace: string): Store<T> => {
  const adapter = new KeyvRedis<T>(client, { namespace: prefixOf(namespace), throwOnErrors: true })
  const keyv = new Keyv<T>({ store: adapter, checkExpired: false, serialization: json })
  // Keyv gets no 'error' listener, with which it would swallow failures. The adapter's errors must not reach it, since without a listener they would
  // end the process when the connection is lost.
  adapter.removeAllListeners('error')
  adapter.on('error', () => {})
  /** A key as it is in Redis, with its prefix. */
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
      // A scan may return a key twice.
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

/** A glob pattern that matches only this text. */
const literally = (text: string): string => text.replace(/[\\*?[\]^-]/g, String.raw`\$&`)
