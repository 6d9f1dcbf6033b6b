/** Looks at the sources again and again. */
import type { Clock } from '../clock.ts'
import type { Log } from '../log.ts'
import type { Refresh, Refreshed } from './refresh.ts'

export interface Watch {
  /** Looks at once; resolves when that look has ended, well or not. Further looks follow. */
  start(): Promise<void>
  /** Breaks off a look that is under way. */
  stop(): void
}

export const createWatch = (parts: {
  refresh: Refresh
  /** Milliseconds from the end of a look to the next. */
  every: number
  /** What to do about what came. */
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
