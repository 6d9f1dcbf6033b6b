/** Reads the sources, and puts their issues into the archive. */
import type { About } from '../bot/command.ts'
import type { Clock } from '../clock.ts'
import { RetryLater } from '../errors.ts'
import type { Log } from '../log.ts'
import type { Source, SourceState } from '../sources/source.ts'
import type { Store } from '../stores/store.ts'
import type { Archive, Origin } from './archive.ts'
import { filing } from './filing.ts'
import { type Missing, createWithdrawals } from './withdrawals.ts'

export interface Refreshed {
  /** The uids of added issues. */
  added: string[]
  /** The uids of issues that changed, were withdrawn or restored; without added ones. */
  changed: string[]
  /** What could not be read: one line for each issue, and at most one for the source as a whole. */
  problems: { source: string; why: string }[]
}

export interface Refresh {
  /** Reads every source once. A failing source does not stop the others; one that asked to wait is skipped until then. */
  look(signal?: AbortSignal): Promise<Refreshed>
  /** When each source was last read, and what its last problem was. */
  report(): About['sources']
}

/** What is stored of a source between two readings, also across restarts. */
export interface Kept {
  state: SourceState
  /** The uids of the issues read, by key of `state`. What a key stands for is read again if the archive no longer has one of them. */
  gave: Readonly<Record<string, readonly string[]>>
  /** Epoch milliseconds. */
  lastLook?: number
  problem?: string
  /** The issues missing from its list, which may have been withdrawn. */
  missing?: Missing
  /** How many readings in a row have failed. */
  failures?: number
  /** The earliest time (epoch milliseconds) of the next try. */
  notBefore?: number
}

/** The waits (ms) after failures in a row: none before failure number `after`, then `first`, doubled each time up to `most`. */
const WAIT = { after: 3, first: 60_000, most: 3_600_000 }
/** The default of `withdrawnAfter`: longer than the minutes for which an issue may be missing while its author renames it. */
const WITHDRAWN_AFTER = 4
const NOTHING: Kept = { state: {}, gave: {} }

export const createRefresh = (parts: {
  sources: readonly Source[]
  archive: Pick<Archive, 'put' | 'get' | 'newest' | 'withdraw'>
  states: Store<Kept>
  /** In how many readings in a row an issue must be missing to count as withdrawn. Default: 4, an hour at the default interval. */
  withdrawnAfter?: number
  clock: Clock
  log: Log
}): Refresh => {
  const { sources, archive, states, withdrawnAfter = WITHDRAWN_AFTER, clock, log } = parts
  const withdrawals = createWithdrawals({ archive, looks: withdrawnAfter, log })
  const statuses = new Map<string, Kept>()

  /** A source's state, in which what the archive has lost (as it was restored or created anew) is marked as still to be read. */
  const stillHeld = ({ state, gave }: Kept): SourceState => {
    const held = new Set(archive.newest({ withdrawn: true }).map(({ uid }) => uid))
    const lost = Object.keys(gave).filter((key) => gave[key]?.every((uid) => held.has(uid)) === false)
    return lost.length === 0 ? state : { ...state, ...Object.fromEntries(lost.map((key) => [key, { owed: true }])) }
  }

  /**
   * Reads one source. It adds issues that the better sources lack, and changes theirs only while these cannot be read; not in its own first reading,
   * in which everything looks new but is no correction.
   *
   * @param better the names of the sources before this one, each with whether it could be read; this source is added
   */
  const lookAt = async (source: Source, better: Map<string, boolean>, signal: AbortSignal | undefined): Promise<Refreshed> => {
    // The status since the start comes first: the stored one may be of another process with another archive.
    const kept = statuses.get(source.name) ?? (await states.get(source.name)) ?? NOTHING
    statuses.set(source.name, kept)
    better.set(source.name, false)
    const added = new Set<string>()
    const changed = new Set<string>()
    const problems: string[] = []
    const result = (): Refreshed => ({
      added: [...added],
      changed: [...changed].filter((uid) => !added.has(uid)),
      problems: problems.map((why) => ({ source: source.name, why })),
    })
    if (clock.now() < (kept.notBefore ?? 0)) return result()
    const isBetter = (held: Origin): boolean =>
      held.source !== source.name && better.has(held.source) && (better.get(held.source) === true || kept.lastLook === undefined)
    const gave: Record<string, string[]> = {}
    const keep = async (now: Omit<Kept, 'problem'>, here: Pick<Kept, 'notBefore'> = {}): Promise<void> => {
      const [problem] = problems
      const noted: Kept = { ...now, ...(problem === undefined ? {} : { problem }) }
      statuses.set(source.name, { ...noted, ...here })
      await states.set(source.name, noted)
    }
    try {
      const look = await source.look({ state: stillHeld(kept), ...(signal === undefined ? {} : { signal }) })
      for await (const found of look.issues) {
        signal?.throwIfAborted()
        if ('why' in found) problems.push(`${found.from}${found.line === undefined ? '' : `:${found.line}`}: ${found.why}`)
        else {
          const { status, uid } = archive.put(found.issue, filing(source.name, found, isBetter))
          log.debug('issue read', { issue: found.issue.id, status, from: found.from })
          if (status !== 'unchanged') (status === 'added' ? added : changed).add(uid)
          const [key] = found.remember ?? []
          if (key !== undefined) gave[key] = [...(gave[key] ?? []), uid]
        }
      }
      const { missing, ...judged } = await withdrawals.judge(source, {
        listed: look.listed,
        missing: kept.missing ?? {},
        isBetter,
        isConfigured: (name) => sources.some((each) => each.name === name),
        signal,
      })
      for (const uid of judged.changed) changed.add(uid)
      // Stored only now: if putting an issue fails, the next reading must bring it again.
      const state = look.state()
      const all = Object.entries({ ...kept.gave, ...gave }).filter(([key]) => state[key] !== undefined)
      await keep({ state, gave: Object.fromEntries(all), missing, lastLook: clock.now() })
      better.set(source.name, true)
    } catch (error) {
      signal?.throwIfAborted()
      const failures = (kept.failures ?? 0) + 1
      const asked = error instanceof RetryLater
      const wait = asked ? error.ms : failures < WAIT.after ? 0 : Math.min(WAIT.first * 2 ** (failures - WAIT.after), WAIT.most)
      problems.push(asked ? `asks to wait ${Math.ceil(error.ms / 1000)} s` : String(error instanceof Error ? error.message : error))
      const before: Kept = { ...kept }
      delete before.notBefore
      // A failed reading ends the series of readings in which an issue was missing.
      delete before.missing
      const later = { notBefore: clock.now() + wait }
      // After a restart a failed source is tried at once, but a wait that its server asked for is kept.
      await keep({ ...before, failures, ...(asked ? later : {}) }, later)
    }
    return result()
  }

  const reportOn = ({ name }: Source): About['sources'][number] => {
    const { lastLook, problem } = statuses.get(name) ?? {}
    return { name, ...(lastLook === undefined ? {} : { lastLook: new Date(lastLook) }), ...(problem === undefined ? {} : { problem }) }
  }

  return {
    async look(signal) {
      const all: Refreshed = { added: [], changed: [], problems: [] }
      const better = new Map<string, boolean>()
      // All sources, one after another, the best first: a good source may lack issues that the next one has.
      for (const source of sources) {
        const { added, changed, problems } = await lookAt(source, better, signal)
        all.added.push(...added)
        all.changed.push(...changed.filter((uid) => !all.added.includes(uid)))
        all.problems.push(...problems)
      }
      return all
    },
    report: () => sources.map(reportOn),
  }
}
