import type { Edition, Issue } from '../issue/issue.ts'
import type { Hit, SearchQuery } from './search.ts'

/** An issue as the archive holds it. */
export interface Filed {
  /** The issue's identity, which outlives its slug; the editions of an issue share it. */
  uid: string
  issue: Issue
  /** Of the issue's content, to see that it changed. */
  hash: string
  /** Epoch milliseconds. */
  filedAt: number
  changedAt: number
}

export type PutStatus = 'added' | 'changed' | 'unchanged'

export interface Archive {
  /** Files an issue; the same again changes nothing. A new slug of a known issue is a change of that issue. */
  put(issue: Issue): { status: PutStatus; uid: string }
  /** By slug (also one it had before) or uid. Without `edition`, English first, then any. */
  get(id: string, edition?: Edition): Filed | undefined
  /** Newest first by date, then slug. `until`: no later date (YYYY-MM-DD) than this. `edition`: default `en`. */
  newest(query?: { edition?: Edition; until?: string; limit?: number }): Filed[]
  onDay(date: string, edition?: Edition): Filed[]
  /** Best first. */
  search(query: SearchQuery): Hit[]
  count(): { issues: number; items: number; editions: readonly Edition[]; from?: string; to?: string }
  close(): void
}
