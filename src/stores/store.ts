/** The port for small state: namespaces of keys, with the few guarantees that we need. */

/** How Keyv is to write values: its own way also takes bytes and big integers, and reads ten times as slowly. */
export const json = { stringify: (value: unknown): string => JSON.stringify(value), parse: JSON.parse }

/** One namespace. Values are JSON. A write that fails rejects: nothing is swallowed. */
export interface Store<T> {
  get(key: string): Promise<T | undefined>
  /** `ttl` in milliseconds; absent: for ever. */
  set(key: string, value: T, ttl?: number): Promise<void>
  /** Sets a key that nobody has set yet, in one step, and says whether it did. */
  add(key: string, value: T, ttl?: number): Promise<boolean>
  /**
   * Replaces a value by what `change` makes of it, in one step: what several write at once is all kept. It is given `undefined` where nothing is there,
   * and returns it where nothing is to change. It may be called more than once; the last time counts.
   */
  update(key: string, change: (value: T | undefined) => T | undefined, ttl?: number): Promise<void>
  delete(key: string): Promise<void>
  /** Every live entry whose key starts with `prefix`, in no promised order. */
  entries(prefix?: string): AsyncIterable<[key: string, value: T]>
}

/** Sets of words, by name: to find what belongs to something without a look at anything else. */
export interface Sets {
  /** Adds a word to a set, which is kept for at least `ttl` milliseconds from now. */
  add(set: string, word: string, ttl: number): Promise<void>
  /** Each word of a set once, in no promised order. */
  words(set: string): Promise<string[]>
}

export interface Stores {
  readonly name: string
  /** The same name opens the same data, in this process or another. Keys and namespaces may hold any character. */
  open<T>(namespace: string, options?: StoreOptions): Store<T>
  /** The same for sets, whose namespaces are others than those of `open`. */
  openSets(namespace: string, options?: StoreOptions): Sets
  /** Throws when the data cannot be reached. */
  ping(): Promise<void>
  close(): Promise<void>
}

export interface StoreOptions {
  /** A resolved write survives power loss (where the engine can promise it). For the ledger; slower, but for writes that are asked for together. */
  durable?: boolean
}

/** Something that one of several processes has at a time. It is lost when it is not held again in time. */
export interface Lease {
  /** Takes what nobody has, or keeps what is ours, for `ms` milliseconds from now; says whether it is ours. */
  hold(ms: number): Promise<boolean>
  /** Gives it back, where it is ours. */
  release(): Promise<void>
}
