/** Memory and disk as they are used, for benches of what is kept. */
import { DatabaseSync } from 'node:sqlite'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { createLog } from '../../src/log.ts'

export const quiet = createLog({ level: 'error', format: 'json', secrets: [] })

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void

/** Bytes of objects that are in use still. */
export const live = (): number => {
  collect()
  return process.memoryUsage().heapUsed
}

/** How a long bench gets on, on stderr. */
export const tell = (words: readonly (string | number)[]): void => console.error(words.join(' '))

export const mib = (bytes: number): string => `${(bytes / 2 ** 20).toFixed(1)} MiB`

/** What a file of state holds. */
export interface Held {
  /** Rows by namespace of the stores, and of the queue's jobs. */
  rows: Readonly<Record<string, number>>
  /** Bytes of keys and values by the same, as if nothing came on top. */
  bytes: Readonly<Record<string, number>>
  /** Bytes of the pages that are in use, indexes among them. */
  disk: number
}

/** Bytes of the namespaces that begin so. */
export const bytesOf = ({ bytes }: Held, beginning: string): number =>
  Object.entries(bytes).reduce((sum, [name, size]) => sum + (name.startsWith(beginning) ? size : 0), 0)

export const heldIn = (path: string): Held => {
  const file = new DatabaseSync(path, { readOnly: true })
  const counted = file
    .prepare(
      `SELECT namespace AS name, count(*) AS count, sum(length(CAST(namespace AS BLOB)) + length(CAST(key AS BLOB)) + length(CAST(value AS BLOB)) + 8) AS bytes
       FROM state GROUP BY namespace
       UNION ALL SELECT 'jobs', count(*), coalesce(sum(length(queue) + length(CAST(id AS BLOB)) + length(CAST(data AS BLOB)) + length(state) + 16), 0) FROM jobs`,
    )
    .all()
  const disk = Number(file.prepare('SELECT sum(pgsize) AS bytes FROM dbstat').get()?.['bytes'])
  file.close()
  const by = (field: string): Record<string, number> => Object.fromEntries(counted.map((row) => [String(row['name']), Number(row[field])]))
  return { rows: by('count'), bytes: by('bytes'), disk }
}
