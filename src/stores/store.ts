/** The port for small state: key-value stores by namespace, sets, and leases. */

/** The serialization that Keyv is given. Its own one also takes bytes and big integers, but reads ten times as slowly. */
export const json = { stringify: (value: unknown): string => JSON.stringify(value), parse: JSON.parse }

/** The keys and values of one namespace. Values are JSON. A write that fails rejects. */
export interface Store<T> {
  get(key: string): Promise<T | undefined>
  /** `ttl`: for how many milliseconds; absent: without limit. */
  set(key: string, value: T, ttl?: number): Promise<void>
  /** Sets a key that does not exist yet, atomically. Returns whether it did. */
  add(key: string, value: T, ttl?: number): Promise<boolean>
  /**
   * Replaces a value by what `change` returns for it, atomically, so that no concurrent change is lost. `change` gets undefined where there is no
   * value, and returns undefined to change nothing. It may be called several times; the last result counts.
   */
  update(key: string, change: (value: T | undefined) => T | undefined, ttl?: number): Promise<void>
  delete(key: string): Promise<void>
  /** Every entry that has not expired and whose key starts with `prefix`, in any order. */
  entries(prefix?: string): AsyncIterable<[key: string, value: T]>
}

/** Sets of words, by name, to find what belongs to something without reading anything else. */
export interface Sets {
  /** Adds a word to a set, which is kept for at least `ttl` milliseconds from now. */
  add(set: string, word: string, ttl: number): Promise<void>
  /** Each word of a set once, in any order. */
  words(set: string): Promise<string[]>
}

export interface Stores {
  readonly name: string
  /** Opens a namespace: the same data for the same name, in every process. Keys and namespaces may contain any character. */
  open<T>(namespace: string, options?: StoreOptions): Store<T>
  /** The same for sets, whose namespaces are separate from those of `open`. */
  openSets(namespace: string, options?: StoreOptions): Sets
  /** @throws when the data cannot be reached */
  ping(): Promise<void>
  close(): Promise<void>
}

export interface StoreOptions {
  /** A resolved write survives power loss, where the engine can promise it. Slower, except for writes in the same turn. For the ledger. */
  durable?: boolean
}

/** A lock that at most one of several processes holds at a time. It expires unless it is extended in time. */
export interface Lease {
  /** Takes the lease if nobody holds it, or extends ours, for `ms` milliseconds from now. Returns whether it is ours. */
  hold(ms: number): Promise<boolean>
  /** Releases the lease if it is ours. */
  release(): Promise<void>
}
