/** Shares one run of some work among all who want the same while it goes on. */

export interface Shared<T> {
  /** Yields the work's newest value so far, then all further ones. Ends with the work, or when the signal aborts; throws what the work throws. */
  listen(signal: AbortSignal): AsyncGenerator<T, void>
}

/**
 * Starts the work with its first listener, and aborts its signal when the last one has left.
 *
 * @param over called once, when the work has ended or was aborted, so that nobody may join any more
 */
export const share = <T>(work: (signal: AbortSignal) => AsyncIterable<T>, over: () => void): Shared<T> => {
  const stop = new AbortController()
  const came: T[] = []
  let state: 'new' | 'going' | 'done' | { error: unknown } = 'new'
  let listeners = 0
  let news = Promise.withResolvers<void>()
  const tell = (): void => {
    news.resolve()
    news = Promise.withResolvers()
  }
  const run = async (): Promise<void> => {
    state = 'going'
    try {
      for await (const each of work(stop.signal)) {
        came.push(each)
        tell()
      }
      state = 'done'
    } catch (error) {
      state = { error }
    }
    if (!stop.signal.aborted) over()
    tell()
  }
  return {
    async *listen(signal) {
      const left = Promise.withResolvers<void>()
      const leave = (): void => left.resolve()
      signal.addEventListener('abort', leave)
      listeners += 1
      if (state === 'new') void run()
      try {
        for (let next = Math.max(0, came.length - 1); !signal.aborted;) {
          const fresh = came[next]
          if (fresh !== undefined) {
            next += 1
            yield fresh
          } else if (state === 'done') return
          else if (typeof state === 'object') throw state.error
          else await Promise.race([news.promise, left.promise])
        }
      } finally {
        signal.removeEventListener('abort', leave)
        listeners -= 1
        if (listeners === 0 && state === 'going') {
          stop.abort(new Error('Nobody listens any more'))
          over()
        }
      }
    },
  }
}
