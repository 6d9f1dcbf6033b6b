/** Connects one platform, and tries again when that fails. */
import type { Clock } from '../clock.ts'
import { OperatorError } from '../errors.ts'
import type { Log } from '../log.ts'
import type { Dispatch, Platform } from '../platforms/platform.ts'
import type { Command } from './command.ts'

export interface Connection {
  /** The platform as it was built last; each reconnection builds another. It can post even when it is not connected. */
  platform(): Platform
  /** Resolves after the first try. A platform that cannot be reached is tried again; one that an operator must mend is not. */
  begin(on: Dispatch): Promise<void>
  /** Disconnects. It can still post, and `begin` again. */
  end(): Promise<void>
  /** Disconnects for good. */
  stop(): Promise<void>
}

/** Milliseconds between two tries: doubled each time, up to the longest. */
const WAIT = { first: 5_000, longest: 300_000 }

/** `make` builds the platform; it is called for each try, since a client that failed to connect is not used again. */
export const createConnection = async (
  make: () => Promise<Platform>,
  { commands, clock, log }: { commands: readonly Command[]; clock: Clock; log: Log },
): Promise<Connection> => {
  let platform = await make()
  const { name } = platform
  /** From `begin` to `end` or `stop`; `waiting` cancels the retries that are due. */
  let session: { isOver: boolean; waiting: Set<() => void> } = { isOver: true, waiting: new Set() }

  const later = (mine: typeof session, ms: number, retry: () => void): void => {
    const cancel = clock.after(ms, () => {
      mine.waiting.delete(cancel)
      retry()
    })
    mine.waiting.add(cancel)
  }

  const connect = async (mine: typeof session, on: Dispatch, wait: number): Promise<void> => {
    try {
      await platform.start(on)
      log.info(`${name} is connected`)
    } catch (error) {
      if (error instanceof OperatorError) {
        for (const problem of error.problems) log.error(problem)
        return
      }
      if (mine.isOver) return
      log.warn(`${name} could not be reached; trying again in ${wait / 1000} s`, { error })
      later(mine, wait, () => void connectAnew(mine, on, Math.min(wait * 2, WAIT.longest)))
      return
    }
    await publish(mine, WAIT.first)
  }

  const connectAnew = async (mine: typeof session, on: Dispatch, wait: number): Promise<void> => {
    void platform.stop().catch(() => undefined)
    try {
      const another = await make()
      if (mine.isOver) return
      platform = another
    } catch (error) {
      log.error(`${name} could not be built`, { error })
      return
    }
    await connect(mine, on, wait)
  }

  const publish = async (mine: typeof session, wait: number): Promise<void> => {
    try {
      await platform.menu(commands)
    } catch (error) {
      if (error instanceof OperatorError) for (const problem of error.problems) log.error(problem)
      if (mine.isOver || error instanceof OperatorError) return
      log.warn(`${name} did not take the list of commands; trying again in ${wait / 1000} s`, { error })
      later(mine, wait, () => void publish(mine, Math.min(wait * 2, WAIT.longest)))
    }
  }

  const over = (): void => {
    session.isOver = true
    for (const cancel of session.waiting) cancel()
  }

  return {
    platform: () => platform,
    async begin(on) {
      session = { isOver: false, waiting: new Set() }
      await connect(session, on, WAIT.first)
    },
    async end() {
      over()
      const before = platform
      platform = await make()
      await before.stop()
    },
    async stop() {
      over()
      await platform.stop()
    },
  }
}
