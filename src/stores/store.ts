/** The port for small state: Keyv namespaces with the few guarantees that we need on top. */

/** One namespace. Values are JSON. A write that fails rejects: nothing is swallowed. */
export interface Store<T> {
  get(key: string): Promise<T | undefined>
  /** `ttl` in milliseconds; absent: for ever. */
  set(key: string, value: T, ttl?: number): Promise<void>
  /** Sets a key that nobody has set yet, in one step, and says whether it did. */
  add(key: string, value: T, ttl?: number): Promise<boolean>
  delete(key: string): Promise<void>
  /** Every live entry whose key starts with `prefix`, in no promised order. */
  entries(prefix?: string): AsyncIterable<[key: string, value: T]>
}

export interface Stores {
  readonly name: string
  /** The same name opens the same data, in this process or another. Keys and namespaces may hold any character. */
  open<T>(namespace: string, options?: StoreOptions): Store<T>
  /** Throws when the data cannot be reached. */
  ping(): Promise<void>
  close(): Promise<void>
}

export interface StoreOptions {
  /** A resolved write survives power loss (where the engine can promise it). For the ledger; slower. */
  durable?: boolean
}

/** Something that one of several processes has at a time. It is lost when it is not held again in time. */
export interface Lease {
  /** Takes what nobody has, or keeps what is ours, for `ms` milliseconds from now; says whether it is ours. */
  hold(ms: number): Promise<boolean>
  /** Gives it back, where it is ours. */
  release(): Promise<void>
}
