/**
 * The stores in one SQLite file, through Keyv. Only durable stores, which deliveries use, do without it: its many promises would be a sixth of the
 * time of a send with its writes to the ledger.
 */
import { existsSync } from 'node:fs'
import { setImmediate } from 'node:timers/promises'
import type { DatabaseSync } from 'node:sqlite'
import { Hookified } from 'hookified'
import { Keyv, keyvStorageCapability } from 'keyv'
import type { KeyvStorageAdapter, KeyvStorageCapability, KeyvStorageEntry, KeyvStorageGetResult } from 'keyv'
import { type Clock, every } from '../clock.ts'
import { type Commits, checkDatabase, createCommits, openDatabase, prepareTables } from '../database.ts'
import { type Sets, type Store, type StoreOptions, type Stores, json } from './store.ts'

/** How many rows `entries` reads at once. */
const PAGE = 256
/** The character that sorts last, for the end of the range of keys with a prefix. */
const LAST_CHARACTER = '\u{10FFFF}'
/** How often (ms) expired rows are deleted; they are ignored before that. */
const SWEEP = 3_600_000
/** How many rows one step of a sweep looks at, some 2 ms, before other work goes on. An index by expiry would cost each write a fifth more. */
const SWEPT = 5000

/**
 * How many pages the write-ahead log has when it is copied into the file and then overwritten. A log that no longer grows is synced in two thirds of
 * the time, but at SQLite's 1000 pages a small bot's would grow for a week. With fewer than 250 the copies cost more than that saves.
 */
const LOG_PAGES = 250

const SCHEMA = `
PRAGMA wal_autocheckpoint = ${LOG_PAGES};
CREATE TABLE IF NOT EXISTS state (
  namespace TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL, expires INTEGER, PRIMARY KEY (namespace, key)
) STRICT, WITHOUT ROWID;
DROP INDEX IF EXISTS state_expires;`

const statements = (database: DatabaseSync) => ({
  get: database.prepare('SELECT value FROM state WHERE namespace = ? AND key = ? AND (expires IS NULL OR expires > ?)'),
  set: database.prepare(
    `INSERT INTO state VALUES (?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET value = excluded.value, expires = excluded.expires`,
  ),
  add: database.prepare(
    `INSERT INTO state VALUES (?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET value = excluded.value, expires = excluded.expires WHERE state.expires <= ?`,
  ),
  delete: database.prepare('DELETE FROM state WHERE namespace = ? AND key = ?'),
  clear: database.prepare('DELETE FROM state WHERE namespace = ?'),
  page: database.prepare(
    `SELECT key, value FROM state
     WHERE namespace = ? AND key > ? AND key >= ? AND key < ? AND (expires IS NULL OR expires > ?)
     ORDER BY key LIMIT ?`,
  ),
  end: database.prepare('SELECT namespace, key FROM state WHERE (namespace, key) > (?, ?) ORDER BY namespace, key LIMIT 1 OFFSET ?'),
  drop: database.prepare('DELETE FROM state WHERE (namespace, key) > (?, ?) AND (namespace, key) <= (?, ?) AND expires <= ?'),
})

/** What the stores of one file share. */
interface File {
  sql: ReturnType<typeof statements>
  commits: Commits
  clock: Clock
}

/**
 * Opens the stores in the file at `path`, or in memory for `:memory:`. `clock` decides what has expired.
 *
 * @throws OperatorError for a damaged, unwritable or another program's file, which is left as it is
 */
export const openSqliteStores = (path: string, { clock }: { clock: Clock }): Stores => {
  const existed = path !== ':memory:' && existsSync(path)
  const database = openDatabase(path)
  const sql = prepareTables(path, database, () => {
    if (existed) checkDatabase(path, database)
    database.exec(SCHEMA)
    return statements(database)
  })
  const file: File = { sql, commits: createCommits(database), clock }
  // A failure does no harm: expired rows are ignored, and the next sweep deletes them.
  const cancel = every(clock, SWEEP, () => void sweep(file).catch(() => {}))
  return {
    name: 'sqlite',
    open: <T>(namespace: string, { durable = false }: StoreOptions = {}): Store<T> => createStore<T>(file, namespace, durable),
    openSets: (namespace, { durable = false } = {}) => createSets(createStore<true>(file, `sets ${namespace}`, durable)),
    async ping() {
      database.prepare('SELECT count(*) FROM (SELECT 1 FROM state LIMIT 1)').get()
    },
    async close() {
      cancel()
      if (!database.isOpen) return
      file.commits.flush()
      database.close()
    },
  }
}

/** Deletes the expired rows of all namespaces, in steps. */
const sweep = async ({ sql, commits, clock }: File): Promise<void> => {
  let from = ['', '']
  for (;;) {
    const row = sql.end.get(...from, SWEPT)
    const to = row === undefined ? [LAST_CHARACTER, ''] : [String(row['namespace']), String(row['key'])]
    const start = from
    await commits.write(() => sql.drop.run(...start, ...to, clock.now()), false)
    if (row === undefined) return
    from = to
    await setImmediate()
  }
}

/** The rows of one namespace, with values as text. Expired rows are not read. */
interface Rows {
  read(key: string): string | undefined
  /** `expires`: epoch milliseconds; absent: never. */
  write(key: string, text: string, expires?: number): Promise<void>
  delete(key: string): Promise<boolean>
  clear(): Promise<void>
}

/** Keyv's adapter for one namespace. Namespaces cannot share one, because Keyv sets the namespace on the adapter. */
class RowsAdapter extends Hookified implements KeyvStorageAdapter {
  readonly namespace: string
  readonly #rows: Rows

  constructor(namespace: string, rows: Rows) {
    super()
    this.namespace = namespace
    this.#rows = rows
  }

  get capabilities(): KeyvStorageCapability {
    return keyvStorageCapability(this)
  }

  async get<V>(key: string): Promise<KeyvStorageGetResult<V>> {
    return this.#rows.read(key)
  }

  async getMany<V>(keys: string[]): Promise<KeyvStorageGetResult<V | undefined>[]> {
    return Promise.all(keys.map((key) => this.get<V>(key)))
  }

  async has(key: string): Promise<boolean> {
    return this.#rows.read(key) !== undefined
  }

  async hasMany(keys: string[]): Promise<boolean[]> {
    return Promise.all(keys.map((key) => this.has(key)))
  }

  async set(key: string, value: unknown, expires?: number): Promise<boolean> {
    await this.#rows.write(key, value as string, expires)
    return true
  }

  async setMany<V>(entries: KeyvStorageEntry<V>[]): Promise<boolean[]> {
    return Promise.all(entries.map(({ key, value, expires }) => this.set(key, value, expires)))
  }

  async delete(key: string): Promise<boolean> {
    return this.#rows.delete(key)
  }

  async deleteMany(keys: string[]): Promise<boolean[]> {
    return Promise.all(keys.map((key) => this.delete(key)))
  }

  async clear(): Promise<void> {
    await this.#rows.clear()
  }
}

/** The methods of a store that Keyv implements. */
const keyvStore = <T>(namespace: string, rows: Rows, clock: Clock): Pick<Store<T>, 'get' | 'set' | 'delete'> => {
  // It must have no 'error' listener: with one, Keyv swallows failures instead of rejecting.
  const keyv = new Keyv<T>({ store: new RowsAdapter(namespace, rows), namespace, checkExpired: false, serialization: json })
  return {
    get: (key) => keyv.get<T>(key),
    async set(key, value, ttl) {
      const entry = ttl === undefined ? { value } : { value, expires: Math.ceil(clock.now() + ttl) }
      if (!(await keyv.setRaw(key, entry))) throw new Error(`${namespace}: ${key} was not stored`)
    },
    async delete(key) {
      await keyv.delete(key)
    },
  }
}

/** `durable`: see `StoreOptions`. */
const createStore = <T>({ sql, commits, clock }: File, namespace: string, durable: boolean): Store<T> => {
  const expiry = (ttl: number | undefined): number | undefined => (ttl === undefined ? undefined : Math.ceil(clock.now() + ttl))
  const rows: Rows = {
    read: (key) => sql.get.get(namespace, key, clock.now())?.['value'] as string | undefined,
    async write(key, text, expires) {
      await commits.write(() => sql.set.run(namespace, key, text, expires ?? null), durable)
    },
    delete: (key) => commits.write(() => sql.delete.run(namespace, key).changes === 1, durable),
    async clear() {
      await commits.write(() => sql.clear.run(namespace), durable)
    },
  }
  const read = (key: string): T | undefined => {
    const text = rows.read(key)
    return text === undefined ? undefined : (decode(text) as T)
  }
  const direct: Pick<Store<T>, 'get' | 'set' | 'delete'> = {
    get: async (key) => read(key),
    set: (key, value, ttl) => rows.write(key, encode(value), expiry(ttl)),
    async delete(key) {
      await rows.delete(key)
    },
  }
  return {
    ...(durable ? direct : keyvStore<T>(namespace, rows, clock)),
    async add(key, value, ttl) {
      const [text, expires] = [encode(value), expiry(ttl) ?? null]
      return commits.write(() => sql.add.run(namespace, key, text, expires, clock.now()).changes === 1, durable)
    },
    async update(key, change, ttl) {
      const expires = expiry(ttl) ?? null
      const work = (): void => {
        const value = change(read(key))
        if (value !== undefined) sql.set.run(namespace, key, encode(value), expires)
      }
      await commits.write(work, durable)
    },
    // Read by pages, so that a slow reader keeps no statement open.
    async *entries(prefix = '') {
      let last = ''
      for (;;) {
        const rows = sql.page.all(namespace, last, prefix, prefix + LAST_CHARACTER, clock.now(), PAGE)
        for (const row of rows) yield [(last = String(row['key'])), decode(String(row['value'])) as T]
        if (rows.length < PAGE) return
      }
    },
  }
}

/** A value as text: in an object, as Keyv writes it. */
const encode = (value: unknown): string => json.stringify({ value })
const decode = (text: string): unknown => (json.parse(text) as { value: unknown }).value

/** Sets on top of a store. Each word has its own key, which begins with the set's name, so that concurrent writers lose no word. */
const createSets = (store: Store<true>): Sets => ({
  add: (set, word, ttl) => store.set(prefixOf(set) + word, true, ttl),
  async words(set) {
    const words: string[] = []
    for await (const [key] of store.entries(prefixOf(set))) words.push(key.slice(prefixOf(set).length))
    return words
  },
})
const prefixOf = (set: string): string => `${encodeURIComponent(set)} `
