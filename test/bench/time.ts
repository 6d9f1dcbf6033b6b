/** Milliseconds that `work` takes. */
export const timed = (work: () => void): number => {
  const from = performance.now()
  work()
  return performance.now() - from
}

export const timedAsync = async (work: () => Promise<unknown>): Promise<number> => {
  const from = performance.now()
  await work()
  return performance.now() - from
}

/** The p-th percentile (0 to 1) of some times. */
export const percentile = (times: readonly number[], p: number): number => {
  const sorted = times.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * p))] ?? Number.NaN
}

export const ms = (value: number): string => `${value.toFixed(value < 10 ? 2 : 0)} ms`
export const times = (value: number): string => `${value.toFixed(2)} ×`
