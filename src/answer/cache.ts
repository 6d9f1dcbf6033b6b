/** Caches a model's answers for further questions with the same prompt. */
import { createHash } from 'node:crypto'
import type { ModelMessage } from '../models/model.ts'
import type { Store } from '../stores/store.ts'

/** A cached answer. The question itself is not stored, only the hash of the prompt. */
export type Written = { kind: 'whole'; text: string } | { kind: 'uncovered' }

export interface AnswerCache {
  get(key: string): Promise<Written | undefined>
  set(key: string, written: Written): Promise<void>
}

/** How long an answer is kept, in milliseconds. */
const KEPT = 24 * 60 * 60_000

/**
 * The key of an answer: a hash of the model's name and its prompt, which holds the items, the day, the language and the question. An answer thus
 * outlives changes of the archive, unless they change the items found.
 */
export const cacheKey = (model: string, messages: readonly ModelMessage[]): string =>
  createHash('sha256')
    .update(JSON.stringify([model, messages]))
    .digest('base64url')

/** Normalizes a question for its key: case, spaces and final punctuation make no difference. */
export const plainQuestion = (question: string): string =>
  question
    .normalize('NFKC')
    .replace(/\s+/gu, ' ')
    .replace(/[\s?!.。]+$/u, '')
    .trim()
    .toLowerCase()

/** @param server the model's server where it is not the public one, as another server may have another model under the same name */
export const createAnswerCache = (store: Store<Written>, server = ''): AnswerCache => {
  const there = (key: string): string => (server === '' ? key : createHash('sha256').update(`${server} ${key}`).digest('base64url'))
  return {
    get: (key) => store.get(there(key)),
    set: (key, written) => store.set(there(key), written, KEPT),
  }
}
