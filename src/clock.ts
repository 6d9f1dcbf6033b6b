import { setTimeout as delay } from 'node:timers/promises'

/** The time and timers, passed to the parts that use them so that tests can set the time. */
export interface Clock {
  /** Epoch milliseconds. */
  now(): number
  /** Calls `then` once, `ms` milliseconds from now; returns a function that cancels it. Does not keep the process alive. */
  after(ms: number, then: () => void): () => void
}

/** The longest delay (ms) that setTimeout accepts, a signed 32-bit integer. Longer ones are split. */
const LONGEST = 2 ** 31 - 1

export const systemClock: Clock = {
  now: () => Date.now(),
  after(ms, then) {
    const due = Date.now() + ms
    let timer: NodeJS.Timeout
    const arm = (): void => {
      const left = due - Date.now()
      timer = left > LONGEST ? setTimeout(arm, LONGEST) : setTimeout(then, Math.max(0, left))
      timer.unref()
    }
    arm()
    return () => clearTimeout(timer)
  },
}

/** Resolves after `ms` milliseconds of `clock`; rejects with the signal's reason when it aborts first. */
export const sleep = (clock: Clock, ms: number, signal?: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    signal?.throwIfAborted()
    const abort = (): void => {
      cancel()
      reject(signal?.reason as Error)
    }
    const cancel = clock.after(ms, () => {
      signal?.removeEventListener('abort', abort)
      resolve()
    })
    signal?.addEventListener('abort', abort, { once: true })
  })

/** Calls `work` every `ms` milliseconds, for the first time after `first`, until the returned function is called. */
export const every = (clock: Clock, ms: number, work: () => void, first = ms): (() => void) => {
  const again = (): void => {
    cancel = clock.after(ms, again)
    work()
  }
  let cancel = clock.after(first, again)
  return () => cancel()
}

/** Waits for `work`, but for at most `ms` milliseconds of real time, and no longer than until `signal` aborts. */
export const within = async (ms: number, work: Promise<unknown>, signal?: AbortSignal): Promise<void> => {
  const done = new AbortController()
  const ended = signal === undefined ? done.signal : AbortSignal.any([done.signal, signal])
  try {
    await Promise.race([work, delay(ms, undefined, { signal: ended }).catch(() => undefined)])
  } finally {
    done.abort()
  }
}
