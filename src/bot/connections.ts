/** Keeps the platforms connected. One that fails never stops another. */
import type { Clock } from '../clock.ts'
import { OperatorError } from '../errors.ts'
import type { Log } from '../log.ts'
import type { Dispatch, Platform } from '../platforms/platform.ts'
import type { Command } from './command.ts'

export interface Connections {
  /** By name. One that is being connected anew changes under its name. */
  readonly platforms: ReadonlyMap<string, Platform>
  /** Resolves when each platform has had its first try. One that cannot be reached is tried again, one that an operator must mend is not. */
  start(on: Dispatch): Promise<void>
  stop(): Promise<void>
}

/** Between two tries to reach a platform, in milliseconds: doubled each time, up to the last. */
const WAIT = { first: 5_000, longest: 300_000 }

/** `makers` build a platform, each time anew: a client that failed to connect is not used again. */
export const createConnections = async (
  makers: readonly (() => Promise<Platform>)[],
  { commands, clock, log }: { commands: readonly Command[]; clock: Clock; log: Log },
): Promise<Connections> => {
  const platforms = new Map<string, Platform>()
  const waiting = new Set<() => void>()
  let stopped = false

  const connect = async (platform: Platform, make: () => Promise<Platform>, on: Dispatch, wait: number): Promise<void> => {
    const { name } = platform
    platforms.set(name, platform)
    try {
      await platform.start(on)
      log.info(`${name} is connected`)
    } catch (error) {
      if (error instanceof OperatorError) {
        for (const problem of error.problems) log.error(problem)
        return
      }
      if (stopped) return
      log.warn(`${name} could not be reached; trying again in ${wait / 1000} s`, { error })
      const callOff = clock.after(wait, () => {
        waiting.delete(callOff)
        void platform.stop().catch(() => undefined)
        void make().then(
          (another) => (stopped ? undefined : connect(another, make, on, Math.min(wait * 2, WAIT.longest))),
          (cause: unknown) => log.error(`${name} could not be built`, { error: cause }),
        )
      })
      waiting.add(callOff)
      return
    }
    await publish(platform, WAIT.first)
  }

  const publish = async (platform: Platform, wait: number): Promise<void> => {
    try {
      await platform.menu(commands)
    } catch (error) {
      if (error instanceof OperatorError) for (const problem of error.problems) log.error(problem)
      if (stopped || error instanceof OperatorError) return
      log.warn(`${platform.name} did not take the list of commands; trying again in ${wait / 1000} s`, { error })
      const callOff = clock.after(wait, () => {
        waiting.delete(callOff)
        void publish(platform, Math.min(wait * 2, WAIT.longest))
      })
      waiting.add(callOff)
    }
  }

  const made = await Promise.all(makers.map(async (make) => ({ make, platform: await make() })))
  for (const { platform } of made) platforms.set(platform.name, platform)
  return {
    platforms,
    async start(on) {
      await Promise.all(made.map(({ platform, make }) => connect(platform, make, on, WAIT.first)))
    },
    async stop() {
      stopped = true
      for (const callOff of waiting) callOff()
      await Promise.allSettled([...platforms.values()].map((platform) => platform.stop()))
    },
  }
}
