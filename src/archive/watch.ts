/** Reads the sources again and again, and tidies the archive in between. */
import type { Clock } from '../clock.ts'
import type { Log } from '../log.ts'
import type { Archive } from './archive.ts'
import type { Refresh, Refreshed } from './refresh.ts'

export interface Watch {
  /** Reads the sources at once, and then every so often; resolves when the first reading has ended, well or not. */
  start(): Promise<void>
  /** Ends it, and aborts a reading that is under way. */
  stop(): void
}

/** Pages of the index that are merged at once, which takes some 10 ms, and how long (ms) all else has until the next are. */
const MERGED = 64
const PAUSE = 500

export const createWatch = (parts: {
  refresh: Refresh
  archive: Pick<Archive, 'mergeIndex'>
  /** Milliseconds from the end of a reading to the next. */
  every: number
  /** Called with what each reading brought. */
  seen(refreshed: Refreshed): Promise<void>
  clock: Clock
  log: Log
}): Watch => {
  const { refresh, archive, every, seen, clock, log } = parts
  const stopping = new AbortController()
  let callOff: (() => void) | undefined
  let callOffMerging: (() => void) | undefined
  const merge = (): void => {
    try {
      if (archive.mergeIndex(MERGED)) callOffMerging = clock.after(PAUSE, merge)
    } catch (error) {
      log.warn('the index could not be merged; trying again when the sources have been read', { error })
    }
  }
  const look = async (): Promise<void> => {
    try {
      const refreshed = await refresh.look(stopping.signal)
      for (const { source, why } of refreshed.problems) log.warn(why.startsWith(source) ? why : `${source}: ${why}`)
      await seen(refreshed)
    } catch (error) {
      if (!stopping.signal.aborted) log.error('reading the sources failed', { error })
    }
    if (stopping.signal.aborted) return
    callOff = clock.after(every, () => void look())
    callOffMerging?.()
    callOffMerging = clock.after(PAUSE, merge)
  }
  return {
    start: look,
    stop() {
      callOff?.()
      callOffMerging?.()
      stopping.abort(new Error('stopping'))
    },
  }
}
