/** A clock that stands still until a test moves it. */
import { setImmediate } from 'node:timers/promises'
import type { Clock } from '../../src/clock.ts'

export interface FakeClock extends Clock {
  /** Moves on by `ms`, running what falls due in order and letting promises settle after each. */
  tick(ms: number): Promise<void>
  /** How much is still to come. */
  waiting(): number
}

interface Timer {
  at: number
  run: () => void
}

/** Rounds of the event loop after each timer: enough for a chain of promises, and for a few turns of file or loopback traffic. */
const ROUNDS = 4

const settle = async (): Promise<void> => {
  for (let round = 0; round < ROUNDS; round++) await setImmediate()
}

export const fakeClock = (start: number | string = '2026-03-02T08:00:00Z'): FakeClock => {
  let now = typeof start === 'number' ? start : Date.parse(start)
  const timers = new Set<Timer>()
  const earliest = (until: number): Timer | undefined =>
    [...timers].reduce<Timer | undefined>((best, timer) => (timer.at <= until && !(best && best.at <= timer.at) ? timer : best), undefined)
  return {
    now: () => now,
    after(ms, then) {
      const timer = { at: now + Math.max(0, ms), run: then }
      timers.add(timer)
      return () => void timers.delete(timer)
    },
    waiting: () => timers.size,
    async tick(ms) {
      const until = now + ms
      await settle()
      for (let timer = earliest(until); timer !== undefined; timer = earliest(until)) {
        timers.delete(timer)
        now = Math.max(now, timer.at)
        timer.run()
        await settle()
      }
      now = until
      await settle()
    },
  }
}

/** Waits as `until` does, and lets time pass meanwhile: a chat's turn is waited for by the clock. */
export const asTimePasses =
  (clock: FakeClock, until: (holds: () => boolean) => Promise<void>) =>
  (holds: () => boolean): Promise<void> =>
    until(() => {
      void clock.tick(50)
      return holds()
    })
