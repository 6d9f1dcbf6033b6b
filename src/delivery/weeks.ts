/** Stores which issues each weekly digest has. This is settled once, so that no issue is in two digests, or missing between them. */
import { targetKey } from '../platforms/platform.ts'
import type { Store } from '../stores/store.ts'
import { DAY } from '../issue/day.ts'
import type { Subscription } from './subscriptions.ts'

/** The subscription of a digest. It is stored by id, for chats that move, and by target, for subscriptions that are removed and made again. */
export type Whose = Pick<Subscription, 'id' | 'target'>

export interface Weeks {
  /** The uids of the issues in the weekly digest that is due on `day` (YYYY-MM-DD); undefined if they are not settled. */
  of(whose: Whose, day: string): Promise<readonly string[] | undefined>
  /** Settles the issues of a digest, unless another process has. */
  settle(whose: Whose, day: string, issues: readonly string[]): Promise<void>
  /** The days of the digests settled in the two weeks before `day`, newest first. */
  before(whose: Whose, day: string): Promise<string[]>
}

/** How many days `before` looks back. */
const LOOK_BACK = 14
/** How long (ms) a digest's issues are kept: longer than jobs (35 days). */
const KEEP = 40 * DAY
const PREFIX = 'week-'

/** The uid of a weekly digest in jobs and in the ledger, in place of an issue's. */
export const weekUid = (day: string): string => PREFIX + day
/** The day of a weekly digest's uid; undefined for an issue's uid. */
export const dayOfWeekUid = (uid: string): string | undefined => (/^week-\d{4}-\d\d-\d\d$/.test(uid) ? uid.slice(PREFIX.length) : undefined)

const keysOf = ({ id, target }: Whose, day: string) => [`${id} ${day}`, `${targetKey(target)} ${day}`] as const

/** `store` must be durable, because its records keep issues from being sent twice. */
export const createWeeks = (store: Store<readonly string[]>): Weeks => {
  const of: Weeks['of'] = async (whose, day) => {
    const [byId, byTarget] = keysOf(whose, day)
    return (await store.get(byId)) ?? store.get(byTarget)
  }
  return {
    of,
    async settle(whose, day, issues) {
      const [byId, byTarget] = keysOf(whose, day)
      await store.add(byTarget, issues, KEEP)
      await store.add(byId, (await store.get(byTarget)) ?? issues, KEEP)
    },
    async before(whose, day) {
      const days: string[] = []
      for (let ago = 1; ago <= LOOK_BACK; ago++) {
        const earlier = new Date(Date.parse(day) - ago * DAY).toISOString().slice(0, 10)
        if ((await of(whose, earlier)) !== undefined) days.push(earlier)
      }
      return days
    },
  }
}
