/** Warms up a process for its first questions: reads the names, compiles patterns and SQL statements, and loads pages of the index. */
import { setImmediate } from 'node:timers/promises'
import { type AnswersParts, createAnswers } from './ask.ts'

/** A question of each kind. A pattern is compiled at its first use, optimized at later ones, and compiled again for characters beyond Latin-1. */
const QUESTIONS: readonly [locale: string, question: (name: string) => string][] = [
  ['en', (name) => `What’s new with ${name}?`],
  ['en', (name) => `When did ${name} come out, and how much is it?`],
  ['en', (name) => `How did ${name} go since its launch?`],
  ['en', (name) => `What is ${name}, and who made it?`],
  ['en', (name) => `How many parameters does ${name} have?`],
  ['en', (name) => `Why did people on Reddit like ${name} in March?`],
  ['en', (name) => `Was ${name} bought by a bigger company last year?`],
  ['en', (name) => `${name} benchmark scores compared to others`],
  ['zh', (name) => `${name} 最近有什么消息？`],
  ['zh', (name) => `${name} 多少钱？`],
]

/**
 * Asks the questions without a model, about the most frequent names, or a title where there are none. This takes 0.5 s for three years of issues;
 * between questions other work goes on. A failure is only logged.
 *
 * @param isOver ends it early; failures from then on are not logged
 */
export const warm = async (parts: Pick<AnswersParts, 'archive' | 'clock' | 'log'>, isOver = (): boolean => false): Promise<void> => {
  const { archive, log } = parts
  const { ask } = createAnswers(parts)
  const from = performance.now()
  try {
    for (const [at, [locale, question]] of QUESTIONS.entries()) {
      await setImmediate()
      if (isOver()) return
      const { to } = archive.count()
      const { all } = archive.names()
      const name = all[at % all.length]?.forms[0] ?? archive.newest({ limit: 1 })[0]?.title
      if (name === undefined || to === undefined) return
      for await (const _ of ask({ question: question(name), locale, now: to }));
    }
    log.debug('ready for questions', { ms: Math.round(performance.now() - from) })
  } catch (error) {
    if (!isOver()) log.warn('questions could not be prepared for', { error })
  }
}
