/** Who gets a digest, where, when, of which sections and in which language. */
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
 * What a day that brings little brings: a quiet one or, to who watches names, one without them. `usual`: a quiet day as any other, nothing where no
 * name is mentioned. `line`: one line. `skip`: nothing.
 */
export const QUIET = ['usual', 'line', 'skip'] as const
export type Quiet = (typeof QUIET)[number]

export interface Subscription {
  /** Unique and stable; a target has at most one. */
  id: string
  target: Target
  /** Empty: all. */
  sections: RecapKind[]
  /** Names; where there are some, it brings only the items that mention one of them. */
  about: string[]
  every: Rhythm
  /** `HH:MM` in `zone`: when it comes or, where it comes as it arrives, from when on. */
  hour: string
  /** `HH:MM`: until when it comes as it arrives; what is out later waits for the next `hour`. */
  until?: string
  /** IANA time zone. */
  zone: string
  layout: Layout
  quiet: Quiet
  /** Where others can follow the chat: whether they get what is posted there. Absent: it was not known to be such a chat. */
  publish?: boolean
  /** Language of our own words, and of the edition where there is one. */
  locale: string
  createdBy: string
  /** Epoch milliseconds. */
  createdAt: number
  /** Set when the chat can't be reached. */
  paused?: { at: number; why: string }
  /** When (epoch ms) it was last woken from a pause: what is still new is delivered anew. */
  resumedAt?: number
}

/** What a subscription is where nothing else was chosen, and what those were that were stored before there was a choice. */
const defaults = (): Pick<Subscription, Defaulted> => ({ about: [], every: 'day', quiet: 'usual' })

type Defaulted = 'about' | 'every' | 'quiet'
type Stored = Omit<Subscription, Defaulted> & Partial<Pick<Subscription, Defaulted>>
const whole = (stored: Stored): Subscription => ({ ...defaults(), ...stored })

export type SubscriptionChoice = Pick<
  Stored,
  'target' | 'sections' | 'hour' | 'until' | 'zone' | 'layout' | 'publish' | 'locale' | 'createdBy' | Defaulted
>

/** What a chat that can be followed makes of it. */
const published = (known: Stored): Stored | undefined => (known.publish === undefined ? { ...known, publish: true } : undefined)

/** What another choice makes of a subscription: it is woken. */
const chosen = (choice: SubscriptionChoice, { id, createdAt, createdBy, paused, resumedAt: before }: Stored, now: number): Subscription => {
  const resumedAt = paused === undefined ? before : now
  const subscription = whole({ ...choice, id, createdAt, createdBy, ...(resumedAt === undefined ? {} : { resumedAt }) })
  // A choice may be the whole of what was there, but for a change.
  delete subscription.paused
  return subscription
}

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
  /** The next times (epoch ms) at which this subscription's digest is due by the clock; none when it is paused. */
  next(subscription: Subscription, count?: number): number[]
  /** Whether it brings issues as they arrive, and would bring one now. */
  isOpen(subscription: Subscription): boolean
}

/** The subscriptions with what only delivery needs. */
export interface SubscriptionBook extends Subscriptions {
  byId(id: string): Promise<Subscription | undefined>
  /** By its target's key. */
  at(key: string): Promise<Subscription | undefined>
  /** A chat, and those of its threads that have subscribed, or had. */
  targets(chat: Pick<Target, 'platform' | 'chat'>): Promise<Target[]>
  /** Others can follow this target: from now on they get what is posted there, unless somebody has chosen. */
  followable(target: Target): Promise<void>
  /** Every one with its target's key, in no promised order: for more of them than a list should hold. */
  all(): AsyncIterable<[key: string, subscription: Subscription]>
}

/** Names the place where a subscription was made, where it mostly still is: so it is found without looking through all. */
const newId = (key: string): string => `${key}~${randomBytes(6).toString('hex')}`
const birthplace = (id: string): string => id.slice(0, Math.max(0, id.lastIndexOf('~')))

/**
 * `moves`: where one that is not where it was made is, by its id. `threads`: those of a chat in which there are some, or were. `ledger` follows where a chat moves, so that it gets nothing twice under its new id.
 * `changed` is told the target key of each subscription that
 * is another, or gone.
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
  /** Makes another of one that is there; `undefined`: it stays as it is. */
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
  /** First, so that one is found in its chat at any moment. */
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
        // It may have moved before that was noted.
        if (birthplace(stored.id) !== key) await moves.add(stored.id, key)
        await noteThread(stored.target)
        yield [key, whole(stored)]
      }
    },
    get: (target) => at(targetKey(target)),
    async byId(id) {
      const made = await at(birthplace(id))
      if (made?.id === id) return made
      const key = await moves.get(id)
      const moved = key === undefined ? undefined : await at(key)
      return moved?.id === id ? moved : undefined
    },
    async followable(target) {
      // Seldom news, and told with each thing said.
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
        // First, so that it is found at any moment.
        await moves.set(subscription.id, targetKey(target))
        await noteThread(target)
        // One that the new place has already is younger, and stays.
        if (await store.add(targetKey(target), { ...subscription, target })) await changed(targetKey(target))
        if (targetKey(target) !== targetKey(subscription.target)) await drop(targetKey(subscription.target))
      }
    },
    next: (subscription, count = 1) => (subscription.paused === undefined ? runsAfter(subscription, clock.now(), count) : []),
    isOpen: (subscription) => subscription.paused === undefined && isOpen(subscription, clock.now()),
  }
}
