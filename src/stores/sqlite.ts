/** State in one SQLite file: a Keyv adapter over `node:sqlite`, and the port on top of it. */
import { existsSync } from 'node:fs'
import { setImmediate } from 'node:timers/promises'
import type { DatabaseSync } from 'node:sqlite'
import { Hookified } from 'hookified'
import { Keyv, keyvStorageCapability } from 'keyv'
import type { KeyvStorageAdapter, KeyvStorageCapability, KeyvStorageEntry, KeyvStorageGetResult } from 'keyv'
import type { Clock } from '../clock.ts'
import { type Commits, checkDatabase, createCommits, openDatabase } from '../database.ts'
import { type Sets, type Store, type StoreOptions, type Stores, json } from './store.ts'

/** Rows that `entries` reads at once. */
const PAGE = 256
/** Sorts after every character that text holds: the end of the range of keys with a prefix. */
const LAST_CHARACTER = '\u{10FFFF}'
/** How often (ms) expired rows are taken out of the file; they are invisible before that. */
const SWEEP = 3_600_000
/** So many rows are looked through for them before others get their turn (some 2 ms). An index by expiry costs each write a fifth more. */
const SWEPT = 5000

const SCHEMA = `
CREATE TABLE IF NOT EXISTS state (
  namespace TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL, expires INTEGER, PRIMARY KEY (namespace, key)
) STRICT, WITHOUT ROWID;
DROP INDEX IF EXISTS state_expires;`

/**
 * Opens the state at `path` (`:memory:`: for this process only). `clock` decides what has expired.
 * @throws OperatorError for a damaged or unwritable file, which is left as it is
 */
export const openSqliteStores = (path: string, { clock }: { clock: Clock }): Stores => {
  const existed = path !== ':memory:' && existsSync(path)
  const database = openDatabase(path)
  try {
    if (existed) checkDatabase(path, database)
    database.exec(SCHEMA)
  } catch (error) {
    database.close()
    throw error
  }
  const commits = createCommits(database)
  const sweep = createSweep(database, commits, clock)
  const sweepAgain = (): void => {
    // Nobody sees these rows; where it fails, the next sweep takes them.
    sweep().catch(() => {})
    cancel = clock.after(SWEEP, sweepAgain)
  }
  let cancel = clock.after(SWEEP, sweepAgain)
  return {
    name: 'sqlite',
    open: <T>(namespace: string, { durable = false }: StoreOptions = {}): Store<T> =>
      createStore<T>(new SqliteAdapter(database, commits, { namespace, durable, clock }), clock),
    openSets(namespace, { durable = false } = {}) {
      const adapter = new SqliteAdapter(database, commits, { namespace: `sets ${namespace}`, durable, clock })
      return createSets(createStore<true>(adapter, clock))
    },
    async ping() {
      database.prepare('SELECT count(*) FROM (SELECT 1 FROM state LIMIT 1)').get()
    },
    async close() {
      cancel()
      if (!database.isOpen) return
      commits.flush()
      database.close()
    },
  }
}

/** Looks through the file in steps, and takes out what has expired. */
const createSweep = (database: DatabaseSync, commits: Commits, clock: Clock): (() => Promise<void>) => {
  const end = database.prepare('SELECT namespace, key FROM state WHERE (namespace, key) > (?, ?) ORDER BY namespace, key LIMIT 1 OFFSET ?')
  const drop = database.prepare('DELETE FROM state WHERE (namespace, key) > (?, ?) AND (namespace, key) <= (?, ?) AND expires <= ?')
  return async () => {
    let from = ['', '']
    for (;;) {
      const row = end.get(...from, SWEPT)
      const to = row === undefined ? [LAST_CHARACTER, ''] : [String(row['namespace']), String(row['key'])]
      const start = from
      await commits.write(() => drop.run(...start, ...to, clock.now()), false)
      if (row === undefined) return
      from = to
      await setImmediate()
    }
  }
}

const createStore = <T>(adapter: SqliteAdapter, clock: Clock): Store<T> => {
  // No 'error' listener may be set on it: with one, Keyv swallows failures instead of rejecting. The adapter knows what has expired.
  const keyv = new Keyv<T>({ store: adapter, namespace: adapter.namespace, checkExpired: false, serialization: json })
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

/** A word has a key of its own, which begins with its set: no two writers take a word from each other. */
const createSets = (store: Store<true>): Sets => ({
  add: (set, word, ttl) => store.set(prefixOf(set) + word, true, ttl),
  async words(set) {
    const words: string[] = []
    for await (const [key] of store.entries(prefixOf(set))) words.push(key.slice(prefixOf(set).length))
    return words
  },
})
const prefixOf = (set: string): string => `${encodeURIComponent(set)} `

interface Place {
  namespace: string
  durable: boolean
  clock: Clock
}

/** One namespace; namespaces share a connection, never an adapter: Keyv sets the namespace on the object that it is given. */
class SqliteAdapter extends Hookified implements KeyvStorageAdapter {
  readonly namespace: string
  readonly #database: DatabaseSync
  readonly #commits: Commits
  readonly #durable: boolean
  readonly #clock: Clock
  readonly #get
  readonly #set
  readonly #add
  readonly #delete
  readonly #page

  constructor(database: DatabaseSync, commits: Commits, { namespace, durable, clock }: Place) {
    super()
    this.namespace = namespace
    this.#database = database
    this.#commits = commits
    this.#durable = durable
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
    return this.#write(() => this.#set.run(this.namespace, key, value as string, expires ?? null).changes === 1)
  }

  async setMany<V>(entries: KeyvStorageEntry<V>[]): Promise<boolean[]> {
    return Promise.all(entries.map(({ key, value, expires }) => this.set(key, value, expires)))
  }

  /** Sets what is absent or has expired, in one statement. */
  async add(key: string, value: string, expires: number | undefined): Promise<boolean> {
    return this.#write(() => this.#add.run(this.namespace, key, value, expires ?? null, this.#clock.now()).changes === 1)
  }

  async delete(key: string): Promise<boolean> {
    return this.#write(() => this.#delete.run(this.namespace, key).changes === 1)
  }

  async deleteMany(keys: string[]): Promise<boolean[]> {
    return Promise.all(keys.map((key) => this.delete(key)))
  }

  async clear(): Promise<void> {
    await this.#write(() => this.#database.prepare('DELETE FROM state WHERE namespace = ?').run(this.namespace))
  }

  #write<T>(work: () => T): Promise<T> {
    return this.#commits.write(work, this.#durable)
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
