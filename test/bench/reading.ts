import { join } from 'node:path'
import MarkdownIt from 'markdown-it'
import { type Archive, openArchive } from '../../src/archive/archive.ts'
import { systemClock } from '../../src/clock.ts'
import { parseIssue } from '../../src/issue/parse.ts'
import type { Row } from './bench.ts'
import type { Text } from './issues.ts'
import { timed, times } from './time.ts'

/** Reading and filing issues, beside the bare tokenizer on the same texts. */
export const measureReading = async (sources: readonly Text[], folder: string): Promise<{ rows: Row[]; archive: Archive }> => {
  const bytes = sources.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0)
  const rate = (ms: number): string => `${(bytes / 1e6 / (ms / 1000)).toFixed(1)} MB/s`
  const markdown = new MarkdownIt({ html: true })
  const bare = timed(() => sources.forEach(({ text }) => markdown.parse(text, {})))
  const issues = sources.map(
    ({ name, text }) =>
      () =>
        parseIssue({ name, text, format: 'markdown' }),
  )
  const parse = timed(() => issues.forEach((read) => read()))
  const archive = openArchive(join(folder, 'archive.sqlite'), { clock: systemClock })
  const file = timed(() => archive.transaction(() => issues.forEach((read) => archive.put(read()))))
  const row = (what: string, ms: number): Row => ({
    what,
    recap: rate(ms),
    baseline: `markdown-it parse ${rate(bare)}`,
    ratio: times(ms / bare),
  })
  return {
    archive,
    rows: [row('parse', parse), row('import: parse, store, index', file)],
  }
}
