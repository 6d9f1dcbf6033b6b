/**
 * Asks a model for an answer, unless the answer is cached, its server asked not to be called, or a budget is used up. Those who ask the same at the
 * same time share one call.
 */
import type { Hit } from '../archive/search.ts'
import type { Clock } from '../clock.ts'
import type { Log } from '../log.ts'
import type { Model, ModelMessage, Usage } from '../models/model.ts'
import type { Budget, Question } from './answer.ts'
import type { Budgets, Permit } from './budget.ts'
import { type AnswerCache, cacheKey, plainQuestion, type Written } from './cache.ts'
import { generate, MAX_TOKENS, type Step } from './generate.ts'
import { answerPrompt, estimateTokens } from './prompts.ts'
import { share, type Shared } from './share.ts'

export interface WriterParts {
  model: Model
  clock: Clock
  log: Log
  /** Absent: there is no limit, and nothing is counted. */
  budgets?: Budgets
  cache?: AnswerCache
}

type Outcome = Step | { kind: 'spent'; budget: Budget; renews: number }
export type Writing =
  | Outcome
  /** The model is slow, so something else should be shown; after this only its outcome is yielded, not its growing text. */
  | { kind: 'waiting' }

export type Write = (question: Question, hits: readonly Hit[], signal?: AbortSignal) => AsyncGenerator<Writing, void>

/** How many milliseconds of silence pass until `waiting` is yielded. */
const PATIENCE = 2500
/** The longest time in milliseconds for which a server is not called when it asks so. */
const LONGEST_REST = 5 * 60_000

/** A prompt to be answered. */
interface Asking {
  question: Question
  /** The same for all who ask the same. */
  key: string
  messages: readonly ModelMessage[]
  /** The hits that the messages hold. */
  hits: readonly Hit[]
}

export const createWriter = ({ model, clock, log, budgets, cache }: WriterParts): Write => {
  let restsUntil = 0
  /** The calls under way, by key. */
  const going = new Map<string, Shared<Outcome>>()

  /** Logs failures of the cache and the budgets, which do not concern whoever asked. */
  const tried = async <T>(what: string, work: () => Promise<T> | undefined): Promise<T | undefined> => {
    try {
      return await work()
    } catch (error) {
      log.warn(what, { error })
      return undefined
    }
  }
  const countCached = (asker: Question['asker']) => tried('A budget cannot be written', () => budgets?.cached(asker))

  const askingFor = (question: Question, found: readonly Hit[]): Asking => {
    const { now, locale, language = locale, length } = question
    const told = { now, language: new Intl.DisplayNames(['en'], { type: 'language' }).of(language) ?? 'English', ...(length && { length }) }
    const { messages, used } = answerPrompt(question.question, found, told)
    const hits = found.slice(0, used)
    return { question, messages, hits, key: cacheKey(model.name, answerPrompt(plainQuestion(question.question), hits, told).messages) }
  }

  /** Answers from the cache, else by the model, on the budgets of whoever asks first. */
  async function* work({ question, key, messages, hits }: Asking, signal: AbortSignal): AsyncGenerator<Outcome, void> {
    const held = await tried('The cache of answers cannot be read', async () => cache?.get(key))
    if (held) {
      await countCached(question.asker)
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
    let settled: Promise<unknown> | undefined
    const spent = ({ promptTokens, completionTokens }: Usage): void => {
      settled = tried('A budget cannot be written', () => permit.settle(promptTokens + completionTokens))
    }
    for await (const step of generate({ model, clock, log, messages, hits, locale: question.language ?? question.locale, spent, signal })) {
      if (step.kind === 'failed') restsUntil = clock.now() + Math.min(step.wait ?? 0, LONGEST_REST)
      else if (step.kind !== 'growing') await keep(key, step.kind === 'whole' ? { kind: 'whole', text: step.text } : { kind: 'uncovered' })
      yield step
    }
    await settled
  }

  async function keep(key: string, written: Written): Promise<void> {
    await tried('The cache of answers cannot be written', () => cache?.set(key, written))
  }

  /** The outcomes for one asker, who may join another's call. If that ends because the other's budget is used up, the asker's own call follows. */
  async function* outcomes(asking: Asking, signal: AbortSignal): AsyncGenerator<Outcome, void> {
    if (signal.aborted) return
    const { key, question } = asking
    const joined = going.get(key)
    const shared =
      joined ??
      share(
        (stop) => work(asking, stop),
        () => going.delete(key),
      )
    going.set(key, shared)
    let isAnothers = false
    for await (const step of shared.listen(signal)) {
      isAnothers = joined !== undefined && step.kind === 'spent'
      if (isAnothers) continue
      if (joined && (step.kind === 'whole' || step.kind === 'uncovered')) await countCached(question.asker)
      yield step
    }
    if (isAnothers) yield* outcomes(asking, signal)
  }

  return async function* write(question, hits, signal) {
    const leave = new AbortController()
    const late = Promise.withResolvers<'late'>()
    const onTime = clock.after(PATIENCE, () => late.resolve('late'))
    const steps = outcomes(askingFor(question, hits), signal ? AbortSignal.any([leave.signal, signal]) : leave.signal)
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
        if (next.done) break
        if (next.value.kind !== 'growing') yield next.value
        else if (shown !== 'other') {
          shown = 'words'
          yield next.value
        }
        pending = steps.next()
      }
      if (signal?.aborted) yield { kind: 'failed' }
    } finally {
      onTime()
      leave.abort(new Error('Nobody listens any more'))
      await steps.return()
    }
  }
}
