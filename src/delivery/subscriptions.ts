/** Subscriptions: which chat gets digests when, of which sections, and in which language. */
import { randomBytes } from 'node:crypto'
import type { Clock } from '../clock.ts'
import type { RecapKind } from '../issue/issue.ts'
import { targetKey } from '../platforms/platform.ts'
import type { Target } from '../platforms/platform.ts'
import type { Store } from '../stores/store.ts'
import { within } from './chats.ts'
import type { Ledger } from './ledger.ts'
import { type Rhythm, isOpen, runsAfter } from './timing.ts'

export const LAYOUTS = ['compact', 'full'] as const
export type Layout = (typeof LAYOUTS)[number]

/**
 * What a subscription gets on a day with little news, or with no mention of the names in `about`.
 * - `usual`: the usual digest on a quiet day, and nothing without a mention.
 * - `line`: one line.
 * - `skip`: nothing.
 */
export const QUIET = ['usual', 'line', 'skip'] as const
export type Quiet = (typeof QUIET)[number]

export interface Subscription {
  /** Unique and stable; a target has at most one. */
  id: string
  target: Target
  /** The sections to include; empty for all. */
  sections: RecapKind[]
  /** Names of which an item must mention one to be included; empty for no such condition. */
  about: string[]
  every: Rhythm
  /** `HH:MM` in `zone`: when the digest is due or, on arrival, when the window opens. */
  hour: string
  /** `HH:MM` in `zone`: when the window for issues on arrival closes; those that arrive later wait for the next `hour`. */
  until?: string
  /** IANA time zone. */
  zone: string
  layout: Layout
  quiet: Quiet
  /** Whether posts are published to the chat's followers; absent if the chat is not known to be one that can be followed. */
  publish?: boolean
  /** The language of the bot's texts, and of the edition if there is one. */
  locale: string
  /** The platform's id of the user who subscribed. */
  createdBy: string
  /** Epoch milliseconds. */
  createdAt: number
  /** Set when the chat cannot be reached: since when (epoch ms), and why. */
  paused?: { at: number; why: string }
  /** When (epoch ms) it was last resumed; issues that are still due are delivered then. */
  resumedAt?: number
}

/** The defaults of options, which also hold for subscriptions stored before the options existed. */
const defaults = (): Pick<Subscription, Defaulted> => ({ about: [], every: 'day', quiet: 'usual' })

type Defaulted = 'about' | 'every' | 'quiet'
type Stored = Omit<Subscription, Defaulted> & Partial<Pick<Subscription, Defaulted>>
const whole = (stored: Stored): Subscription => ({ ...defaults(), ...stored })

export type SubscriptionChoice = Pick<
  Stored,
  'target' | 'sections' | 'hour' | 'until' | 'zone' | 'layout' | 'publish' | 'locale' | 'createdBy' | Defaulted
>

/** A subscription with publishing on, for a chat that can be followed; undefined if somebody has chosen. */
const published = (known: Stored): Stored | undefined => (known.publish === undefined ? { ...known, publish: true } : undefined)

/** A subscription changed to another choice, and resumed if it was paused. */
const chosen = (choice: SubscriptionChoice, { id, createdAt, createdBy, paused, resumedAt: before }: Stored, now: number): Subscription => {
  const resumedAt = paused === undefined ? before : now
  const subscription = whole({ ...choice, id, createdAt, createdBy, ...(resumedAt === undefined ? {} : { resumedAt }) })
  // `choice` may be a whole paused subscription with some changes.
  delete subscription.paused
  return subscription
}

export interface Subscriptions {
  /** Adds a subscription, or changes the target's, and resumes it if it was paused. */
  put(choice: SubscriptionChoice): Promise<{ subscription: Subscription; isNew: boolean }>
  get(target: Target): Promise<Subscription | undefined>
  /** Deletes the target's subscription; returns false if there is none. */
  remove(target: Target): Promise<boolean>
  /** The subscriptions of a chat with its threads, or of all chats, oldest first. */
  list(chat?: Pick<Target, 'platform' | 'chat'>): Promise<Subscription[]>
  /** Pauses a target's subscription; a target without `thread` is the whole chat. */
  pause(target: Target, why: string): Promise<void>
  /** Moves a target's subscription and its deliveries when the chat gets another id; a target without `thread` is the whole chat. */
  move(from: Target, to: Target): Promise<void>
  /** The next `count` (default 1) times (epoch ms) at which a subscription is due; none if it is paused. */
  next(subscription: Subscription, count?: number): number[]
  /** Whether a subscription gets issues on arrival, its window is open, and it is not paused. */
  isOpen(subscription: Subscription): boolean
}

/** The subscriptions, with the methods that only delivery uses. */
export interface SubscriptionBook extends Subscriptions {
  byId(id: string): Promise<Subscription | undefined>
  /** The subscription of the target with this `targetKey`. */
  at(key: string): Promise<Subscription | undefined>
  /** The targets of a chat: itself, and its threads that have or had a subscription. */
  targets(chat: Pick<Target, 'platform' | 'chat'>): Promise<Target[]>
  /** Call it when a target turns out to be a chat that can be followed: turns publishing on, unless somebody has chosen. */
  followable(target: Target): Promise<void>
  /** All subscriptions with their targets' keys, in no particular order, read one by one as they may be too many for a list. */
  all(): AsyncIterable<[key: string, subscription: Subscription]>
}

/** A new id. It begins with the key of the target, so that `byId` needs no index unless the subscription has moved. */
const newId = (key: string): string => `${key}~${randomBytes(6).toString('hex')}`
/** The key of the target for which a subscription was created. */
const originalKey = (id: string): string => id.slice(0, Math.max(0, id.lastIndexOf('~')))

/**
 * `moves` has the target keys of moved subscriptions by id. `threads` has, by chat, the threads that have or had a subscription. `ledger` moves a
 * chat's deliveries with it, so that the chat gets nothing twice under its new id. `changed` is called with the target key of each subscription that
 * was changed or removed.
 */
export const createSubscriptions = ({
  store,
  moves,
  threads,
  ledger,
  clock,
  changed = async () => {},
}: {
  store: Store<Stored>
  moves: Store<string>
  threads: Store<readonly string[]>
  ledger: Pick<Ledger, 'move'>
  clock: Clock
  changed?: (key: string) => Promise<void>
}): SubscriptionBook => {
  const at = async (key: string): Promise<Subscription | undefined> => {
    const stored = await store.get(key)
    return stored && whole(stored)
  }
  /** Replaces a target's subscription, if there is one, by what `make` returns, unless that is undefined. */
  const change = async (target: Target, make: (known: Stored) => Stored | undefined): Promise<void> => {
    let isChanged = false
    await store.update(targetKey(target), (known) => {
      const made = known && make(known)
      isChanged = made !== undefined
      return made
    })
    if (isChanged) await changed(targetKey(target))
  }
  const drop = async (key: string): Promise<void> => {
    await store.delete(key)
    await changed(key)
  }
  /** Called before a thread's subscription is stored, so that the chat's list always includes it. */
  const noteThread = async ({ platform, chat, thread }: Target): Promise<void> => {
    if (thread === undefined) return
    await threads.update(targetKey({ platform, chat }), (known = []) => (known.includes(thread) ? undefined : [...known, thread]))
  }
  const targets: SubscriptionBook['targets'] = async ({ platform, chat }) => {
    const chatItself: Target = { platform, chat }
    return [chatItself, ...((await threads.get(targetKey(chatItself))) ?? []).map((thread) => ({ platform, chat, thread }))]
  }
  const inChat = async (chat: Pick<Target, 'platform' | 'chat'>): Promise<Subscription[]> => {
    const found = await Promise.all((await targets(chat)).map((target) => at(targetKey(target))))
    return found.filter((one) => one !== undefined)
  }
  const list = async (chat?: Pick<Target, 'platform' | 'chat'>): Promise<Subscription[]> => {
    const found = chat === undefined ? [] : await inChat(chat)
    if (chat === undefined) for await (const [, stored] of store.entries()) found.push(whole(stored))
    return found.sort((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1))
  }
  const covered = async (scope: Target): Promise<Subscription[]> => (await list(scope)).filter(({ target }) => within(target, scope))

  return {
    list,
    at,
    targets,
    async *all() {
      for await (const [key, stored] of store.entries()) {
        // Moves were not recorded by earlier versions.
        if (originalKey(stored.id) !== key) await moves.add(stored.id, key)
        await noteThread(stored.target)
        yield [key, whole(stored)]
      }
    },
    get: (target) => at(targetKey(target)),
    async byId(id) {
      const made = await at(originalKey(id))
      if (made?.id === id) return made
      const key = await moves.get(id)
      const moved = key === undefined ? undefined : await at(key)
      return moved?.id === id ? moved : undefined
    },
    async followable(target) {
      // Called with each message, so it reads before it updates.
      if ((await at(targetKey(target)))?.publish === undefined) await change(target, published)
    },
    async put(choice) {
      const key = targetKey(choice.target)
      const created = whole({ ...choice, id: newId(key), createdAt: clock.now() })
      let put = { subscription: created, isNew: true }
      await noteThread(choice.target)
      await store.update(key, (known) => {
        put =
          known === undefined ? { subscription: created, isNew: true } : { subscription: chosen(choice, known, clock.now()), isNew: false }
        return put.subscription
      })
      await changed(key)
      return put
    },
    async remove(target) {
      const known = await store.get(targetKey(target))
      if (known === undefined) return false
      await drop(targetKey(target))
      await moves.delete(known.id)
      return true
    },
    async pause(scope, why) {
      const pause = (known: Stored) => (known.paused === undefined ? { ...known, paused: { at: clock.now(), why } } : undefined)
      for (const { target } of await covered(scope)) await change(target, pause)
    },
    async move(from, to) {
      await ledger.move(from, to)
      for (const subscription of await covered(from)) {
        const thread = to.thread ?? subscription.target.thread
        const target: Target = { platform: to.platform, chat: to.chat, ...(thread === undefined ? {} : { thread }) }
        // Before the subscription itself, so that it can be found at any moment.
        await moves.set(subscription.id, targetKey(target))
        await noteThread(target)
        // A subscription that the new target has already is newer, and is kept.
        if (await store.add(targetKey(target), { ...subscription, target })) await changed(targetKey(target))
        if (targetKey(target) !== targetKey(subscription.target)) await drop(targetKey(subscription.target))
      }
    },
    next: (subscription, count = 1) => (subscription.paused === undefined ? runsAfter(subscription, clock.now(), count) : []),
    isOpen: (subscription) => subscription.paused === undefined && isOpen(subscription, clock.now()),
  }
}
