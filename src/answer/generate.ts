/** An answer by a model: streamed, and each sentence checked before anybody sees it. */
import type { Hit } from '../archive/search.ts'
import type { Clock } from '../clock.ts'
import type { Log } from '../log.ts'
import type { Model } from '../models/model.ts'
import type { Question } from './answer.ts'
import { answerPrompt, NOT_COVERED } from './prompts.ts'
import { splitComplete } from './sentences.ts'
import { verified } from './verify.ts'

/** An answer as far as it is written. */
export type Step =
  | { kind: 'growing' | 'whole'; text: string }
  /** The model finds no answer in the items. */
  | { kind: 'uncovered' }
  /** Nothing of use came; what was shown so far must be replaced. */
  | { kind: 'failed' }

export interface Generation {
  model: Model
  clock: Clock
  log: Log
  question: Question
  hits: readonly Hit[]
  signal?: AbortSignal
}

/** Milliseconds. Somebody waits in a chat: for the next words, and for the end. */
const NEXT_WITHIN = 15_000
const WHOLE_WITHIN = 60_000
const MAX_TOKENS = 500
/** Characters: of the answer, and of all that the model may write before it is stopped. */
const LONGEST = 1500
const LONGEST_STREAM = 8000

/** The pieces as they come; ends early, with an error, when the next one or the end takes too long or the signal gives up. */
async function* pieces(
  { model, clock, signal }: Generation,
  messages: ReturnType<typeof answerPrompt>['messages'],
): AsyncGenerator<string> {
  const stop = new AbortController()
  const within = (ms: number, what: string): (() => void) => clock.after(ms, () => stop.abort(new Error(`The model took too long ${what}`)))
  const all = AbortSignal.any([stop.signal, ...(signal ? [signal] : [])])
  const given = Promise.withResolvers<never>()
  given.promise.catch(() => undefined)
  const giveUp = (): void => given.reject(all.reason as Error)
  all.addEventListener('abort', giveUp)
  if (all.aborted) giveUp()
  const wholeInTime = within(WHOLE_WITHIN, 'to finish')
  const stream = model.stream({ messages, maxTokens: MAX_TOKENS, signal: all })
  try {
    for (;;) {
      const nextInTime = within(NEXT_WITHIN, 'to go on')
      try {
        const next = await Promise.race([stream.next(), given.promise])
        if (next.done) return
        yield next.value
      } finally {
        nextInTime()
      }
    }
  } finally {
    wholeInTime()
    all.removeEventListener('abort', giveUp)
    stop.abort(new Error('Nobody listens any more'))
    stream.return({ promptTokens: 0, completionTokens: 0 }).catch(() => undefined)
  }
}

export async function* generate(generation: Generation): AsyncGenerator<Step> {
  const { question, hits, log, model } = generation
  const language = new Intl.DisplayNames(['en'], { type: 'language' }).of(question.locale) ?? 'English'
  const { messages, used } = answerPrompt(question.question, hits, { now: question.now, language })
  const items = hits.slice(0, used).map(({ topic, item, date }) => ({ topic, text: item.text, date }))
  const edition = hits[0]?.edition ?? 'en'
  const sameLanguage = question.locale.toLowerCase().split(/[-_]/)[0] === edition
  let written = ''
  let rest = ''
  let text = ''
  let leftOut = 0
  /** Takes what was written and can be judged; says whether the answer grew. */
  const take = (complete: readonly string[]): boolean => {
    const before = text
    for (const sentence of complete) {
      const checked = verified(sentence, items, sameLanguage)
      if (checked === undefined) leftOut += 1
      else if (text.length + checked.length < LONGEST && !text.includes(checked)) text = text === '' ? checked : `${text} ${checked}`
    }
    return text !== before
  }
  try {
    for await (const piece of pieces(generation, messages)) {
      written += piece
      if (written.length > LONGEST_STREAM) throw new Error('The model does not come to an end')
      const split = splitComplete(rest + piece)
      rest = split.rest
      if (take(split.complete)) yield { kind: 'growing', text }
    }
  } catch (error) {
    log.warn('The model gave no answer; it is put together without it', { model: model.name, error })
    yield { kind: 'failed' }
    return
  }
  take([rest])
  if (text === '' && written.trim() === NOT_COVERED) yield { kind: 'uncovered' }
  else if (text === '') {
    log.warn('Nothing that the model wrote stands in the recaps; the answer is put together without it', { model: model.name, leftOut })
    yield { kind: 'failed' }
  } else {
    if (leftOut > 0) log.info('Sentences that do not stand in the recaps were left out', { model: model.name, leftOut })
    yield { kind: 'whole', text }
  }
}
