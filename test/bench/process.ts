import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import type { Row } from './bench.ts'
import type { Text } from './issues.ts'
import { ms, times } from './time.ts'

const root = resolve(import.meta.dirname, '../..')
const RUNS = 5

interface Started {
  ms: number
  /** Resident memory in bytes, where the system tells. */
  rss: number
}

/** Runs a program until it prints its first line, then ends it. */
const start = async (args: string[], folder: string): Promise<Started> => {
  const from = performance.now()
  const child = spawn(process.execPath, args, {
    env: {
      PATH: process.env['PATH'],
      RECAP_DATA_DIR: join(folder, 'start'),
      RECAP_PORT: '0',
      RECAP_SOURCES: join(root, 'config/sample'),
      RECAP_LOG_LEVEL: 'error',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await once(child.stdout, 'data')
  const took = performance.now() - from
  const rss = memory(child.pid, 'VmRSS')
  child.kill('SIGTERM')
  await once(child, 'exit')
  return { ms: took, rss }
}

const mib = (bytes: number): string => `${(bytes / 2 ** 20).toFixed(0)} MiB`

/** Bytes; `VmRSS` now, `VmHWM` at most so far. */
const memory = (pid: number | undefined, field: 'VmRSS' | 'VmHWM'): number => {
  try {
    return Number(new RegExp(`${field}:\\s+(\\d+)`).exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) * 1024
  } catch {
    return Number.NaN
  }
}

/** The most memory (bytes) that importing a folder takes. */
const importing = async (path: string, folder: string): Promise<number> => {
  const child = spawn(process.execPath, [join(root, 'src/main.ts'), 'import', path], {
    env: { PATH: process.env['PATH'], RECAP_DATA_DIR: join(folder, 'import') },
    stdio: 'ignore',
  })
  let peak = Number.NaN
  const looking = setInterval(() => (peak = memory(child.pid, 'VmHWM') || peak), 50)
  await once(child, 'exit')
  clearInterval(looking)
  return peak
}

const median = async (run: () => Promise<Started>): Promise<Started> => {
  const runs: Started[] = []
  for (let n = 0; n < RUNS; n++) runs.push(await run())
  return runs.toSorted((a, b) => a.ms - b.ms)[Math.floor(RUNS / 2)] ?? { ms: Number.NaN, rss: Number.NaN }
}

/** From nothing to the playground's address, beside a program that only prints a line. */
export const measureProcess = async (sources: readonly Text[], folder: string): Promise<Row[]> => {
  const issues = join(folder, 'issues')
  mkdirSync(issues)
  for (const { name, text } of sources) writeFileSync(join(issues, basename(name)), text)
  const peak = await importing(issues, folder)
  const empty = await median(() => start(['-e', "console.log('up'); setInterval(() => {}, 1000)"], folder))
  const whole = await median(() => start([join(root, 'src/main.ts'), 'start'], folder))
  return [
    { what: 'peak memory of an import', recap: mib(peak), baseline: `empty program ${mib(empty.rss)}`, ratio: times(peak / empty.rss) },
    {
      what: 'start-up until the playground is open',
      recap: ms(whole.ms),
      baseline: `empty program ${ms(empty.ms)}`,
      ratio: times(whole.ms / empty.ms),
    },
    {
      what: 'resident memory once open, no tokens',
      recap: mib(whole.rss),
      baseline: `empty program ${mib(empty.rss)}`,
      ratio: times(whole.rss / empty.rss),
    },
  ]
}
