/** A model that says what a test tells it to. */
import type { Model, ModelRequest, Usage } from '../../src/models/model.ts'

export const HANG = Symbol('hang')

/** Pieces in order; an Error is thrown when it is reached, HANG waits until the signal gives up. */
export type Script = readonly (string | Error | typeof HANG)[]

export interface ScriptedModel extends Model {
  requests: ModelRequest[]
  next(script: Script): void
}

export const scriptedModel = (...scripts: Script[]): ScriptedModel => {
  const queue = [...scripts]
  const requests: ModelRequest[] = []
  return {
    name: 'scripted',
    requests,
    next: (script) => void queue.push(script),
    async *stream(request): AsyncGenerator<string, Usage> {
      requests.push(request)
      for (const step of queue.shift() ?? []) {
        request.signal.throwIfAborted()
        if (step instanceof Error) throw step
        if (step === HANG)
          await new Promise((_, reject) => {
            if (request.signal.aborted) reject(request.signal.reason as Error)
            else request.signal.addEventListener('abort', () => reject(request.signal.reason as Error), { once: true })
          })
        else yield step
      }
      return { promptTokens: 1, completionTokens: 1 }
    },
  }
}
