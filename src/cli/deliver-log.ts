import type { App } from '../app.ts'
import type { DeliveryReport } from '../delivery/ledger.ts'
import { outcomeOf } from '../delivery/outcome.ts'
import type { Part } from '../delivery/part.ts'
import { targetKey } from '../platforms/platform.ts'
import { print, printJson, timeIn } from './output.ts'

/** Prints the last deliveries, newest first, with their outcomes and the reasons of failures. `zone` is that of the times. */
export const printDeliveries = async (app: Pick<App, 'recent'>, limit: number, zone: string, json: boolean): Promise<void> => {
  const all = await app.recent('all', limit)
  if (json) for (const report of all) await printJson(record(report))
  else if (all.length === 0) await print('Nothing has been delivered yet.')
  else for (const report of all) await print(readable(report, zone))
}

const readable = (report: DeliveryReport, zone: string): string => {
  const { target, uid, at, parts } = report
  const { outcome, publication, why } = outcomeOf(report)
  const isTold = parts.length > 1 || (parts.length === 1 && outcome === 'waiting')
  const states = isTold ? ` (${parts.map(stateOf).join(', ')})` : ''
  return `${timeIn(zone, at)}  ${targetKey(target)}  ${uid}  ${outcome}${publication === undefined ? '' : `, ${PUBLICATION[publication]}`}${states}${why === undefined ? '' : `: ${why}`}`
}

const PUBLICATION = { due: 'to be published', published: 'published', dropped: 'not all published' } as const

const stateOf = ({ state, publication }: Part): string => (publication === undefined ? state : `${state} ${publication}`)

/** A delivery as JSON; a rejected part has the request body that the platform refused. */
const record = (report: DeliveryReport) => ({
  at: new Date(report.at).toISOString(),
  target: targetKey(report.target),
  issue: report.uid,
  ...outcomeOf(report),
  parts: report.parts.map(({ number, state, publication, at, message, why, payload }) => ({
    part: number + 1,
    state,
    publication,
    at: new Date(at).toISOString(),
    message: message?.message ?? null,
    why,
    payload,
  })),
})
