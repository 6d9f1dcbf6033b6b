/** Looks at the sources and files what they hold. */
import type { About } from '../bot/command.ts'
import type { Clock } from '../clock.ts'
import { RetryLater } from '../errors.ts'
import type { Log } from '../log.ts'
import type { Source, SourceState } from '../sources/source.ts'
import type { Store } from '../stores/store.ts'
import type { Archive } from './archive.ts'

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

interface Status {
  lastLook?: Date
  problem?: string
  /** Epoch milliseconds. */
  notBefore?: number
}

export const createRefresh = (parts: {
  sources: readonly Source[]
  archive: Pick<Archive, 'put'>
  states: Store<SourceState>
  clock: Clock
  log: Log
}): Refresh => {
  const { sources, archive, states, clock, log } = parts
  const statuses = new Map<string, Status>()

  /**
   * `better`: the sources before this one which could be read; it joins them when it can be, too. What they hold is theirs to change, and this one
   * fills what they lack.
   */
  const lookAt = async (source: Source, better: Set<string>, signal: AbortSignal | undefined): Promise<Refreshed> => {
    const status: Status = { ...statuses.get(source.name) }
    statuses.set(source.name, status)
    const added = new Set<string>()
    const changed = new Set<string>()
    const problems: string[] = []
    const result = (): Refreshed => ({
      added: [...added],
      changed: [...changed].filter((uid) => !added.has(uid)),
      problems: problems.map((why) => ({ source: source.name, why })),
    })
    if (clock.now() < (status.notBefore ?? 0)) return result()
    try {
      const state = await states.get(source.name)
      const look = await source.look({ ...(state === undefined ? {} : { state }), ...(signal === undefined ? {} : { signal }) })
      for await (const found of look.issues) {
        signal?.throwIfAborted()
        if ('why' in found) problems.push(`${found.from}${found.line === undefined ? '' : `:${found.line}`}: ${found.why}`)
        else {
          const { status, uid } = archive.put(found.issue, {
            origin: { source: source.name, from: found.from },
            keep: (held) => found.partial === true || better.has(held.source),
          })
          log.debug('issue read', { issue: found.issue.id, status, from: found.from })
          if (status !== 'unchanged') (status === 'added' ? added : changed).add(uid)
        }
      }
      // Only now: should filing fail, the next look must bring the same again.
      await states.set(source.name, look.state())
      better.add(source.name)
      status.lastLook = new Date(clock.now())
      delete status.notBefore
    } catch (error) {
      signal?.throwIfAborted()
      if (error instanceof RetryLater) status.notBefore = clock.now() + error.ms
      problems.push(
        error instanceof RetryLater
          ? `asks to wait ${Math.ceil(error.ms / 1000)} s`
          : String(error instanceof Error ? error.message : error),
      )
    }
    const [problem] = problems
    if (problem === undefined) delete status.problem
    else status.problem = problem
    return result()
  }

  const reportOn = ({ name }: Source): About['sources'][number] => {
    const { lastLook, problem } = statuses.get(name) ?? {}
    return { name, ...(lastLook === undefined ? {} : { lastLook }), ...(problem === undefined ? {} : { problem }) }
  }

  return {
    async look(signal) {
      const all: Refreshed = { added: [], changed: [], problems: [] }
      const better = new Set<string>()
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
