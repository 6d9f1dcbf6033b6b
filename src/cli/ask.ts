import type { Answer, Question } from '../answer/answer.ts'
import { answerDoc } from '../answer/present.ts'
import { warm } from '../answer/warm.ts'
import { openAnswers, openCore, openStores } from '../core.ts'
import { localDay } from '../delivery/times.ts'
import { OperatorError, messageOf } from '../errors.ts'
import { RECAP_KINDS } from '../issue/issue.ts'
import { renderTerminal } from '../platforms/playground/terminal.ts'
import { dayOption, numberOption, oneOf, readArgs } from './args.ts'
import { batchLines, MAX_CITATIONS, readRecord } from './ask-batch.ts'
import { EMPTY_ARCHIVE, complain, print, printJson, terminal } from './output.ts'
import { openSession } from './session.ts'

export const help = `usage: recap ask QUESTION [OPTIONS]
       recap ask --batch FILE [OPTIONS]

Answers from the archive, with citations. Without OPENAI_API_KEY or
OPENAI_BASE_URL the answer is put together without a language model. With it,
what it costs counts in RECAP_TOKENS_PER_DAY, and what it wrote for the same
question in the last 24 hours is taken instead of asking again.

  --json             print the answer as one JSON object
  --batch FILE       answer each JSON line of FILE ("-": standard input), in
                     order, one JSON object a line. Fields: id, question, and
                     if wanted now, section, lang, edition, limit
  --now YYYY-MM-DD   the day on which it is asked; nothing newer is used
  --section KIND     answer from ${RECAP_KINDS.join(', ')} only
  --lang CODE        language of the answer, such as en or zh
  --limit N          at most N citations (1 to ${MAX_CITATIONS})

A bad line of a batch is reported on stderr and passed over; the exit code is
then 1.`

export const run = async (args: string[]): Promise<number> => {
  const { values, positionals } = readArgs(args, {
    json: { type: 'boolean' },
    batch: { type: 'string' },
    now: { type: 'string' },
    section: { type: 'string' },
    lang: { type: 'string' },
    limit: { type: 'string' },
  })
  const asked = positionals.join(' ').trim()
  if (values.batch === undefined && asked === '') throw new OperatorError('recap ask needs a QUESTION, or --batch FILE.')
  if (values.batch !== undefined && asked !== '') throw new OperatorError('recap ask takes either a QUESTION or --batch FILE, not both.')
  const session = openSession()
  const { config, clock } = session
  const defaults: Omit<Question, 'question'> = {
    locale: values.lang ?? config.locale,
    now: values.now === undefined ? localDay(clock.now(), config.zone) : dayOption('--now', values.now),
    ...(values.section === undefined ? {} : { section: oneOf('--section', values.section, RECAP_KINDS) }),
    ...(values.limit === undefined ? {} : { limit: numberOption('--limit', values.limit, 1, MAX_CITATIONS) }),
  }
  const core = await openCore(config, session)
  const stores = core.model && (await openStores(config, session))
  const { answers } = openAnswers(core, stores, config, session)
  const answer = async (question: Question): Promise<Answer> => {
    let last: Answer | undefined
    for await (const grown of answers.ask(question)) last = grown
    if (last === undefined) throw new Error('there was no answer')
    return last
  }
  try {
    if (values.batch !== undefined) {
      await warm({ archive: core.archive, ...session })
      return await runBatch(values.batch, defaults, answer)
    }
    if (core.archive.count().issues === 0) complain(EMPTY_ARCHIVE)
    const answered = await answer({ ...defaults, question: asked })
    if (values.json === true) await printJson(answered)
    else await print(renderTerminal(answerDoc(answered, defaults.locale), terminal()))
    return 0
  } finally {
    core.archive.close()
    await stores?.close()
  }
}

const runBatch = async (
  file: string,
  defaults: Omit<Question, 'question'>,
  answer: (question: Question) => Promise<Answer>,
): Promise<number> => {
  let failed = false
  for await (const { line, text } of batchLines(file)) {
    try {
      const { id, ...question } = readRecord(text)
      await printJson({ id, ...(await answer({ ...defaults, ...question })) })
    } catch (error) {
      failed = true
      complain(`${file}:${line}: ${messageOf(error)}`)
    }
  }
  return failed ? 1 : 0
}
