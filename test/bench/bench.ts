/**
 * Speed and memory, each beside a baseline measured in the same run. `npm run bench`.
 *
 * It runs on the reference archive where that is there (`RECAP_SHARED`), else on issues made up for it. `RECAP_BENCH_ISSUES` limits how many.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadIssues } from './issues.ts'
import { measureAnswers } from './answers.ts'
import { measureDelivery } from './delivery.ts'
import { measurePace } from './pace.ts'
import { measureProcess } from './process.ts'
import { measureReading } from './reading.ts'
import { measureRendering } from './rendering.ts'
import { measureScale } from './scale.ts'

export interface Row {
  what: string
  recap: string
  /** What it stands beside, and its figure. */
  baseline: string
  ratio: string
}

const folder = mkdtempSync(join(tmpdir(), 'recap-bench-'))
try {
  const { sources, from } = await loadIssues(Number(process.env['RECAP_BENCH_ISSUES'] ?? 200))
  console.log(`${sources.length} issues, ${from}\n`)
  const reading = await measureReading(sources, folder)
  const rows: Row[] = [
    ...reading.rows,
    ...(await measureAnswers(reading.archive)),
    ...measureRendering(reading.archive),
    ...(await measurePace()),
    ...(await measureDelivery(folder)),
    ...(await measureScale(folder)),
    ...(await measureProcess(sources, folder)),
  ]
  reading.archive.close()
  const width = (key: keyof Row): number => Math.max(key.length, ...rows.map((row) => row[key].length))
  for (const row of [{ what: 'what', recap: 'recap', baseline: 'baseline', ratio: 'ratio' }, ...rows])
    console.log(
      `${row.what.padEnd(width('what'))}  ${row.recap.padStart(width('recap'))}  ${row.baseline.padEnd(width('baseline'))}  ${row.ratio.padStart(width('ratio'))}`,
    )
} finally {
  rmSync(folder, { recursive: true })
}
