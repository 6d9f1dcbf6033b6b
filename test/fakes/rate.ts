/** A limit that is enforced exactly: a sliding window of what was let through. */
import type { Clock } from '../../src/clock.ts'

export interface Rate {
  requests: number
  /** Milliseconds. */
  per: number
}

export interface Enforced {
  /** How long (ms) until the next request passes; 0: now. */
  wait(): number
  take(): void
}

export const enforce = ({ requests, per }: Rate, clock: Pick<Clock, 'now'>): Enforced => {
  let passed: number[] = []
  return {
    wait() {
      passed = passed.filter((at) => at > clock.now() - per)
      const first = passed.length < requests ? undefined : passed[passed.length - requests]
      return first === undefined ? 0 : first + per - clock.now()
    },
    take: () => void passed.push(clock.now()),
  }
}

/** Limits by key, made when they are first met. */
export const enforceEach = (rate: Rate, clock: Pick<Clock, 'now'>): ((key: string) => Enforced) => {
  const all = new Map<string, Enforced>()
  return (key) => {
    const one = all.get(key) ?? enforce(rate, clock)
    all.set(key, one)
    return one
  }
}

/** Lets a request through all of these or none, and says how long (ms) it would have had to wait. */
export const pass = (limits: readonly Enforced[]): number => {
  const wait = Math.max(0, ...limits.map((limit) => limit.wait()))
  if (wait === 0) for (const limit of limits) limit.take()
  return wait
}
