/** Decides which issues a chat is to get. */
import { DAY } from '../issue/day.ts'
import type { Delivery } from './ledger.ts'

/** What is needed of an issue to decide whether it is due. */
export interface DueIssue {
  uid: string
  /** YYYY-MM-DD. */
  date: string
  /** Epoch milliseconds. */
  filedAt: number
}

/** How old (ms) an issue may be to be delivered. */
const OLDEST = 3 * DAY
/** How many issues a chat gets that has got none before. */
const FIRST = 1
/** How many issues a chat gets that missed some. */
const CAUGHT_UP = 3

export interface DueOptions {
  /** Whether the subscription wants an issue; not called for issues whose delivery was begun. */
  wants?: (uid: string) => boolean
  /** If given, a chat that has got no issue gets those filed later than this (epoch ms) instead of the newest one. */
  since?: number
}

/**
 * The uids of the issues that a chat is to get now, newest first: at most three that it lacks or has got in part, each at most three days old. A chat
 * that has got none gets the newest one only, unless `since` is given. An issue older than the newest one that the chat has got is left out, unless
 * it was filed after the last delivery, so that filling the archive floods no chat. `deliveries`: the chat's deliveries by uid.
 */
export const dueIssues = (
  issues: readonly DueIssue[],
  deliveries: ReadonlyMap<string, Delivery>,
  now: number,
  { wants = () => true, since }: DueOptions = {},
): string[] => {
  // A date stands for the beginning of its day, so a day is added.
  const recent = issues.filter(({ date, filedAt }) => Math.min(Date.parse(date) + DAY, filedAt) >= now - OLDEST)
  const got = issues.filter(({ uid }) => deliveries.has(uid))
  const newestGot = got.reduce((newest, { date }) => (date > newest ? date : newest), '')
  const lastDelivery = Math.max(0, ...[...deliveries.values()].map(({ at }) => at))
  const wanted = recent.filter((issue) => {
    const delivery = deliveries.get(issue.uid)
    if (delivery !== undefined) return !delivery.finished
    if (deliveries.size === 0) return issue.filedAt > (since ?? 0)
    return issue.date > newestGot || issue.filedAt > lastDelivery
  })
  const most = deliveries.size === 0 && since === undefined ? FIRST : CAUGHT_UP
  const due: string[] = []
  for (const { uid } of wanted.toSorted((a, b) => (a.date < b.date ? 1 : a.date > b.date ? -1 : b.filedAt - a.filedAt))) {
    if (due.length === most) break
    if (deliveries.has(uid) || wants(uid)) due.push(uid)
  }
  return due
}
