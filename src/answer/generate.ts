/** Streams an answer from a model, and checks each sentence against the items that it cites before anybody sees it. */
import type { Hit } from '../archive/search.ts'
import type { Clock } from '../clock.ts'
import { RetryLater } from '../errors.ts'
import type { Log } from '../log.ts'
import type { Model, ModelMessage, Usage } from '../models/model.ts'
import { plainMarks } from './checks/citations.ts'
import { estimateTokens, NOT_COVERED } from './prompts.ts'
import { splitComplete } from './sentences.ts'
import { createVerifier } from './checks/verify.ts'
import { isOrder } from './checks/wording.ts'

/** What became of an answer so far. */
export type Step =
  /** `text` is the whole text so far. */
  | { kind: 'growing' | 'whole'; text: string }
  /** The model finds no answer in the items. */
  | { kind: 'uncovered' }
  /** There is no usable answer, and what was shown so far must be replaced. `wait`: milliseconds for which the server asks not to be called. */
  | { kind: 'failed'; wait?: number }

export interface Generation {
  model: Model
  clock: Clock
  log: Log
  messages: readonly ModelMessage[]
  /** The items that the messages hold, in their order. */
  hits: readonly Hit[]
  /** The language to answer in. */
  locale: string
  /** Called once, at the end, with the tokens used; estimated where the model did not report them. */
  spent(usage: Usage): void
  signal: AbortSignal
}

/** The longest wait for the next piece, in milliseconds. Whoever asked has the extracted answer by then. */
const NEXT_WITHIN = 15_000
/** The longest wait for the whole answer, in milliseconds. */
const WHOLE_WITHIN = 45_000
/** The most tokens of an answer. */
export const MAX_TOKENS = 500
/** The most characters of an answer. */
const LONGEST = 1500
/** The most characters that the model may write, with what is left out, before it is stopped. */
const LONGEST_STREAM = 8000

/** The pieces of the model's stream. @throws when the next piece or the end takes too long, the signal aborts, or the model fails */
async function* pieces({ model, clock, signal, messages }: Generation): AsyncGenerator<string, Usage | undefined> {
  const stop = new AbortController()
  const within = (ms: number, what: string): (() => void) => clock.after(ms, () => stop.abort(new Error(`The model took too long ${what}`)))
  const all = AbortSignal.any([stop.signal, signal])
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
        if (next.done) return next.value
        yield next.value
      } finally {
        nextInTime()
      }
    }
  } finally {
    wholeInTime()
    all.removeEventListener('abort', giveUp)
    stop.abort(new Error('Nobody listens any more'))
    stream.return(undefined).catch(() => undefined)
  }
}

/** Collects the sentences of a stream that pass the check. */
const createCollector = ({ hits, locale }: Generation) => {
  const items = hits.map(({ topic, item, date }) => ({ topic, text: item.text, date }))
  const verified = createVerifier(items, { locale, edition: hits[0]?.edition ?? 'en' })
  const collector = {
    written: '',
    text: '',
    leftOut: 0,
    /** Adds the next piece; returns whether the answer grew. */
    take: (piece: string): boolean => {
      collector.written += piece
      // Finding the ends of sentences takes quadratic time in a run of spaces.
      const split = splitComplete(
        plainMarks(rest + piece)
          .trimStart()
          .replace(/\s{2,}/gu, (run) => (run.includes('\n') ? '\n' : ' ')),
      )
      rest = split.rest
      return judge(split.complete)
    },
    end: (): void => void judge(rest.trim() === '' ? [] : [rest]),
  }
  let rest = ''
  const judge = (complete: readonly string[]): boolean => {
    const before = collector.text
    for (const sentence of complete) {
      const checked = verified(sentence)
      if (checked === undefined) collector.leftOut += 1
      else if (collector.text.length + checked.length < LONGEST && !collector.text.includes(checked))
        collector.text = collector.text === '' ? checked : `${collector.text} ${checked}`
    }
    return collector.text !== before
  }
  return collector
}

const SAYS_NOT_COVERED = new RegExp(String.raw`^["'\x60*\s]*${NOT_COVERED}["'\x60*.\s]*$`)

/** Asks the model, and yields the answer as it grows, then its outcome. Failures of the model are logged and yielded, not thrown. */
export async function* generate(generation: Generation): AsyncGenerator<Step, void> {
  const { hits, log, model, messages, spent, signal } = generation
  const collector = createCollector(generation)
  let usage: Usage | undefined
  let refused = false
  const stream = pieces(generation)
  try {
    for (;;) {
      const next = await stream.next()
      if (next.done) {
        usage = next.value
        break
      }
      const grew = collector.take(next.value)
      if (collector.written.length > LONGEST_STREAM) throw new Error('The model does not come to an end')
      if (grew) yield { kind: 'growing', text: collector.text }
    }
    collector.end()
    const { text, written, leftOut } = collector
    if (text !== '') {
      if (leftOut > 0) log.info('Sentences that do not stand in the recaps were left out', { model: model.name, leftOut })
      yield { kind: 'whole', text }
    } else if (SAYS_NOT_COVERED.test(written) && !hits.some(({ item }) => isOrder(item.text))) yield { kind: 'uncovered' }
    else {
      log.warn('Nothing that the model wrote stands in the recaps; the answer is put together without it', { model: model.name, leftOut })
      yield { kind: 'failed' }
    }
  } catch (error) {
    refused =
      collector.written === '' && !signal.aborted && !(error instanceof Error && error.message.startsWith('The model took too long'))
    if (!signal.aborted) log.warn('The model gave no answer; it is put together without it', { model: model.name, error })
    yield { kind: 'failed', ...(error instanceof RetryLater ? { wait: error.ms } : {}) }
  } finally {
    stream.return(undefined).catch(() => undefined)
    const prompt = messages.reduce((sum, { content }) => sum + estimateTokens(content), 0)
    spent(
      usage ??
        (refused
          ? { promptTokens: 0, completionTokens: 0 }
          : { promptTokens: prompt, completionTokens: estimateTokens(collector.written) }),
    )
  }
}
