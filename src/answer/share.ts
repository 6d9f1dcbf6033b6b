/** One piece of work for all who want the same while it is under way. */

export interface Shared<T> {
  /** The newest of what has come, and all that comes from here on. Ends with the work, or when the signal says so; throws what the work throws. */
  listen(signal: AbortSignal): AsyncGenerator<T, void>
}

/**
 * Begins the work with its first listener, and gives it up by its signal when the last one has left. `over` is told once, when nobody new may join:
 * it has ended or was given up.
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
