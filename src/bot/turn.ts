/** Lets one of several processes at a time do something: it holds a lease, renews it, and another takes over when it dies. */
import type { Clock } from '../clock.ts'
import type { Log } from '../log.ts'
import type { Lease } from '../stores/store.ts'

export interface Turn {
  /** Resolves when it is known whose turn it is; if ours, when `begin` has ended. */
  start(): Promise<void>
  /** Asks for it no more. What was begun is not ended. */
  stop(): void
  /** Lets another process have it at once. */
  release(): Promise<void>
}

/** A process that dies is missed for at most HELD + ASK, in ms. */
export const HELD = 20_000
export const ASK = 5000
/** How long (ms) before the lease runs out whoever cannot renew it must have ended. */
const SPARE = 3000

export const createTurn = (parts: {
  /** For the log: what is done in turns. */
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
  /** How often it became ours, or another's. */
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
  /** At once: what is begun may never be done with beginning. */
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
        // Without an answer until then, another may have it.
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
