/** Reads the sources again and again. */
import type { Clock } from '../clock.ts'
import type { Log } from '../log.ts'
import type { Refresh, Refreshed } from './refresh.ts'

export interface Watch {
  /** Reads the sources at once, and then every so often; resolves when the first reading has ended, well or not. */
  start(): Promise<void>
  /** Ends it, and aborts a reading that is under way. */
  stop(): void
}

export const createWatch = (parts: {
  refresh: Refresh
  /** Milliseconds from the end of a reading to the next. */
  every: number
  /** Called with what each reading brought. */
  seen(refreshed: Refreshed): Promise<void>
  clock: Clock
  log: Log
}): Watch => {
  const { refresh, every, seen, clock, log } = parts
  const stopping = new AbortController()
  let callOff: (() => void) | undefined
  const look = async (): Promise<void> => {
    try {
      const refreshed = await refresh.look(stopping.signal)
      for (const { source, why } of refreshed.problems) log.warn(why.startsWith(source) ? why : `${source}: ${why}`)
      await seen(refreshed)
    } catch (error) {
      if (!stopping.signal.aborted) log.error('reading the sources failed', { error })
    }
    if (!stopping.signal.aborted) callOff = clock.after(every, () => void look())
  }
  return {
    start: look,
    stop() {
      callOff?.()
      stopping.abort(new Error('stopping'))
    },
  }
}
