/**
 * Which subscriptions are due, without a look at each: those of one timing (rhythm, hour, zone) are a group, which is due as one. In memory it is a
 * key a subscription, some 90 bytes; a minute costs three reads of the store and a glance at each group, of which there are as many as there are timings.
 */
import { setImmediate } from 'node:timers/promises'
import type { Clock } from '../clock.ts'
import type { Log } from '../log.ts'
import type { Changes } from './changes.ts'
import type { Subscription, SubscriptionBook } from './subscriptions.ts'
import { type Timing, isOpen, runsAfter } from './timing.ts'

/** The subscriptions of one timing, by their targets' keys. */
export interface Group {
  timing: Timing
  /** The next run (epoch ms), unless it has yet to be found out. */
  next: number | undefined
  members: Set<string>
}

export interface Agenda {
  /** Brings it up to date with what any process changed. */
  update(): Promise<void>
  /** The groups with a run later than `last`, up to `now`; they stay so until they are settled. */
  due(last: number, now: number): Group[]
  settle(group: Group, now: number): void
  /** The groups that bring issues as they arrive, and would bring one now. */
  open(now: number): Group[]
  /** The groups whose next runs come first, soonest first. */
  soonest(now: number, limit: number): Group[]
}

/** How long (ms) before everything is read again, should a note of a change have been lost with its process. */
const FRESH = 86_400_000
/** So many subscriptions are read before others get their turn. */
const TURN = 100

const timingKey = ({ every, hour, until = '', zone }: Timing): string => `${every} ${hour} ${until} ${zone}`

/** What was stored under other rules, or is known to another machine alone, may not stop the others. */
const groupOf = (timing: Timing): Group | undefined => {
  try {
    runsAfter(timing, 0, 1)
    isOpen(timing, 0)
    return { timing, next: undefined, members: new Set() }
  } catch {
    return undefined
  }
}

/** Does this subscription, as it is now, belong to the group? */
export const belongs = (subscription: Subscription, { timing }: Group): boolean =>
  subscription.paused === undefined && timingKey(subscription) === timingKey(timing)

export const createAgenda = ({
  subscriptions,
  changes,
  clock,
  log,
}: {
  subscriptions: Pick<SubscriptionBook, 'at' | 'all'>
  changes: Pick<Changes, 'read'>
  clock: Clock
  log: Log
}): Agenda => {
  let groups = new Map<string, Group>()
  let readAt: number | undefined
  let latest = 0

  const add = (into: Map<string, Group>, key: string, { paused, every, hour, until, zone }: Subscription): void => {
    if (paused !== undefined) return
    const timing: Timing = { every, hour, zone, ...(until === undefined ? {} : { until }) }
    const group = into.get(timingKey(timing)) ?? groupOf(timing)
    if (group === undefined) return log.error('a subscription has an hour or a zone that is none', { target: key, hour, until, zone })
    group.members.add(key)
    into.set(timingKey(timing), group)
  }

  const readAll = async (): Promise<void> => {
    const all = new Map<string, Group>()
    let count = 0
    for await (const [key, subscription] of subscriptions.all()) {
      add(all, key, subscription)
      if (++count % TURN === 0) await setImmediate()
    }
    groups = all
    readAt = clock.now()
  }

  const reread = async (key: string): Promise<void> => {
    const subscription = await subscriptions.at(key)
    for (const [timing, group] of groups) if (group.members.delete(key) && group.members.size === 0) groups.delete(timing)
    if (subscription !== undefined) add(groups, key, subscription)
  }

  const nextOf = (group: Group, now: number): number => (group.next ??= runsAfter(group.timing, now, 1)[0] ?? Infinity)

  return {
    async update() {
      // A change is told once: where the store fails over it, everything is read at the next look.
      const before = readAt
      readAt = undefined
      const keys = await changes.read()
      const now = clock.now()
      // A clock that was ahead and is set back.
      if (now < latest) for (const group of groups.values()) group.next = undefined
      latest = now
      if (keys === undefined || before === undefined || now - before >= FRESH) return readAll()
      for (const key of new Set(keys)) await reread(key)
      readAt = before
    },
    due(last, now) {
      return [...groups.values()].filter((group) => {
        if (group.next !== undefined && group.next > now) return false
        const [run = Infinity] = runsAfter(group.timing, Math.min(last, now), 1)
        group.next = run
        return run <= now
      })
    },
    settle(group, now) {
      group.next = undefined
      nextOf(group, now)
    },
    open: (now) => [...groups.values()].filter(({ timing }) => isOpen(timing, now)),
    soonest: (now, limit) => [...groups.values()].sort((a, b) => nextOf(a, now) - nextOf(b, now)).slice(0, limit),
  }
}
