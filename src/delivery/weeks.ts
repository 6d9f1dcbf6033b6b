/** What the digest of a week brings: settled once, so that no issue is in two of them, and none is lost between them. */
import { targetKey } from '../platforms/platform.ts'
import type { Store } from '../stores/store.ts'
import type { Subscription } from './subscriptions.ts'

/** Known by its id where its chat has moved, by its chat where it was ended and made anew. */
export type Whose = Pick<Subscription, 'id' | 'target'>

export interface Weeks {
  /** The issues of the digest of a week that is due on `day` (YYYY-MM-DD); `undefined`: it is not settled. */
  of(whose: Whose, day: string): Promise<readonly string[] | undefined>
  /** Settles it, unless another process did. */
  settle(whose: Whose, day: string, issues: readonly string[]): Promise<void>
  /** The days of the digests that were settled in the two weeks before `day`. */
  before(whose: Whose, day: string): Promise<string[]>
}

const DAY = 86_400_000
const LOOK_BACK = 14
/** How long (ms) it is kept. A job is known for 35 days. */
const KEEP = 40 * DAY
const PREFIX = 'week-'

/** What stands for an issue's uid in jobs and in the ledger. */
export const weekUid = (day: string): string => PREFIX + day
export const dayOfWeekUid = (uid: string): string | undefined => (/^week-\d{4}-\d\d-\d\d$/.test(uid) ? uid.slice(PREFIX.length) : undefined)

const keysOf = ({ id, target }: Whose, day: string) => [`${id} ${day}`, `${targetKey(target)} ${day}`] as const

/** `store` must be durable: its records keep an issue from being sent twice. */
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
