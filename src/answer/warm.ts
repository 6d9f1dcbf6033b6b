/**
 * Does beforehand what the first questions to a process would wait for: the names read, the patterns made, statements and pages of the index at hand.
 */
import { setImmediate } from 'node:timers/promises'
import { type AnswersParts, createAnswers } from './ask.ts'

/** One of each kind: a pattern is made when it is used first, better the second time, and once more for signs beyond Latin ones. */
const QUESTIONS: readonly [locale: string, question: (name: string) => string][] = [
  ['en', (name) => `What’s new with ${name}?`],
  ['en', (name) => `When did ${name} come out, and how much is it?`],
  ['en', (name) => `How did ${name} go since its launch?`],
  ['en', (name) => `What is ${name}, and who made it?`],
  ['zh', (name) => `${name} 最近有什么消息？`],
  ['zh', (name) => `${name} 多少钱？`],
]

/**
 * Asks for the most frequent names, or for a title where there are none, and no model: 0.4 s for three years of issues, in pieces between which
 * whatever waits is done. A failure is logged, and harms nothing. `isOver` ends it early: what it fails over then is not logged.
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
