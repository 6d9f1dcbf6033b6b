import { mkdirSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { parseFeed } from 'feedsmith'
import MarkdownIt from 'markdown-it'
import { type Archive, openArchive } from '../../src/archive/archive.ts'
import { byDay } from '../../src/archive/filing.ts'
import { systemClock } from '../../src/clock.ts'
import { parseIssue } from '../../src/issue/parse.ts'
import { readFeed } from '../../src/sources/feed.ts'
import { issueOf } from '../../src/sources/feed-issue.ts'
import type { Found } from '../../src/sources/source.ts'
import { createThreadSource } from '../../src/sources/thread.ts'
import type { Row } from './bench.ts'
import type { Text } from './issues.ts'
import { ms, percentile, timed, times } from './time.ts'

const BATCH = 16
/** Of the newest issues, so many come by the feed once more. */
const COMING = 20
/** The newsletter's feed cuts texts at so many characters. */
const CUT_AT = 100_000

/** Reading and filing issues, beside the bare tokenizer on the same texts. */
export const measureReading = async (sources: readonly Text[], folder: string): Promise<{ rows: Row[]; archive: Archive }> => {
  const bytes = sources.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0)
  const rate = (ms: number): string => `${(bytes / 1e6 / (ms / 1000)).toFixed(1)} MB/s`
  const files = join(folder, 'texts')
  mkdirSync(files)
  for (const { name, text } of sources) writeFileSync(join(files, basename(name)), text)
  const markdown = new MarkdownIt({ html: true })
  const bare = timed(() => sources.forEach(({ text }) => markdown.parse(text, {})))
  const parse = timed(() => sources.forEach(({ name, text }) => parseIssue({ name, text, format: 'markdown' })))
  const archive = openArchive(join(folder, 'archive.sqlite'), { clock: systemClock, isImport: true })
  const from = performance.now()
  await importAll(files, archive)
  const file = performance.now() - from
  const row = (what: string, ms: number): Row => ({
    what,
    recap: rate(ms),
    baseline: `markdown-it parse ${rate(bare)}`,
    ratio: times(ms / bare),
  })
  return {
    archive,
    rows: [row('parse', parse), row('import: parse, store, index', file), ...measureNewest(sources, markdown, archive)],
  }
}

/** As the command line does it. */
const importAll = async (path: string, archive: Archive): Promise<void> => {
  let waiting: Found[] = []
  const file = (): void => {
    archive.transaction(() => byDay(waiting).forEach(({ issue }) => archive.put(issue)))
    waiting = []
  }
  for await (const found of (await createThreadSource(path).look({})).issues) {
    if ('issue' in found) waiting.push(found)
    if (waiting.length === BATCH) file()
  }
  file()
  archive.mergeIndex()
}

/** From a feed with a new issue's text to the issue being found, beside the feed's parser alone. */
const measureNewest = (sources: readonly Text[], markdown: InstanceType<typeof MarkdownIt>, archive: Archive): Row[] => {
  const [mine, alone]: [number[], number[]] = [[], []]
  for (const { name, text } of sources.slice(0, COMING)) {
    const slug = basename(name).replace(/\.md$/, '')
    const body = markdown.render(text).slice(0, CUT_AT).replaceAll(']]>', ']]')
    const feed = `<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><item><link>https://e.com/issues/${slug}/</link><content:encoded><![CDATA[${body}]]></content:encoded></item></channel></rss>`
    alone.push(timed(() => void parseFeed(feed)))
    archive.remove(archive.get(slug)?.uid ?? slug)
    const read = timed(() => {
      const [item] = readFeed(feed)
      const found = item === undefined || 'why' in item ? undefined : issueOf(item, body, item.link)
      if (found === undefined || 'why' in found) throw new Error(`${slug} was not read`)
      archive.put(found.issue)
      if (archive.get(found.issue.id) === undefined) throw new Error(`${slug} was not filed`)
    })
    mine.push(read)
    // As it was before.
    archive.put(parseIssue({ name, text, format: 'markdown' }))
  }
  return [0.5, 1].map((p) => ({
    what: `newest issue, from its feed to searchable, ${p === 1 ? 'longest' : 'p50'}`,
    recap: ms(percentile(mine, p)),
    baseline: `its feed parsed alone ${ms(percentile(alone, p))}`,
    ratio: times(percentile(mine, p) / percentile(alone, p)),
  }))
}
