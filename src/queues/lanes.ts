/** A queue that is divided into lanes, so that jobs which wait in one lane do not delay those in another. */
import type { Queue } from './queue.ts'

export interface Lanes<T> {
  names: readonly string[]
  /** The name of a job's lane; a job whose lane is not in `names` goes to the common queue. */
  of(data: T): string
}

/**
 * Opens a queue per lane, and the common queue `name`. `concurrency` applies to each of them. Jobs in the common queue from before there were lanes
 * run there, and their ids stay taken. Jobs of one lane are added all or none.
 */
export const openLanes = <T>(open: (name: string) => Queue<T>, name: string, { names, of }: Lanes<T>): Queue<T> => {
  const common = open(name)
  const lanes = new Map(names.map((lane) => [lane, open(`${name} ${lane}`)]))
  const all = [common, ...lanes.values()]
  return {
    async add(...jobs) {
      const added: typeof jobs = []
      for (const [lane, mine] of Map.groupBy(jobs, ({ data }) => lanes.get(of(data)))) {
        const known = lane === undefined ? [] : await Promise.all(mine.map(({ id }) => common.has(id)))
        added.push(...(await (lane ?? common).add(...mine.filter((_, n) => known[n] !== true))))
      }
      return added
    },
    async has(id) {
      return (await Promise.all(all.map((queue) => queue.has(id)))).includes(true)
    },
    async running() {
      return (await Promise.all(all.map((queue) => queue.running()))).flat()
    },
    work(handler, options) {
      for (const queue of all) queue.work(handler, options)
    },
    async idle() {
      await Promise.all(all.map((queue) => queue.idle()))
    },
    async close(graceMs) {
      await Promise.all(all.map((queue) => queue.close(graceMs)))
    },
  }
}
