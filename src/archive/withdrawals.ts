/**
 * Which issues a source took back. No source says so; it is told by two things that must hold at several looks on end: the source lists what came
 * before the issue and what came after it, but not the issue, and the page says that it is gone.
 */
import type { Log } from '../log.ts'
import type { Listed, Source } from '../sources/source.ts'
import type { Archive, Head, Origin } from './archive.ts'

/** At how many looks on end an issue (its uid) that is not taken back yet was missing. */
export type Missing = Readonly<Record<string, number>>

export interface Judged {
  /** Absent, where the source is as it was at the last look. */
  listed: readonly Listed[] | undefined
  /** What was missing then. */
  missing: Missing
  /** Whether what was read there is a better source's to take back. */
  isBetter: (held: Origin) => boolean
  /** Whether there still is such a source, which alone brings back what it took. */
  isConfigured: (name: string) => boolean
  signal: AbortSignal | undefined
}

export interface Withdrawals {
  /** `changed`: the issues (uids) that were taken back since the last look, or are there again. */
  judge(source: Source, judged: Judged): Promise<{ missing: Missing; changed: string[] }>
}

/** So many issues that are missing at once are an outage, or another site: nobody takes back half a newsletter. */
const MOST = 3
/** An issue that nobody has read yet may be the missing one under another slug, when it is dated within so many days. */
const NEAR_DAYS = 3
const DAY = 86_400_000

/** `looks`: at how many on end an issue must be missing. */
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

/** Says whether a source lists an issue, under its slug or its address. */
const among = (listed: readonly Listed[]): ((place: Place) => boolean) => {
  const [ids, urls] = [new Set(listed.map(({ id }) => id)), new Set(listed.map(({ url }) => url))]
  return ({ id, url }) => ids.has(id) || urls.has(url)
}

const folderOf = (url: string): string => (URL.canParse(url) ? new URL('.', url.replace(/\/$/, '')).href : '')

/** The issues that stand between what is listed, and are not. None, where there is another explanation. */
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
