/** What the digest of a week brings: settled once, so that no issue is in two of them, and none is lost between them. */
import type { Store } from '../stores/store.ts'

export interface Weeks {
  /** The issues of the digest of a week that is due on `day` (YYYY-MM-DD); `undefined`: it is not settled. */
  of(subscription: string, day: string): Promise<readonly string[] | undefined>
  /** Settles it, unless another process did. */
  settle(subscription: string, day: string, issues: readonly string[]): Promise<void>
  /** The days of the digests that were settled in the two weeks before `day`. */
  before(subscription: string, day: string): Promise<string[]>
}

const DAY = 86_400_000
/** How long (ms) it is kept. A job is known for 35 days. */
const KEEP = 40 * DAY
const PREFIX = 'week-'

/** What stands for an issue's uid in jobs and in the ledger. */
export const weekUid = (day: string): string => PREFIX + day
export const dayOfWeekUid = (uid: string): string | undefined => (/^week-\d{4}-\d\d-\d\d$/.test(uid) ? uid.slice(PREFIX.length) : undefined)

/** `store` must be durable: its records keep an issue from being sent twice. */
export const createWeeks = (store: Store<readonly string[]>): Weeks => ({
  of: (subscription, day) => store.get(key(subscription, day)),
  async settle(subscription, day, issues) {
    await store.add(key(subscription, day), issues, KEEP)
  },
  async before(subscription, day) {
    const days: string[] = []
    for (let ago = 1; ago <= 14; ago++) {
      const earlier = new Date(Date.parse(day) - ago * DAY).toISOString().slice(0, 10)
      if ((await store.get(key(subscription, earlier))) !== undefined) days.push(earlier)
    }
    return days
  },
})

const key = (subscription: string, day: string): string => `${subscription} ${day}`
