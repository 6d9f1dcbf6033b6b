/** Finds the issues that subscriptions are to get now, and the jobs that deliver them. */
import type { Archive, Head } from '../archive/archive.ts'
import { isSample } from '../archive/sample.ts'
import type { Clock } from '../clock.ts'
import { DAY } from '../issue/day.ts'
import type { Names } from '../issue/names.ts'
import { supported } from '../locales/index.ts'
import { dueIssues } from './due.ts'
import type { Ledger } from './ledger.ts'
import { mayStand } from './part.ts'
import type { Subscription } from './subscriptions.ts'
import { localDay } from './times.ts'
import { isWeekly, lastRun } from './timing.ts'
import { type Weeks, dayOfWeekUid, weekUid } from './weeks.ts'

export interface Waiting {
  /** The uids of the issues that a subscription would get if it were due now, newest first. Writes nothing. */
  issues(subscription: Subscription): Promise<string[]>
  /** The uids to make jobs of, in order: those of issues or, for a weekly subscription, the `weekUid`, whose issues it settles. */
  jobs(subscription: Subscription): Promise<string[]>
}

export interface WaitingParts {
  archive: Pick<Archive, 'newest' | 'names'>
  ledger: Pick<Ledger, 'deliveries' | 'parts'>
  weeks: Weeks
  /** Whether a subscription wants an issue; see `digest/compose.ts`. */
  wants: (subscription: Subscription, uid: string) => boolean
  /** How much (ms) the clocks of processes may differ, of which one stores a subscription and another an issue. */
  skew: number
  clock: Clock
}

/** How many of the newest issues are considered. */
export const RECENT = 30
/** How old (ms) an issue may be in a chat's first weekly digest. */
const WEEK = 7 * DAY
/** How old (ms) an issue may be in a later weekly digest, which makes up for one that was missed. */
const WEEKS = 13 * DAY

export const createWaiting = ({ archive, ledger, weeks, wants, skew, clock }: WaitingParts): Waiting => {
  /** A cache for one second, or until the archive changes (then its names are another object), as many subscriptions are due at the same time. */
  let kept: { of: Names; second: number; heads: Map<string, readonly Head[]> } | undefined
  const recent = (subscription: Subscription): readonly Head[] => {
    const [of, second, locale] = [archive.names(), Math.floor(clock.now() / 1000), supported(subscription.locale)]
    if (kept?.of !== of || kept.second !== second) kept = { of, second, heads: new Map() }
    const heads = kept.heads.get(locale) ?? archive.newest({ limit: RECENT, editions: [locale, 'en'] }).filter(({ id }) => !isSample(id))
    kept.heads.set(locale, heads)
    return heads
  }
  /** A chat's deliveries by issue, including the issues of the weekly digests of which it has some. */
  const deliveriesOf = async (subscription: Subscription) => {
    const got = await ledger.deliveries(subscription.target)
    const deliveries = new Map(got)
    for (const [uid, { at, finished }] of got) {
      const day = dayOfWeekUid(uid)
      if (day === undefined || !(finished || (await ledger.parts(subscription.target, uid)).some(mayStand))) continue
      for (const issue of (await weeks.of(subscription, day)) ?? []) {
        if (!deliveries.has(issue)) deliveries.set(issue, { uid: issue, at, finished: true })
      }
    }
    return deliveries
  }
  const runDay = (subscription: Subscription): string => localDay(lastRun(subscription, clock.now()), subscription.zone)

  const ofWeek = async (subscription: Subscription, day: string): Promise<string[]> => {
    const deliveries = await deliveriesOf(subscription)
    // A later digest makes up for an earlier one that never came.
    const isFirst = (await weeks.before(subscription, day)).length === 0
    const since = clock.now() - (isFirst ? WEEK : WEEKS)
    return recent(subscription)
      .filter(({ uid, date }) => Date.parse(date) + DAY > since && !deliveries.has(uid) && wants(subscription, uid))
      .map(({ uid }) => uid)
  }

  const issues = async (subscription: Subscription): Promise<string[]> => {
    if (isWeekly(subscription.every)) return ofWeek(subscription, localDay(clock.now(), subscription.zone))
    const { every, createdAt } = subscription
    return dueIssues(recent(subscription), await deliveriesOf(subscription), clock.now(), {
      wants: (uid) => wants(subscription, uid),
      // A subscription on arrival starts with the issues that arrive after it was created, by any process's clock.
      ...(every === 'arrival' ? { since: createdAt - skew } : {}),
    })
  }

  return {
    issues,
    async jobs(subscription) {
      if (!isWeekly(subscription.every)) return issues(subscription)
      const day = runDay(subscription)
      if ((await weeks.of(subscription, day)) === undefined) {
        const found = await ofWeek(subscription, day)
        if (found.length === 0) return []
        await weeks.settle(subscription, day, found)
      }
      return [weekUid(day)]
    },
  }
}
