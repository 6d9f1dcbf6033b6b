/** State in one SQLite file: a Keyv adapter over `node:sqlite`, and the port on top of it. */
import { existsSync } from 'node:fs'
import type { DatabaseSync } from 'node:sqlite'
import { Hookified } from 'hookified'
import { Keyv, keyvStorageCapability } from 'keyv'
import type { KeyvStorageAdapter, KeyvStorageCapability, KeyvStorageEntry, KeyvStorageGetResult } from 'keyv'
import type { Clock } from '../clock.ts'
import { checkDatabase, openDatabase } from '../database.ts'
import type { Store, Stores } from './store.ts'

/** Rows that `entries` reads at once. */
const PAGE = 256
/** Sorts after every character that text holds: the end of the range of keys with a prefix. */
const LAST_CHARACTER = '\u{10FFFF}'
/** How often (ms) expired rows are taken out of the file; they are invisible before that. */
const SWEEP = 3_600_000

const SCHEMA = `
CREATE TABLE IF NOT EXISTS state (
  namespace TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL, expires INTEGER, PRIMARY KEY (namespace, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS state_expires ON state (expires) WHERE expires IS NOT NULL;`

/**
 * Opens the state at `path` (`:memory:`: for this process only). `clock` decides what has expired.
 * @throws OperatorError for a damaged or unwritable file, which is left as it is
 */
export const openSqliteStores = (path: string, { clock }: { clock: Clock }): Stores => {
  const existed = path !== ':memory:' && existsSync(path)
  const cached = openDatabase(path)
  try {
    if (existed) checkDatabase(path, cached)
    cached.exec(SCHEMA)
  } catch (error) {
    cached.close()
    throw error
  }
  // Synchronous is a setting of a connection, so durable namespaces have one of their own. A database in memory has no second one.
  let durable: DatabaseSync | undefined
  const sweep = (): void => {
    try {
      cached.prepare('DELETE FROM state WHERE expires <= ?').run(clock.now())
    } catch {
      // Nobody sees these rows; the next sweep takes them.
    }
    cancel = clock.after(SWEEP, sweep)
  }
  let cancel = clock.after(SWEEP, sweep)
  return {
    name: 'sqlite',
    open<T>(namespace: string, options: { durable?: boolean } = {}): Store<T> {
      if (!options.durable || path === ':memory:') return createStore<T>(new SqliteAdapter(cached, namespace, clock), clock)
      durable ??= openDatabase(path, { durable: true })
      return createStore<T>(new SqliteAdapter(durable, namespace, clock), clock)
    },
    async ping() {
      cached.prepare('SELECT count(*) FROM (SELECT 1 FROM state LIMIT 1)').get()
    },
    async close() {
      cancel()
      for (const database of [durable, cached]) if (database?.isOpen) database.close()
    },
  }
}

const createStore = <T>(adapter: SqliteAdapter, clock: Clock): Store<T> => {
  // No 'error' listener may be set on it: with one, Keyv swallows failures instead of rejecting. The adapter knows what has expired.
  const keyv = new Keyv<T>({ store: adapter, namespace: adapter.namespace, checkExpired: false })
  const entry = (value: T, ttl: number | undefined): { value: T; expires?: number } =>
    ttl === undefined ? { value } : { value, expires: clock.now() + ttl }
  return {
    get: (key) => keyv.get<T>(key),
    async set(key, value, ttl) {
      if (!(await keyv.setRaw(key, entry(value, ttl)))) throw new Error(`${adapter.namespace}: ${key} was not stored`)
    },
    async add(key, value, ttl) {
      const raw = entry(value, ttl)
      return adapter.add(key, (await keyv.encode(raw)) as string, raw.expires)
    },
    async delete(key) {
      await keyv.delete(key)
    },
    async *entries(prefix = '') {
      for await (const [key, raw] of adapter.iterator(prefix)) {
        const data = await keyv.decode<T>(raw)
        if (data?.value !== undefined) yield [key, data.value]
      }
    },
  }
}

/** One namespace; namespaces share a connection, never an adapter: Keyv sets the namespace on the object that it is given. */
class SqliteAdapter extends Hookified implements KeyvStorageAdapter {
  readonly namespace: string
  readonly #database: DatabaseSync
  readonly #clock: Clock
  readonly #get
  readonly #set
  readonly #add
  readonly #delete
  readonly #page

  constructor(database: DatabaseSync, namespace: string, clock: Clock) {
    super()
    this.namespace = namespace
    this.#database = database
    this.#clock = clock
    this.#get = database.prepare('SELECT value FROM state WHERE namespace = ? AND key = ? AND (expires IS NULL OR expires > ?)')
    this.#set = database.prepare(
      `INSERT INTO state VALUES (?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET value = excluded.value, expires = excluded.expires`,
    )
    this.#add = database.prepare(
      `INSERT INTO state VALUES (?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET value = excluded.value, expires = excluded.expires WHERE state.expires <= ?`,
    )
    this.#delete = database.prepare('DELETE FROM state WHERE namespace = ? AND key = ?')
    this.#page = database.prepare(
      `SELECT key, value FROM state
       WHERE namespace = ? AND key > ? AND key >= ? AND key < ? AND (expires IS NULL OR expires > ?)
       ORDER BY key LIMIT ?`,
    )
  }

  get capabilities(): KeyvStorageCapability {
    return keyvStorageCapability(this)
  }

  async get<V>(key: string): Promise<KeyvStorageGetResult<V>> {
    return this.#get.get(this.namespace, key, this.#clock.now())?.['value'] as KeyvStorageGetResult<V>
  }

  async getMany<V>(keys: string[]): Promise<KeyvStorageGetResult<V | undefined>[]> {
    return Promise.all(keys.map((key) => this.get<V>(key)))
  }

  async has(key: string): Promise<boolean> {
    return (await this.get(key)) !== undefined
  }

  async hasMany(keys: string[]): Promise<boolean[]> {
    return Promise.all(keys.map((key) => this.has(key)))
  }

  async set(key: string, value: unknown, expires?: number): Promise<boolean> {
    return this.#set.run(this.namespace, key, value as string, expires ?? null).changes === 1
  }

  async setMany<V>(entries: KeyvStorageEntry<V>[]): Promise<boolean[]> {
    return Promise.all(entries.map(({ key, value, expires }) => this.set(key, value, expires)))
  }

  /** Sets what is absent or has expired, in one statement. */
  add(key: string, value: string, expires: number | undefined): boolean {
    return this.#add.run(this.namespace, key, value, expires ?? null, this.#clock.now()).changes === 1
  }

  async delete(key: string): Promise<boolean> {
    return this.#delete.run(this.namespace, key).changes === 1
  }

  async deleteMany(keys: string[]): Promise<boolean[]> {
    return Promise.all(keys.map((key) => this.delete(key)))
  }

  async clear(): Promise<void> {
    this.#database.prepare('DELETE FROM state WHERE namespace = ?').run(this.namespace)
  }

  /** By pages, so that a reader who takes long holds nothing open. */
  async *iterator<V>(prefix = ''): AsyncGenerator<[string, V], void> {
    let last = ''
    for (;;) {
      const rows = this.#page.all(this.namespace, last, prefix, prefix + LAST_CHARACTER, this.#clock.now(), PAGE)
      for (const { key, value } of rows) yield [(last = key as string), value as V]
      if (rows.length < PAGE) return
    }
  }
}
