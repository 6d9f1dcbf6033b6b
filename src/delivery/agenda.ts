/**
 * Finds the subscriptions that are due without checking each of them: those of the same timing (rhythm, hours and zone) form a group, which is due as
 * a whole. It keeps a key per subscription in memory, some 90 bytes. Each minute costs three reads of the store, and a
 * visit to each group.
 */
import { setImmediate } from 'node:timers/promises'
import type { Clock } from '../clock.ts'
import type { Log } from '../log.ts'
import { DAY } from '../issue/day.ts'
import type { Changes } from './changes.ts'
import type { Subscription, SubscriptionBook } from './subscriptions.ts'
import { type Timing, isOpen, runsAfter } from './timing.ts'

/** The subscriptions that have the same timing. */
export interface Group {
  timing: Timing
  /** The next run (epoch ms); undefined until it is computed. */
  next: number | undefined
  /** The keys of the subscriptions' targets. */
  members: Set<string>
}

export interface Agenda {
  /** Applies the changes of subscriptions that any process has made. */
  update(): Promise<void>
  /** The groups that have a run after `last` and up to `now` (epoch ms); they stay due until `settle`. */
  due(last: number, now: number): Group[]
  /** Marks a group's runs up to `now` as done. */
  settle(group: Group, now: number): void
  /** The groups that get issues on arrival and whose window is open. */
  open(now: number): Group[]
  /** The `limit` groups with the soonest next runs, in order. */
  soonest(now: number, limit: number): Group[]
}

/** How often (ms) all subscriptions are read again, in case a process died before it noted a change. */
const REREAD = DAY
/** How many subscriptions are read before other work gets its turn on the event loop. */
const TURN = 100

const timingKey = ({ every, hour, until = '', zone }: Timing): string => `${every} ${hour} ${until} ${zone}`

/** A new group; undefined for an hour or zone that is invalid here, as older or other versions may have stored it, which must not stop the rest. */
const groupOf = (timing: Timing): Group | undefined => {
  try {
    runsAfter(timing, 0, 1)
    isOpen(timing, 0)
    return { timing, next: undefined, members: new Set() }
  } catch {
    return undefined
  }
}

/** Whether a subscription still belongs to a group: its timing is the group's, and it is not paused. */
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
      // Each change is read once only, so if this update fails, the next one reads all subscriptions.
      const before = readAt
      readAt = undefined
      const keys = await changes.read()
      const now = clock.now()
      // If the clock was set back, the computed runs are too late.
      if (now < latest) for (const group of groups.values()) group.next = undefined
      latest = now
      if (keys === undefined || before === undefined || now - before >= REREAD) return readAll()
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
