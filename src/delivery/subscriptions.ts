import type { RecapKind } from '../issue/issue.ts'
import type { Target } from '../platforms/platform.ts'

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
