/** The thread of a thread source: looks at a folder, and says what it reads. */
import { enableCompileCache } from 'node:module'
import { parentPort, workerData } from 'node:worker_threads'
import type { Order, Report } from './thread.ts'

// What takes the types out of sources costs a thread 10 MB and a tenth of a second; before anything else is loaded, it is kept from the last time.
enableCompileCache()
const { createFolderSource } = await import('./folder.ts')

const { path, state, taken, ahead } = workerData as Order
const UNKNOWN = { done: 0, total: 0 }

// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread's port has no origin
const say = (report: Report): void => parentPort?.postMessage(report)

try {
  const look = await createFolderSource(path).look({ state })
  const progress = () => look.progress?.() ?? UNKNOWN
  say({ begun: progress() })
  let said = 0
  for await (const read of look.issues) {
    say({ read, progress: progress() })
    said++
    for (let now = Atomics.load(taken, 0); said - now >= ahead; now = Atomics.load(taken, 0)) Atomics.wait(taken, 0, now)
  }
  say({ state: look.state() })
} catch (error) {
  say({ failed: error instanceof Error ? error.message : String(error) })
}
