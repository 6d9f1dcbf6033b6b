/** What a model wrote, for whoever asks the same of the same items. */
import { createHash } from 'node:crypto'
import type { ModelMessage } from '../models/model.ts'
import type { Store } from '../stores/store.ts'

/** Without the question: what remains of it is a hash. */
export type Written = { kind: 'whole'; text: string } | { kind: 'uncovered' }

export interface AnswerCache {
  get(key: string): Promise<Written | undefined>
  set(key: string, written: Written): Promise<void>
}

const KEPT = 24 * 60 * 60_000

/**
 * The key of all that an answer depends on: the model, and what it is told, which holds the items, the day, the language and the question. So an
 * archive that changes elsewhere leaves the answer standing, and one that changes in what was found does not.
 */
export const cacheKey = (model: string, messages: readonly ModelMessage[]): string =>
  createHash('sha256')
    .update(JSON.stringify([model, messages]))
    .digest('base64url')

/** A question as the cache knows it: case, spaces and what ends it make no other question. */
export const plainQuestion = (question: string): string =>
  question
    .normalize('NFKC')
    .replace(/\s+/gu, ' ')
    .replace(/[\s?!.。]+$/u, '')
    .trim()
    .toLowerCase()

/** `server`: the model's, where it is not the public one: under the same name another may have another model. */
export const createAnswerCache = (store: Store<Written>, server = ''): AnswerCache => {
  const there = (key: string): string => (server === '' ? key : createHash('sha256').update(`${server} ${key}`).digest('base64url'))
  return {
    get: (key) => store.get(there(key)),
    set: (key, written) => store.set(there(key), written, KEPT),
  }
}
