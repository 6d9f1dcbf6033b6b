/**
 * State in one SQLite file: through Keyv, but for what deliveries write durably. There Keyv's many promises would be a sixth of what a send through the
 * ledger takes.
 */
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

/**
 * So many pages of the write-ahead log, and it is copied into the file and begun anew. One that no longer grows is synced in two thirds of the time: at
 * SQLite's 1000 pages a small bot would not come to that for a week. Fewer than 250 cost more in copies than they save.
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

interface File {
  sql: ReturnType<typeof statements>
  commits: Commits
  clock: Clock
}

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
  const file: File = { sql: statements(database), commits: createCommits(database), clock }
  const sweepAgain = (): void => {
    // Nobody sees these rows; where it fails, the next sweep takes them.
    sweep(file).catch(() => {})
    cancel = clock.after(SWEEP, sweepAgain)
  }
  let cancel = clock.after(SWEEP, sweepAgain)
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

/** Looks through the file in steps, and takes out what has expired. */
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

/** One namespace of a file, each value as its text. */
interface Rows {
  read(key: string): string | undefined
  /** `expires`: epoch milliseconds; absent: never. */
  write(key: string, text: string, expires?: number): Promise<void>
  delete(key: string): Promise<boolean>
  clear(): Promise<void>
}

/** Each namespace has an adapter of its own: Keyv sets the namespace on the object that it is given. */
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

/** What of the port Keyv does. */
const overKeyv = <T>(namespace: string, rows: Rows, clock: Clock): Pick<Store<T>, 'get' | 'set' | 'delete'> => {
  // No 'error' listener may be set on it: with one, Keyv swallows failures instead of rejecting. The rows know what has expired.
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
    ...(durable ? direct : overKeyv<T>(namespace, rows, clock)),
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
    // By pages, so that a reader who takes long holds nothing open.
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

/** In an object, as Keyv has it: there its expiry stands beside it. */
const encode = (value: unknown): string => json.stringify({ value })
const decode = (text: string): unknown => (json.parse(text) as { value: unknown }).value

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
