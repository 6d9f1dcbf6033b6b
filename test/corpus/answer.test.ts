/** Answers from real issues: a floor under which nothing may fall. The figures are those of 60 issues, where much that is asked for is missing. */
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import test from 'node:test'
import { gunzipSync } from 'node:zlib'
import type { Answer } from '../../src/answer/answer.ts'
import { createAnswers } from '../../src/answer/ask.ts'
import { openArchive } from '../../src/archive/archive.ts'
import { parseIssue } from '../../src/issue/parse.ts'
import { fakeClock } from '../fakes/clock.ts'
import { recordingLog } from '../fakes/log.ts'
import { shared, without } from '../shared.ts'

interface Asked {
  question: string
  now: string
  lang?: string
  section?: 'twitter' | 'reddit' | 'discord'
  kind: string
  must?: string[]
  gold: { issue: string; urls: string[]; quote?: string }[]
}

const corpus = shared('corpus', 'en')
const questions = shared('qa')

const squash = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '')
const bare = (url: string): string => url.replace(/[/#?]+$/, '')
const hits = (answer: Answer | undefined, { gold }: Asked): boolean[] =>
  (answer?.citations ?? []).map(({ issue, urls, text }) =>
    gold.some(
      (wanted) =>
        wanted.issue === issue &&
        (wanted.urls.some((url) => urls.map(bare).includes(bare(url))) ||
          (wanted.quote !== undefined && squash(text).includes(squash(wanted.quote)))),
    ),
  )

test('real questions to real issues', { skip: without(corpus) || without(questions) }, async (t) => {
  const archive = openArchive(':memory:', { clock: fakeClock() })
  t.after(() => archive.close())
  const slugs = new Set<string>()
  archive.transaction(() => {
    for (const file of readdirSync(corpus ?? '')) {
      const bytes = readFileSync(join(corpus ?? '', file))
      const name = basename(file.replace(/\.gz$/, ''), '.md')
      slugs.add(name)
      archive.put(parseIssue({ text: (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString(), format: 'markdown', name }))
    }
  })
  const all = [1, 2, 3, 4]
    .flatMap((part) => readFileSync(join(questions ?? '', `part${part}-dev.jsonl`), 'utf8').split('\n'))
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Asked)
  const asked = all.filter(({ gold }) => gold.some(({ issue }) => slugs.has(issue)))
  const unanswerable = all.filter(({ kind }) => kind === 'unanswerable')
  const { ask } = createAnswers({ archive, clock: fakeClock(), log: recordingLog() })
  const answer = async ({ question, now, lang = 'en', section }: Asked): Promise<Answer | undefined> => {
    let last: Answer | undefined
    for await (const grown of ask({ question, now, locale: lang, ...(section ? { section } : {}) })) last = grown
    return last
  }
  let first = 0
  let firstFive = 0
  let answered = 0
  let said = 0
  const times: number[] = []
  for (const each of asked) {
    const given = await answer(each)
    assert.ok(given?.citations.every(({ date }) => date <= each.now))
    assert.ok((given?.answer.length ?? 0) <= 1300)
    answered += Number(given?.answered ?? false)
    said += Number((each.must ?? []).every((fact) => squash(given?.answer ?? '').includes(squash(fact))))
    const found = hits(given, each)
    first += Number(found[0] ?? false)
    firstFive += Number(found.slice(0, 5).includes(true))
    times.push(given?.ms ?? Infinity)
  }
  let refused = 0
  for (const each of unanswerable) refused += Number((await answer(each))?.answered === false)
  const share = (count: number, of: readonly unknown[] = asked): number => Math.round((100 * count) / of.length)
  t.diagnostic(
    `${asked.length} questions: first ${share(first)} %, first five ${share(firstFive)} %, answered ${share(answered)} %, facts said ${share(said)} %, ${share(refused, unanswerable)} % of ${unanswerable.length} unanswerable ones refused, median ${times.sort((a, b) => a - b)[asked.length >> 1]} ms`,
  )
  assert.ok(asked.length > 30)
  assert.ok(share(first) >= FIRST)
  assert.ok(share(firstFive) >= FIRST_FIVE)
  assert.ok(share(answered) >= ANSWERED)
  assert.ok(share(said) >= SAID)
  assert.ok(share(refused, unanswerable) >= REFUSED)
})

const FIRST = 76
const FIRST_FIVE = 92
const ANSWERED = 95
const SAID = 70
const REFUSED = 95
