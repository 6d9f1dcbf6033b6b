import type { Delivery } from './ledger.ts'

/** What deciding needs to know of an issue. */
export interface DueIssue {
  uid: string
  /** YYYY-MM-DD. */
  date: string
  /** Epoch milliseconds. */
  filedAt: number
}

const DAY = 86_400_000
/** Nobody waits for a digest older than this. */
const OLDEST = 3 * DAY
/** How many issues a chat gets that has had none, and one that missed days. */
const FIRST = 1
const CAUGHT_UP = 3

export interface DueOptions {
  /** Which of them the subscription wants at all; asked only of those that are new to the chat. */
  wants?: (uid: string) => boolean
  /** A chat that has had none gets what was filed later than this (epoch ms), instead of the newest one. */
  since?: number
}

/**
 * The issues that a chat is to get now, newest first: those that it has not got, at most three days old, at most three; a single one if it has had
 * none at all, unless it begins with what arrives. What is noted as begun and not finished is among them. An issue older than one that the chat has got is left out, unless it was filed after
 * that: filling an archive floods nobody.
 */
export const dueIssues = (
  issues: readonly DueIssue[],
  deliveries: ReadonlyMap<string, Delivery>,
  now: number,
  { wants = () => true, since }: DueOptions = {},
): string[] => {
  // A whole day more: an issue is dated by its day, and this is that day's beginning.
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
