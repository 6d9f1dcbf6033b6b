/**
 * Speed and memory, each beside a baseline measured in the same run: `npm run bench`, or some by name: `npm run bench -- scale soak`.
 *
 * It runs on the reference archive where that is there (`RECAP_SHARED`), else on issues made up for it. What makes it longer:
 * - `RECAP_BENCH_ISSUES` (200): issues that are read, searched and rendered
 * - `RECAP_BENCH_SUBSCRIPTIONS` (2000): of `scale`; a million take some twenty minutes a platform, and 3 GB of disk
 * - `RECAP_BENCH_DAYS` (40) and `RECAP_BENCH_CHATS` (100): of `soak`; a year of 2000 takes half an hour
 * - `RECAP_BENCH_FOLDER`: where its files are, by default the system's temporary folder. On a disk each of the ledger's writes is waited for; in
 *   memory (`/dev/shm`) the same work takes a fifth of the time
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { measureAnswers } from './answers.ts'
import { measureDelivery } from './delivery.ts'
import { loadIssues } from './issues.ts'
import { measurePace } from './pace.ts'
import { measureProcess } from './process.ts'
import { measureReading } from './reading.ts'
import { measureRendering } from './rendering.ts'
import { measureScale } from './scale.ts'
import { measureSoak } from './soak.ts'

export interface Row {
  what: string
  recap: string
  /** What it stands beside, and its figure. */
  baseline: string
  ratio: string
}

const issues = () => loadIssues(Number(process.env['RECAP_BENCH_ISSUES'] ?? 200))

const BENCHES: Readonly<Record<string, (folder: string) => Promise<Row[]>>> = {
  async archive(folder) {
    const { sources, from } = await issues()
    console.log(`${sources.length} issues, ${from}\n`)
    const { rows, archive } = await measureReading(sources, folder)
    rows.push(...(await measureAnswers(archive)), ...measureRendering(archive))
    archive.close()
    return rows
  },
  pace: measurePace,
  delivery: measureDelivery,
  scale: measureScale,
  soak: measureSoak,
  process: async (folder) => measureProcess((await issues()).sources, folder),
}

const named = process.argv.slice(2)
const unknown = named.filter((name) => BENCHES[name] === undefined)
if (unknown.length > 0) {
  console.error(`There is no bench ${unknown.join(', ')}. There are ${Object.keys(BENCHES).join(', ')}.`)
  process.exit(1)
}
const folder = mkdtempSync(join(process.env['RECAP_BENCH_FOLDER'] ?? tmpdir(), 'recap-bench-'))
try {
  const rows: Row[] = []
  for (const [name, measure] of Object.entries(BENCHES))
    if (named.length === 0 || named.includes(name)) rows.push(...(await measure(folder)))
  const width = (key: keyof Row): number => Math.max(key.length, ...rows.map((row) => row[key].length))
  for (const row of [{ what: 'what', recap: 'recap', baseline: 'baseline', ratio: 'ratio' }, ...rows])
    console.log(
      `${row.what.padEnd(width('what'))}  ${row.recap.padStart(width('recap'))}  ${row.baseline.padEnd(width('baseline'))}  ${row.ratio.padStart(width('ratio'))}`,
    )
} finally {
  rmSync(folder, { recursive: true })
}
