/** Runs a task after those with the same key that were handed in before it; the rest run side by side. */
export type Lanes = <T>(key: string, task: () => Promise<T>) => Promise<T>

export const createLanes = (): Lanes => {
  const lanes = new Map<string, Promise<unknown>>()
  return async (key, task) => {
    const before = lanes.get(key) ?? Promise.resolve()
    const mine = before.then(task, task)
    lanes.set(key, mine)
    try {
      return await mine
    } finally {
      if (lanes.get(key) === mine) lanes.delete(key)
    }
  }
}
