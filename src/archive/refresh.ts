/** Looks at the sources and files what they hold. */
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
  /** uids. One that was added is not among the changed. */
  added: string[]
  changed: string[]
  /** What could not be read: at most one line a source, and one for each issue. */
  problems: { source: string; why: string }[]
}

export interface Refresh {
  /** Looks at every source once. A failing one stops no other; one that asked to wait is left alone until then. */
  look(signal?: AbortSignal): Promise<Refreshed>
  /** When each source was last read, and what is wrong with it. */
  report(): About['sources']
}

/** What is kept of a source between two looks, and between two starts. */
export interface Kept {
  state: SourceState
  /** What it gave: key of the state → uids. Where the archive no longer holds one, it is read again. */
  gave: Readonly<Record<string, readonly string[]>>
  /** Epoch milliseconds. */
  lastLook?: number
  problem?: string
  /** What is missing from it, and may have been taken back. */
  missing?: Missing
  /** How often it failed on end, */
  failures?: number
  /** and when (epoch milliseconds) it is tried again. */
  notBefore?: number
}

/** A source that fails is tried at each of the next looks, then after twice as long each time (ms). */
const WAIT = { after: 3, first: 60_000, most: 3_600_000 }
/** Renaming takes an author minutes. */
const WITHDRAWN_AFTER = 4
const NOTHING: Kept = { state: {}, gave: {} }

export const createRefresh = (parts: {
  sources: readonly Source[]
  archive: Pick<Archive, 'put' | 'get' | 'newest' | 'withdraw'>
  states: Store<Kept>
  /** At how many looks on end an issue must be missing that counts as withdrawn. Default: 4, an hour of looks. */
  withdrawnAfter?: number
  clock: Clock
  log: Log
}): Refresh => {
  const { sources, archive, states, withdrawnAfter = WITHDRAWN_AFTER, clock, log } = parts
  const withdrawals = createWithdrawals({ archive, looks: withdrawnAfter, log })
  const statuses = new Map<string, Kept>()

  /** An archive that was put back or begun anew lacks what was read before; that is owed. */
  const stillHeld = ({ state, gave }: Kept): SourceState => {
    const held = new Set(archive.newest({ withdrawn: true }).map(({ uid }) => uid))
    const lost = Object.keys(gave).filter((key) => gave[key]?.every((uid) => held.has(uid)) === false)
    return lost.length === 0 ? state : { ...state, ...Object.fromEntries(lost.map((key) => [key, { owed: true }])) }
  }

  /**
   * `better`: the sources before this one, and whether each could be read. What such a source holds is its to change; this one fills what they
   * lack, and brings corrections while they cannot be read: what it held all along is none.
   */
  const lookAt = async (source: Source, better: Map<string, boolean>, signal: AbortSignal | undefined): Promise<Refreshed> => {
    // What was read since the start is known here; another process may have read it into another archive.
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
      // Only now: should filing fail, the next look must bring the same again.
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
      // Not missing at looks on end any more.
      delete before.missing
      const later = { notBefore: clock.now() + wait }
      // Whoever mends something and starts again need not wait; what a server asks holds over a start.
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
      // One after another, best first, and all of them: a good source may lack what the next one has.
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
