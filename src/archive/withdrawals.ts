/**
 * Detects issues that a source withdrew. No source announces it; an issue counts as withdrawn when two conditions hold at several readings in a row:
 * the source lists issues before and after it but not the issue itself, and the page is gone.
 */
import type { Log } from '../log.ts'
import type { Listed, Source } from '../sources/source.ts'
import type { Archive, Head, Origin } from './archive.ts'

/** For issues (by uid) that are missing but not yet withdrawn: at how many readings in a row they were missing. */
export type Missing = Readonly<Record<string, number>>

/** A reading of a source. */
export interface Judged {
  /** Undefined where the source has not changed since the last reading. */
  listed: readonly Listed[] | undefined
  /** What was missing at the last reading. */
  missing: Missing
  /** Whether an origin is of a better source, which alone may withdraw the issue then. */
  isBetter: (held: Origin) => boolean
  /** Whether a source is still configured; an issue that it withdrew is restored only by it. */
  isConfigured: (name: string) => boolean
  signal: AbortSignal | undefined
}

export interface Withdrawals {
  /** Judges a reading, and withdraws or restores issues in the archive. `changed`: the uids of these issues. */
  judge(source: Source, judged: Judged): Promise<{ missing: Missing; changed: string[] }>
}

/** More issues missing at once than this mean an outage or another site, not withdrawals. */
const MOST = 3
/** An issue listed but not yet read, dated within this many days of a missing one, may be that one under another slug. */
const NEAR_DAYS = 3
const DAY = 86_400_000

/** @param looks at how many readings in a row an issue must be missing */
export const createWithdrawals = ({
  archive,
  looks,
  log,
}: {
  archive: Pick<Archive, 'get' | 'newest' | 'withdraw'>
  looks: number
  log: Log
}): Withdrawals => ({
  async judge(source, { listed, missing: before, isBetter, isConfigured, signal }) {
    const all = archive.newest({ withdrawn: true })
    const isListed = among(listed ?? [])
    const missing: Record<string, number> = {}
    const changed: string[] = []
    for (const { uid, withdrawnBy, ...place } of all) {
      if (withdrawnBy === undefined || !isListed(place) || (withdrawnBy !== source.name && isConfigured(withdrawnBy))) continue
      if (archive.withdraw(uid, undefined)) changed.push(uid)
      log.info('an issue that was withdrawn is there again', { uid, source: source.name })
    }
    const heads = all.filter(({ withdrawnBy }) => withdrawnBy === undefined)
    for (const { uid, url } of listed === undefined ? heads.filter(({ uid }) => uid in before) : suspectsAmong(heads, listed, archive)) {
      const origin = archive.get(uid)?.origin
      if (origin === undefined || isBetter(origin) || (await source.isGone?.(url, signal)) !== true) continue
      const count = (before[uid] ?? 0) + 1
      if (count < looks) missing[uid] = count
      else if (archive.withdraw(uid, source.name)) changed.push(uid)
      log[count < looks ? 'debug' : 'warn']('an issue is missing from its source, and its page is gone', {
        uid,
        url,
        looks: count,
        of: looks,
      })
    }
    return { missing, changed }
  },
})

type Place = Pick<Head, 'id' | 'url'>

/** Makes a function that tells whether a source lists an issue, by its slug or its address. */
const among = (listed: readonly Listed[]): ((place: Place) => boolean) => {
  const [ids, urls] = [new Set(listed.map(({ id }) => id)), new Set(listed.map(({ url }) => url))]
  return ({ id, url }) => ids.has(id) || urls.has(url)
}

const folderOf = (url: string): string => (URL.canParse(url) ? new URL('.', url.replace(/\/$/, '')).href : '')

/** The issues, dated between the first and the last listed one, that are missing from the list; empty where there is another explanation. */
const suspectsAmong = (heads: readonly Head[], listed: readonly Listed[], archive: Pick<Archive, 'get'>): Head[] => {
  const isListed = among(listed)
  const folders = new Set(listed.map(({ url }) => folderOf(url)))
  const days = listed.flatMap(({ date }) => date ?? []).sort()
  const [first = '', last = ''] = [days[0], days.at(-1)]
  const absent = heads.filter((head) => first < head.date && head.date < last && !isListed(head) && folders.has(folderOf(head.url)))
  if (absent.length === 0) return []
  const slugs = new Set(heads.map(({ id }) => id))
  const unread = listed.filter(({ id }) => !slugs.has(id) && archive.get(id) === undefined)
  const mayBeRenamed = ({ date }: Head): boolean =>
    unread.some((each) => each.date === undefined || Math.abs(Date.parse(each.date) - Date.parse(date)) <= NEAR_DAYS * DAY)
  const missing = absent.filter((head) => !mayBeRenamed(head))
  return missing.length > MOST ? [] : missing
}
