/** A folder source in a thread of its own: what it read is filed while it reads on. */
import { setFlagsFromString } from 'node:v8'
import { Worker } from 'node:worker_threads'
import type { Found, Look, Progress, Source, SourceState, Unread } from './source.ts'

/** What the thread is told. */
export interface Order {
  path: string
  state: SourceState
  /** Counts the reports that were taken from it: it waits while it is so many ahead. */
  taken: Int32Array
  ahead: number
}

/** What it says: first that it can look, or why not; then what it reads, and at the end what it remembers. */
export type Report = { begun: Progress } | { failed: string } | { read: Found | Unread; progress: Progress } | { state: SourceState }

/** The longest issues have some 0.5 MB. With fewer than are filed at once, reading waits each time that the disk does. */
const AHEAD = 18
/** MiB for young objects. With V8's usual start of 1 a fifth of all time goes into moving them about; twice as many gain nothing. */
const YOUNG = 8
/** Without them the heap grows with the machine. Reading the largest file that is read takes less. V8 counts the young three times. */
const LIMITS = { maxYoungGenerationSizeMb: 3 * YOUNG, maxOldGenerationSizeMb: 1024 }

export const createThreadSource = (path: string): Source => ({
  name: path,
  async look({ state = {}, signal }): Promise<Look> {
    const taken = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT))
    const thread = startThread({ path, state, taken, ahead: AHEAD }, signal)
    let progress: Progress = { done: 0, total: 0 }
    let after: SourceState = {}
    const issues = async function* (): AsyncGenerator<Found | Unread> {
      try {
        for (;;) {
          const report = await thread.next()
          if ('state' in report) after = report.state
          if (!('read' in report)) return
          progress = report.progress
          yield report.read
          Atomics.add(taken, 0, 1)
          Atomics.notify(taken, 0)
        }
      } finally {
        await thread.end()
      }
    }
    try {
      const first = await thread.next()
      if ('failed' in first) throw new Error(first.failed)
      if ('begun' in first) progress = first.begun
      return { issues: issues(), state: () => after, progress: () => progress }
    } catch (error) {
      await thread.end()
      throw error
    }
  },
})

interface Thread {
  /** What it says next. @throws when it ended early, or `signal` aborted */
  next(): Promise<Report>
  end(): Promise<unknown>
}

const startThread = (order: Order, signal: AbortSignal | undefined): Thread => {
  // Read where the thread's heap is made; there is no limit that says it.
  setFlagsFromString(`--min-semi-space-size=${YOUNG}`)
  const worker = new Worker(new URL('./thread-worker.ts', import.meta.url), { workerData: order, resourceLimits: LIMITS })
  const reports: Report[] = []
  let broken: Error | undefined
  let wake: (() => void) | undefined
  worker.on('message', (report: Report) => {
    reports.push(report)
    wake?.()
  })
  const fail = (error: Error): void => {
    broken ??= error
    wake?.()
  }
  worker.once('error', fail)
  worker.once('exit', () => fail(new Error(`${order.path}: reading ended early`)))
  signal?.addEventListener('abort', () => wake?.(), { once: true })
  return {
    async next() {
      for (;;) {
        signal?.throwIfAborted()
        const report = reports.shift()
        if (report !== undefined) return report
        if (broken !== undefined) throw broken
        await new Promise<void>((resolve) => (wake = resolve))
      }
    },
    end: () => worker.terminate(),
  }
}
