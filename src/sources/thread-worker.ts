/** The thread of a thread source: looks at a folder, and says what it reads. */
import { parentPort, workerData } from 'node:worker_threads'
import { createFolderSource } from './folder.ts'
import type { Order, Report } from './thread.ts'

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
    say({ read: JSON.stringify(read), progress: progress() })
    said++
    for (let now = Atomics.load(taken, 0); said - now >= ahead; now = Atomics.load(taken, 0)) Atomics.wait(taken, 0, now)
  }
  say({ state: look.state() })
} catch (error) {
  say({ failed: error instanceof Error ? error.message : String(error) })
}
