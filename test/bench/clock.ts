/** A clock that goes at once to what is due next: waiting costs nothing, whether an hour or a year. */
import { setImmediate } from 'node:timers/promises'
import type { Clock } from '../../src/clock.ts'

export interface SwiftClock extends Clock {
  /** Lets time pass while this holds, and nothing else is at work. */
  passWhile(holds: () => boolean): Promise<void>
  /** Goes to a time as a machine does that slept until then: what fell due meanwhile is done once, then. */
  wakeAt(time: number): Promise<void>
}

interface Timer {
  at: number
  run: (() => void) | undefined
}

export const swiftClock = (start: string): SwiftClock => {
  let now = Date.parse(start)
  const timers = createHeap()
  /** Runs what is due first, should it be so by then. */
  const next = (until: number): boolean => {
    const timer = timers.take(until)
    if (timer === undefined) return false
    now = Math.max(now, timer.at)
    timer.run?.()
    return true
  }
  return {
    now: () => now,
    after(ms, then) {
      const timer: Timer = { at: now + Math.max(0, ms), run: then }
      timers.add(timer)
      // Called off far more often than not: it is left where it is.
      return () => void (timer.run = undefined)
    },
    async passWhile(holds) {
      for (;;) {
        await setImmediate()
        if (!holds()) return
        next(Number.POSITIVE_INFINITY)
      }
    },
    async wakeAt(time) {
      now = Math.max(now, time)
      while (next(now)) await setImmediate()
    },
  }
}

/** Timers by time, those that were called off passed over. */
const createHeap = () => {
  const heap: Timer[] = []
  const at = (index: number): number => heap[index]?.at ?? Number.POSITIVE_INFINITY
  const swap = (a: number, b: number): void => {
    const [x, y] = [heap[a], heap[b]]
    if (x !== undefined && y !== undefined) [heap[a], heap[b]] = [y, x]
  }
  const drop = (): void => {
    swap(0, heap.length - 1)
    heap.pop()
    for (let index = 0; ;) {
      const child = at(2 * index + 1) <= at(2 * index + 2) ? 2 * index + 1 : 2 * index + 2
      if (at(index) <= at(child)) return
      swap(index, child)
      index = child
    }
  }
  return {
    add(timer: Timer): void {
      heap.push(timer)
      for (let index = heap.length - 1; index > 0 && at((index - 1) >> 1) > at(index); index = (index - 1) >> 1)
        swap(index, (index - 1) >> 1)
    },
    take(until: number): Timer | undefined {
      for (;;) {
        const first = heap[0]
        if (first === undefined || first.at > until) return undefined
        drop()
        if (first.run !== undefined) return first
      }
    },
  }
}
