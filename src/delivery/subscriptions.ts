/** Who gets a digest, where, when, of which sections and in which language. */
import { randomUUID } from 'node:crypto'
import type { Clock } from '../clock.ts'
import type { RecapKind } from '../issue/issue.ts'
import { targetKey } from '../platforms/platform.ts'
import type { Target } from '../platforms/platform.ts'
import type { Store } from '../stores/store.ts'
import { within } from './ledger.ts'
import type { Ledger } from './ledger.ts'
import { nextTimes } from './times.ts'

export const LAYOUTS = ['compact', 'full'] as const
export type Layout = (typeof LAYOUTS)[number]

export interface Subscription {
  /** Unique and stable; a target has at most one. */
  id: string
  target: Target
  /** Empty: all. */
  sections: RecapKind[]
  /** `HH:MM` in `zone`. */
  hour: string
  /** IANA time zone. */
  zone: string
  layout: Layout
  /** Language of our own words, and of the edition where there is one. */
  locale: string
  createdBy: string
  /** Epoch milliseconds. */
  createdAt: number
  /** Set when the chat can't be reached. */
  paused?: { at: number; why: string }
}

export type SubscriptionChoice = Pick<Subscription, 'target' | 'sections' | 'hour' | 'zone' | 'layout' | 'locale' | 'createdBy'>

export interface Subscriptions {
  /** Adds, or changes the one that the target has (and wakes it when it was paused). */
  put(choice: SubscriptionChoice): Promise<{ subscription: Subscription; isNew: boolean }>
  get(target: Target): Promise<Subscription | undefined>
  /** Says whether there was one. */
  remove(target: Target): Promise<boolean>
  /** Of one chat with all its threads, or of all. */
  list(chat?: Pick<Target, 'platform' | 'chat'>): Promise<Subscription[]>
  /** A target without `thread` means the whole chat. */
  pause(target: Target, why: string): Promise<void>
  move(from: Target, to: Target): Promise<void>
  /** The next times (epoch ms) at which this subscription's digest is due. */
  next(subscription: Subscription, count?: number): number[]
}

/** The subscriptions with what only delivery needs. */
export interface SubscriptionBook extends Subscriptions {
  byId(id: string): Promise<Subscription | undefined>
}

/** `ledger` follows where a chat moves, so that it gets nothing twice under its new id. */
export const createSubscriptions = ({
  store,
  ledger,
  clock,
}: {
  store: Store<Subscription>
  ledger: Pick<Ledger, 'move'>
  clock: Clock
}): SubscriptionBook => {
  /** Where a subscription was seen last: a hint that is checked, since another process may have moved it. */
  const seen = new Map<string, Target>()
  const list = async (chat?: Pick<Target, 'platform' | 'chat'>): Promise<Subscription[]> => {
    const found: Subscription[] = []
    for await (const [, subscription] of store.entries(chat === undefined ? '' : targetKey({ platform: chat.platform, chat: chat.chat }))) {
      seen.set(subscription.id, subscription.target)
      // The key of one chat may begin another's.
      if (chat === undefined || within(subscription.target, { platform: chat.platform, chat: chat.chat })) found.push(subscription)
    }
    return found.sort((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1))
  }
  const covered = async (scope: Target): Promise<Subscription[]> => (await list(scope)).filter(({ target }) => within(target, scope))

  return {
    list,
    get: (target) => store.get(targetKey(target)),
    async byId(id) {
      const target = seen.get(id)
      const found = target && (await store.get(targetKey(target)))
      return found?.id === id ? found : (await list()).find((subscription) => subscription.id === id)
    },
    async put(choice) {
      const key = targetKey(choice.target)
      const created: Subscription = { ...choice, id: randomUUID(), createdAt: clock.now() }
      if (await store.add(key, created)) return { subscription: created, isNew: true }
      const { id, createdAt, createdBy } = (await store.get(key)) ?? created
      const subscription: Subscription = { ...choice, id, createdAt, createdBy }
      await store.set(key, subscription)
      return { subscription, isNew: false }
    },
    async remove(target) {
      const known = (await store.get(targetKey(target))) !== undefined
      if (known) await store.delete(targetKey(target))
      return known
    },
    async pause(scope, why) {
      for (const subscription of await covered(scope)) {
        if (subscription.paused === undefined) {
          await store.set(targetKey(subscription.target), { ...subscription, paused: { at: clock.now(), why } })
        }
      }
    },
    async move(from, to) {
      await ledger.move(from, to)
      for (const subscription of await covered(from)) {
        const thread = to.thread ?? subscription.target.thread
        const target: Target = { platform: to.platform, chat: to.chat, ...(thread === undefined ? {} : { thread }) }
        // One that the new place has already is younger, and stays.
        await store.add(targetKey(target), { ...subscription, target })
        if (targetKey(target) !== targetKey(subscription.target)) await store.delete(targetKey(subscription.target))
      }
    },
    next: ({ paused, hour, zone }, count = 1) => (paused === undefined ? nextTimes(hour, zone, clock.now(), count) : []),
  }
}
