/** How much later than they could answers come. */

/** For how long (ms) at most the quickest and the latest of a kind are remembered. */
const MEMORY = 60_000
/** Of so many at the beginning none may have been quick: connections are made, code is warmed up. */
const FIRST = 100

interface Known {
  quickest: number
  latest: number
}

export interface Latency {
  /**
   * Takes how long (ms) a request took; returns by how much longer that was than the quickest lately. So much later, and no more, it arrived
   * there: `arrived <= answered - quickest` of this one, and `arrived >= sent` of the next.
   */
  note(kind: string, ms: number, now: number): number
  /** By how much later than the quickest a request may be answered, going by those lately. */
  expect(kind: string): number
}

export const createLatency = (): Latency => {
  const kinds = new Map<string, { now: Known; before: Known; at: number; count: number }>()
  const spread = ({ now, before }: { now: Known; before: Known }): number =>
    Math.max(now.latest, before.latest) - Math.min(now.quickest, before.quickest)
  return {
    note(kind, ms, now) {
      const one: Known = { quickest: ms, latest: ms }
      const known = kinds.get(kind) ?? { now: one, before: one, at: now, count: 0 }
      known.count++
      if (now - known.at > MEMORY) Object.assign(known, { now: one, before: known.now, at: now })
      known.now = { quickest: Math.min(known.now.quickest, ms), latest: Math.max(known.now.latest, ms) }
      kinds.set(kind, known)
      return known.count < FIRST ? ms : ms - Math.min(known.now.quickest, known.before.quickest)
    },
    expect(kind) {
      const known = kinds.get(kind)
      return known === undefined || known.count < FIRST ? Number.POSITIVE_INFINITY : spread(known)
    },
  }
}
