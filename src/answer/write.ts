/** Asks a model for an answer where that may be: not when it was asked the same before, when its server wants a rest, or when a budget is used up. */
import type { Hit } from '../archive/search.ts'
import type { Clock } from '../clock.ts'
import type { Log } from '../log.ts'
import type { Model } from '../models/model.ts'
import type { Budget, Question } from './answer.ts'
import type { Budgets, Permit } from './budget.ts'
import { type AnswerCache, cacheKey, plainQuestion, type Written } from './cache.ts'
import { generate, MAX_TOKENS, type Step } from './generate.ts'
import { answerPrompt, estimateTokens } from './prompts.ts'

export interface WriterParts {
  model: Model
  clock: Clock
  log: Log
  /** Absent: no limit, and nothing is counted. */
  budgets?: Budgets
  cache?: AnswerCache
}

export type Writing =
  | Step
  /** Nothing that may be shown has come yet; from here on only the whole answer is told. */
  | { kind: 'waiting' }
  | { kind: 'spent'; budget: Budget; renews: number }

export type Write = (question: Question, hits: readonly Hit[], signal?: AbortSignal) => AsyncGenerator<Writing, void>

/** Milliseconds until whoever asked is shown something else. */
const PATIENCE = 2500
/** How long a server that asks for a rest is left alone, at most. */
const LONGEST_REST = 5 * 60_000

export const createWriter = ({ model, clock, log, budgets, cache }: WriterParts): Write => {
  let restsUntil = 0

  /** What goes wrong with cache and budgets is nothing to whoever asked. */
  const tried = async <T>(what: string, work: () => Promise<T> | undefined): Promise<T | undefined> => {
    try {
      return await work()
    } catch (error) {
      log.warn(what, { error })
      return undefined
    }
  }

  return async function* write(question, hits, signal) {
    const language = new Intl.DisplayNames(['en'], { type: 'language' }).of(question.locale) ?? 'English'
    const told = { now: question.now, language }
    const { messages, used } = answerPrompt(question.question, hits, told)
    const key = cacheKey(model.name, answerPrompt(plainQuestion(question.question), hits.slice(0, used), told).messages)
    const held = await tried('The cache of answers cannot be read', async () => cache?.get(key))
    if (held) {
      await tried('A budget cannot be written', () => budgets?.cached(question.asker))
      yield held
      return
    }
    if (clock.now() < restsUntil) {
      yield { kind: 'failed' }
      return
    }
    const prompt = messages.reduce((sum, { content }) => sum + estimateTokens(content), 0)
    const permit: Permit | undefined = budgets
      ? await tried('A budget cannot be read', () => budgets.take(question.asker, prompt + MAX_TOKENS))
      : { granted: true, settle: () => Promise.resolve() }
    if (permit?.granted !== true) {
      yield permit ? { kind: 'spent', budget: permit.budget, renews: permit.renews } : { kind: 'failed' }
      return
    }

    const stop = new AbortController()
    const late = Promise.withResolvers<'late'>()
    const onTime = clock.after(PATIENCE, () => late.resolve('late'))
    let settled: Promise<unknown> | undefined
    const steps = generate({
      model,
      clock,
      log,
      messages,
      hits: hits.slice(0, used),
      locale: question.locale,
      spent: ({ promptTokens, completionTokens }) => {
        settled = tried('A budget cannot be written', () => permit.settle(promptTokens + completionTokens))
      },
      signal: signal ? AbortSignal.any([stop.signal, signal]) : stop.signal,
    })
    try {
      let shown: 'nothing' | 'words' | 'other' = 'nothing'
      let pending = steps.next()
      for (;;) {
        const next = shown === 'nothing' ? await Promise.race([pending, late.promise]) : await pending
        if (next === 'late') {
          shown = 'other'
          yield { kind: 'waiting' }
          continue
        }
        if (next.done) return
        const step = next.value
        if (step.kind === 'growing') {
          if (shown !== 'other') {
            shown = 'words'
            yield step
          }
        } else {
          if (step.kind === 'failed') restsUntil = clock.now() + Math.min(step.wait ?? 0, LONGEST_REST)
          else await keep(key, step.kind === 'whole' ? { kind: 'whole', text: step.text } : { kind: 'uncovered' })
          yield step
        }
        pending = steps.next()
      }
    } finally {
      onTime()
      stop.abort(new Error('Nobody listens any more'))
      await steps.return()
      await settled
    }
  }

  async function keep(key: string, written: Written): Promise<void> {
    await tried('The cache of answers cannot be written', () => cache?.set(key, written))
  }
}
