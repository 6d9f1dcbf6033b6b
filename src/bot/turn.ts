/** Lets one of several processes at a time do something: it holds a lease and renews it; when it dies, another takes over. */
import type { Clock } from '../clock.ts'
import type { Log } from '../log.ts'
import type { Lease } from '../stores/store.ts'

export interface Turn {
  /** Resolves when it is known whose turn it is; if it is ours, when `begin` has resolved. */
  start(): Promise<void>
  /** Stops asking for the turn. Does not call `end`. */
  stop(): void
  /** Lets another process have the turn at once. */
  release(): Promise<void>
}

/** Milliseconds. A process that dies is replaced after HELD + ASK at most. */
export const HELD = 20_000
export const ASK = 5000
/** How long (ms) before the lease runs out `end` is called when it could not be renewed. */
const SPARE = 3000

export const createTurn = (parts: {
  /** What is done in turns, for the log. */
  name: string
  lease: Lease
  begin(): Promise<void>
  end(): Promise<void>
  clock: Clock
  log: Log
}): Turn => {
  const { name, lease, begin, end, clock, log } = parts
  let isOurs = false
  let isTold = false
  let isStopped = false
  let cancelAsking: (() => void) | undefined
  let cancelEnd: (() => void) | undefined
  /** How often the turn changed hands. */
  let changes = 0
  let change = Promise.resolve()
  const failed = (error: unknown): void => log.error(`${name}: the turn could not change`, { error })
  const then = (work: () => Promise<void>): void => {
    change = change.then(work).catch(failed)
  }
  const beginOurs = (): void => {
    const mine = ++changes
    then(async () => {
      if (mine === changes) await begin()
    })
  }
  /** Without waiting for `begin`, which may never resolve. */
  const endOurs = (): void => {
    changes++
    const ended = end().catch(failed)
    then(() => ended)
  }

  const lose = (why: string): void => {
    if (!isOurs || isStopped) return
    isOurs = false
    cancelEnd?.()
    log.warn(`${name}: ${why}; this process stands by`)
    endOurs()
  }
  const ask = async (): Promise<void> => {
    const asked = clock.now()
    try {
      const isHeld = await lease.hold(HELD)
      if (isStopped) return
      if (isHeld) {
        cancelEnd?.()
        // If it is not renewed by then, another process may take it.
        cancelEnd = clock.after(asked + HELD - SPARE - clock.now(), () => lose('the turn could not be renewed'))
        if (!isOurs) beginOurs()
        isOurs = true
        isTold = true
      } else {
        lose('another process has taken over')
        if (!isTold) log.info(`${name}: another process is connected; this one stands by`)
        isTold = true
      }
    } catch (error) {
      log.debug(`${name}: whose turn it is cannot be asked`, { error })
    }
    if (!isStopped) cancelAsking = clock.after(ASK, () => void ask())
  }
  return {
    async start() {
      await ask()
      await change
    },
    stop() {
      isStopped = true
      cancelAsking?.()
      cancelEnd?.()
    },
    release: () => lease.release(),
  }
}
