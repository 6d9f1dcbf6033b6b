import { DatabaseSync } from 'node:sqlite'
import { createAnswers } from '../../src/answer/ask.ts'
import type { Archive } from '../../src/archive/archive.ts'
import { systemClock } from '../../src/clock.ts'
import { recordingLog } from '../fakes/log.ts'
import type { Row } from './bench.ts'
import { ms, percentile, timed, times } from './time.ts'

const QUESTIONS = 120

const anyWord = (question: string): string => (question.match(/[\p{L}\p{N}]+/gu) ?? []).map((word) => `"${word}"`).join(' OR ')

/** Searching and answering, beside the plainest full-text query: any of the words, the best 400. */
export const measureAnswers = async (archive: Archive): Promise<Row[]> => {
  const db = new DatabaseSync(':memory:')
  db.exec("CREATE VIRTUAL TABLE plain USING fts5(body, tokenize = 'porter unicode61')")
  const add = db.prepare('INSERT INTO plain (body) VALUES (?)')
  const questions: string[] = []
  db.exec('BEGIN')
  for (const { uid } of archive.newest()) {
    const items = archive.get(uid)?.issue.sections.flatMap(({ topics }) => topics.flatMap((topic) => topic.items)) ?? []
    for (const { text } of items) add.run(text)
    // A question about something that stands there: the first words of an item.
    const asked = items[Math.floor(items.length / 2)]?.text.split(/\s+/).slice(0, 7).join(' ')
    if (asked !== undefined) questions.push(`what about ${asked}?`)
  }
  db.exec('COMMIT')
  questions.length = Math.min(questions.length, QUESTIONS)
  const query = db.prepare('SELECT body FROM plain WHERE plain MATCH ? ORDER BY rank LIMIT 400')
  const plain = questions.map((question) => timed(() => void query.all(anyWord(question))))
  const search = questions.map((text) => timed(() => void archive.search({ text, limit: 10 })))
  const answers = createAnswers({ archive, clock: systemClock, log: recordingLog() })
  const ask: number[] = []
  for (const question of questions) {
    const from = performance.now()
    for await (const _ of answers.ask({ question, locale: 'en', now: '2099-01-01' }));
    ask.push(performance.now() - from)
  }
  db.close()
  const rows = (what: string, mine: readonly number[]): Row[] =>
    [0.5, 0.99].map((p) => ({
      what: `${what}, p${p * 100}`,
      recap: ms(percentile(mine, p)),
      baseline: `plain FTS5 ${ms(percentile(plain, p))}`,
      ratio: times(percentile(mine, p) / percentile(plain, p)),
    }))
  return [...rows('search', search), ...rows('ask, no model', ask)]
}
