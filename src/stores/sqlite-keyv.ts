/** Keyv over rows of a SQLite file: what is no delivery's record goes the one way that Redis goes, too. */
import { Hookified } from 'hookified'
import { Keyv, keyvStorageCapability } from 'keyv'
import type { KeyvStorageAdapter, KeyvStorageCapability, KeyvStorageEntry, KeyvStorageGetResult } from 'keyv'
import type { Clock } from '../clock.ts'
import { type Store, json } from './store.ts'

/** One namespace of a file, each value as its text. */
export interface Rows {
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
export const overKeyv = <T>(namespace: string, rows: Rows, clock: Clock): Pick<Store<T>, 'get' | 'set' | 'delete'> => {
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
